// Turns a document of any wire format into an answer, or a part of one.
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

/// Decodes one document after another. What it says of a document is valid until the next one.
class Decoder {
 public:
  /// `from` is a format's name; empty: each is tried.
  explicit Decoder(std::string_view from, ReadScope scope = {});
  ~Decoder();

  /// Reads `document` into `into`, which must be clear(). If the outcome is `unusable` or
  /// `not_mine`, `into` has what could be read, and trouble() says what is wrong; if `broken`,
  /// problem() says where. `several`: decode elements() instead; `text`: decode the text of
  /// envelope().
  Outcome decode(const Document& document, Answer& into);
  /// The elements of an array, views into the document.
  const std::vector<std::string_view>& elements() const { return elements_; }
  /// What is around the response.
  const Envelope& envelope() const { return envelope_; }
  /// A sentence: where and why the document is not JSON.
  const std::string& problem() const { return problem_; }
  /// A sentence: what is wrong with a document that is JSON; empty if nothing is.
  const std::string& trouble() const { return trouble_; }
  /// What the format's reader noticed.
  const Notes& notes() const { return notes_; }

 private:
  Outcome take_error(const Document& document, Answer& into);
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
  std::size_t hint_ = 0;  // the format of the last response, in trial_order()
  bool last_was_envelope_ = false;
  bool trust_hints_ = true;
  std::vector<std::string_view> elements_;
  Envelope envelope_;
  Notes notes_;
  std::string problem_;
  std::string trouble_;
};

}  // namespace logprobs::read
