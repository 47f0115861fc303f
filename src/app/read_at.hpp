// Reads what begins at one byte of a file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "cli/options.hpp"
#include "logprobs/read.hpp"

namespace logprobs::app {

/// Takes an event of a reader that has found something; false if no more is wanted.
using TakeEvent = std::function<bool(Event event, const Reader& reader)>;

/// What came of looking for something in a file.
struct FoundAt {
  bool found = false;     ///< `take` was called
  std::string problem{};  ///< why the file cannot be read, a phrase; empty: it can
};

/// Calls `take` for what begins at byte `offset` of a file, up to its end: from there on in plain
/// text, in anything else from its beginning. A signal ends it.
FoundAt read_at(std::uint64_t offset, const std::string& file, const cli::Options& options,
                const TakeEvent& take);

/// The same for what is found in no other way, such as answers that come mixed with others: reads
/// all of a file, until `take` wants no more.
FoundAt search_for(std::uint64_t offset, const std::string& file, const cli::Options& options,
                   const TakeEvent& take);

}  // namespace logprobs::app
