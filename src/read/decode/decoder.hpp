// Turns a document of any wire format into an answer, or a part of one.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "read/decode/envelope.hpp"
#include "read/decode/search.hpp"
#include "read/formats/formats.hpp"
#include "read/frame/document.hpp"
#include "read/tokens/early_lists.hpp"

namespace logprobs::read {

/// Decodes one document after another. What it says of a document is valid until the next one.
class Decoder {
 public:
  /// `from` is a format's name; empty: each is tried.
  explicit Decoder(std::string_view from, ReadScope scope = {});
  ~Decoder();

  /// Reads `document` into `into`, which must be clear(). If the outcome is `unusable` or
  /// `not_mine`, `into` has what could be read, and trouble() says what is wrong; if `broken`,
  /// problem() says where. If the response is inside the document, inside() says where; there may
  /// be more, see candidates(). `several`: there may be such, but none was read.
  Outcome decode(const Document& document, Answer& into);
  /// Where responses may be inside the document; the caller may take them away.
  Candidates& candidates() { return search_.candidates(); }
  /// The path to the response that was read, in the document; empty if it is all of it.
  const std::string& inside() const { return inside_; }
  /// What the places of candidates() are in: the document, or its outline.
  std::string_view text() const { return text_; }
  /// What is around these responses.
  const Envelope& envelope() const { return envelope_; }
  /// A sentence: where and why the document is not JSON.
  const std::string& problem() const { return problem_; }
  /// A sentence: what is wrong with a document that is JSON; empty if nothing is.
  const std::string& trouble() const { return trouble_; }
  /// A sentence: in which format a document was, if not in that of --from; empty if none was.
  const std::string& misfit() const { return misfit_; }
  /// What the format's reader noticed.
  const Notes& notes() const { return notes_; }

 private:
  /// What the methods below work with, of one document.
  struct Job {
    const Document& document;
    simdjson::ondemand::document& root;
    Context& context;
    Claim claim;  // of what is read
  };

  Outcome take_error(const Document& document, Answer& into);
  Outcome decode_terminated(const Document& document, Answer& into);
  bool decode_early(const Document& document, Answer& into, Outcome& outcome);
  Outcome decode_once(const Document& document, Answer& into, EarlyLists* early = nullptr);
  void explain(const Document& document);
  void name_format(const Document& document);
  void forget(const Job& job);
  Outcome read_root(const Job& job);
  Outcome read_object(Object& object, const Job& job);
  Outcome read_response(Object& object, const Job& job);
  Outcome read_as(const Format& format, Object& object, const Job& job);
  /// Goes back to the object's first field and undoes what a reader did before it gave up.
  static bool start_again(Object& object, Context& context);
  bool find_formats(Object& object, FormatSet& found, const Job& job);
  Outcome search(Object& object, const Job& job);
  Outcome read_why_not(Object& object, const Job& job);
  Outcome read_list(Array& array, const Job& job);
  Outcome read_text(const Job& job);
  static bool may_wrap(Outcome outcome, const Context& context);
  bool lacks_something(const Answer& answer) const;
  bool comes_first(const Context& context) const;
  bool allowed(const Format& format) const { return from_.empty() || from_ == format.info.name; }

  std::string from_;
  ReadScope scope_;
  std::unique_ptr<Decoder> detecting_;  // made for the first document that is not in that format
  std::string misfit_;
  std::unique_ptr<simdjson::ondemand::parser> parser_;  // its size depends on the compiler's flags
  // Hints for speed alone: what a document means does not depend on the one before it.
  std::size_t hint_ = 0;            // the format of the last response, in trial_order()
  bool hint_pays_ = true;           // the documents of that format have no key of one before it
  bool last_was_searched_ = false;  // the last document whose claim is `whole`
  bool trust_hints_ = true;
  bool lists_alternatives_ = true;  // the format that was read last does
  std::size_t not_tried_ = 0;       // documents whose lists are not read early, since it failed
  EarlyLists early_;
  std::string_view text_;
  Search search_;
  std::string inside_;
  Envelope envelope_;
  Notes notes_;
  std::string problem_;
  std::string trouble_;
  std::string doubt_;  // what is wrong with something that is perhaps no response
};

}  // namespace logprobs::read
