#include "show/terminal/list_view.hpp"

#include "show/terminal/findings.hpp"
#include "show/terminal/painter.hpp"

namespace logprobs::show {
namespace {

/// Writes a message as the text view does: no wider than the terminal.
void write_message(std::string_view message, const ShowOptions& options, std::string& out) {
  if (message.empty()) return;
  Painter painter(options);
  painter.add(message, {}, out);
  painter.finish(out);
}

}  // namespace

void ListView::done(const Answer& answer, const Report& report, std::string& out) {
  show(answer, report, true, out);
  turns_.reset();
  captions_.end_answer(answer, out);
}

void ListView::show(const Answer& answer, const Report& report, bool done, std::string& out) {
  Turn turn;
  while (turns_.next(answer, done, turn)) {
    const Choice& choice = answer.choices[turn.choice];
    const ListedChoice listed{answer, choice, report.choices[turn.choice]};
    if (turn.first) captions_.above(answer, choice, out);
    if (choice.tokens.empty()) {
      write_message(choice.message, options_, out);
      write_findings(answer, choice, listed.report, options_, out);
      continue;
    }
    if (turn.first) begin_choice(listed, turn.begin);
    write_tokens(listed, turn.end, out);
    if (!turn.last) continue;
    const Signs signs = end_choice(listed, out);
    write_findings(answer, choice, listed.report, options_, out);
    captions_.below(answer, choice, listed.report, signs, out);
  }
}

}  // namespace logprobs::show
