// What a source of --replay is called, and how it is read.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "logprobs/read.hpp"
#include "system/input.hpp"

namespace logprobs::app {

/// What a request is called that is kept with its response: the last of Answer::fields, where the
/// model may be asked to go on. Before it is kept_branch_key, if files may have branches.
inline constexpr std::string_view kept_request_key = "request";

/// Its path, or which answer --last chose: nobody knows the file of that.
std::string source_name(const std::string& file, const cli::Options& options);

/// How a file is read from `begin` on.
ReadOptions read_options(const std::string& file, const cli::Options& options,
                         const Beginning& begin = {});

/// Gives a file's bytes to the reader, and calls `take` with the size of each piece, as long as it
/// returns true and no signal comes. False if the file cannot be read.
bool feed(Reader& reader, system::Input& input, const std::function<bool(std::size_t)>& take);

}  // namespace logprobs::app
