// Looks around the candidates of a document.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/decode/candidates.hpp"
#include "read/json/json.hpp"

namespace logprobs::read {

/// Whether a key is `name`, however it is spelled.
bool is_key(Key key, std::string_view name);

/// Takes the values of keys in all objects on the ways to candidates, in one walk for all of them.
class Surroundings {
 public:
  /// After `json` 64 bytes can be read.
  Surroundings(std::string_view json, const std::vector<std::string>& names, Candidates& candidates)
      : json_(json), names_(names), candidates_(candidates) {}

  /// Sets Candidates::around to the values of all names in the object at each step; null is as good
  /// as none. Of a document without candidates inside it, and of what is broken, there are none.
  void look(simdjson::ondemand::parser& parser);

 private:
  bool visit(Value& value, std::uint32_t place);
  bool visit_object(Object& object, std::uint32_t place);
  bool visit_array(Array& array, std::uint32_t place);
  bool is_next(std::uint32_t place, bool is_key, std::size_t at) const;
  bool leads_on(std::uint32_t place) const;
  void note(std::uint32_t place, std::size_t name, std::string_view value);
  std::string_view up_to_here(const char* begin);

  std::string_view json_;
  const std::vector<std::string>& names_;
  Candidates& candidates_;
  simdjson::ondemand::document root_;
  std::uint32_t next_ = 1;  // the step that comes next in the document
};

}  // namespace logprobs::read
