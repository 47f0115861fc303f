// Decodes a document of which the lists of tokens are read first.
#include "read/decode/decoder.hpp"
#include "read/json/keys.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {

/// Reads the document's lists, and then its outline. False, with `into` clear, unless that led to a
/// response for certain: in any doubt, and to say what is wrong, the document itself is decoded.
bool Decoder::decode_early(const Document& document, Answer& into, Outcome& outcome) {
  constexpr std::size_t next_try = 16;  // documents after one for which it failed
  if (not_tried_ > 0) {
    --not_tried_;
    return false;
  }
  if (!early_.read(document.text, document.event)) return false;
  Document outline = document;
  outline.text = early_.outline();
  outcome = decode_once(outline, into, &early_);
  bool any_escaped = false;
  const bool good = is_response(outcome) && notes_.lists == early_.size() &&
                    candidates().found.empty() && !candidates().too_deep &&
                    (!lacks_something(into) ||
                     (unescape_keys(outline.text, any_escaped) == nullptr && !any_escaped));
  if (good) return true;
  clear(into);
  not_tried_ = next_try;
  return false;
}

}  // namespace logprobs::read
