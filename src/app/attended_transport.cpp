#include "app/attended_transport.hpp"

#include <string_view>
#include <utility>

namespace logprobs::app {
namespace {

using std::chrono::milliseconds;

/// Passes on what comes, and has the attendant called in between.
class AttendedSink : public Sink {
 public:
  AttendedSink(Sink& sink, Attendant& attendant) : sink_(sink), attendant_(attendant) {}

  void headers(const ResponseHeaders& headers) override { sink_.headers(headers); }
  bool bytes(std::string_view bytes) override { return sink_.bytes(bytes); }
  bool idle(milliseconds silence, Phase phase) override {
    return sink_.idle(silence, phase) && attendant_.attend(milliseconds(0));
  }
  Patience patience() const override { return attendant_.patience(); }

 private:
  Sink& sink_;
  Attendant& attendant_;
};

}  // namespace

HttpResult AttendedTransport::send(const Request& request, Sink& sink) {
  AttendedSink attended_sink(sink, attendant_);
  return transport_.send(request, attended_sink);
}

World attended(World world, Attendant& attendant) {
  world.pause = [&attendant, now = world.now](milliseconds time) {
    const auto end = now() + time;
    for (auto left = time; left > milliseconds(0);
         left = std::chrono::ceil<milliseconds>(end - now())) {
      if (!attendant.attend(left)) return false;
    }
    return true;
  };
  return world;
}

}  // namespace logprobs::app
