// Takes values that somebody wants to see out of what is around a response.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// Looks up keys in an item of a source and in the response itself. A key is a name, or a JSON
/// Pointer (RFC 6901) if it begins with a slash.
class ItemFields {
 public:
  explicit ItemFields(const std::vector<std::string>& keys);

  /// Looks all keys up in an item. After `json` 64 bytes can be read.
  void begin(std::string_view json);
  /// Gives an answer its fields: what the item says or, where it has no such key, the response,
  /// which is in `json` at `path`, a JSON Pointer.
  void put_into(Answer& answer, std::string_view json, std::string_view path);

 private:
  using Steps = std::vector<std::string>;  // of a pointer

  void look_up(std::string_view json, std::string_view path, std::vector<Field>& fields);

  std::vector<Steps> keys_;
  std::vector<Field> of_item_;
  simdjson::ondemand::parser parser_;
};

}  // namespace logprobs::read
