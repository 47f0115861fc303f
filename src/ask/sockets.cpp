#include "ask/sockets.hpp"

#include <sys/socket.h>

#include "ask/curl_setup.hpp"

namespace logprobs::ask {

void Sockets::follow(CURL* curl) {
  set_option(curl, CURLOPT_SOCKOPTFUNCTION, &Sockets::on_open);
  set_option(curl, CURLOPT_SOCKOPTDATA, static_cast<void*>(this));
}

int Sockets::on_open(void* self, curl_socket_t socket, curlsocktype /*purpose*/) noexcept {
  auto& sockets = *static_cast<Sockets*>(self);
  sockets.opened_[sockets.count_++ % sockets.opened_.size()] = socket;
  return CURL_SOCKOPT_OK;
}

/// shutdown() would let more come. Some may be closed by now, which does no harm.
void Sockets::drop() noexcept {
  const sockaddr nobody{AF_UNSPEC, {}};
  for (const curl_socket_t socket : opened_) (void)connect(socket, &nobody, sizeof nobody);
}

}  // namespace logprobs::ask
