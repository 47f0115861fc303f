#include "read/logits/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "logprobs/text.hpp"

namespace logprobs::read {
namespace {

constexpr std::array<std::string_view, 2> logits_names = {"scores", "logits"};
constexpr std::array<std::string_view, 2> ids_names = {"sequences", "input_ids"};

bool is_real(NumberType type) {
  return type == NumberType::f64 || type == NumberType::f32 || type == NumberType::f16 ||
         type == NumberType::bf16;
}

/// The name without what is called so; none if it does not end with it after a dot or alone.
std::optional<std::string_view> prefix_of(std::string_view name, std::string_view called) {
  if (!name.ends_with(called)) return std::nullopt;
  const std::string_view prefix = name.substr(0, name.size() - called.size());
  if (!prefix.empty() && prefix.back() != '.') return std::nullopt;
  return prefix;
}

const Tensor* find(const Tensors& tensors, std::string_view prefix, std::string_view called) {
  const auto found =
      std::find_if(tensors.all.begin(), tensors.all.end(),
                   [&](const Tensor& tensor) { return prefix_of(tensor.name, called) == prefix; });
  return found == tensors.all.end() ? nullptr : &*found;
}

/// How the dimensions of logits can be read: [rows, vocabulary], [rows, batch, vocabulary], or, of
/// a forward pass, [batch, rows, vocabulary].
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

}  // namespace

std::string fit(const Tensor& logits, const Tensor& ids, std::optional<Layout> layout, Run& run) {
  run.logits = logits;
  run.ids = ids;
  const bool sound = is_real(logits.type) && !is_real(ids.type) &&
                     ids.type != NumberType::quantized &&
                     (ids.shape.size() == 1 || ids.shape.size() == 2);
  run.length = sound ? ids.shape.back() : 0;
  const std::uint64_t batch = sound && ids.shape.size() == 2 ? ids.shape.front() : 1;
  std::vector<Layout> tries = {Layout::forward, Layout::generate};
  if (run.scores) tries = {Layout::generate, Layout::forward};
  if (layout) tries = {*layout};
  for (const Layout each : tries) {
    for (const bool batch_first : {false, true}) {
      if (batch_first && each != Layout::forward) continue;
      run.layout = each;
      if (sound && read_shape(logits, batch_first, run) && fits(run, batch)) return {};
    }
  }
  return fmt::format("logits of shape {} and tokens of shape {} do not go together{}",
                     shape_text(logits.shape), shape_text(ids.shape),
                     layout ? " in the layout that was asked for"
                            : "; there is a row for each token that follows");
}

Runs find_runs(const Tensors& tensors, std::optional<Layout> layout) {
  Runs runs;
  for (const Tensor& tensor : tensors.all) {
    for (const std::string_view called : logits_names) {
      const auto prefix = prefix_of(tensor.name, called);
      if (!prefix) continue;
      const Tensor* ids = nullptr;
      for (const std::string_view name : ids_names) {
        if (ids == nullptr) ids = find(tensors, *prefix, name);
      }
      if (ids == nullptr) {
        runs.problem = fmt::format(
            "it has {}, but no {}sequences or {}input_ids that say which "
            "tokens were chosen",
            visible(tensor.name), visible(*prefix), visible(*prefix));
        return runs;
      }
      Run& run = runs.all.emplace_back();
      run.name = tensor.name;
      run.scores = called == "scores";
      runs.problem = fit(tensor, *ids, layout, run);
      if (!runs.problem.empty()) {
        runs.problem = visible(tensor.name) + ": " + runs.problem;
        return runs;
      }
    }
  }
  if (runs.all.empty()) runs.problem = "it has no tensor called scores or logits";
  return runs;
}

}  // namespace logprobs::read
