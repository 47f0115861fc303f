#include "system/background.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cmath>

namespace logprobs::system {
namespace {

using Clock = BackgroundQuery::Clock;

/// The colour of the background, and what every terminal answers (DA1): it comes after the answer
/// to the first, if there is one.
constexpr std::string_view question = "\x1b]11;?\x1b\\\x1b[c";

/// Whether there is an answer to the second question: "\x1b[?" ... "c".
bool is_whole(std::string_view answer) {
  const std::size_t begin = answer.find("\x1b[?");
  return begin != std::string_view::npos && answer.find('c', begin) != std::string_view::npos;
}

/// Waits for something to read; false if nothing came in time, or a signal did.
bool wait_for_input(int descriptor, Clock::duration most) {
  pollfd poller{descriptor, POLLIN, 0};
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(most).count();
  return poll(&poller, 1, wait < 0 ? 0 : static_cast<int>(wait)) == 1;
}

}  // namespace

BackgroundQuery::~BackgroundQuery() {
  constexpr std::chrono::milliseconds last_wait{250};  // from the question on
  if (terminal_ < 0) return;
  read_answer(asked_ + last_wait);
  // What comes between the two is dropped as well.
  restore(is_whole(answer_) ? TCSANOW : TCSAFLUSH);
}

std::optional<bool> BackgroundQuery::is_dark(int descriptor, std::chrono::milliseconds most) {
  if (terminal_ >= 0 || !open(descriptor)) return std::nullopt;
  if (wait_for_input(terminal_, {}) ||
      write(terminal_, question.data(), question.size()) != std::ssize(question)) {
    restore(TCSANOW);
    return std::nullopt;
  }
  asked_ = Clock::now();
  read_answer(asked_ + most);
  if (is_whole(answer_)) restore(TCSANOW);
  return is_dark_answer(answer_);
}

void BackgroundQuery::attend(Clock::time_point now) {
  constexpr std::chrono::seconds patience{1};
  if (terminal_ < 0) return;
  read_answer(now);
  if (is_whole(answer_) || now - asked_ >= patience) restore(TCSANOW);
}

/// Reads until the answer is whole, or the time has come.
void BackgroundQuery::read_answer(Clock::time_point end) {
  constexpr std::size_t longest = 256;
  std::array<char, longest> bytes{};
  while (!is_whole(answer_) && answer_.size() < longest &&
         wait_for_input(terminal_, end - Clock::now())) {
    const ssize_t got = read(terminal_, bytes.data(), bytes.size());
    if (got <= 0) break;
    answer_.append(bytes.data(), static_cast<std::size_t>(got));
  }
}

/// Opens the terminal and lets it neither echo nor hold back what comes.
bool BackgroundQuery::open(int descriptor) {
  if (tcgetpgrp(descriptor) != getpgrp()) return false;
  terminal_ = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal_ < 0) return false;
  termios quiet{};
  if (tcgetattr(terminal_, &before_) == 0) {
    quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    quiet.c_cc[VMIN] = 0;
    quiet.c_cc[VTIME] = 0;
    if (tcsetattr(terminal_, TCSANOW, &quiet) == 0) return true;
  }
  close(terminal_);
  terminal_ = -1;
  return false;
}

void BackgroundQuery::restore(int when) {
  tcsetattr(terminal_, when, &before_);
  close(terminal_);
  terminal_ = -1;
}

std::optional<bool> is_dark_answer(std::string_view answer) {
  constexpr std::string_view begin = "\x1b]11;rgb";
  const std::size_t place = answer.find(begin);
  if (place == std::string_view::npos) return std::nullopt;
  answer.remove_prefix(place + begin.size());
  if (answer.starts_with('a')) answer.remove_prefix(1);  // rgba:
  constexpr std::array<double, 3> weights = {0.2126, 0.7152, 0.0722};
  double luminance = 0;
  for (const double weight : weights) {
    if (answer.empty()) return std::nullopt;
    answer.remove_prefix(1);  // ':' or '/'
    unsigned value = 0;
    const char* const first = answer.data();
    const auto [last, error] = std::from_chars(first, first + answer.size(), value, 16);
    const auto digits = static_cast<std::size_t>(last - first);
    if (error != std::errc() || digits > 4) return std::nullopt;
    const double most = std::exp2(4.0 * static_cast<double>(digits)) - 1;
    luminance += weight * std::pow(value / most, 2.2);
    answer.remove_prefix(digits);
  }
  // As far in contrast from black as from white.
  constexpr double middle = 0.179;
  return luminance < middle;
}

}  // namespace logprobs::system
