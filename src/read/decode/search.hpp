// Finds what may be a response inside a value that is none itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "read/decode/candidates.hpp"
#include "read/decode/envelope.hpp"
#include "read/frame/document.hpp"
#include "read/json/json.hpp"

namespace logprobs::read {

/// How deep a document may be nested.
inline constexpr std::size_t deepest = 1024;

/// Reads a candidate where it is, as a document of that claim.
using ReadCandidate = std::function<Outcome(Object& object, Claim claim)>;

/// Searches a document's own object or array, which is not itself a candidate.
class Search {
 public:
  /// Searches strings too, unless the document is inside of too many: `in_string`.
  void begin(simdjson::ondemand::document& document, bool in_string, Context& context);
  /// `pair`: it may be a Batch line, or another pair of a request and its response; what that says
  /// of the response goes into `envelope`. The first candidate is read at once, if it is an object:
  /// see first(). False if the JSON is broken.
  bool search_object(Object& object, bool pair, Envelope& envelope, const ReadCandidate& read);
  /// Makes each element a candidate; a whole one if `claim` is whole. False if the JSON is broken,
  /// or if no element can hold a response: then the trouble is reported.
  bool search_array(Array& array, Claim claim);

  /// What was found; the caller may take it away.
  Candidates& candidates() { return candidates_; }
  /// What the candidate that was read at once turned out to be, Candidates::first; `not_mine` if
  /// there is none.
  Outcome first() const { return first_; }

 private:
  struct Taken {
    PathStep step{};
    std::uint32_t place = 0;  // in Candidates::steps; 0 while it is not there
  };

  /// Takes a step while `visit()` runs.
  template <typename Visit>
  bool within(const PathStep& step, Visit visit) {
    way_.push_back({step});
    const bool good = visit();
    way_.pop_back();
    return good;
  }
  std::uint32_t place_of(const char* text) const {
    return static_cast<std::uint32_t>(text - context_->text.data());
  }
  static PathStep step_of(std::size_t index) {
    return {0, static_cast<std::uint32_t>(index), 0, false};
  }
  PathStep step_of(std::string_view key) const;
  bool descend(std::string_view key, Value& value);
  bool visit(Value& value, Claim claim);
  bool visit_object(Value& value);
  bool visit_array(Value& value);
  bool visit_response(Value& value, Envelope& envelope);
  bool visit_kept(Value& value);
  bool in_choices() const;
  bool shows_response(std::string_view key, Value& value) const;
  void forget_first();
  bool note_object(Object& object, const char* begin, Claim claim);
  bool note_skipped(Value& value, Claim claim);
  void note(Candidate::Kind kind, Claim claim, const char* begin, const char* end);
  std::uint32_t last_step();
  const char* after() const;

  simdjson::ondemand::document* document_ = nullptr;
  Context* context_ = nullptr;
  const ReadCandidate* read_ = nullptr;  // until it was used
  bool in_string_ = false;
  Outcome first_ = Outcome::not_mine;
  Candidates candidates_;
  std::vector<Taken> way_;
};

}  // namespace logprobs::read
