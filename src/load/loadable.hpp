// The libraries that are loaded instead of linked: where each is found, and what to install where
// it is not.
#pragma once

#include <array>
#include <span>

namespace logprobs::load {

/// A library that is loaded while the program runs.
struct Loadable {
  const char* name;
  /// What its file may be called, the most usual name first.
  std::span<const char* const> files;
  /// The packages that have it, as people say it to each other.
  const char* packages;
  /// Its function without arguments that returns its version as text.
  const char* version_function;
};

#ifdef __APPLE__
// dlopen() itself looks in /usr/lib and /usr/local/lib, but not where Homebrew now installs.
inline constexpr std::array libcurl_files = {"libcurl.4.dylib",
                                             "/opt/homebrew/opt/curl/lib/libcurl.4.dylib"};
inline constexpr std::array zlib_files = {"libz.1.dylib"};
inline constexpr std::array libzstd_files = {"libzstd.1.dylib",
                                             "/opt/homebrew/lib/libzstd.1.dylib"};
#else
// Debian's and Fedora's second libcurl differ from the first in who does their TLS.
inline constexpr std::array libcurl_files = {"libcurl.so.4", "libcurl-gnutls.so.4",
                                             "libcurl-minimal.so.4"};
inline constexpr std::array zlib_files = {"libz.so.1"};
inline constexpr std::array libzstd_files = {"libzstd.so.1"};
#endif

inline constexpr Loadable libcurl = {
    "libcurl", libcurl_files,
    "libcurl4 (Debian, Ubuntu, SUSE), libcurl (Fedora, Alpine) or curl (Arch, Homebrew)",
    "curl_version"};
inline constexpr Loadable zlib = {
    "zlib", zlib_files, "zlib1g (Debian, Ubuntu), libz1 (SUSE) or zlib (others)", "zlibVersion"};
inline constexpr Loadable libzstd = {
    "libzstd", libzstd_files,
    "libzstd1 (Debian, Ubuntu, SUSE), libzstd (Fedora) or zstd (Arch, Homebrew)",
    "ZSTD_versionString"};

}  // namespace logprobs::load
