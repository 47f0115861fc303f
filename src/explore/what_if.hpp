// What an answer would have said instead, at each of its clues: the views of --what-if.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "explore/branches.hpp"
#include "logprobs/model.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// The branches of an answer, in the order in which they are shown.
struct WhatIf {
  const Answer& answer;
  const Report& report;
  std::span<const Branch> branches;
};

/// Appends them.
using WriteWhatIf = void (*)(const WhatIf&, const ShowOptions&, std::string& out);

/// Lines below a painted answer.
void write_text(const WhatIf& what_if, const ShowOptions& options, std::string& out);
/// A row for each branch.
void write_table(const WhatIf& what_if, const ShowOptions& options, std::string& out);
/// An object on one line.
void write_json(const WhatIf& what_if, const ShowOptions& options, std::string& out);
/// A table for code hosts.
void write_markdown(const WhatIf& what_if, const ShowOptions& options, std::string& out);

/// The one for a format; null if there is none.
WriteWhatIf what_if_writer(std::string_view format);

}  // namespace logprobs::explore
