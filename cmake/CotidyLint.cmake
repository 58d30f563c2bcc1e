# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#[=[
cotidy_add_lint(TARGET [OPTIONS cotidy-option ...])

Adds a target TARGET-lint that lints TARGET's C++ sources as one program: a
command for each source writes its summary, and one over all summaries reports.
The build tool runs them in parallel and again only for what changed.

OPTIONS go to the command that reports: --format, --output, --checks and so on.
COTIDY_EXECUTABLE says which cotidy is run.
]=]
function(cotidy_add_lint target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "OPTIONS")
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "cotidy_add_lint: there is no target '${target}'")
  endif()
  find_program(COTIDY_EXECUTABLE cotidy REQUIRED)

  get_target_property(sources "${target}" SOURCES)
  get_target_property(folder "${target}" SOURCE_DIR)
  get_target_property(standard "${target}" CXX_STANDARD)
  if(NOT standard)
    set(standard 20)
  endif()
  set(includes "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
  set(definitions "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
  set(options "$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>")
  set(arguments
    "-std=c++${standard}"
    "$<$<BOOL:${includes}>:-I$<JOIN:${includes},;-I>>"
    "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
    "${options}")

  set(summaries)
  foreach(source IN LISTS sources)
    if(NOT source MATCHES "\\.(cc|cpp|cxx|c\\+\\+|C)$")
      continue()
    endif()
    get_filename_component(path "${source}" ABSOLUTE BASE_DIR "${folder}")
    file(RELATIVE_PATH name "${CMAKE_SOURCE_DIR}" "${path}")
    string(REPLACE "../" "__/" name "${name}")
    set(summary "${CMAKE_CURRENT_BINARY_DIR}/${target}-lint/${name}.cot")
    get_filename_component(into "${summary}" DIRECTORY)
    file(MAKE_DIRECTORY "${into}")
    add_custom_command(
      OUTPUT "${summary}"
      COMMAND "${COTIDY_EXECUTABLE}" "--emit-summary=${summary}"
              "--depfile=${summary}.d" "${path}" -- "${arguments}"
      DEPENDS "${path}" "${COTIDY_EXECUTABLE}"
      DEPFILE "${summary}.d"
      WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
      COMMENT "Summarising ${name}"
      COMMAND_EXPAND_LISTS VERBATIM)
    list(APPEND summaries "${summary}")
  endforeach()
  add_custom_target("${target}-lint"
    COMMAND "${COTIDY_EXECUTABLE}" --quiet --link ${summaries} ${arg_OPTIONS}
    DEPENDS ${summaries}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Linting ${target}"
    VERBATIM)
endfunction()
