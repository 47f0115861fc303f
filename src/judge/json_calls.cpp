#include "judge/json_calls.hpp"

#include <algorithm>
#include <array>

#include "judge/json_find.hpp"
#include "logprobs/text.hpp"

namespace logprobs::judge {
namespace {

std::string_view piece(std::string_view text, const Bytes& bytes) {
  return text.substr(bytes.begin, bytes.size());
}

std::string quoted_text(std::string_view text, const Bytes& inside) {
  return decoded(text.substr(inside.begin - 1, inside.size() + 2));
}

bool same_string(std::string_view a_text, const Bytes& a, std::string_view b_text, const Bytes& b) {
  return piece(a_text, a) == piece(b_text, b) || quoted_text(a_text, a) == quoted_text(b_text, b);
}

/// A server may write 1.50 as 1.5.
bool same_value(std::string_view a_text, const JsonLeaf& a, std::string_view b_text,
                const JsonLeaf& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == LeafKind::string) return same_string(a_text, a.value, b_text, b.value);
  const std::string_view x = piece(a_text, a.value);
  const std::string_view y = piece(b_text, b.value);
  if (a.kind == LeafKind::boolean) return x == y;
  return a.kind != LeafKind::number || x == y || parse_double(x) == parse_double(y);
}

bool is_one_of(std::string_view key, const auto& names) {
  return std::find(names.begin(), names.end(), key) != names.end();
}

std::size_t depth_of(const JsonScan& scan, std::uint32_t step, std::size_t most) {
  std::size_t depth = 0;
  for (; step != 0 && depth <= most; step = scan.steps[step].parent) ++depth;
  return depth;
}

}  // namespace

CallFinder::CallFinder(std::string_view text) : text_(text), scans_(all_json(text)) {
  for (std::size_t scan = 0; scan < scans_.size(); ++scan) add_candidates(scan);
}

/// Arguments are a whole value, or the member of one: {"name": ..., "arguments": {...}}.
void CallFinder::add_candidates(std::size_t scan) {
  static constexpr std::array<std::string_view, 4> names = {"arguments", "parameters", "args",
                                                            "input"};
  constexpr std::size_t deepest = 3;
  const JsonScan& json = scans_[scan];
  std::uint32_t inside = 0;  // the candidate whose steps these are
  for (std::uint32_t step = 1; step < json.steps.size(); ++step) {
    const JsonStep& one = json.steps[step];
    if (inside != 0 && one.parent >= inside) continue;
    inside = 0;
    if (!one.is_key || !is_one_of(piece(text_, one.key), names)) continue;
    if (depth_of(json, step, deepest) > deepest) continue;
    inside = step;
    candidates_.push_back({scan, step});
  }
  candidates_.push_back({scan, 0});
}

std::optional<CallPlace> CallFinder::find(const Call& call, const JsonScan& arguments) {
  constexpr std::size_t most_passed = 64;  // other JSON before a call, so that time is bounded
  const std::size_t end = std::min(candidates_.size(), next_ + most_passed);
  for (std::size_t i = next_; i < end; ++i) {
    const Candidate& candidate = candidates_[i];
    const std::optional<std::size_t> leaf = matches(candidate, call.arguments, arguments);
    if (!leaf) continue;
    CallPlace place{&scans_[candidate.scan], *leaf, {}};
    place.name = name_of(call, candidate, *leaf, arguments.leaves.size());
    next_ = i + 1;
    searched_ = scans_[candidate.scan].stop;
    return place;
  }
  return std::nullopt;
}

/// The place of the first leaf, if the candidate is these arguments.
std::optional<std::size_t> CallFinder::matches(const Candidate& candidate, std::string_view text,
                                               const JsonScan& arguments) const {
  const JsonScan& json = scans_[candidate.scan];
  const std::uint32_t base = candidate.step;
  const bool whole = arguments.end == JsonEnd::whole;
  const bool has_leaves = !arguments.leaves.empty();
  // Without a value to compare, only what is cut off in the same way can be it.
  if (!has_leaves && (arguments.end != JsonEnd::cut || json.end != JsonEnd::cut)) return {};
  // Of arguments that are cut off, the last step may not be there.
  std::size_t steps = has_leaves ? arguments.leaves.back().step + 1 : 1;
  if (whole) steps = arguments.steps.size();
  if (base + steps > json.steps.size()) return std::nullopt;
  for (std::uint32_t i = 1; i < steps; ++i) {
    const JsonStep& a = arguments.steps[i];
    const JsonStep& b = json.steps[base + i];
    if (b.parent != base + a.parent || a.is_key != b.is_key || a.index != b.index) return {};
    if (a.is_key && !same_string(text, a.key, text_, b.key)) return {};
  }
  const std::size_t after = base + steps;
  if (whole && after < json.steps.size() && json.steps[after].parent >= base) return {};
  const auto first =
      std::lower_bound(json.leaves.begin(), json.leaves.end(), base,
                       [](const JsonLeaf& leaf, std::uint32_t step) { return leaf.step < step; });
  if (arguments.leaves.size() > static_cast<std::size_t>(json.leaves.end() - first)) return {};
  for (std::size_t i = 0; i < arguments.leaves.size(); ++i) {
    const JsonLeaf& a = arguments.leaves[i];
    const JsonLeaf& b = first[static_cast<std::ptrdiff_t>(i)];
    if (b.step != base + a.step || !same_value(text, a, text_, b)) return {};
  }
  return static_cast<std::size_t>(first - json.leaves.begin());
}

/// The name is a member alongside the arguments, or text before them.
std::optional<Bytes> CallFinder::name_of(const Call& call, const Candidate& candidate,
                                         std::size_t first_leaf, std::size_t leaves) const {
  static constexpr std::array<std::string_view, 3> names = {"name", "function", "tool"};
  constexpr std::size_t near = 8;  // leaves
  const JsonScan& json = scans_[candidate.scan];
  if (candidate.step == 0) return name_before(call, json.begin);
  const std::uint32_t parent = json.steps[candidate.step].parent;
  const std::size_t end = std::min(first_leaf + leaves + near, json.leaves.size());
  for (std::size_t i = first_leaf - std::min(first_leaf, near); i < end; ++i) {
    const JsonLeaf& leaf = json.leaves[i];
    const JsonStep& step = json.steps[leaf.step];
    if (step.parent != parent || leaf.kind != LeafKind::string) continue;
    if (!step.is_key || !is_one_of(piece(text_, step.key), names)) continue;
    if (quoted_text(text_, leaf.value) == call.name) return leaf.value;
  }
  return std::nullopt;
}

std::optional<Bytes> CallFinder::name_before(const Call& call, std::size_t begin) const {
  constexpr std::size_t near = 256;  // bytes
  const std::size_t from = std::max(searched_, begin - std::min(begin, near + call.name.size()));
  if (call.name.empty() || from > begin) return std::nullopt;
  const std::size_t at = text_.substr(from, begin - from).rfind(call.name);
  if (at == std::string_view::npos) return std::nullopt;
  const auto first = static_cast<std::uint32_t>(from + at);
  return Bytes{first, first + static_cast<std::uint32_t>(call.name.size())};
}

}  // namespace logprobs::judge
