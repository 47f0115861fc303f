// Opens a JSON object for reading.
#pragma once

#include <string>
#include <string_view>

#include "catch.hpp"
#include "read/json/json.hpp"
#include "samples.hpp"

namespace samples {

/// Opens `json`, an object written with single quotes instead of double ones.
struct OpenObject {
  explicit OpenObject(std::string_view json) : text(samples::json(json)) {
    REQUIRE(parser.iterate(text).get(document) == simdjson::SUCCESS);
    REQUIRE(document.get_object().get(object) == simdjson::SUCCESS);
  }

  simdjson::padded_string text;
  simdjson::ondemand::parser parser{};
  simdjson::ondemand::document document{};
  logprobs::read::Object object{};
};

/// The trouble that a reader reported, as `path what` or `syntax`.
inline std::string show_trouble(const logprobs::read::Context& context) {
  const logprobs::read::Trouble& trouble = context.trouble;
  return trouble.what.empty() ? "syntax" : trouble.path + " " + trouble.what;
}

/// A letter for each outcome, in their order.
inline char letter(logprobs::read::Outcome outcome) {
  return "-plcwsu!"[static_cast<std::size_t>(outcome)];
}

}  // namespace samples
