#include "app/reading_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/messages.hpp"

namespace logprobs::app {
namespace {

constexpr std::chrono::seconds unnoticed_reading{1};
constexpr std::chrono::milliseconds pause{300};  // so that it does not flicker

std::string megabytes(double bytes) { return fmt::format("{} MB", short_amount(bytes / 1e6)); }

/// Rounded down: not all is read before the end.
std::string share(std::uint64_t bytes, std::uint64_t size) {
  const double of_all = size == 0 ? 1 : static_cast<double>(bytes) / static_cast<double>(size);
  return fmt::format("{:.0f}%", std::floor(100 * std::min(of_all, 1.0)));
}

}  // namespace

std::string reading_text(const ReadSoFar& read) {
  const auto bytes = static_cast<double>(read.bytes);
  const double rate = bytes / read.time.count();  // bytes a second
  std::string text = read.size ? share(read.bytes, *read.size) : megabytes(bytes);
  text += fmt::format(", {}/s", megabytes(rate));
  if (read.bytes > 0 && read.size.value_or(0) > read.bytes) {
    const double left = static_cast<double>(*read.size - read.bytes) / rate;
    text += fmt::format(", {} left", wait_text(std::chrono::duration<double>(std::ceil(left))));
  }
  if (read.faults > 0) {
    text += fmt::format(", {} fault{}", read.faults, read.faults == 1 ? "" : "s");
  }
  return text;
}

ReadingProgress::ReadingProgress(bool enabled, std::optional<std::uint64_t> size, Clock now)
    : line_(enabled), now_(std::move(now)), read_{.size = size} {
  if (!enabled) return;
  began_ = now_();
  next_ = began_ + unnoticed_reading;
}

void ReadingProgress::show(std::size_t faults) {
  if (!line_.enabled()) return;
  const auto now = now_();
  if (now < next_) return;
  read_.time = now - began_;
  read_.faults = faults;
  line_.show(reading_text(read_));
  next_ = now + pause;
}

void ReadingProgress::erase() {
  if (!line_.enabled()) return;
  line_.erase();
  next_ = std::max(next_, now_() + pause);
}

}  // namespace logprobs::app
