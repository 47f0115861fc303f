#include "read/logits/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "logprobs/text.hpp"

namespace logprobs::read {
namespace {

constexpr std::array<std::string_view, 2> logits_names = {"scores", "logits"};
constexpr std::array<std::string_view, 2> ids_names = {"sequences", "input_ids"};

/// What comes before `called` in a name: nothing, or a prefix with its dot; none if it is another.
std::optional<std::string_view> prefix_of(std::string_view name, std::string_view called) {
  if (!name.ends_with(called)) return std::nullopt;
  const std::string_view prefix = name.substr(0, name.size() - called.size());
  if (!prefix.empty() && prefix.back() != '.') return std::nullopt;
  return prefix;
}

/// Finds tensors by their names, of which a hostile file has many.
class TensorNames {
 public:
  explicit TensorNames(const std::vector<Tensor>& tensors) {
    for (const Tensor& tensor : tensors) by_name_.emplace(tensor.name, &tensor);
  }
  const Tensor* find(std::string_view prefix, std::string_view called) const {
    const auto found = by_name_.find(std::string(prefix).append(called));
    return found == by_name_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string_view, const Tensor*> by_name_;
};

/// Takes the digits at the front, without zeros before them.
std::string_view take_number(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

bool begins_with_digit(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

/// Whether a name comes before another one, where numbers count: "2.scores" before "10.scores".
bool comes_before_by_number(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (begins_with_digit(a) && begins_with_digit(b)) {
      const std::string_view first = take_number(a);
      const std::string_view second = take_number(b);
      if (first.size() != second.size()) return first.size() < second.size();
      if (first != second) return first < second;
    } else if (a.front() != b.front()) {
      return a.front() < b.front();
    } else {
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return a.size() < b.size();
}

/// How the dimensions of logits can be read: [rows, vocabulary], [rows, batch, vocabulary], or
/// [batch, rows, vocabulary].
bool read_shape(const Tensor& logits, bool batch_first, Run& run) {
  const std::vector<std::uint64_t>& shape = logits.shape;
  if (shape.size() != 2 && shape.size() != 3) return false;
  run.vocabulary = shape.back();
  run.batch_first = batch_first && shape.size() == 3;
  run.rows = shape[run.batch_first ? 1 : 0];
  run.batch = shape.size() == 2 ? 1 : shape[run.batch_first ? 0 : 1];
  return true;
}

bool fits(const Run& run, std::uint64_t batch) {
  if (run.batch != batch) return false;
  return run.layout == Layout::forward ? run.rows == run.length : run.rows <= run.length;
}

std::uint64_t batch_of(const Tensor& ids) { return ids.shape.size() == 2 ? ids.shape.front() : 1; }

/// Tries both orders of the dimensions, beginning with that which is usual for the layout.
bool fit_layout(Layout layout, Run& run) {
  run.layout = layout;
  const bool usual = layout == Layout::forward;
  for (const bool batch_first : {usual, !usual}) {
    if (read_shape(run.logits, batch_first, run) && fits(run, batch_of(run.ids))) return true;
  }
  return false;
}

/// Adds the mask of padding, which has the length of the sequences or of their prompts.
std::string add_mask(const Tensor& mask, Run& run) {
  const bool sound = is_whole(mask.type) && (mask.shape.size() == 1 || mask.shape.size() == 2);
  const std::uint64_t length = sound ? mask.shape.back() : 0;
  const bool prompts = run.layout == Layout::generate && length == run.first();
  if (!sound || batch_of(mask) != run.batch || (length != run.length && !prompts)) {
    return fmt::format("{} of shape {} does not go with tokens of shape {}", visible(mask.name),
                       shape_text(mask.shape), shape_text(run.ids.shape));
  }
  run.mask = mask;
  return {};
}

/// Reads the metadata's `kind`: whether logits are scores. Absent: as the tensor is called.
std::optional<bool> scores_by_kind(const Tensors& tensors) {
  const std::string_view kind = tensors.metadata_of("kind");
  if (kind.ends_with("scores")) return true;
  if (kind.ends_with("logits")) return false;
  return std::nullopt;
}

/// Makes a run of logits that are called `prefix` and `called`, and of what goes with them.
std::string add_run(const TensorNames& names, const Tensor& logits, std::string_view prefix,
                    bool scores, const Tensor* given, std::optional<Layout> layout, Runs& runs) {
  const Tensor* const sequences = names.find(prefix, ids_names[0]);
  const Tensor* ids = sequences ? sequences : names.find(prefix, ids_names[1]);
  if (ids == nullptr && given == nullptr) {
    return fmt::format(
        "it has {}, but no {}sequences or {}input_ids that say which tokens were chosen; --ids "
        "FILE may name them",
        visible(logits.name), visible(prefix), visible(prefix));
  }
  if (ids != nullptr && given != nullptr) return own_tokens(ids->name);
  if (ids == nullptr) ids = given;
  Run& run = runs.all.emplace_back();
  run.name = logits.name;
  run.scores = scores;
  run.layout = run.scores || sequences ? Layout::generate : Layout::forward;
  std::string problem = fit(logits, *ids, layout, run);
  const Tensor* const mask = names.find(prefix, "attention_mask");
  if (problem.empty() && mask != nullptr) problem = add_mask(*mask, run);
  return problem.empty() ? problem : visible(logits.name) + ": " + problem;
}

/// A sentence if a tensor that should be read has numbers of a type that is not known.
std::string find_unread(const Tensors& tensors) {
  for (const auto& [name, type] : tensors.unread) {
    const auto is_called = [&name = name](std::string_view called) {
      return prefix_of(name, called).has_value();
    };
    const bool logits = std::any_of(logits_names.begin(), logits_names.end(), is_called);
    if (!logits && std::none_of(ids_names.begin(), ids_names.end(), is_called)) continue;
    return fmt::format("{} has numbers of type {}; {} are read", visible(name), visible(type),
                       logits ? "F64, F32, F16 and BF16" : "I64 and I32");
  }
  return {};
}

/// A sentence about a file that has none of the names; it may be a model.
std::string without_logits(const Tensors& tensors) {
  constexpr std::string_view none = "it has no tensor called scores or logits";
  const std::size_t count = tensors.all.size() + tensors.unread.size();
  if (count == 0) return std::string(none);
  const std::string& name =
      tensors.all.empty() ? tensors.unread.front().first : tensors.all.front().name;
  return fmt::format("{}, but {} other{}: {}{}", none, count, count == 1 ? "" : "s",
                     visible_quote(name), count == 1 ? "" : " ...");
}

}  // namespace

std::string fit(const Tensor& logits, const Tensor& ids, std::optional<Layout> layout, Run& run) {
  run.logits = logits;
  run.ids = ids;
  if (!is_real(logits.type)) return "the logits are whole numbers";
  if (!is_whole(ids.type)) return "the ids of tokens are not whole numbers";
  if (count_of(logits.shape) == std::uint64_t{0}) {
    return fmt::format("there are no logits in shape {}", shape_text(logits.shape));
  }
  const bool sound = ids.shape.size() == 1 || ids.shape.size() == 2;
  run.length = sound ? ids.shape.back() : 0;
  std::vector<Layout> tries = {Layout::forward, Layout::generate};
  if (run.layout == Layout::generate) std::swap(tries[0], tries[1]);
  if (layout) tries = {*layout};
  for (const Layout each : tries) {
    if (sound && fit_layout(each, run)) return check_size(run);
  }
  return fmt::format("logits of shape {} and tokens of shape {} do not go together{}",
                     shape_text(logits.shape), shape_text(ids.shape),
                     layout ? " in the layout that was asked for"
                            : "; there is a row for each token that follows");
}

std::string own_tokens(std::string_view what) {
  return fmt::format("it has tokens of its own ({}); leave out --ids", visible(what));
}

std::string check_size(const Run& run) {
  constexpr std::uint64_t most_numbers = std::uint64_t{1} << 22;  // the largest have a quarter
  // Each is a choice, which takes a hundred times the memory of its number in the file.
  constexpr std::uint64_t most_sequences = 65'536;
  constexpr std::uint64_t most_tokens = std::uint64_t{1} << 20;
  if (run.vocabulary > most_numbers) {
    return fmt::format("rows of {} numbers are not read; at most {} are", run.vocabulary,
                       most_numbers);
  }
  if (run.batch > most_sequences) {
    return fmt::format("it has a batch of {} sequences; more than {} are not read", run.batch,
                       most_sequences);
  }
  if (run.length > most_tokens / run.batch) {
    return fmt::format("{} sequences of {} tokens are not read; at most {} tokens are", run.batch,
                       run.length, most_tokens);
  }
  return {};
}

Runs find_runs(const Tensors& tensors, const Tensor* given, std::optional<Layout> layout) {
  Runs runs;
  runs.problem = find_unread(tensors);
  const TensorNames names(tensors.all);
  const std::optional<bool> scores = scores_by_kind(tensors);
  for (const Tensor& tensor : tensors.all) {
    for (const std::string_view called : logits_names) {
      const auto prefix = prefix_of(tensor.name, called);
      if (!prefix || !runs.problem.empty()) continue;
      runs.problem = add_run(names, tensor, *prefix, scores.value_or(called == logits_names[0]),
                             given, layout, runs);
    }
  }
  if (runs.all.empty() && runs.problem.empty()) {
    runs.problem = without_logits(tensors);
  }
  std::stable_sort(runs.all.begin(), runs.all.end(), [](const Run& a, const Run& b) {
    return comes_before_by_number(a.name, b.name);
  });
  return runs;
}

}  // namespace logprobs::read
