// What people may mean by an option that there is not.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::cli {

/// Throws Error{usage} for `word`, which begins with a dash and is no option. The message says what
/// was probably meant and, while asking, how to send a question that begins with a dash; it never
/// quotes a value, which may be a key.
[[noreturn]] void refuse_unknown_option(std::string_view word, bool asking);

/// The option that was probably meant by one that there is not, such as "--max-tokens", maybe with
/// a value; or what to do instead, which begins with no dash; or empty.
std::string meant_by(std::string_view option);

/// True for a long name after a single dash, as in "-max-tokens" or "-json=x": taken letter by
/// letter it would mean something that nobody wants.
bool is_long_name_after_one_dash(std::string_view word);

}  // namespace logprobs::cli
