// Turns a document into (a part of) an answer, whichever wire format it is written in.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "read/decode/envelope.hpp"
#include "read/formats/formats.hpp"
#include "read/frame/document.hpp"

namespace logprobs::read {

class Decoder {
 public:
  /// `from` is a format's name; empty: each is tried.
  explicit Decoder(std::string_view from, ReadScope scope = {});
  ~Decoder();

  /// Reads `document` into the forgotten answer `into`. `part`, `last` and `whole`: it is there.
  /// `unusable` and `not_mine`: it is there as far as it could be read, trouble() says what is
  /// wrong. `several`: elements() are to be decoded instead; `text`: what envelope() holds.
  /// `broken`: problem() says where.
  Outcome decode(const Document& document, Answer& into);
  const std::vector<std::string_view>& elements() const { return elements_; }
  const Envelope& envelope() const { return envelope_; }
  const std::string& problem() const { return problem_; }
  /// What was not as the format has it in the document decoded last; empty for nothing.
  const std::string& trouble() const { return trouble_; }
  /// What was noticed in it.
  const Notes& notes() const { return notes_; }

 private:
  Outcome decode_once(const Document& document, Answer& into);
  Outcome read_root(simdjson::ondemand::document& root, Context& context);
  Outcome read_object(Object& object, Context& context);
  Outcome read_response(Object& object, Context& context);
  Outcome read_as(const Format& format, Object& object, Context& context);
  bool find_candidates(Object& object, FormatSet& candidates, Context& context);
  Outcome read_envelope(Object& object, Context& context);
  Outcome read_response_or_error(Object& object, Context& context);
  Outcome read_list(Array& array, Context& context);
  bool add_element(Value& element, Context& context);
  bool allowed(const Format& format) const { return from_.empty() || from_ == format.info.name; }

  std::string from_;
  ReadScope scope_;
  std::unique_ptr<simdjson::ondemand::parser> parser_;  // its size depends on the compiler's flags
  // Hints for speed alone: what a document means does not depend on the one before it.
  bool last_was_preferred_ = true;  // the last response was of the preferred format
  bool last_was_envelope_ = false;
  bool trust_hints_ = true;
  std::vector<std::string_view> elements_;
  Envelope envelope_;
  Notes notes_;
  std::string problem_;
  std::string trouble_;
};

}  // namespace logprobs::read
