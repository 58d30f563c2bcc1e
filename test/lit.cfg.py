# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Substitutions
#   %cotidy %cotidy-clangd %plugin   what was built
#   %clang-tidy %clangxx             of the LLVM that it was built against
#   %llvm                            its folder
#   %check FILE CHECK ...            check_cotidy.py: one test through each front
#   %other-clang-tidy                another LLVM's, where the feature
#                                    other-clang-tidy is there
#   %gxx                             where the feature gxx is there
#   %python                          Debian's Python
#   %src_root %build_root            of the project
#   %sanitizer_options               all but where reports go
#   %sarif_schema                    where the feature sarif-schema is there
#   %inputs                          test/Inputs
# Features
#   llvm-22, llvm-19, gxx, asan, tsan, sarif-schema; git, zsh, fish, mandoc, dpkg,
#   pre-commit, chromium, dot, bazel, clang-tidy-19, nvim, eglot,
#   user-namespaces; cotidy, cotidy-clangd, plugin where built

import glob
import os
import shutil
import subprocess

import lit.formats

config.name = "cotidy"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.join(config.cotidy_source_root, "test")
config.test_exec_root = os.path.join(config.cotidy_binary_root, "test")


def tool(name):
    return os.path.join(config.llvm_tools, name)


built = {
    "cotidy": os.path.join(config.cotidy_binary_root, "bin", "cotidy"),
    "cotidy-clangd": os.path.join(config.cotidy_binary_root, "bin", "cotidy-clangd"),
    "plugin": os.path.join(config.cotidy_binary_root, "lib", "cotidy-plugin.so"),
}
for feature, path in built.items():
    if os.path.exists(path):
        config.available_features.add(feature)
config.available_features.add("llvm-%d" % config.llvm_version)
if config.gxx and "NOTFOUND" not in config.gxx:
    config.available_features.add("gxx")

# git takes patches; what shells make of their completions, mandoc of the manual page, and others of
# what is made for them.
for program in ("git", "zsh", "fish", "mandoc", "pre-commit", "chromium", "dot",
                "clang-tidy-19", "nvim", "bazel"):
    if shutil.which(program):
        config.available_features.add(program)
if subprocess.run(["unshare", "--user", "--map-root-user", "test", "-w",
                   "/proc/sys/user/max_inotify_instances"], capture_output=True).returncode == 0:
    config.available_features.add("user-namespaces")
if glob.glob("/usr/share/emacs/site-lisp/elpa/eglot-*"):
    config.available_features.add("eglot")
if shutil.which("dpkg-shlibdeps"):
    config.available_features.add("dpkg")

others = [shutil.which("clang-tidy-%d" % version)
          for version in range(14, 40) if version != config.llvm_version]
other_clang_tidy = next(filter(None, reversed(others)), None)
if other_clang_tidy:
    config.available_features.add("other-clang-tidy")

sarif_schema = os.path.join(config.cotidy_source_root, ".cache",
                            "sarif-schema-2.1.0.json")
if os.path.exists(sarif_schema):
    config.available_features.add("sarif-schema")

# cotidy outlives a process of its own that ends at a report, so that a test may
# pass: script/sanitize looks at what is in this folder.
reports = os.path.join(config.cotidy_binary_root, "reports")
sanitizer_options = ""
clang_tidy = tool("clang-tidy")
if config.asan:
    config.available_features.add("asan")
    sanitizer_options = "detect_leaks=0"
    config.environment["ASAN_OPTIONS"] = f"{sanitizer_options} log_path='{reports}/report'"
    config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
    runtime = subprocess.run(
        [tool("clang++"), "-print-file-name=libclang_rt.asan-x86_64.so"],
        capture_output=True, text=True, check=True).stdout.strip()
    config.environment["LD_LIBRARY_PATH"] = os.path.dirname(runtime)
    # The host of an instrumented plugin needs the run-time library first.
    os.makedirs(config.test_exec_root, exist_ok=True)
    wrapper = os.path.join(config.test_exec_root, "clang-tidy")
    with open(wrapper, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\nLD_PRELOAD={runtime} exec {clang_tidy} "$@"\n')
    os.chmod(wrapper, 0o755)
    clang_tidy = wrapper

if config.tsan:
    config.available_features.add("tsan")
    # Debian's LLVM and Clang are not instrumented: that their threads wait for each
    # other by atomics is not seen. What they do themselves is left out; not what has
    # them on its stack, for all that workers do runs in LLVM's crash recovery.
    sanitizer_options = (
        "ignore_noninstrumented_modules=1 halt_on_error=1 exitcode=66"
        # A crash is survived by a jump out of its handler.
        " report_signal_unsafe=0")
    config.environment["TSAN_OPTIONS"] = f"{sanitizer_options} log_path='{reports}/report'"

check = (f'"{config.python}" "{config.test_source_root}/check_cotidy.py"'
         f' --cotidy="{built["cotidy"]}" --clang-tidy="{clang_tidy}"'
         f' --plugin="{built["plugin"]}" --filecheck="{tool("FileCheck")}"')

# lit replaces with regular expressions, in this order.
config.substitutions += [
    (r"%cotidy-clangd\b", built["cotidy-clangd"]),
    (r"%cotidy\b", built["cotidy"]),
    (r"%plugin\b", built["plugin"]),
    (r"%check\b", check),
    (r"%clang[-_]tidy\b", clang_tidy),
    (r"%other-clang-tidy\b", other_clang_tidy or ""),
    (r"%clangxx\b", tool("clang++")),
    (r"%llvm\b", os.path.dirname(config.llvm_tools)),
    (r"%gxx\b", config.gxx),
    (r"%python\b", config.python),
    (r"%sarif_schema\b", sarif_schema),
    # In MiB, for one that needs little; a sanitizer takes it for its own needs.
    (r"%much_memory\b", "99999999" if config.asan or config.tsan else "2000"),
    (r"%sanitizer_options\b", sanitizer_options),
    (r"%src_root\b", config.cotidy_source_root),
    (r"%build_root\b", config.cotidy_binary_root),
    (r"%inputs\b", os.path.join(config.test_source_root, "Inputs")),
]

config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, config.environment["PATH"]])
config.environment["LC_ALL"] = "C.UTF-8"
# Every run parses; what the cache does is tested with a folder of the test's own.
config.environment["XDG_CACHE_HOME"] = "/dev/null"
