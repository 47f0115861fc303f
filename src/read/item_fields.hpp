// Takes values that somebody wants to see out of what is around a response.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "read/decode/candidates.hpp"
#include "read/unpack.hpp"

namespace logprobs::read {

/// Looks up keys around a response. A name is looked up in the objects around it, from the inside
/// out, and at last in the response; a JSON Pointer (RFC 6901), which begins with a slash, from the
/// item on and then from the response. Both reach through strings of JSON.
class ItemFields {
 public:
  explicit ItemFields(const std::vector<std::string>& keys);

  /// Looks all pointers up in an item. After `json` 64 bytes can be read, here and below.
  void begin(std::string_view json);
  /// Looks the names up in all objects around the candidates of `json`.
  void look_around(std::string_view json, Candidates& candidates);

  /// Gives an answer what the item says.
  void begin_answer(Answer& answer) const;
  /// Adds what the objects on a way say, once look_around() has looked there.
  void take_around(const Way& way, Answer& answer) const;
  /// Notes a request that is kept before the next response, and gives it to that as "request".
  void keep_request(std::string_view request) { request_ = request; }
  void take_request(Answer& answer);
  /// Adds what the response itself says, which is in `json` at `path`, a JSON Pointer.
  void take_own(std::string_view json, std::string_view path, Answer& answer);

 private:
  using Steps = std::vector<std::string>;  // of a pointer

  void look_up(std::string_view json, std::string_view path, bool names,
               std::vector<Field>& fields);

  std::vector<std::string> names_;  // the keys as they are given
  std::vector<Steps> keys_;
  std::vector<Field> of_item_;
  std::string request_;
  simdjson::ondemand::parser parser_;
};

}  // namespace logprobs::read
