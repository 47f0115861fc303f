# LOGPROBS_PORTABLE: all libraries but C's become part of the program, which so starts also where
# they are missing or older. Those that it loads, libcurl, zlib and libzstd, are still the system's.

# The oldest GNU C library that it may need. What GCC links statically looks for the tables of
# exceptions in a way that is new in this one. `tests/package.sh portable` checks it.
set(LOGPROBS_OLDEST_GLIBC 2.35)

set(LOGPROBS_SIMDJSON "" CACHE PATH
  "A folder with simdjson.h and simdjson.cpp, where simdjson has no static library")

find_package(fmt 9 REQUIRED)
set(fmt_target fmt::fmt-header-only)

if(LOGPROBS_SIMDJSON)
  set(header ${LOGPROBS_SIMDJSON}/simdjson.h)
else()
  find_library(SIMDJSON_ARCHIVE libsimdjson.a)
  find_file(SIMDJSON_HEADER simdjson.h)
  if(NOT SIMDJSON_ARCHIVE OR NOT SIMDJSON_HEADER)
    message(FATAL_ERROR "There is no static library of simdjson. Please name the folder singleheader "
      "of its source: -DLOGPROBS_SIMDJSON=...; `apt-get source simdjson` gets it, for example")
  endif()
  set(header ${SIMDJSON_HEADER})
endif()
file(STRINGS ${header} simdjson_VERSION REGEX "^#define SIMDJSON_VERSION " LIMIT_COUNT 1)
string(REGEX MATCH "[0-9.]+" simdjson_VERSION "${simdjson_VERSION}")
set(simdjson_target simdjson_static)
if(LOGPROBS_SIMDJSON)
  add_library(simdjson_static STATIC ${LOGPROBS_SIMDJSON}/simdjson.cpp)
  target_compile_features(simdjson_static PUBLIC cxx_std_20)
  target_include_directories(simdjson_static SYSTEM PUBLIC ${LOGPROBS_SIMDJSON})
  target_compile_definitions(simdjson_static PRIVATE SIMDJSON_DEVELOPMENT_CHECKS=0)
  set_target_properties(simdjson_static PROPERTIES POSITION_INDEPENDENT_CODE ON)
else()
  add_library(simdjson_static INTERFACE)
  target_link_libraries(simdjson_static INTERFACE ${SIMDJSON_ARCHIVE})
  get_filename_component(simdjson_headers ${SIMDJSON_HEADER} DIRECTORY)
  target_include_directories(simdjson_static SYSTEM INTERFACE ${simdjson_headers})
endif()

find_library(UTF8PROC_ARCHIVE libutf8proc.a REQUIRED)
find_path(UTF8PROC_HEADERS utf8proc.h REQUIRED)
add_library(utf8proc_static INTERFACE)
target_include_directories(utf8proc_static SYSTEM INTERFACE ${UTF8PROC_HEADERS})
target_compile_definitions(utf8proc_static INTERFACE UTF8PROC_STATIC)
target_link_libraries(utf8proc_static INTERFACE ${UTF8PROC_ARCHIVE})
set(utf8proc_target utf8proc_static)

if(NOT APPLE)
  add_link_options(-static-libstdc++ -static-libgcc -Wl,--gc-sections)
endif()
