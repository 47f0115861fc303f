// Spells the keys of a document as its readers compare them.
#pragma once

#include <string_view>

namespace logprobs::read {

/// Writes the ASCII characters that keys have as escapes ("\u006cogprobs") in their places, with
/// white space after the key for what that saves; sets `any` if there are such. `text` is JSON in a
/// buffer of our own. Returns the first escape in a key that is none, at which the rest is left as
/// it is; null if there is none.
const char* unescape_keys(std::string_view text, bool& any);

}  // namespace logprobs::read
