#include "app/progress.hpp"

#include <fmt/format.h>

#include "app/messages.hpp"

namespace logprobs::app {
namespace {

constexpr std::chrono::milliseconds unnoticed_wait{300};
constexpr std::chrono::seconds long_wait{3};
constexpr std::chrono::seconds long_enough{1};  // to measure how fast tokens come

}  // namespace

void Progress::wait(std::chrono::milliseconds silence, Phase phase) {
  // The cursor is after the last token of a growing answer.
  if (phase == Phase::receiving) return;
  std::string text = phase == Phase::connecting ? "connecting…" : "waiting for the first token…";
  if (silence >= long_wait) {
    text += fmt::format(" {} s", std::chrono::floor<std::chrono::seconds>(silence).count());
  }
  show(silence, text);
}

void Progress::wait_to_retry(std::chrono::milliseconds waited, std::chrono::milliseconds left) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
  show(waited, fmt::format("retry in {} s", seconds.count()));
}

bool Progress::is_due(Time now) const {
  return line_.enabled() && (!began_ || now - counted_ >= unnoticed_wait);
}

void Progress::count(std::size_t tokens, Time now) {
  if (tokens == 0) return;
  counted_ = now;
  if (!began_) {
    clear();
    began_ = now;
    first_ = tokens;
    return;
  }
  const std::chrono::duration<double> time = now - *began_;
  std::string text = fmt::format("{} token{}", tokens, tokens == 1 ? "" : "s");
  if (time >= long_enough && tokens > first_) {
    const double rate = static_cast<double>(tokens - first_) / time.count();
    text += fmt::format(", {}/s", short_amount(rate));
  }
  show(std::chrono::duration_cast<std::chrono::milliseconds>(now - *began_), text);
}

void Progress::show(std::chrono::milliseconds waited, const std::string& text) {
  if (waited >= unnoticed_wait) put(text);
}

void Progress::put(const std::string& text) {
  if (elsewhere_) return elsewhere_(text);
  if (text.empty()) return line_.erase();
  line_.show(text);
}

}  // namespace logprobs::app
