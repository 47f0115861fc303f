#include "show/terminal/list_view.hpp"

#include <algorithm>

#include "logprobs/text.hpp"

namespace logprobs::show {
namespace {

void write_message(std::string_view message, std::string& out) {
  out += visible_flow(message);
  if (!message.empty() && message.back() != '\n') out += '\n';
}

}  // namespace

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

void ListView::done(const Answer& answer, const Report& report, std::string& out) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    captions_.above(answer, choice, out);
    if (choice.tokens.empty()) {
      write_message(choice.message, out);
      continue;
    }
    const Signs signs = write_tokens(answer, choice, report.choices[i], out);
    captions_.below(answer, choice, report.choices[i], signs, out);
  }
  captions_.end_answer(answer, out);
}

}  // namespace logprobs::show
