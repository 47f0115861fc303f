// What the reader of a wire format works with: the answer it fills, and what it reports.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "read/json/notes.hpp"

namespace logprobs::read {

class EarlyLists;

/// What a document turned out to be.
enum class Outcome {
  not_mine,  ///< not in the format that was tried, or in none
  part,      ///< one part of a response that further documents continue
  last,      ///< ends the open response; if none is open, a response of its own
  piece,     ///< a response of its own, unless it is a line or an element that the next continues
  whole,     ///< a response of its own
  several,   ///< not a response, but such may be inside
  unusable,  ///< in this format, but with a mistake: Context::trouble describes it
  broken,    ///< not JSON
};

/// Whether it has a response or a part of one.
inline bool is_response(Outcome outcome) {
  return outcome == Outcome::part || outcome == Outcome::last || outcome == Outcome::piece ||
         outcome == Outcome::whole;
}

/// What was wrong with a document, and where in it.
struct Trouble {
  std::string path;  ///< "choices[0].logprobs"; empty for a syntax error
  std::string what;  ///< "is a string, not a number"

  std::string sentence() const;  ///< both in one
};

/// Which tokens to read in addition to the answer's own.
struct ReadScope {
  bool prompt = false;     ///< the prompt's
  bool reasoning = false;  ///< the reasoning's
};

/// An answer's choices while a reader fills the answer with others.
struct SetAside {
  std::vector<Choice> choices{};
  std::map<std::pair<int, Kind>, Choice> late{};
};

/// What every reader gets: the answer to fill, the document, and room for what it reports.
struct Context {
  Answer& answer;
  bool event;             ///< the document came from an SSE stream
  std::string_view text;  ///< the whole document, or its outline if `early`
  ReadScope scope = {};
  std::uint32_t formats = 0;    ///< a FormatSet: those that the keys seen at the top may be of
  EarlyLists* early = nullptr;  ///< lists of tokens that were read before; null: none
  std::size_t left_out = 0;     ///< bytes of the document that are not in its outline
  Trouble trouble = {};
  Notes notes = {};
  std::size_t apart = 0;  ///< bytes of what was read and is not in the answer yet, such as columns
  SetAside aside = {};
  std::size_t visited = 0;  ///< elements since it was last asked what they take
  bool given_up = false;    ///< simdjson found the JSON broken, and crashes if asked for more of it

  /// Reports that the value `raw` is not what it should be ("a number"). Returns false.
  bool mismatch(std::string_view raw, std::string_view expected);
  /// Reports that the JSON itself is broken; `gives_up`: simdjson said so. Returns false.
  bool syntax(bool gives_up = false);
  /// Puts a key or an index in front of the path of the reported trouble, if any. Returns false.
  bool in(std::string_view name);
  bool in(std::size_t index);
  /// To be called for elements that were read. False, which is reported, if what they take is too
  /// much for a document of this size: then its elements say almost nothing, such as "" or {}.
  bool affords(std::size_t elements) {
    visited += elements;
    const std::size_t choices = answer.choices.size() + aside.choices.size();
    return visited < few_elements + choices / 8 || affords_all();
  }
  /// Sets the answer's choices aside, or takes them back in place of those that it then has.
  void swap_aside();
  /// To be called before an element is added to a list. Gives a long one room for as much as the
  /// document may hold: room takes no memory until it is used, but a list that grows is copied.
  template <typename Element>
  void make_room(std::vector<Element>& list) const {
    const bool is_full = list.size() == list.capacity();
    if (is_full && list.size() * sizeof(Element) >= always) {
      list.reserve(most_kept() / sizeof(Element) + few_elements);
    }
  }

 private:
  static constexpr std::size_t few_elements = 1024;
  static constexpr std::size_t always = std::size_t{16} << 20;  // bytes that any document may take
  std::size_t most_kept() const;
  bool affords_all();
};

/// The outcome after a reader walked through a document. `good`: nothing was wrong; `mine`: the
/// document is in the reader's format. In place of `whole` a reader may return something more
/// specific, such as `part`.
inline Outcome outcome_of(bool good, bool mine, const Context& context) {
  if (!good && context.trouble.what.empty()) return Outcome::broken;
  if (!mine) return Outcome::not_mine;
  return good ? Outcome::whole : Outcome::unusable;
}

}  // namespace logprobs::read
