# How the program and the library are installed, and how find_package(logprobs) finds the latter.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/logprobs)

install(TARGETS logprobs_library EXPORT logprobs INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/logprobs ${PROJECT_BINARY_DIR}/include/logprobs
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(EXPORT logprobs NAMESPACE logprobs:: DESTINATION ${package_dir})
configure_package_config_file(logprobs-config.cmake.in ${PROJECT_BINARY_DIR}/logprobs-config.cmake
  INSTALL_DESTINATION ${package_dir})
# Names may change from 0.1 to 0.2.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/logprobs-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/logprobs-config.cmake
  ${PROJECT_BINARY_DIR}/logprobs-config-version.cmake DESTINATION ${package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

if(LOGPROBS_PROGRAM)
  # The program finds a shared library of its own wherever the two are installed together.
  if(BUILD_SHARED_LIBS AND NOT CMAKE_INSTALL_RPATH AND NOT APPLE)
    file(RELATIVE_PATH bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
    set_target_properties(logprobs PROPERTIES INSTALL_RPATH "$ORIGIN/${bin_to_lib}")
  endif()
  install(TARGETS logprobs)
  # The program names one of them to whoever has no key.
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples
    FILES_MATCHING PATTERN "*.json" PATTERN "*.jsonl" PATTERN "*.sse"
    PATTERN "library" EXCLUDE PATTERN "logits" EXCLUDE PATTERN "pictures" EXCLUDE)
endif()
