#include "text/direction.hpp"

#include "text/classes.hpp"
#include "text/utf8.hpp"

namespace logprobs::text {
namespace {

/// Takes the first character off `bytes`, and returns its direction if it is a strong one.
Direction take_direction(std::string_view& bytes) {
  const Decoded found = decode(bytes);
  bytes.remove_prefix(found.size);
  return found.form == Form::valid ? strong_direction(found.code_point) : Direction::none;
}

}  // namespace

Direction direction_of(std::string_view bytes) {
  Direction all = Direction::none;
  while (!bytes.empty()) {
    const Direction one = take_direction(bytes);
    if (one == Direction::none || one == all) continue;
    if (all != Direction::none) return Direction::mixed;
    all = one;
  }
  return all;
}

Direction first_direction(std::string_view bytes) {
  Direction first = Direction::none;
  while (!bytes.empty() && first == Direction::none) first = take_direction(bytes);
  return first;
}

}  // namespace logprobs::text
