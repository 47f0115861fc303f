#include "read/logits/logits_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "read/frame/logits_format.hpp"
#include "read/logits/llama_logits.hpp"
#include "read/logits/npy.hpp"
#include "read/logits/safetensors.hpp"

namespace logprobs {
namespace read {
namespace {

/// Reads "2", "1, 2" or "[1, 2]"; none if it is anything else.
std::vector<std::int64_t> parse_ids(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  constexpr std::size_t most = 100;
  std::vector<std::int64_t> ids;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + begin, last, ids.emplace_back());
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    comma = text.find(',');
    const std::string_view rest = text.substr(0, comma);
    const bool sound = error == std::errc() && ids.size() <= most;
    if (!sound || rest.find_first_not_of(' ') != std::string_view::npos) return {};
    if (comma != std::string_view::npos) text.remove_prefix(comma + 1);
  }
  return ids;
}

/// Reads the file of ids, if there is one.
std::optional<Tensor> read_ids(const RandomFile* ids, std::string& problem) {
  if (ids == nullptr) return std::nullopt;
  ReadTensors tokens = read_npy(*ids);
  if (tokens.problem.empty()) return std::move(tokens.tensors.all.front());
  problem = "the file of ids: " + tokens.problem;
  return std::nullopt;
}

/// Reads one array, whose tokens are in another file.
Runs read_array(const RandomFile& file, const std::optional<Tensor>& ids,
                std::optional<Layout> layout) {
  Runs runs;
  const ReadTensors logits = read_npy(file);
  runs.problem = logits.problem;
  if (!runs.problem.empty()) return runs;
  if (!ids) {
    runs.problem = "an array does not say which tokens were chosen: name their ids with --ids FILE";
    return runs;
  }
  Run run{.layout = Layout::forward};
  runs.problem = fit(logits.tensors.all.front(), *ids, layout, run);
  if (runs.problem.empty()) runs.all.push_back(std::move(run));
  return runs;
}

void read_tensors(const RandomFile& file, const std::optional<Tensor>& ids,
                  std::optional<Layout> layout, LogitsFile& into) {
  const ReadTensors found = read_safetensors(file);
  into.runs.problem = found.problem;
  if (!found.problem.empty()) return;
  into.runs = find_runs(found.tensors, ids ? &*ids : nullptr, layout);
  into.model = found.tensors.metadata_of("model");
  into.end_tokens = parse_ids(found.tensors.metadata_of("eos_token_id"));
}

}  // namespace

LogitsFile read_logits_file(const RandomFile& file, const RandomFile* ids,
                            std::optional<Layout> layout) {
  LogitsFile found{.ids = ids != nullptr ? ids : &file};
  const std::optional<Tensor> given = read_ids(ids, found.runs.problem);
  if (!found.runs.problem.empty()) return found;
  std::array<char, logits_front> front{};
  const bool read = file.read(0, front);
  switch (logits_format(std::string_view(front.data(), read ? front.size() : 0))) {
    case LogitsFormat::npy:
      found.runs = read_array(file, given, layout);
      break;
    case LogitsFormat::llama:
      found.runs = read_llama_logits(file);
      if (given) found.runs.problem = own_tokens("llama-perplexity's");
      break;
    case LogitsFormat::safetensors:
    case LogitsFormat::none:
      read_tensors(file, given, layout, found);
  }
  return found;
}

}  // namespace read

bool is_logits(const RandomFile& file) {
  std::array<char, read::logits_front> front{};
  return file.read(0, front) && read::logits_format(std::string_view(front.data(), front.size())) !=
                                    read::LogitsFormat::none;
}

}  // namespace logprobs
