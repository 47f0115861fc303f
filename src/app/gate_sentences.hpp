// Sentences about gates that tripped.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "logprobs/judge.hpp"

namespace logprobs::app {

/// Why a gate tripped: "token 26 “ lesson” has probability 0.041, below --low 0.1 (--fail-on low)".
std::string trip_sentence(const Answer& answer, const Report& report, const Trip& trip,
                          const cli::Options& options);

/// Why a gate cannot be judged: "--fail-on ambiguous has nothing to judge: ..."
std::string no_evidence_sentence(Gate gate, const Report& report, const Sought& sought = {});

}  // namespace logprobs::app
