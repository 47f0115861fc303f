#include "app/attended_transport.hpp"

#include "catch.hpp"
#include "fake_transport.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;
using std::chrono::milliseconds;

namespace {

/// Wants everything stopped when it has been called so often.
struct Counting : Attendant {
  explicit Counting(int most) : left(most) {}
  bool attend(milliseconds most) override {
    waits.push_back(most);
    now += (most + milliseconds(1)) / 2;  // a key was pressed before all of the time was over
    return --left > 0;
  }
  Patience patience() const override { return {milliseconds(7), 3}; }

  int left;
  std::vector<milliseconds> waits{};
  std::chrono::steady_clock::time_point now{};
};

/// Keeps what comes.
struct Kept : Sink {
  void headers(const ResponseHeaders& headers) override { id = headers.request_id; }
  bool bytes(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  bool idle(milliseconds /*silence*/, Phase /*phase*/) override {
    ++idled;
    return idled < most;
  }

  std::string id, text;
  int idled = 0, most = 1000;
};

/// Notes the patience of its sink.
struct Noting : FakeTransport {
  HttpResult send(const Request& request, Sink& sink) override {
    patience = sink.patience();
    return FakeTransport::send(request, sink);
  }
  Patience patience{};
};

}  // namespace

TEST_CASE("a request is attended until it ends, or until the attendant or the sink stops it") {
  Noting transport;
  transport.pieces = {"a", "b"};
  transport.response.headers.request_id = "7";
  transport.idle = [] {};
  for (const auto& [stops, ends] : {std::pair{3, 1000}, {1000, 5}}) {
    Counting attendant(stops);
    Kept kept;
    kept.most = ends;
    AttendedTransport attended_transport(transport, attendant);
    const HttpResult result = attended_transport.send({}, kept);
    CHECK((result.status == 200 && result.problem.empty()));
    CHECK((kept.text == "ab" && kept.id == "7"));
    CHECK(kept.idled == std::min(stops, ends));
    CHECK((transport.patience.most == milliseconds(7) && transport.patience.other == 3));
  }
}

TEST_CASE("a pause lasts its time, whatever is done meanwhile, unless it is stopped") {
  Counting attendant(1000);
  World world;
  world.now = [&] { return attendant.now; };
  const World one = attended(world, attendant);
  CHECK(one.pause(milliseconds(8)));
  CHECK(attendant.waits == std::vector<milliseconds>{milliseconds(8), milliseconds(4),
                                                     milliseconds(2), milliseconds(1)});
  attendant.left = 1;
  CHECK_FALSE(one.pause(milliseconds(8)));
}
