#include "explore/stage.hpp"

#include <chrono>

#include "show/html/base64.hpp"

namespace logprobs::explore {
namespace {

constexpr std::chrono::milliseconds moment{25};  // in which the rest of a sequence comes

}  // namespace

Stage::Stage(system::FullScreen& terminal)
    : terminal_(terminal), screen_(terminal.size().columns, terminal.size().rows) {}

bool Stage::draw(const std::vector<std::string>& rows) {
  std::string out;
  screen_.draw(rows, out);
  return out.empty() || terminal_.write(out);
}

void Stage::follow_size() {
  const system::TerminalSize size = terminal_.size();
  screen_.resize(size.columns, size.rows);
}

system::Wake Stage::wait(int other) {
  const auto most = keys_.waits() ? std::optional(moment) : std::nullopt;
  system::Wake wake = terminal_.wait(other, most);
  std::string bytes;
  switch (wake) {
    case system::Wake::key:
      if (!terminal_.read(bytes)) wake = system::Wake::gone;
      keys_.feed(bytes);
      break;
    case system::Wake::time:
      keys_.hurry();
      break;
    case system::Wake::resize:
      follow_size();
      break;
    default:
      break;
  }
  return wake;
}

void Stage::suspend() {
  terminal_.suspend();
  follow_size();
}

void Stage::copy(std::string_view text) {
  std::string bytes = "\x1b]52;c;";
  show::append_base64(bytes, text);
  terminal_.write(bytes + "\x1b\\");
}

}  // namespace logprobs::explore
