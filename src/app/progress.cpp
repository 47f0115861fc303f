#include "app/progress.hpp"

#include <fmt/format.h>

#include "system/standard_error.hpp"

namespace logprobs::app {
namespace {

constexpr std::chrono::milliseconds unnoticed{300};
constexpr std::string_view erase_line = "\r\x1b[K";

}  // namespace

void Progress::wait(std::chrono::milliseconds silence, Phase phase) {
  // The cursor is after the last token of a growing answer.
  if (phase == Phase::receiving) return;
  show(silence, phase == Phase::connecting ? "connecting…" : "waiting for the first token…");
}

void Progress::wait_to_retry(std::chrono::milliseconds waited, std::chrono::milliseconds left) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
  show(waited, fmt::format("retry in {} s", seconds.count()));
}

void Progress::show(std::chrono::milliseconds waited, const std::string& text) {
  if (!enabled_ || waited < unnoticed || text == shown_) return;
  clear();
  system::print_text(text);
  shown_ = text;
}

void Progress::clear() {
  if (!shown_.empty()) system::print_text(erase_line);
  shown_.clear();
}

}  // namespace logprobs::app
