# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# cotidy_doc_pages(OUT PAGES...)
#
# A C++ source with the text of each page, by its name without extension. It is
# made anew when a page changes.
function(cotidy_doc_pages out)
  set(text "// Made by cmake/DocPages.cmake.\n\n#include \"DocPages.h\"\n\n")
  string(APPEND text "llvm::StringRef cotidy::docPage(llvm::StringRef Name) {\n")
  foreach(page IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${page}")
    get_filename_component(name "${page}" NAME_WE)
    file(READ "${page}" content)
    string(APPEND text "  if (Name == \"${name}\")\n"
                       "    return R\"COTIDY-PAGE(${content})COTIDY-PAGE\";\n")
  endforeach()
  string(APPEND text "  return \"\";\n}\n")
  file(WRITE "${out}.new" "${text}")
  configure_file("${out}.new" "${out}" COPYONLY)
endfunction()
