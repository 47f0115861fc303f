// A picture of all answers: their painted text as the text view has it, or the chart of one token.
#include <fmt/format.h>

#include "logprobs/text.hpp"
#include "show/svg/list_chart.hpp"
#include "show/svg/picture.hpp"
#include "show/terminal/captions.hpp"
#include "show/terminal/findings.hpp"
#include "show/terminal/painter.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/facts.hpp"
#include "show/words/heading.hpp"
#include "show/words/size_limit.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr HeldWhole held_picture = {"picture", "what shows it", "text or csv", 64};
constexpr int usual_width = 80;                  // cells
constexpr int longest_title = 1000;              // cells
constexpr double small_gap = 8, large_gap = 12;  // pixels

/// The options for what is painted for PaintedReader.
ShowOptions painting(const ShowOptions& options) {
  ShowOptions painting = options;
  painting.depth = PaintedReader::colors.depth;
  painting.palette = PaintedReader::colors.palette;
  painting.background = PaintedReader::colors.background;
  painting.only_clues = false;
  if (painting.width == 0) painting.width = usual_width;
  return painting;
}

/// What is shown of a choice without tokens: its message, or else why there is none.
std::string message_of(const Answer& answer, const Choice& choice) {
  if (!choice.message.empty() || !answer.failure) return choice.message;
  return "Error: " + answer.failure->message;
}

class SvgView : public View {
 public:
  explicit SvgView(const ShowOptions& options)
      : options_(options),
        painting_(painting(options)),
        captions_(painting_),
        picture_(options.wrap ? painting_.width : 0) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    ++answers_;
    if (answer.choices.empty()) add_choice(answer, {}, {});
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      add_choice(answer, answer.choices[i], report.choices[i]);
    }
    add_captions([&](std::string& out) { captions_.end_answer(answer, out); });
  }

  void end(std::string& out) override {
    if (choices_ > told) description_ += fmt::format(" And {} more.", choices_ - told);
    if (answers_ > 1) title_ = fmt::format("{} answers", answers_);
    picture_.finish(title_, description_, options_, out);
  }

 private:
  static constexpr std::size_t told = 10;  // choices in the description: it is meant to be heard

  template <typename Write>
  void add_captions(Write write) {
    std::string painted;
    write(painted);
    picture_.begin_text();
    picture_.add_lines(painted, Role::caption);
  }

  void add_choice(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    const bool is_chart = choice.tokens.size() == 1;
    if (choices_ > 0) picture_.advance(large_gap);
    const double top = picture_.top();
    add_captions([&](std::string& out) { captions_.above(answer, choice, out); });
    if (choices_ == 0) add_title(answer, is_chart);
    if (picture_.top() > top) picture_.advance(small_gap);
    const std::string message = message_of(answer, choice);
    describe(answer, choice, report, message);
    if (is_chart) {
      add_list_chart(answer, choice, report, painting_, picture_);
    } else {
      add_text(answer, choice, report, message);
    }
    check_size(picture_.size(), answer, held_picture);
    add_captions([&](std::string& out) { write_findings(answer, choice, report, painting_, out); });
    add_captions([&](std::string& out) {
      captions_.below(answer, choice, report, is_chart ? Signs::chosen : Signs::bands, out);
    });
  }

  /// Names the picture. The first answer's question is above it, unless a caption has it already; a
  /// chart without a question has its source's name.
  void add_title(const Answer& answer, bool is_chart) {
    title_ = answer.question;
    if (title_.empty() && answer.source != "-") title_ = source_name(answer, as_it_is);
    if (title_.empty()) title_ = "answer";
    title_ = spoken(title_, longest_title);
    if (options_.quiet || options_.several_sources) return;
    if (answer.question.empty() && !is_chart) return;
    picture_.add_lines(visible_line(title_, painting_.width) + '\n', Role::title);
  }

  /// Adds the tokens, or the message if there are none.
  void add_text(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                std::string_view message) {
    ShowOptions options = painting_;
    ++options.width;  // a terminal's last column is left free
    Painter painter(options);
    std::string painted;
    picture_.begin_text();
    if (choice.tokens.empty()) painter.add(message, {}, painted);
    for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
      const Token& token = choice.tokens[i];
      if (!is_hidden(token)) painter.add(answer.view(token.shown), report.verdicts[i], painted);
      if (painted.size() > much) add_whole_lines(answer, painted);
    }
    painter.finish(painted);
    picture_.add_lines(painted, Role::answer);
  }

  /// Leaves in `painted` the beginning of a line.
  void add_whole_lines(const Answer& answer, std::string& painted) {
    const std::size_t end = painted.rfind('\n') + 1;
    picture_.add_lines(std::string_view(painted).substr(0, end), Role::answer);
    painted.erase(0, end);
    check_size(picture_.size() + painted.size(), answer, held_picture);
  }

  void describe(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                std::string_view message) {
    if (choices_++ >= told) return;
    constexpr int most = 200;  // cells
    const std::string text =
        choice.tokens.empty() ? std::string(message) : shown_text(answer, choice);
    if (!description_.empty()) description_ += ' ';
    description_ += text.empty() ? "An empty answer" : fmt::format("“{}”", spoken(text, most));
    if (!choice.tokens.empty()) {
      description_ += ": " + summary_line(answer, choice, report, options_.thresholds);
    }
    description_ += '.';
  }

  ShowOptions options_;
  ShowOptions painting_;
  Captions captions_;
  Picture picture_;
  std::string title_ = "logprobs";
  std::string description_;
  std::size_t choices_ = 0, answers_ = 0;
};

}  // namespace

std::unique_ptr<View> make_svg_view(const ShowOptions& options) {
  return std::make_unique<SvgView>(options);
}

}  // namespace logprobs::show
