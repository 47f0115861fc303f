#include "explore/stage.hpp"

#include <algorithm>
#include <chrono>

#include "show/html/base64.hpp"

namespace logprobs::explore {
namespace {

using Clock = std::chrono::steady_clock;

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

std::optional<std::chrono::milliseconds> Stage::due() const {
  if (!keys_.waits()) return std::nullopt;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(heard_ + moment - Clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

system::Wake Stage::wait(int other, std::optional<std::chrono::milliseconds> most) {
  if (const auto soon = due()) most = std::min(*soon, most.value_or(*soon));
  system::Wake wake = terminal_.wait(other, most);
  std::string bytes;
  switch (wake) {
    case system::Wake::key:
      if (!terminal_.read(bytes)) wake = system::Wake::gone;
      keys_.feed(bytes);
      heard_ = Clock::now();
      break;
    case system::Wake::time:
      if (due() == std::chrono::milliseconds(0)) {
        keys_.hurry();
        heard_ = Clock::now();
      }
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
