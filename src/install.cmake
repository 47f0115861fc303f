# How the program and the library are installed, and how find_package(logprobs) finds the latter.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/logprobs)

# A portable program is all that is wanted of its build.
if(NOT LOGPROBS_PORTABLE)
  install(TARGETS logprobs_library EXPORT logprobs COMPONENT library
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/logprobs ${PROJECT_BINARY_DIR}/include/logprobs
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library FILES_MATCHING PATTERN "*.hpp")
  install(EXPORT logprobs NAMESPACE logprobs:: DESTINATION ${package_dir} COMPONENT library)
  configure_package_config_file(logprobs-config.cmake.in ${PROJECT_BINARY_DIR}/logprobs-config.cmake
    INSTALL_DESTINATION ${package_dir})
  # Names may change from 0.N to 0.N+1.
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/logprobs-config-version.cmake
    COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/logprobs-config.cmake
    ${PROJECT_BINARY_DIR}/logprobs-config-version.cmake DESTINATION ${package_dir}
    COMPONENT library)
endif()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright
  COMPONENT program)

if(LOGPROBS_PROGRAM)
  # The program finds a shared library of its own wherever the two are installed together.
  if(BUILD_SHARED_LIBS AND NOT CMAKE_INSTALL_RPATH AND NOT APPLE)
    file(RELATIVE_PATH bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
    set_target_properties(logprobs PROPERTIES INSTALL_RPATH "$ORIGIN/${bin_to_lib}")
  endif()
  install(TARGETS logprobs COMPONENT program)
  # Not as they are in the source, where they depend on who got it.
  set(executable OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  # The program names one of them to whoever has no key. Not those that need the project around them.
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples
    COMPONENT program FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
    PATTERN "*.sh" PERMISSIONS ${executable} PATTERN "*.py" PERMISSIONS ${executable}
    PATTERN "pictures*" EXCLUDE PATTERN "demo.sh" EXCLUDE PATTERN "action" EXCLUDE
    PATTERN "arch" EXCLUDE PATTERN "homebrew" EXCLUDE)

  # The program prints them, so that they say what it does.
  find_program(GZIP gzip REQUIRED)
  if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    message(STATUS "The program cannot run here, so no man page and no completions are installed")
  else()
    # Debian's zsh looks elsewhere for what is in a package.
    set(zsh_dir share/zsh/site-functions)
    if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND EXISTS /etc/debian_version)
      set(zsh_dir share/zsh/vendor-completions)
    endif()
    set(LOGPROBS_ZSH_DIR ${zsh_dir} CACHE STRING "Where zsh looks for completions, below the prefix")
    set(printed ${PROJECT_BINARY_DIR}/printed)
    file(MAKE_DIRECTORY ${printed})  # now: whoever installs may be another user
    install(CODE "set(printed \"${printed}\")
      set(gzip \"${GZIP}\")
      set(program ${CMAKE_CROSSCOMPILING_EMULATOR} \"$<TARGET_FILE:logprobs>\")
      include(\"${CMAKE_CURRENT_SOURCE_DIR}/print_pages.cmake\")" COMPONENT program)
    install(FILES ${printed}/logprobs.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
      COMPONENT program)
    install(FILES ${printed}/logprobs DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
      COMPONENT program)
    install(FILES ${printed}/_logprobs DESTINATION ${LOGPROBS_ZSH_DIR} COMPONENT program)
    install(FILES ${printed}/logprobs.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
      COMPONENT program)
  endif()

  if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
    include(package/package.cmake)
  endif()
endif()
