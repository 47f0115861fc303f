// What the views that list tokens line by line have in common.
#pragma once

#include <string>

#include "show/terminal/captions.hpp"

namespace logprobs::show {

/// So many spaces; none for a number below 0.
std::string spaces(int count);

/// Shows the choices of a finished answer one after another. A choice without tokens is shown by
/// its message.
class ListView : public View {
 public:
  explicit ListView(const ShowOptions& options)
      : options_(options), writer_(colors_of(options)), captions_(options) {}

  void done(const Answer& answer, const Report& report, std::string& out) final;

 protected:
  /// Appends the lines of a choice with tokens; returns the signs in them.
  virtual Signs write_tokens(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                             std::string& out) = 0;

  const ShowOptions& options() const { return options_; }
  StyleWriter& writer() { return writer_; }

 private:
  ShowOptions options_;
  StyleWriter writer_;
  Captions captions_;
};

}  // namespace logprobs::show
