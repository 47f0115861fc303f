#include "ask/models.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "logprobs/text.hpp"
#include "text/edit_distance.hpp"

namespace logprobs::ask {
namespace {

using Json = nlohmann::json;

constexpr std::size_t few = 5;  // names that a sentence has room for

/// The array that lists the models: OpenAI's `data`, Ollama's `models`, or all that there is.
const Json* list_of(const Json& root) {
  if (root.is_array()) return &root;
  for (const char* const key : {"data", "models"}) {
    const auto found = root.is_object() ? root.find(key) : root.end();
    if (found != root.end() && found->is_array()) return &*found;
  }
  return nullptr;
}

/// Empty if the entry has no name.
std::string name_of(const Json& entry) {
  for (const char* const key : {"id", "name", "model"}) {
    const auto found = entry.is_object() ? entry.find(key) : entry.end();
    if (found != entry.end() && found->is_string()) return found->get<std::string>();
  }
  return {};
}

/// How far a model's name is from the wanted one; a part of it is nearest.
std::size_t distance(const std::string& name, const std::string& wanted) {
  const std::string lower = lower_case(name);
  return lower.find(wanted) != std::string::npos ? 0 : text::edit_distance(lower, wanted);
}

}  // namespace

std::vector<std::string> model_names(std::string_view body) {
  constexpr std::size_t most = 10000;
  constexpr std::size_t longest = 200;  // bytes
  std::vector<std::string> names;
  const Json root = Json::parse(body, nullptr, false);
  const Json* const list = list_of(root);
  if (list == nullptr) return names;
  for (const Json& entry : *list) {
    std::string name = name_of(entry);
    if (!name.empty() && name.size() <= longest) names.push_back(std::move(name));
    if (names.size() == most) break;
  }
  return names;
}

bool says_no_such_model(std::string_view message, int status) {
  static constexpr std::array<int, 5> statuses = {0, 400, 403, 404, 422};
  static constexpr std::array<std::string_view, 9> phrases = {
      "not found",     "not_found",     "not exist",      "not a valid model", "invalid model",
      "unknown model", "no such model", "no model named", "access to model"};
  if (std::find(statuses.begin(), statuses.end(), status) == statuses.end()) return false;
  const std::string said = lower_case(message);
  return said.find("model") != std::string::npos &&
         std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
           return said.find(phrase) != std::string::npos;
         });
}

std::string named_models(const std::vector<std::string>& names, std::string_view wanted) {
  if (names.size() <= few) return fmt::format("{}", fmt::join(names, ", "));
  std::vector<std::pair<std::size_t, std::string>> near;
  const std::string lower = lower_case(first_bytes(wanted, 200));
  near.reserve(names.size());
  for (const std::string& name : names) near.emplace_back(distance(name, lower), name);
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < few; ++i) shown.push_back(near[i].second);
  return fmt::format("{} models, among them {} (-m help lists them)", names.size(),
                     fmt::join(shown, ", "));
}

}  // namespace logprobs::ask
