// Sends requests while somebody is at the keys of a screen.
#pragma once

#include <chrono>

#include "app/live.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::app {

/// Looks after a screen while something else is waited for. All happens in one thread: attend() is
/// called between two steps of a transfer, whenever something comes over the network, when a key is
/// pressed, and at least every 100 ms.
struct Attendant {
  Attendant() = default;
  Attendant(const Attendant&) = delete;
  Attendant& operator=(const Attendant&) = delete;
  virtual ~Attendant() = default;

  /// Draws what is new, and takes the keys that come within `most`. False if what is waited for is
  /// to be stopped, also at each later call for it.
  virtual bool attend(std::chrono::milliseconds most) = 0;
  /// When attend() is to be called at the latest, and what has it called sooner: the keys.
  virtual Patience patience() const = 0;
};

/// Has an attendant look after the screen while requests are on their way. One that is stopped ends
/// as if its sink had ended it: without a problem.
class AttendedTransport : public Transport {
 public:
  /// Both must outlive this.
  AttendedTransport(Transport& transport, Attendant& attendant)
      : transport_(transport), attendant_(attendant) {}

  HttpResult send(const Request& request, Sink& sink) override;

 private:
  Transport& transport_;
  Attendant& attendant_;
};

/// A world in which waits before a retry are attended, too. `attendant` must outlive it.
World attended(World world, Attendant& attendant);

}  // namespace logprobs::app
