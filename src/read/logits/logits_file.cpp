#include "read/logits/logits_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "read/logits/llama_logits.hpp"
#include "read/logits/npy.hpp"
#include "read/logits/safetensors.hpp"

namespace logprobs {
namespace read {
namespace {

std::string_view value_of(const Tensors& tensors, std::string_view key) {
  const auto found = std::find_if(tensors.metadata.begin(), tensors.metadata.end(),
                                  [&](const auto& each) { return each.first == key; });
  return found == tensors.metadata.end() ? std::string_view() : std::string_view(found->second);
}

/// Reads two files of one array each.
Runs read_arrays(const RandomFile& file, const RandomFile* ids, std::optional<Layout> layout) {
  Runs runs;
  const ReadTensors logits = read_npy(file);
  runs.problem = logits.problem;
  if (!runs.problem.empty()) return runs;
  if (ids == nullptr) {
    runs.problem = "an array does not say which tokens were chosen: name their ids with --ids FILE";
    return runs;
  }
  const ReadTensors tokens = read_npy(*ids);
  if (!tokens.problem.empty()) {
    runs.problem = "the file of ids: " + tokens.problem;
    return runs;
  }
  Run run;
  runs.problem = fit(logits.tensors.all.front(), tokens.tensors.all.front(), layout, run);
  if (runs.problem.empty()) runs.all.push_back(std::move(run));
  return runs;
}

void read_pairs(const RandomFile& file, std::optional<Layout> layout, LogitsFile& into) {
  const ReadTensors found = read_safetensors(file);
  into.runs.problem = found.problem;
  if (!found.problem.empty()) return;
  into.runs = find_runs(found.tensors, layout);
  into.model = value_of(found.tensors, "model");
  const std::string_view end = value_of(found.tensors, "eos_token_id");
  std::int64_t id = 0;
  if (std::from_chars(end.data(), end.data() + end.size(), id).ec == std::errc()) {
    into.end_token = id;
  }
}

}  // namespace

LogitsFile read_logits_file(const RandomFile& file, const RandomFile* ids,
                            std::optional<Layout> layout) {
  LogitsFile found{.ids = &file};
  std::array<char, 8> begin{};
  const std::string_view magic(begin.data(), file.read(0, begin) ? begin.size() : 0);
  if (is_npy(magic)) {
    found.runs = read_arrays(file, ids, layout);
    found.ids = ids;
  } else if (is_llama_logits(magic)) {
    found.runs = read_llama_logits(file);
  } else {
    read_pairs(file, layout, found);
  }
  return found;
}

}  // namespace read

bool is_logits(std::string_view begin, std::uint64_t file_size) {
  return read::is_npy(begin) || read::is_llama_logits(begin) ||
         read::is_safetensors(begin, file_size);
}

}  // namespace logprobs
