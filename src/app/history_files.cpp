#include "app/history_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <string_view>
#include <system_error>

#include "logprobs/text.hpp"
#include "system/temporary_file.hpp"

namespace logprobs::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

/// Digits stand for digits.
constexpr std::string_view pattern = "00000000T000000.000000000Z-";

bool fits(std::string_view name) {
  if (name.size() <= pattern.size()) return false;
  return std::equal(pattern.begin(), pattern.end(), name.begin(), [](char wanted, char c) {
    return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
  });
}

/// The time in a name that fits.
system_clock::time_point time_of(std::string_view name) {
  const auto number = [&](std::size_t at, std::size_t size) {
    return static_cast<int>(parse_integer(name.substr(at, size)).value_or(0));
  };
  std::tm parts{};
  parts.tm_year = number(0, 4) - 1900;
  parts.tm_mon = number(4, 2) - 1;
  parts.tm_mday = number(6, 2);
  parts.tm_hour = number(9, 2);
  parts.tm_min = number(11, 2);
  parts.tm_sec = number(13, 2);
  return system_clock::from_time_t(timegm(&parts));
}

}  // namespace

std::string history_name(system_clock::time_point time) {
  const std::time_t whole = std::chrono::floor<seconds>(time.time_since_epoch()).count();
  const auto rest = std::chrono::duration_cast<nanoseconds>(time.time_since_epoch()) -
                    seconds(static_cast<std::int64_t>(whole));
  std::tm parts{};
  gmtime_r(&whole, &parts);
  const std::string random = system::random_name();
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}.{:09}Z-{}", parts.tm_year + 1900,
                     parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                     rest.count(), random.substr(random.rfind('.') + 1));
}

std::vector<HistoryFile> history_files(const fs::path& folder) {
  std::vector<HistoryFile> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (fits(name)) files.push_back({entry->path(), time_of(name)});
  }
  std::sort(files.begin(), files.end(), [](const HistoryFile& a, const HistoryFile& b) {
    return a.path.filename() > b.path.filename();
  });
  return files;
}

}  // namespace logprobs::app
