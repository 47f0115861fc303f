// Turns a document into (a part of) an answer, whichever wire format it is written in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats.hpp"
#include "framer.hpp"

namespace logprobs {

/// What the line of an OpenAI Batch output file says.
struct BatchLine {
  bool has_response = false;  ///< `response` is an object, or null
  bool has_body = false;
  Outcome body = Outcome::not_mine;  ///< what reading the body came to
  std::string custom_id{};
  std::optional<std::int64_t> status{};
  std::optional<Failure> error{};
};

class Decoder {
 public:
  /// `from` is a format's name; empty: each is tried, the one that fitted last first.
  explicit Decoder(std::string_view from);

  /// Reads `document` into the forgotten answer `into`. `part` and `whole`: it is there.
  /// `unusable` and `not_mine`: it is there as far as it could be read, trouble() says what is
  /// wrong. `several`: elements() are to be decoded instead. `broken`: problem() says where.
  Outcome decode(const Document& document, Answer& into);
  const std::vector<std::string_view>& elements() const { return elements_; }
  const std::string& problem() const { return problem_; }
  /// What was not as the format has it in the document decoded last; empty for nothing.
  const std::string& trouble() const { return trouble_; }

 private:
  Outcome read_root(simdjson::ondemand::document& root, Context& context);
  Outcome read_object(Object& object, Context& context);
  Outcome read_response(Object& object, Context& context);
  Outcome read_batch_line(Object& object, Context& context);
  bool read_batch_response(Value& value, BatchLine& line, Context& context);
  Outcome read_list(Array& array, Context& context);
  bool add_element(Value& element, Context& context);
  bool allowed(const Format& format) const { return from_.empty() || from_ == format.info.name; }

  std::string from_;
  simdjson::ondemand::parser parser_;
  std::size_t last_format_ = 0;
  bool last_was_batch_ = false;
  std::vector<std::string_view> elements_;
  std::string problem_;
  std::string trouble_;
};

}  // namespace logprobs
