#include "app/known_models.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "logprobs/error.hpp"
#include "system/output.hpp"
#include "system/own_folder.hpp"

namespace logprobs::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_names = 1000;
constexpr std::size_t longest_name = 200;  // bytes
constexpr std::string_view prefix = "models-";

/// The file of a server, whose URL may have something secret in it: FNV-1a does not tell it.
fs::path file_of(const fs::path& folder, std::string_view base_url) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : base_url) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return folder / fmt::format("{}{:016x}", prefix, hash);
}

/// Whether a name means nothing to a shell, wherever it stands in a command.
bool is_harmless(std::string_view name) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  constexpr std::string_view others = "._:/@+-";
  if (name.empty() || name.size() > longest_name) return false;
  if (letters.find(name.front()) == std::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return letters.find(c) != std::string_view::npos || others.find(c) != std::string_view::npos;
  });
}

bool is_fresh(const fs::path& file, fs::file_time_type now) {
  constexpr std::chrono::hours day(24);
  std::error_code error;
  const fs::file_time_type time = fs::last_write_time(file, error);
  return !error && now - time < day;
}

void remove_old(const fs::path& folder, fs::file_time_type now) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    std::error_code ignored;  // somebody else may have removed it
    const bool is_list = entry->path().filename().string().starts_with(prefix);
    if (is_list && !is_fresh(entry->path(), now)) fs::remove(entry->path(), ignored);
  }
}

}  // namespace

fs::path known_models_folder(const system::Environment& environment) {
  return system::own_folder(environment, "XDG_CACHE_HOME", ".cache");
}

void keep_models(const fs::path& folder, const std::string& base_url,
                 const std::vector<std::string>& names, fs::file_time_type now) {
  std::string text;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (!is_harmless(name) || count == most_names) continue;
    text += name + "\n";
    ++count;
  }
  if (text.empty() || folder.empty() || !system::make_folder(folder)) return;
  remove_old(folder, now);
  try {
    system::Output file(file_of(folder, base_url).string(), system::owner_alone);
    if (file.try_write(text) == 0) file.try_commit(true);
  } catch (const Error&) {  // the names are a convenience
  }
}

std::vector<std::string> known_models(const fs::path& folder, const std::string& base_url,
                                      fs::file_time_type now) {
  std::vector<std::string> names;
  if (folder.empty()) return names;
  const fs::path path = file_of(folder, base_url);
  std::error_code error;
  if (!fs::is_regular_file(path, error) || !is_fresh(path, now)) return names;
  std::ifstream file(path);
  for (std::string line; names.size() < most_names && std::getline(file, line);) {
    if (is_harmless(line)) names.push_back(line);
  }
  return names;
}

}  // namespace logprobs::app
