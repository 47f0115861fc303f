// Prints an answer that somebody walked through.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/model.hpp"
#include "logprobs/show.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Prints it as a view does, with `remarks` as View::remark() has them.
void print_answer(const Answer& answer, std::string_view view, const cli::Options& options,
                  const ShowOptions& show, const std::vector<std::string>& remarks,
                  system::Output& output);

}  // namespace logprobs::app
