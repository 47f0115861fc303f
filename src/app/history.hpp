// The last answers that were painted on a terminal, kept by themselves.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/report.hpp"
#include "system/environment.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// How many answers are kept.
inline constexpr std::size_t most_kept = 20;

/// The folder of kept answers: $XDG_STATE_HOME/logprobs, or that in ~/.local/state. Empty if the
/// environment names neither.
std::filesystem::path history_folder(const system::Environment& environment);

/// Keeps an answer with its request as it comes, in a file of its own that only its owner can read.
/// What goes wrong is no error of the answer: it is then not kept.
class History {
 public:
  /// The folder need not be there.
  explicit History(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Begins with the request, whose body this is, without secrets.
  void keep_request(const std::string& request) { exchange_.emplace(request); }
  /// Takes more of the response.
  void write(std::string_view bytes);
  /// Puts the file in place, and removes the oldest ones beyond most_kept. `whole`: the response is
  /// complete. Returns what a person should know, a line each; nothing if the answer is not kept.
  std::vector<std::string> finish(bool whole, std::chrono::system_clock::time_point now);

 private:
  bool put_in_place(std::chrono::system_clock::time_point now) const;

  std::filesystem::path folder_;
  std::optional<KeptExchange> exchange_;
  std::string text_;
  bool too_large_ = false;
};

/// What the list says of a kept answer.
struct KeptAnswer {
  std::string file{};
  std::chrono::system_clock::time_point time{};
  std::string model{};
  std::string question{};
  std::size_t clues = 0;  ///< tokens with one
};

/// The answers that are kept in `folder`, newest first. Files that no answer can be read from are
/// left out.
std::vector<KeptAnswer> kept_answers(const std::filesystem::path& folder,
                                     const Thresholds& thresholds);

/// The file of the newest of these answers, or of the `number`-th newest. Throws Error{usage} if
/// there are not so many.
const std::string& kept_file(const std::vector<KeptAnswer>& answers, std::size_t number);

/// The list of these answers, a line each of at most `width` cells.
std::string history_list(const std::vector<KeptAnswer>& answers, int width);

/// Writes it, as wide as where it goes; without answers, unless `quiet`, a message.
ExitCode list_history(const std::vector<KeptAnswer>& answers, bool quiet,
                      const system::Environment& environment, system::Output& output);

}  // namespace logprobs::app
