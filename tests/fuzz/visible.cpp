// Text from outside, made visible: safe for a terminal whatever it is, wherever it is cut, and when
// it is cut into tokens. What is safe already stays as it is.
#include <memory>
#include <vector>

#include "input.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "safe.hpp"
#include "show/data/json_text.hpp"
#include "text/visible_stream.hpp"

namespace {

using namespace logprobs;
using fuzz::check;
using fuzz::check_safe;

void check_width(const std::string& text, int most) {
  check_safe(text);
  check(display_width(text) <= most, "wider than allowed", text);
}

void check_functions(std::string_view text, int width) {
  const std::string line = visible(text);
  check_safe(line);
  check(line.find('\n') == std::string::npos, "a line feed", line);
  check(visible(line) == line, "not visible at once", line);
  const std::string flow = visible_flow(text);
  check_safe(flow);
  check(visible_flow(flow) == flow, "not visible at once", flow);
  check_safe(isolated(line), {.isolates = true});
  check_width(visible_quote(text), 42);
  check_width(visible_cell(text, width), width);
  check_safe(with_spaces(visible_cell(text, width)));
  std::string json;
  show::append_json_string(json, text);
  std::string visible_json;
  show::append_visible_json(visible_json, json);
  check_safe(visible_json);
}

/// What a stream makes of the pieces of a text.
std::string streamed(std::string_view text, const fuzz::Cuts& cuts, text::Space space) {
  text::VisibleStream stream(space);
  std::string out;
  std::size_t size = 0;
  const auto drain = [&] {
    for (text::Glyph glyph; stream.next(glyph); size += glyph.size) out += glyph.text;
  };
  cuts.for_each_piece(text, [&](std::string_view piece) {
    stream.feed(piece);
    drain();
  });
  stream.finish();
  drain();
  check(size == text.size(), "bytes are lost", out);
  return out;
}

/// An answer with this text, cut into tokens. Each has the one before it for an alternative.
Answer answer_of(std::string_view text, const fuzz::Cuts& cuts) {
  Answer answer;
  answer.state = State::complete;
  answer.source = answer.model = text.substr(0, 40);
  answer.bytes = text;
  Choice& choice = answer.choices.emplace_back();
  choice.message = text;
  Span before;
  cuts.for_each_piece(text, [&](std::string_view piece) {
    const Span span{before.begin + before.size, static_cast<std::uint32_t>(piece.size())};
    const double logprob = -0.25 * (span.begin % 16);
    const auto place = static_cast<std::uint32_t>(answer.alternatives.size());
    answer.alternatives.push_back({span, span, span, logprob, {}});
    answer.alternatives.push_back({before, before, before, logprob - 0.125, {}});
    choice.tokens.push_back({span, span, span, logprob, {}, {place, 2}, {}});
    before = span;
  });
  return answer;
}

void check_view(const ViewInfo& info, const ShowOptions& options, const Answer& answer) {
  Report report;
  judge_answer(answer, {}, report);
  const std::unique_ptr<View> view = make_view(info.name, options);
  std::string out;
  view->begin(out);
  view->done(answer, report, out);
  view->end(out);
  fuzz::check_safe_view(info.name, options, out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const fuzz::Cuts cuts(input);
  ShowOptions options;
  options.terminal = true;
  options.several_sources = true;
  options.width = input.byte();
  options.depth = static_cast<ColorDepth>(input.below(5));
  options.marks = static_cast<Marks>(input.below(4));
  const ViewInfo& info = views()[input.below(views().size())];
  check_functions(input.rest(), options.width);
  check(streamed(input.rest(), cuts, text::Space::line) == visible(input.rest()),
        "pieces are shown differently", input.rest());
  check(streamed(input.rest(), cuts, text::Space::flow) == visible_flow(input.rest()),
        "pieces are shown differently", input.rest());
  check_view(info, options, answer_of(input.rest(), cuts));
  return 0;
}
