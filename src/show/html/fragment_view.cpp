// Painted answers to paste into a page: their text and its style, without a script.
#include "show/html/answer.hpp"
#include "show/html/page.hpp"
#include "show/html/text.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

class FragmentView : public View {
 public:
  explicit FragmentView(const ShowOptions& options) : options_(options) {}

  void begin(std::string& out) override { out += fragment_style(); }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    const bool colorblind = options_.palette == Palette::colorblind;
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      append_markup(out, "<div class=\"logprobs{}\">\n", colorblind ? " colorblind" : "");
      append_text(answer, answer.choices[i], report.choices[i], out);
      out += "</div>\n";
      offer(out);
    }
  }

 private:
  ShowOptions options_;
};

}  // namespace

std::unique_ptr<View> make_fragment_view(const ShowOptions& options) {
  return std::make_unique<FragmentView>(options);
}

}  // namespace logprobs::show
