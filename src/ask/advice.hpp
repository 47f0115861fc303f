// What to change after a refusal, in terms of the program's options.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/question.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::ask {

/// What to change after a refusal with this message and HTTP status (0: none), as a phrase: "choose
/// another model ...". Empty if nothing helpful is known.
std::string advice(std::string_view message, int status, const Request& request,
                   const Question& question);

}  // namespace logprobs::ask
