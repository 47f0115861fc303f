#include "app/kept_branch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "app/with_replacements.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/read.hpp"
#include "system/random_access.hpp"

namespace logprobs::app {
namespace {

using Json = nlohmann::ordered_json;

/// What a model would have sent that was not asked, since the answer ends there.
constexpr std::string_view nothing_came =
    R"({"object": "chat.completion", "choices": [{"index": 0, "message": )"
    R"({"role": "assistant", "content": ""}, "finish_reason": "stop"}]})";

constexpr std::uint64_t longest_mark = 16;  // bytes by which an encoding is known
constexpr std::uint64_t longest_branch = std::uint64_t{64} << 10;  // of the object, and more

/// How the object begins that says where a branch leaves.
std::string mark() { return fmt::format(R"("{}": {{"line":)", kept_branch_key); }

/// JSON on one line: it has line ends only between its values. What is no JSON becomes a text.
std::string on_one_line(const std::string& json) {
  if (!Json::accept(json)) return Json(json).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string line = json;
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

/// A whole number from `least` on; `otherwise` if there is none, absent if it is something else.
std::optional<std::uint64_t> number_in(const Json& object, const char* name, std::uint64_t least,
                                       std::optional<std::uint64_t> otherwise = {}) {
  constexpr std::uint64_t most = std::numeric_limits<int>::max();
  const auto found = object.find(name);
  if (found == object.end()) return otherwise;
  if (!found->is_number_unsigned()) return std::nullopt;
  const auto number = found->get<std::uint64_t>();
  return number < least || number > most ? std::nullopt : std::optional(number);
}

/// An error that came in place of a branch, or several choices, are an answer of their own.
bool can_be_branch(const Answer& answer) {
  const bool came = answer.state == State::complete || answer.state == State::no_logprobs;
  return came && answer.choices.size() <= 1;
}

Report judged(const Answer& answer) {
  Report report;
  judge_answer(answer, {}, report);
  return report;
}

/// `more`: other fields.
std::string exchange_line(const std::string& request, const std::string& response,
                          const std::string& more = {}) {
  return fmt::format(R"({{"request": {}, "response": {}{}}})"
                     "\n",
                     request.empty() ? "null" : on_one_line(request),
                     response.empty() ? std::string(nothing_came) : on_one_line(response), more);
}

}  // namespace

bool may_have_branches(const std::vector<std::string>& files) {
  return std::any_of(files.begin(), files.end(), [](const std::string& name) {
    const system::RandomAccess file(name);
    if (!file.is_open()) return true;
    std::string front(std::min<std::uint64_t>(file.size(), longest_mark), '\0');
    std::string end(std::min<std::uint64_t>(file.size(), longest_branch), '\0');
    if (!file.read(0, front) || !file.read(file.size() - end.size(), end)) return true;
    return is_encoded(front) || end.find(mark()) != std::string::npos;
  });
}

std::optional<KeptFork> kept_fork(const Answer& answer, const cli::Options& options) {
  const std::size_t place = options.show_fields.size();
  if (!options.branches.in_files || place >= answer.fields.size()) return std::nullopt;
  if (!can_be_branch(answer)) return std::nullopt;
  const Field& field = answer.fields[place];
  if (!field.found || field.is_text) return std::nullopt;
  const Json json = Json::parse(field.value, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto line = number_in(json, "line", 1), choice = number_in(json, "choice", 0),
             token = number_in(json, "token", 0), rank = number_in(json, "rank", 1, 0),
             times = number_in(json, "times", 1, 1);
  if (!line || !choice || !token || !rank || !times) return std::nullopt;
  KeptFork kept{.line = *line,
                .choice = static_cast<int>(*choice),
                .token = *token,
                .rank = *rank,
                .times = *times};
  const auto forced = json.find("forced");
  if (forced != json.end() && forced->is_string()) kept.forced = forced->get<std::string>();
  return kept;
}

KeptFork describe(const Answer& answer, const Report& report, const explore::Fork& fork,
                  std::uint64_t line) {
  KeptFork kept{.line = line, .choice = answer.choices[fork.choice].index, .token = fork.token};
  if (!fork.forces()) return kept;
  kept.forced = with_replacements(explore::forced(answer, fork).shown);
  while (const auto found =
             explore::fork_at(answer, report, fork.choice, fork.token, ++kept.rank)) {
    if (*found == fork) return kept;
  }
  kept.rank = 0;
  return kept;
}

std::optional<explore::Fork> find_fork(const Answer& answer, const Report& report,
                                       const KeptFork& kept) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    if (choice.index != kept.choice || choice.kind != Kind::content) continue;
    if (kept.token >= choice.tokens.size()) return std::nullopt;
    if (kept.rank == 0) return explore::Fork{i, kept.token, no_entry};
    const auto fork = explore::fork_at(answer, report, i, kept.token, kept.rank);
    const bool is_it =
        fork && with_replacements(explore::forced(answer, *fork).shown) == kept.forced;
    return is_it ? fork : std::nullopt;
  }
  return std::nullopt;
}

std::string branch_line(const KeptFork& fork, const std::string& request,
                        const std::string& response) {
  Json where = {{"line", fork.line}, {"choice", fork.choice}, {"token", fork.token}};
  if (fork.rank > 0) where["rank"] = fork.rank;
  if (fork.rank > 0) where["forced"] = fork.forced;
  if (fork.rank == 0) where["times"] = fork.times;
  return exchange_line(request, response,
                       fmt::format(R"(, "{}": {})", kept_branch_key,
                                   where.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

std::string branch_lines(const explore::Tree& tree, std::uint64_t trunk, std::uint64_t first) {
  std::string lines;
  std::map<std::size_t, std::uint64_t> begins{{explore::Tree::trunk, trunk}};
  for (const std::size_t number : tree.numbers()) {
    const explore::Node& node = *tree.node(number);
    begins[number] = first++;
    if (node.is_question()) {
      lines += exchange_line(node.came.request, node.came.response);
      continue;
    }
    const Answer& from = tree.answer(node.parent);
    KeptFork fork = describe(from, judged(from), node.branch.fork, begins.at(node.parent));
    fork.times = node.times;
    lines += branch_line(fork, node.came.request, node.came.response);
  }
  return lines;
}

std::string keep_branches(SavedAnswer& saved, const explore::Tree& tree) {
  return saved.file.empty() ? "" : keep_after(saved, branch_lines(tree, 1, saved.next_line));
}

}  // namespace logprobs::app
