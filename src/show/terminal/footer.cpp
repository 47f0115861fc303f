#include "show/terminal/footer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "logprobs/text.hpp"
#include "show/words/marks.hpp"
#include "show/words/names.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view dot = " · ";

/// The choice's least sure token, short enough for a line.
std::string least_sure(const Answer& answer, const Choice& choice, const Summary& summary,
                       const Thresholds& thresholds) {
  const std::string_view bytes = answer.view(choice.tokens[summary.least_sure].shown);
  return fmt::format("least sure {} {}", visible_quote(bytes),
                     percent(shown_probability(summary.min_logprob), thresholds));
}

/// Why the answer ended, where that is not the usual end.
std::string_view ending(const Answer& answer, const Choice& choice) {
  if (answer.state == State::cut) return "cut off";
  return choice.finish_reason == "stop" ? "" : std::string_view(choice.finish_reason);
}

bool is_one_of_several(const Answer& answer, const Choice& choice) {
  return answer.choices.size() > 1 || choice.index != 0;
}

}  // namespace

std::string heading(const Answer& answer) {
  std::string text = visible(answer.source);
  if (answer.place.line) text += fmt::format(":{}", *answer.place.line);
  if (!answer.custom_id.empty()) text += fmt::format("{}{}", dot, visible(answer.custom_id));
  return text;
}

std::string heading(const Answer& answer, const Choice& choice) {
  std::string text = heading(answer);
  if (is_one_of_several(answer, choice)) text += fmt::format("{}choice {}", dot, choice.index);
  if (choice.kind != Kind::content) text += fmt::format("{}{}", dot, kind_name(choice.kind));
  return text;
}

void Headings::write(const Answer& answer, const Choice& choice, std::string& out) {
  const bool first = std::exchange(first_, false);
  if (options_.quiet) return;
  if (!first) out += '\n';
  if (first && !options_.several_sources) return;
  StyleWriter writer(options_.depth, options_.palette);
  writer.write(heading(answer, choice), {.dim = true}, out);
  writer.newline(out);
}

void Legend::write(const Summary& summary, Signs signs, std::string& out) {
  const bool bands = signs == Signs::bands && !std::exchange(bands_, true);
  const bool best = signs == Signs::best_and_second && !std::exchange(best_, true);
  const bool chosen = signs != Signs::bands && !std::exchange(chosen_, true);
  const bool marks = options_.marks != Marks::none;
  const bool ambiguous = marks && summary.ambiguous > 0 && !std::exchange(ambiguous_, true);
  const bool not_top = marks && summary.not_top > 0 && !std::exchange(not_top_, true);
  const bool low = summary.low > 0 && !std::exchange(low_, true);
  if (!bands && !best && !chosen && !ambiguous && !not_top && !low) return;
  StyleWriter writer(options_.depth, options_.palette);
  std::string gap = "  ";
  const auto entry = [&](std::string_view text, const Style& style) {
    out += gap;
    writer.write(text, style, out);
    writer.close(out);
    gap = "   ";
  };
  for (int i = 0; bands && i < 5; ++i) {
    const std::string border = i < 4 ? "> " + border_percent(options_.thresholds.bands[i]) : "rest";
    entry("■ " + border, {.band = static_cast<Band>(i + 1)});
  }
  if (best) {
    entry("■ best", bar_style({.band = Band::green}, options_.depth));
    entry("■ below it, second best", bar_style({.band = Band::red}, options_.depth));
  }
  if (chosen) entry("▸ the chosen one", {});
  if (bands || best || chosen) gap = "    ";
  if (ambiguous) entry(marks_of({.ambiguous = true}, options_.marks) + " ambiguous", {});
  if (not_top) entry(marks_of({.not_top = true}, options_.marks) + " not the top choice", {});
  if (low) entry("underlined: below " + border_percent(options_.thresholds.low), {.low = true});
  out += '\n';
}

std::vector<Fact> summary_facts(const Answer& answer, const Choice& choice,
                                const ChoiceReport& report, const Thresholds& thresholds) {
  const Summary& summary = report.summary;
  std::vector<Fact> facts;
  const auto add = [&](std::string text) {
    if (!text.empty()) facts.push_back({std::move(text)});
  };
  add(visible(answer.model));
  if (choice.kind != Kind::content) add(std::string(kind_name(choice.kind)));
  add(token_count(choice.tokens.size()));
  if (summary.scored > 0) {
    if (std::isfinite(summary.perplexity)) {
      add(fmt::format("perplexity {}", short_number(summary.perplexity)));
    }
    add(least_sure(answer, choice, summary, thresholds));
  }
  facts.push_back({fmt::format("{} low", summary.low), clue_table[0].name});
  facts.push_back({fmt::format("{} ambiguous", summary.ambiguous), clue_table[1].name});
  facts.push_back({fmt::format("{} not top", summary.not_top), clue_table[2].name});
  add(visible(ending(answer, choice)));
  return facts;
}

std::string summary_line(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                         const Thresholds& thresholds) {
  std::string line;
  for (const Fact& fact : summary_facts(answer, choice, report, thresholds)) {
    if (!line.empty()) line += dot;
    line += fact.text;
  }
  return line;
}

void write_message(std::string_view message, std::string& out) {
  out += visible_flow(message);
  if (!message.empty() && message.back() != '\n') out += '\n';
}

void write_footer(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, Legend& legend, std::string& out, Signs signs) {
  // Without tokens there are no colours to explain and no numbers to sum up.
  if (options.quiet || choice.tokens.empty()) return;
  out += '\n';
  if (options.legend) legend.write(report.summary, signs, out);
  StyleWriter writer(options.depth, options.palette);
  out += "  ";
  writer.write(summary_line(answer, choice, report, options.thresholds), {.dim = true}, out);
  writer.newline(out);
}

}  // namespace logprobs::show
