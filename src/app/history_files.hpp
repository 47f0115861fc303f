// The files of kept answers, whose names say when.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace logprobs::app {

/// A kept answer's file.
struct HistoryFile {
  std::filesystem::path path;
  std::chrono::system_clock::time_point time;
};

/// A new name for an answer of this time, such as "20240131T235959.000000000Z-" and 16 random
/// digits: names sort by time, and no two processes choose the same.
std::string history_name(std::chrono::system_clock::time_point time);

/// The files in `folder` that have such names, newest first; none if it cannot be read.
std::vector<HistoryFile> history_files(const std::filesystem::path& folder);

}  // namespace logprobs::app
