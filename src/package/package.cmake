# The package of Debian and its kin: `cmake --preset deb && cmake --build --preset deb`.

set(LOGPROBS_MAINTAINER "The logprobs authors <logprobs@example.org>" CACHE STRING
  "Who maintains the package, with an address")
# When this version was released, in seconds: the time of every file in the package, by which two
# builds of it are the same.
set(released 1795910400)

if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  set(ENV{SOURCE_DATE_EPOCH} ${released})
  set(unset_epoch ON)
endif()
string(TIMESTAMP LOGPROBS_RELEASE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(package_epoch $ENV{SOURCE_DATE_EPOCH})
if(unset_epoch)
  unset(ENV{SOURCE_DATE_EPOCH})
endif()

set(package_files ${PROJECT_BINARY_DIR}/package)
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in ${package_files}/changelog.Debian @ONLY)
execute_process(COMMAND ${GZIP} -9nf ${package_files}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
install(FILES ${package_files}/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DOCDIR}
  COMPONENT package EXCLUDE_FROM_ALL)
configure_file(${CMAKE_CURRENT_LIST_DIR}/while_packing.cmake.in ${package_files}/while_packing.cmake
  @ONLY)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME logprobs)
set(CPACK_PACKAGE_VENDOR "The logprobs authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "see how sure a language model was of what it wrote")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
  GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PROJECT_CONFIG_FILE ${package_files}/while_packing.cmake)
# Only the program: who builds on the library builds it.
set(CPACK_INSTALL_CMAKE_PROJECTS
  "${PROJECT_BINARY_DIR};logprobs;program;/" "${PROJECT_BINARY_DIR};logprobs;package;/")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${LOGPROBS_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# These are loaded, so that no tool finds them in the program.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libcurl4 | libcurl3-gnutls, zlib1g")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, libzstd1")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "logprobs asks a language model over an OpenAI-compatible API, or reads what one
answered before, and paints the answer by how probable each token was. It marks
where the model could just as well have said something else.
.
It reads what many servers and tools save, and raw logits; it shows tables,
charts, JSON, CSV, Markdown and pages for a browser; it sums up many answers,
and ends with an exit status by which a script can tell a sure answer from a
guess.")
include(CPack)
