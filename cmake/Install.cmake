# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# What `cmake --install` puts where, and the Debian package and archive that
# `cpack` makes of it (docs/install.md). The tree can be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

option(COTIDY_INSTALL_RESOURCE_DIR
       "Install Clang's own headers too, for machines that have none" OFF)

# What was not built is left out.
set(COTIDY_PLUGIN_DIR "${CMAKE_INSTALL_LIBDIR}/cotidy")
foreach(target cotidy cotidy-clangd cotidy-plugin)
  if(TARGET ${target})
    set_target_properties(${target} PROPERTIES INSTALL_RPATH "${LLVM_LIBRARY_DIR}")
    install(TARGETS ${target} OPTIONAL
      RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}"
      LIBRARY DESTINATION "${COTIDY_PLUGIN_DIR}")
  endif()
endforeach()
if(COTIDY_INSTALL_RESOURCE_DIR)
  install(DIRECTORY "${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR}/include"
    DESTINATION "lib/clang/${LLVM_VERSION_MAJOR}")
endif()

# The manual page and the completions, from the program itself.
set(GENERATED "${PROJECT_BINARY_DIR}/generated")
set(MANUAL)
foreach(entry man=cotidy.1 bash=cotidy zsh=_cotidy fish=cotidy.fish)
  string(REPLACE "=" ";" entry "${entry}")
  list(GET entry 0 kind)
  list(GET entry 1 name)
  add_custom_command(OUTPUT "${GENERATED}/${name}"
    COMMAND cotidy --generate=${kind} "--output=${GENERATED}/${name}"
    DEPENDS cotidy VERBATIM)
  list(APPEND MANUAL "${GENERATED}/${name}")
endforeach()
file(MAKE_DIRECTORY "${GENERATED}")
add_custom_target(cotidy-manual ALL DEPENDS ${MANUAL})
install(FILES "${GENERATED}/cotidy.1" OPTIONAL
  DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${GENERATED}/cotidy" OPTIONAL
  DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES "${GENERATED}/_cotidy" OPTIONAL
  DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
install(FILES "${GENERATED}/cotidy.fish" OPTIONAL
  DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
install(FILES LICENSE README.md CHANGELOG.md
  DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# find_package(cotidy)
set(PACKAGE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/cotidy")
configure_package_config_file(cmake/cotidyConfig.cmake.in
  "${PROJECT_BINARY_DIR}/cotidyConfig.cmake"
  INSTALL_DESTINATION "${PACKAGE_DIR}"
  PATH_VARS COTIDY_PLUGIN_DIR CMAKE_INSTALL_BINDIR
  NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/cotidyConfigVersion.cmake"
  COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/cotidyConfig.cmake"
  "${PROJECT_BINARY_DIR}/cotidyConfigVersion.cmake" DESTINATION "${PACKAGE_DIR}")

# One package for each LLVM, as Debian has it; one of them at a time.
set(CPACK_GENERATOR TGZ DEB)
set(CPACK_PACKAGE_NAME "cotidy-${LLVM_VERSION_MAJOR}")
set(CPACK_PACKAGE_VENDOR "cotidy")
set(CPACK_PACKAGE_CONTACT "The cotidy developers <cotidy@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "lint tool for state that C++20 coroutines share wrongly")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${LLVM_VERSION_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "clang-tidy-${LLVM_VERSION_MAJOR}")
set(CPACK_DEBIAN_PACKAGE_PROVIDES cotidy)
set(CPACK_DEBIAN_PACKAGE_CONFLICTS cotidy)
set(CPACK_DEBIAN_PACKAGE_REPLACES cotidy)
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
include(CPack)
