// Feeds any bytes, whole and in pieces: both must read the same, no view may write a raw control
// character, and nothing may crash.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/judge.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"

namespace {

using namespace logprobs;

/// What all views make of a source, and its problems.
struct Shown {
  std::vector<std::string> views;
  std::string problems;

  bool operator==(const Shown&) const = default;
};

class Run {
 public:
  explicit Run(std::uint64_t max_bytes) : reader_({.source = "fuzz", .max_bytes = max_bytes}) {
    ShowOptions options;
    options.terminal = true;
    options.width = 60;
    options.depth = ColorDepth::rgb;
    for (const ViewInfo& info : views()) views_.push_back(make_view(info.name, options));
    shown_.views.resize(views_.size());
    for (std::size_t i = 0; i < views_.size(); ++i) views_[i]->begin(shown_.views[i]);
  }

  void feed(std::string_view bytes) {
    reader_.feed(bytes);
    drain();
  }

  Shown finish() {
    reader_.finish();
    drain();
    for (std::size_t i = 0; i < views_.size(); ++i) views_[i]->end(shown_.views[i]);
    return shown_;
  }

 private:
  void drain() {
    for (;;) {
      const Event event = reader_.next();
      if (event == Event::needs_bytes || event == Event::end) return;
      if (event == Event::broken) {
        shown_.problems += reader_.problem().message + '\n';
        continue;
      }
      judge_answer(reader_.answer(), {}, report_);
      for (std::size_t i = 0; i < views_.size(); ++i) show(*views_[i], event, shown_.views[i]);
      if (event == Event::done) clear(report_);
    }
  }

  void show(View& view, Event event, std::string& out) {
    if (event == Event::grown) {
      view.grow(reader_.answer(), report_, out);
    } else {
      view.done(reader_.answer(), report_, out);
    }
  }

  Reader reader_;
  Report report_;
  std::vector<std::unique_ptr<View>> views_;
  Shown shown_;
};

[[noreturn]] void fail(const char* what, const std::string& text) {
  std::fprintf(stderr, "%s:\n%s\n", what, text.c_str());
  std::abort();
}

/// Allows no escape sequences but colors, and no control characters but LF and, between columns,
/// TAB.
void check_safe(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0x1B) {
      if (text.substr(i, 2) != "\x1b[") fail("an escape sequence", text);
      i = text.find_first_not_of("0123456789;", i + 2);
      if (i == std::string::npos || text[i] != 'm') fail("an escape sequence", text);
    } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
      fail("a control character", text);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::uint64_t max_bytes = size % 4 == 0 ? 300 : 1 << 20;
  Run at_once(max_bytes);
  at_once.feed(bytes);
  const Shown whole = at_once.finish();
  for (const std::string& view : whole.views) check_safe(view);

  Run in_pieces(max_bytes);
  const std::size_t piece = size == 0 ? 1 : 1 + data[size - 1] % 7;
  for (std::size_t i = 0; i < size; i += piece) in_pieces.feed(bytes.substr(i, piece));
  if (in_pieces.finish() != whole) fail("pieces were read differently", std::string(bytes));
  return 0;
}
