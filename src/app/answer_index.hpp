// What the files of --replay have, in short: to choose an answer, which is then read again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/indexed_branches.hpp"
#include "app/reading_progress.hpp"
#include "app/save_file.hpp"
#include "cli/options.hpp"
#include "explore/answer_entries.hpp"
#include "logprobs/error.hpp"
#include "logprobs/model.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// How a file's answers can be read again.
enum class Again { at_their_place, from_the_beginning, never };

/// All answers of all files.
struct AnswerIndex {
  explore::AnswerEntries entries{};  ///< sorted by place; `file` is of Options::replay
  /// Those that cannot be read again at their place, whole, by AnswerEntry::kept: what came through
  /// a pipe, raw logits, and what is compressed.
  std::vector<Answer> kept{};
  SavedAnswer saved{};  ///< of a question that was asked: the file that has its answer
  std::vector<IndexedBranch> branches{};  ///< of answers that are among the entries
  std::vector<Again> again{};             ///< of each file of Options::replay
  std::vector<std::string> messages{};    ///< what replay() would have said, to be printed later
  std::size_t more_messages = 0;          ///< how many others there were
  ExitCode code = ExitCode::ok;           ///< what replay() returned
};

/// How many messages are kept, and how much memory kept answers may take, in bytes.
inline constexpr std::size_t most_messages = 1000;
inline constexpr std::size_t most_kept_memory = std::size_t{1} << 30;

/// Reads all files with as many threads as --jobs wants, and writes nothing but how far it is. A
/// source whose answers are kept only in part is one of the messages. Throws what replay() throws.
AnswerIndex index_answers(const cli::Options& options, system::Output& output,
                          ReadingProgress& progress, const std::function<void()>& meanwhile,
                          std::size_t kept_bytes = most_kept_memory);

/// Prints the messages on standard error.
void print_messages(const AnswerIndex& index);

}  // namespace logprobs::app
