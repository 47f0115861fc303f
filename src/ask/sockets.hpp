// The sockets of an exchange, by which it can be ended even where libcurl does not return.
#pragma once

#include <array>
#include <cstddef>

#include "ask/libcurl.hpp"

namespace logprobs::ask {

/// Keeps the address that libcurl was given, so it stays where it is.
class Sockets {
 public:
  Sockets() { opened_.fill(CURL_SOCKET_BAD); }
  Sockets(const Sockets&) = delete;
  Sockets& operator=(const Sockets&) = delete;

  /// Notes each socket that `curl` opens.
  void follow(CURL* curl);
  /// Drops their connections, and what has come over them.
  void drop() noexcept;

 private:
  static int on_open(void* self, curl_socket_t socket, curlsocktype purpose) noexcept;

  std::array<curl_socket_t, 8> opened_;  // the last ones; two at most are open
  std::size_t count_ = 0;
};

}  // namespace logprobs::ask
