// What the terminal views write above and below a choice.
#pragma once

#include <string>
#include <string_view>

#include "show/terminal/legend.hpp"

namespace logprobs::show {

/// Writes the headings of choices.
class Headings {
 public:
  explicit Headings(const ShowOptions& options) : options_(options) {}

  /// Appends a blank line, unless this is the first choice, and the heading where one is needed.
  void write(const Answer& answer, const Choice& choice, std::string& out);

 private:
  ShowOptions options_;
  bool first_ = true;
};

/// Appends the message of a choice without tokens.
void write_message(std::string_view message, std::string& out);

/// Appends what follows a choice: a blank line, the legend and the summary line.
void write_footer(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, Legend& legend, std::string& out,
                  Signs signs = Signs::bands);

}  // namespace logprobs::show
