// Why a script must not go on, in words.
#pragma once

#include <string>

#include "logprobs/judge.hpp"
#include "logprobs/options.hpp"

namespace logprobs {

/// "token 26 “ lesson” has probability 0.041, below --low 0.1 (--fail-on low)".
std::string trip_sentence(const Answer& answer, const Report& report, const Trip& trip,
                          const Options& options);

/// "--fail-on ambiguous has nothing to judge: ..."
std::string no_evidence_sentence(Gate gate, const Report& report);

}  // namespace logprobs
