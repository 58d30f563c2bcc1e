# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# cotidy_precompile(TARGET)
#
# Where COTIDY_PRECOMPILE is on: reading headers is most of the compiler's work.
# Such a build hides a missing include, and its compile commands are of no use to
# other compilers; both stay the release builds' to prove.
function(cotidy_precompile target)
  if(COTIDY_PRECOMPILE)
    if(target STREQUAL cotidyIR)
      target_precompile_headers(${target} PRIVATE
                                "${PROJECT_SOURCE_DIR}/cmake/Precompiled.h")
    else()
      target_precompile_headers(${target} REUSE_FROM cotidyIR)
    endif()
    # ccache takes a precompiled header by content; and a program's -fPIE is not
    # what the layers' header was made with.
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp" -fPIC)
  endif()
endfunction()

# cotidy_layer(NAME SOURCES...)
#
# One folder of the pipeline as an object library, so that every front takes all
# of it, static registrations included. An empty folder is an interface library.
function(cotidy_layer name)
  if(ARGN)
    add_library(${name} OBJECT ${ARGN})
    cotidy_precompile(${name})
  else()
    add_library(${name} INTERFACE)
  endif()
endfunction()


# The layers beneath the fronts. Objects are not passed on from library to
# library: each front names them all.
set(COTIDY_CORE_LAYERS cotidyIR cotidyProgram cotidyRules cotidyLower
    cotidyRefactor)

# cotidy_link_archives(TARGET ARCHIVES...)
#
# Links archives that have no shared form (clangTidy, clangDaemon ...) by path,
# in the order given and as a group, and then the shared libraries. By path,
# since the exported targets name further archives of what libclang-cpp.so holds
# already; two copies of one Clang in one program register their options twice.
function(cotidy_link_archives target)
  set(paths)
  foreach(archive IN LISTS ARGN)
    set(path "${LLVM_LIBRARY_DIR}/lib${archive}.a")
    if(NOT EXISTS "${path}")
      message(FATAL_ERROR "${target} needs ${path}, which is not installed")
    endif()
    list(APPEND paths "${path}")
  endforeach()
  target_link_libraries(${target} PRIVATE -Wl,--start-group ${paths} -Wl,--end-group
                        "${LLVM_LIBRARY_DIR}/libclang-cpp.so" LLVM)
endfunction()
