// A choice in numbers, for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"
#include "show/words/setting.hpp"

namespace logprobs::show {

/// A part of a choice's summary: "perplexity 1.00".
struct Fact {
  std::string text;            ///< visible text
  std::string_view clue{};     ///< the name of the clue whose tokens it counts; empty: none
  bool is_least_sure = false;  ///< it names the least sure token
};

/// The facts of a choice, with text from outside made visible.
std::vector<Fact> summary_facts(const Answer& answer, const Choice& choice,
                                const ChoiceReport& report, const Thresholds& thresholds,
                                Setting set = as_it_is);

/// Why the answer ended: "cut off", or the finish reason as sent; empty if it ended as usual.
std::string_view ending(const Answer& answer, const Choice& choice);

/// The same facts in one line: "gpt-4o · 4 tokens · perplexity 1.00 · ...".
std::string summary_line(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                         const Thresholds& thresholds, Setting set = as_it_is);

}  // namespace logprobs::show
