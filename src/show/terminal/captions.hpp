// What the terminal views write above and below a choice.
#pragma once

#include <string>
#include <string_view>

#include "show/terminal/legend.hpp"

namespace logprobs::show {

/// Writes the headings and footers of all choices that a view shows, in their order.
class Captions {
 public:
  explicit Captions(const ShowOptions& options) : options_(options), legend_(options) {}

  /// Appends a blank line, unless this is the first choice, and the heading. The first choice needs
  /// one only if there are several sources, or if it is not the lowest of several. Where one of
  /// several answers begins, its source is named, and the question follows.
  void above(const Answer& answer, const Choice& choice, std::string& out);

  /// Appends a blank line, the legend and the summary line; nothing for a choice without tokens.
  void below(const Answer& answer, const Choice& choice, const ChoiceReport& report, Signs signs,
             std::string& out);

  /// Appends a line below all else, unless legends are left out.
  void remark(std::string_view line, std::string& out) const;

  /// Says that an answer was shown to its end. Appends how often each of its choices was given, if
  /// they are short.
  void end_answer(const Answer& answer, std::string& out);

 private:
  void write_heading(const Answer& answer, const Choice& choice, bool with_source,
                     std::string& out) const;
  void write_line(const std::string& text, std::string& out) const;

  ShowOptions options_;
  Legend legend_;
  bool first_ = true;       // no choice was shown yet
  bool begins_ = true;      // none of the current answer
  bool any_ended_ = false;  // an answer was shown to its end
  bool several_ = false;    // of the current answer, another choice than 0 was shown
};

}  // namespace logprobs::show
