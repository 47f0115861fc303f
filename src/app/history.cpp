#include "app/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <system_error>

#include "app/history_files.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "system/output.hpp"
#include "system/own_folder.hpp"

namespace logprobs::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_answer = std::size_t{16} << 20;  // bytes

void remove_oldest(const fs::path& folder) {
  const std::vector<HistoryFile> files = history_files(folder);
  for (std::size_t i = most_kept; i < files.size(); ++i) {
    std::error_code error;
    fs::remove(files[i].path, error);  // somebody else may have removed it
  }
}

}  // namespace

fs::path history_folder(const system::Environment& environment) {
  return system::own_folder(environment, "XDG_STATE_HOME", ".local/state");
}

void History::write(std::string_view bytes) {
  if (!exchange_ || too_large_) return;
  exchange_->feed(bytes, text_);
  too_large_ = text_.size() > largest_answer;
}

std::vector<std::string> History::finish(bool whole, std::chrono::system_clock::time_point now) {
  if (!exchange_) return {};
  exchange_->finish(whole, text_);
  std::error_code error;
  const bool first = !fs::exists(folder_, error);
  if (too_large_ || text_.size() > largest_answer || !put_in_place(now)) return {};
  remove_oldest(folder_);
  std::vector<std::string> lines{"more: logprobs --last -f table"};
  if (!first) return lines;
  lines.push_back(fmt::format("the last {} answers are kept in {}", most_kept, folder_.string()));
  lines.emplace_back("LOGPROBS_HISTORY=0 in the environment, or --no-history, keeps none");
  return lines;
}

bool History::put_in_place(std::chrono::system_clock::time_point now) const {
  if (!system::make_folder(folder_)) return false;
  try {
    system::Output file((folder_ / history_name(now)).string(), system::owner_alone);
    return file.try_write(text_) == 0 && file.try_commit(true) == 0;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace logprobs::app
