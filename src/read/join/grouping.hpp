// Which documents of a source belong to one response.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "logprobs/model.hpp"
#include "read/join/choice_places.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Tells the parts of the open response from those of the next one. They differ in their ids,
/// except on servers that give each chunk an id of its own. There the next response begins with a
/// chunk that names the role, so that a stream that was cut off is never joined with the one after
/// it.
class Grouping {
 public:
  /// Begins a response.
  void begin() { *this = {}; }
  /// Notes a part of the open response, `open`. If it is the first with choices, its id and model
  /// count, not those of the parts before it.
  void add(Answer& open, const Answer& part, const Notes& notes);
  /// True if `part` belongs to the response that `open` is the beginning of, and `choices` are of:
  /// their formats go together, and their ids are the same or, without ids, their formats are and
  /// no choice that has ended goes on, nor any after a failure.
  /// A part without choices, such as an error or a count of tokens, belongs to what is open.
  bool takes(const Answer& open, const ChoicePlaces& choices, const Answer& part,
             const Notes& notes) const;

 private:
  std::optional<std::int64_t> last_place_;  // Notes::place of the last of them that has one
  std::string last_id_;                     // of the parts with choices
  bool own_ids_ = true;   // each of these parts has an id that the one before it does not have
  bool role_ = false;     // the first of them names the role
  bool started_ = false;  // there is one
};

}  // namespace logprobs::read
