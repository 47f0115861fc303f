// What is looked for in an answer, and what is found: places in its text, with the tokens that
// write them. Data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logprobs/logprob.hpp"

namespace logprobs {

/// The only values that a field may have.
struct Enum {
  std::string path;                 ///< a JSON Pointer (RFC 6901)
  std::vector<std::string> values;  ///< as given, one or more
};

/// The probability that a field must have.
struct MinField {
  std::string path;  ///< a JSON Pointer
  double probability = 0;
};

/// What to look for in answers.
struct Sought {
  std::vector<std::string> labels{};            ///< as given; empty: none
  std::optional<std::string> expected_label{};  ///< one of them: no other may be more probable
  std::vector<double> scale{};                  ///< the ratings there are, ascending; empty: none
  std::string rating_after{};                   ///< the text that a rating follows; empty: any
  std::optional<std::string> rating_field{};    ///< a JSON Pointer: the rating is this value
  bool fields = false;                          ///< the values of an answer that is JSON
  std::vector<Enum> enums{};
  std::vector<MinField> min_fields{};

  /// Whether anything is sought.
  bool any() const { return !labels.empty() || !scale.empty() || fields; }
};

/// A piece of a choice's text, which is that of Token::shown, and the tokens that write it.
struct Part {
  std::size_t begin = 0, end = 0;        ///< its bytes; one past the last
  std::size_t first = 0, last = 0;       ///< its tokens in the choice; one past the last
  double sum_logprob = unknown_logprob;  ///< nats, of these; NaN: unknown; a floor makes it -inf
  std::size_t least_sure = 0;            ///< of these, the first with the lowest logprob
};

/// An alternative that counted for a label. Its place is as in Verdict: the chosen token, where the
/// list lacks it, is chosen_itself.
struct Counted {
  std::size_t token = 0;   ///< the place in the choice of the token whose alternative it is
  std::int32_t place = 0;  ///< among that token's alternatives
  double probability = 0;  ///< 0 to 1: what it adds, given all tokens before it
};

/// How probable a label is as the answer. All from 0 to 1.
struct LabelShare {
  std::string label;                     ///< as given
  double probability = unknown_logprob;  ///< of the alternatives that counted; NaN: none did
  double bound = unknown_logprob;        ///< the most it can be, if no alternative counted for it
  double conditional = unknown_logprob;  ///< its share of label_mass; NaN: unknown
  std::vector<Counted> alternatives{};   ///< those that counted, in the order of their tokens
};

/// Labels that begin alike.
struct Alike {
  std::vector<std::size_t> labels;  ///< their places in LabelBlock::labels, ascending
  double probability = 0;           ///< of alternatives with which they all begin
};

/// How probable each label is at a place in the answer. label_mass, other and uncovered add up
/// to 1.
struct LabelBlock {
  Part part;                             ///< the tokens that tell the labels apart
  std::vector<LabelShare> labels{};      ///< in the order in which they were given
  double label_mass = 0;                 ///< the sum of what counted for labels
  double other = 0;                      ///< of alternatives that counted for none
  double undecided = 0;                  ///< of `other`, the sum of `alike`
  std::vector<Alike> alike{};            ///< where nothing tells which label comes
  double uncovered = 0;                  ///< of what no listed alternative covers
  std::optional<std::size_t> best{};     ///< the most probable label; none: nothing counted
  std::optional<std::size_t> written{};  ///< the label that the answer has; none: no label
};

/// A rating as an expected value over its scale.
struct Rating {
  LabelBlock block{};                                      ///< of the ratings on the scale
  double written = unknown_logprob;                        ///< the rating in the answer
  double expected = unknown_logprob;                       ///< E = Σ s·p(s) / label_mass
  double deviation = unknown_logprob;                      ///< the standard deviation
  double mode = unknown_logprob;                           ///< the most probable rating
  double least = unknown_logprob, most = unknown_logprob;  ///< what E can be at least and at most
  std::size_t candidates = 1;  ///< ratings in the answer, of which the last is taken
};

}  // namespace logprobs
