// What the views that list tokens line by line have in common.
#pragma once

#include <cstddef>
#include <string>

#include "show/terminal/captions.hpp"
#include "show/words/turns.hpp"

namespace logprobs::show {

/// A choice that has tokens, and what is to be shown of it.
struct ListedChoice {
  const Answer& answer;
  const Choice& choice;
  const ChoiceReport& report;
};

/// Shows choices one after another. Where the width of lines is known their tokens are listed as
/// they come; else an answer is laid out as a whole, once it is finished. A choice without tokens
/// is shown by its message.
class ListView : public View {
 public:
  explicit ListView(const ShowOptions& options)
      : options_(options), writer_(colors_of(options)), captions_(options) {}

  bool grows() const override { return options_.width != 0; }
  void grow(const Answer& answer, const Report& report, std::string& out) final {
    if (options_.width != 0) show(answer, report, false, out);
  }
  void done(const Answer& answer, const Report& report, std::string& out) final;

 protected:
  /// Prepares for a choice, of whose tokens that with the number `begin` is the first to be shown.
  /// If no width is known, all of them are there.
  virtual void begin_choice(const ListedChoice& listed, std::size_t begin) = 0;
  /// Appends the lines of the tokens before `end` that are not shown yet.
  virtual void write_tokens(const ListedChoice& listed, std::size_t end, std::string& out) = 0;
  /// Appends what was held back of a choice; returns the signs in its lines.
  virtual Signs end_choice(const ListedChoice& listed, std::string& out) = 0;

  const ShowOptions& options() const { return options_; }
  StyleWriter& writer() { return writer_; }

 private:
  void show(const Answer& answer, const Report& report, bool done, std::string& out);

  ShowOptions options_;
  StyleWriter writer_;
  Captions captions_;
  Turns turns_;
};

}  // namespace logprobs::show
