// What colours, bars and marks mean.
#pragma once

#include <string>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// What a view shows besides marks: the colours of the bands; a token's two bars and the sign of
/// the chosen token; or that sign alone.
enum class Signs { bands, best_and_second, chosen };

/// Explains each colour, bar and mark once for all choices.
class Legend {
 public:
  explicit Legend(const ShowOptions& options) : options_(options) {}

  /// Appends a line, or more on a narrow terminal, that explains what this summary and these signs
  /// need and nobody explained yet.
  void write(const Summary& summary, Signs signs, std::string& out);

 private:
  std::string band_text(int band) const;

  ShowOptions options_;
  // Explained already:
  bool bands_ = false, best_ = false, chosen_ = false;
  bool low_ = false, ambiguous_ = false, not_top_ = false;
};

}  // namespace logprobs::show
