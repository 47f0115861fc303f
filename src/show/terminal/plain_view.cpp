// The answer's exact bytes; on a terminal, made visible.
#include <utility>

#include "show/words/turns.hpp"
#include "show/words/views.hpp"
#include "text/visible_stream.hpp"

namespace logprobs::show {
namespace {

class PlainView : public View {
 public:
  explicit PlainView(const ShowOptions& options) : terminal_(options.terminal) {}

  bool grows() const override { return true; }

  void grow(const Answer& answer, const Report&, std::string& out) override {
    write(answer, false, out);
  }

  void done(const Answer& answer, const Report&, std::string& out) override {
    write(answer, true, out);
    turns_.reset();
  }

  void end(std::string& out) override { close(out); }

 private:
  void write(const Answer& answer, bool done, std::string& out) {
    Turn turn;
    while (turns_.next(answer, done, turn)) {
      const Choice& choice = answer.choices[turn.choice];
      if (turn.first && std::exchange(any_, true)) out += '\n';
      if (turn.first && choice.tokens.empty()) put(choice.message, out);
      for (std::size_t i = turn.begin; i < turn.end; ++i) {
        put(answer.view(choice.tokens[i].shown), out);
      }
      if (turn.last) close(out);
    }
  }

  void put(std::string_view bytes, std::string& out) {
    if (!terminal_) {
      out += bytes;
      return;
    }
    stream_.feed(bytes);
    drain(out);
  }

  void drain(std::string& out) {
    text::Glyph glyph;
    while (stream_.next(glyph)) out += glyph.text;
  }

  void close(std::string& out) {
    stream_.finish();
    drain(out);
    stream_.reset();
  }

  bool terminal_;
  bool any_ = false;
  Turns turns_;
  text::VisibleStream stream_{text::Space::flow};
};

}  // namespace

std::unique_ptr<View> make_plain_view(const ShowOptions& options) {
  return std::make_unique<PlainView>(options);
}

}  // namespace logprobs::show
