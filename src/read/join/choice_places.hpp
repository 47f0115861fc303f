// Which choices a response has, which of them have ended, and which index each is shown with.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "logprobs/model.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Follows the choices of a response as its parts come. Some servers give several choices one
/// index. What comes for a choice after its end is therefore another choice, with the next free
/// index.
class ChoicePlaces {
 public:
  /// Notes the choices of a part and which of them it ends, and gives them their indexes.
  void place(Answer& part, Repeats repeats = Repeats::no);
  /// Says that nothing more belongs to any choice so far.
  void end_all();

  /// True if there are choices, and each has ended.
  bool all_ended() const { return !places_.empty() && unended_ == 0; }
  /// How many choices there are.
  std::size_t count() const;
  /// True if a choice is shown with this index.
  bool shows(int index) const;
  /// True if the part adds something to a choice that has ended.
  bool goes_beyond_end(const Answer& part) const;
  /// True if the part only adds to choices that have begun and not ended.
  bool goes_on(const Answer& part) const;
  /// A sentence for each index that several choices have.
  std::vector<std::string> warnings() const;

 private:
  struct Place {
    int index = 0;          // it is shown with
    std::size_t count = 1;  // choices with the wire's index so far, this one included
    bool ended = false;
    bool tokens = false;  // some came
  };
  using Pieces = std::vector<Choice>::iterator;

  Place& place_of(int wire_index);
  void begin_another(Place& place);
  bool place_pieces(Pieces begin, Pieces end, Repeats repeats);
  int next_free();
  bool in_use(int index) const { return places_.contains(index) || moved_.contains(index); }

  std::map<int, Place> places_;  // by the wire's index: the last choice that has it
  std::set<int> moved_;          // indexes of choices that have another one on the wire
  std::size_t unended_ = 0;
  int next_free_ = 0;  // all lower ones are in use
};

}  // namespace logprobs::read
