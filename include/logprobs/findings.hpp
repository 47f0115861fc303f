// What was found in a choice: labels, a rating, and the values of JSON. Data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/clues.hpp"
#include "logprobs/finding.hpp"

namespace logprobs {

/// What a leaf of a JSON value is; `name`: that of a function that is called.
enum class LeafKind : std::uint8_t {
  string,
  number,
  boolean,
  null,
  empty_array,
  empty_object,
  name
};

/// A leaf of an answer that is JSON: a value that holds no other.
struct Leaf {
  std::string path;   ///< a JSON Pointer (RFC 6901); of a name, empty
  std::string value;  ///< as it is written; of a string, its text
  LeafKind kind = LeafKind::null;
  Clues clues;                       ///< of its tokens
  std::uint32_t document = 0;        ///< its place in Findings::documents
  Part part;                         ///< of the value; no tokens: they are not in the answer
  std::vector<LabelBlock> labels{};  ///< of booleans, null and enums: one

  /// Whether its tokens are in the answer.
  bool has_tokens() const { return part.first < part.last; }
};

/// How JSON ends: after a whole value, where its text ends too early, or where it is no JSON.
/// `none`: there is no JSON; of a call: its arguments have no tokens.
enum class JsonEnd : std::uint8_t { none, broken, cut, whole };

/// The JSON of an answer, or of the arguments of a call.
struct Document {
  std::optional<std::string> call{};  ///< the function's name; none: it is the answer
  JsonEnd end = JsonEnd::none;
  bool sent = true;                 ///< of a call: its tokens are in the choice
  std::size_t begin = 0, stop = 0;  ///< its bytes in the choice's text or, of a call, in the
                                    ///< arguments that came; one past the last
  std::string_view problem{};       ///< if it is not whole: what is wrong or missing, a phrase
  std::string path{};               ///< if it is not whole: what it stops in, a JSON Pointer
  std::size_t others = 0;           ///< other arrays and objects in the answer
};

/// The sums of a choice's logprobs, in nats, by what its tokens write. Each token counts once: for
/// a value if it holds some of one, else for a key, else for punctuation. NaN: unknown.
struct Joint {
  double values = 0;
  double keys = 0;
  double punctuation = 0;                                              ///< of JSON, white space too
  double around = 0;                                                   ///< of text that is not JSON
  double sum() const { return values + keys + punctuation + around; }  ///< of the whole answer
};

/// What was found in a choice.
struct Findings {
  std::size_t tokens = 0;              ///< of the choice, when it was searched; 0: it was not
  std::optional<LabelBlock> labels{};  ///< none: not sought, or no token can be a label
  std::optional<Rating> rating{};      ///< none: not sought, or there is no rating
  std::vector<Leaf> fields{};          ///< in the order of the text
  std::vector<Document> documents{};   ///< of the fields; none: not sought
  Joint joint{};                       ///< of the fields, and of what is around them
  std::optional<bool> constrained{};   ///< a grammar left no choice of keys and punctuation
};

}  // namespace logprobs
