// Any bytes, whole and in pieces, through the reader, the judge and all views: both read the same,
// and no view for a terminal writes anything that is not safe there.
#include "logprobs/read.hpp"

#include <memory>
#include <vector>

#include "input.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/show.hpp"
#include "safe.hpp"

namespace {

using namespace logprobs;

struct Settings {
  ReadOptions read{.source = "fuzz"};
  ShowOptions show;
  std::size_t choices = 0;  // for Reader::finish()
  std::string_view view;    // the only one; empty: all of them, which takes ten times as long
};

Settings settings_of(fuzz::Input& input) {
  Settings settings;
  const std::uint8_t limit = input.byte();
  settings.read.max_bytes = limit % 2 == 0 ? 1 << 20 : 8 * limit;
  settings.read.max_event_line = limit % 4 == 0 ? most_bytes : 4 * limit;
  const std::uint8_t read = input.byte();
  settings.read.prompt = (read & 1) != 0;
  settings.read.reasoning = (read & 2) != 0;
  settings.read.one_response = (read & 4) != 0;
  settings.read.decodes = (read & 8) == 0;
  if ((read & 16) != 0) settings.read.choice = read >> 6;
  if ((read & 32) != 0) settings.read.prefill = "The";
  const std::size_t format = input.below(formats().size() + 1);
  if (format != 0) settings.read.from = formats()[format - 1].name;
  settings.choices = input.below(3);
  const std::uint8_t show = input.byte();
  settings.show.terminal = (show & 1) == 0;
  settings.show.only_clues = (show & 2) != 0;
  settings.show.quiet = (show & 4) != 0;
  settings.show.several_sources = (show & 8) != 0;
  settings.show.one_choice = settings.read.choice.has_value();
  settings.show.depth = static_cast<ColorDepth>(input.below(5));
  settings.show.marks = static_cast<Marks>(input.below(4));
  settings.show.width = input.byte();
  const std::size_t view = input.below(views().size() + 1);
  if (view != 0) settings.view = views()[view - 1].name;
  return settings;
}

/// What all views make of a source, and its problems.
struct Shown {
  std::vector<std::string> views;
  std::string problems;
};

class Run {
 public:
  explicit Run(const Settings& settings) : choices_(settings.choices), reader_(settings.read) {
    for (const ViewInfo& info : views()) {
      if (!settings.view.empty() && info.name != settings.view) continue;
      views_.push_back(make_view(info.name, settings.show));
    }
    shown_.views.resize(views_.size());
    for (std::size_t i = 0; i < views_.size(); ++i) views_[i]->begin(shown_.views[i]);
  }

  void feed(std::string_view bytes) {
    reader_.feed(bytes);
    drain();
  }

  Shown finish() {
    reader_.finish(choices_);
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

  std::size_t choices_;
  Reader reader_;
  Report report_;
  std::vector<std::unique_ptr<View>> views_;
  Shown shown_;
};

void check_views(const Shown& shown, const Settings& settings) {
  const ShowOptions& options = settings.show;
  for (std::size_t i = 0; i < shown.views.size(); ++i) {
    const std::string_view name = settings.view.empty() ? views()[i].name : settings.view;
    if (!options.terminal && name != "text" && name != "table" && name != "chart") continue;
    fuzz::check_safe_view(name, options, shown.views[i]);
  }
}

void check_same(const Shown& whole, const Shown& in_pieces) {
  fuzz::check(whole.problems == in_pieces.problems, "pieces have other problems",
              whole.problems + "--- in pieces:\n" + in_pieces.problems);
  for (std::size_t i = 0; i < whole.views.size(); ++i) {
    fuzz::check(whole.views[i] == in_pieces.views[i], "pieces are shown differently",
                whole.views[i] + "--- in pieces:\n" + in_pieces.views[i]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const fuzz::Cuts cuts(input);
  const Settings settings = settings_of(input);
  Run at_once(settings);
  at_once.feed(input.rest());
  const Shown whole = at_once.finish();
  check_views(whole, settings);

  Run in_pieces(settings);
  cuts.for_each_piece(input.rest(), [&](std::string_view piece) { in_pieces.feed(piece); });
  check_same(whole, in_pieces.finish());
  return 0;
}
