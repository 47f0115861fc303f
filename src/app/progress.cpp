#include "progress.hpp"

#include "messages.hpp"

namespace logprobs {
namespace {

constexpr std::chrono::milliseconds unnoticed{300};
constexpr std::string_view erase_line = "\r\x1b[K";

std::string_view text_of(Phase phase) {
  return phase == Phase::connecting ? "connecting…" : "waiting for the first token…";
}

}  // namespace

void Progress::wait(std::chrono::milliseconds silence, Phase phase) {
  // Within an answer the cursor stands behind its last token.
  if (!wanted_ || silence < unnoticed || phase == Phase::receiving) return;
  if (shown_ && phase == phase_) return;
  clear();
  print_text(text_of(phase));
  shown_ = true;
  phase_ = phase;
}

void Progress::clear() {
  if (shown_) print_text(erase_line);
  shown_ = false;
}

}  // namespace logprobs
