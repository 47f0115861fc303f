// The answer's text, painted by band, with marks after tokens with clues.
#include <optional>

#include "logprobs/text.hpp"
#include "show/terminal/captions.hpp"
#include "show/terminal/findings.hpp"
#include "show/terminal/painter.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/turns.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

class TextView : public View {
 public:
  explicit TextView(const ShowOptions& options) : options_(options), captions_(options) {}

  bool grows() const override { return true; }

  void grow(const Answer& answer, const Report& report, std::string& out) override {
    paint(answer, report, false, out);
  }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    paint(answer, report, true, out);
    turns_.reset();
    captions_.end_answer(answer, out);
  }

  void remark(std::string_view line, std::string& out) override { captions_.remark(line, out); }

  void end(std::string& out) override {
    if (painter_) painter_->finish(out);
    painter_.reset();
  }

 private:
  void paint(const Answer& answer, const Report& report, bool done, std::string& out) {
    Turn turn;
    while (turns_.next(answer, done, turn)) take(turn, answer, report, out);
    if (painter_) painter_->pause(out);
  }

  void take(const Turn& turn, const Answer& answer, const Report& report, std::string& out) {
    const Choice& choice = answer.choices[turn.choice];
    const ChoiceReport& judged = report.choices[turn.choice];
    if (turn.first) {
      captions_.above(answer, choice, out);
      painter_.emplace(options_);
      if (choice.tokens.empty()) painter_->add(choice.message, {}, out);
    }
    for (std::size_t i = turn.begin; i < turn.end; ++i) {
      const Token& token = choice.tokens[i];
      if (!is_hidden(token)) painter_->add(answer.view(token.shown), judged.verdicts[i], out);
      offer(out);
    }
    if (!turn.last) return;
    end(out);
    write_findings(answer, choice, judged, options_, out);
    captions_.below(answer, choice, judged, Signs::bands, out);
  }

  ShowOptions options_;
  Captions captions_;
  Turns turns_;
  std::optional<Painter> painter_;  // of the current choice
};

}  // namespace

std::unique_ptr<View> make_text_view(const ShowOptions& options) {
  return std::make_unique<TextView>(options);
}

}  // namespace logprobs::show
