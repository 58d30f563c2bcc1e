# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""cotidy over C++ targets: an action a source that summarises it, one that links.

    load("@cotidy//:cotidy.bzl", "cotidy_lint", "cotidy_test")

    cotidy_lint(name = "lint", deps = [":app"])   # builds a report
    cotidy_test(name = "lint_test", deps = [":app"])   # fails where there are findings

Sources of the targets and of all that they depend on in the same workspace are one
program. An action reads declared inputs and nothing else of the workspace, so that it
may run in a sandbox, be cached, or run on another machine.
"""

load("@rules_cc//cc:defs.bzl", "CcInfo", "cc_common")
load(
    "@rules_cc//cc:find_cc_toolchain.bzl",
    "CC_TOOLCHAIN_ATTRS",
    "find_cpp_toolchain",
    "use_cc_toolchain",
)

_SOURCES = ("cc", "cpp", "cxx", "c++", "C")

CotidyInfo = provider(
    doc = "What cotidy makes of a target and of what it depends on.",
    fields = {
        "summaries": "depset of files, one a source",
        "texts": "depset of the files that findings may lie in",
    },
)

def _compile_arguments(ctx, context):
    """The arguments that the target's sources are compiled with."""
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    copts = [
        ctx.expand_make_variables("copts", copt, {})
        for copt in ctx.rule.attr.copts
    ]
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts + copts,
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = depset(
            transitive = [context.defines, context.local_defines],
        ),
    )
    return toolchain, cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = "c++-compile",
        variables = variables,
    )

def _summarise(ctx, source, context, toolchain, compile):
    summary = ctx.actions.declare_file("%s.cotidy/%s.cot" % (ctx.rule.attr.name, source.basename))
    arguments = ctx.actions.args()
    arguments.add("--quiet")
    arguments.add(summary, format = "--emit-summary=%s")
    arguments.add(source)
    arguments.add("--")
    arguments.add_all(compile)
    ctx.actions.run(
        executable = ctx.executable._cotidy,
        arguments = [arguments],
        inputs = depset(
            [source],
            transitive = [
                context.headers,
                depset(ctx.files._config),
                toolchain.all_files,
            ],
        ),
        outputs = [summary],
        mnemonic = "CotidySummarise",
        progress_message = "Summarising %s" % source.short_path,
        use_default_shell_env = True,
    )
    return summary

def _aspect_impl(target, ctx):
    if CcInfo not in target or target.label.workspace_root or not hasattr(ctx.rule.attr, "copts"):
        return []
    attr = ctx.rule.attr
    below = [
        dep[CotidyInfo]
        for dep in getattr(attr, "deps", []) + getattr(attr, "implementation_deps", [])
        if CotidyInfo in dep
    ]
    own = [
        file
        for name in ("srcs", "hdrs")
        for given in getattr(attr, name, [])
        for file in given.files.to_list()
    ]
    context = target[CcInfo].compilation_context
    toolchain, compile = _compile_arguments(ctx, context)
    summaries = depset(
        [
            _summarise(ctx, file, context, toolchain, compile)
            for file in own
            if file.extension in _SOURCES
        ],
        transitive = [info.summaries for info in below],
    )
    texts = depset(own, transitive = [info.texts for info in below])
    return [
        CotidyInfo(summaries = summaries, texts = texts),
        OutputGroupInfo(cotidy_summaries = summaries),
    ]

cotidy_aspect = aspect(
    implementation = _aspect_impl,
    doc = "Summarises each source of a C++ target and of what it depends on.",
    attr_aspects = ["deps", "implementation_deps"],
    attrs = dict(
        CC_TOOLCHAIN_ATTRS,
        _cotidy = attr.label(
            default = Label("//:binary"),
            allow_single_file = True,
            executable = True,
            cfg = "exec",
        ),
        _config = attr.label(
            default = Label("//:config"),
            allow_files = True,
        ),
    ),
    fragments = ["cpp"],
    toolchains = use_cc_toolchain(),
)

# Reports name files as the workspace does; a finding is no failure of the action.
_LINK = """
status=$1 report=$2
shift 2
"$@" >"$report.new"
found=$?
[ "$found" -le 1 ] || exit "$found"
here=$(printf %s "$PWD/" | sed 's/[]\\[|.*^$\\\\]/\\\\&/g')
sed "s|$here||g" "$report.new" >"$report"
rm "$report.new"
echo "$found" >"$status"
"""

def _link(ctx):
    """The report, and a file that says 0 or 1: whether anything is found."""
    infos = [dep[CotidyInfo] for dep in ctx.attr.deps if CotidyInfo in dep]
    summaries = depset(transitive = [info.summaries for info in infos])
    texts = depset(transitive = [info.texts for info in infos])
    report = ctx.actions.declare_file(ctx.label.name + ".report")
    status = ctx.actions.declare_file(ctx.label.name + ".status")
    named = ctx.actions.args()
    named.add_all([status, report, ctx.executable._cotidy, "--quiet", "--link"])
    named.add_all(ctx.attr.options)
    listed = ctx.actions.args()
    listed.add_all(summaries)
    listed.use_param_file("@%s", use_always = True)
    listed.set_param_file_format("shell")
    ctx.actions.run_shell(
        command = _LINK,
        arguments = [named, listed],
        tools = [ctx.executable._cotidy],
        inputs = depset(ctx.files._config, transitive = [summaries, texts]),
        outputs = [report, status],
        mnemonic = "CotidyLink",
        progress_message = "Linting %s" % ctx.label,
        use_default_shell_env = True,
    )
    return report, status

def _lint_impl(ctx):
    report, _ = _link(ctx)
    return [DefaultInfo(files = depset([report]))]

def _test_impl(ctx):
    report, status = _link(ctx)
    run = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(
        run,
        "#!/bin/sh\ncat '%s'\nread -r found <'%s'\nexit \"$found\"\n" %
        (report.short_path, status.short_path),
        is_executable = True,
    )
    return [DefaultInfo(
        executable = run,
        runfiles = ctx.runfiles([report, status]),
    )]

_ATTRS = {
    "deps": attr.label_list(
        doc = "C++ targets; with what they depend on they are one program.",
        aspects = [cotidy_aspect],
        mandatory = True,
    ),
    "options": attr.string_list(
        doc = "Of cotidy: --format=sarif, --checks=… and so on.",
    ),
    "_cotidy": attr.label(
        default = Label("//:binary"),
        allow_single_file = True,
        executable = True,
        cfg = "exec",
    ),
    "_config": attr.label(
        default = Label("//:config"),
        allow_files = True,
    ),
}

cotidy_lint = rule(
    implementation = _lint_impl,
    doc = "Builds NAME.report, with findings or none.",
    attrs = _ATTRS,
)

cotidy_test = rule(
    implementation = _test_impl,
    doc = "Fails where cotidy finds something, and prints it.",
    attrs = _ATTRS,
    test = True,
)

def _installed_impl(ctx):
    run = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(
        run,
        "#!/bin/sh\nexec '%s' \"$@\"\n" % ctx.attr.path,
        is_executable = True,
    )
    return [DefaultInfo(executable = run)]

cotidy_installed = rule(
    implementation = _installed_impl,
    doc = "A cotidy that the machine has, whichever runs the action.",
    attrs = {
        "path": attr.string(
            default = "cotidy",
            doc = "A name to look for in PATH, or an absolute path.",
        ),
    },
    executable = True,
)
