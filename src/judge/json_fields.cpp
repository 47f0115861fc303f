#include "judge/json_fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/json_find.hpp"
#include "judge/token_roles.hpp"

namespace logprobs::judge {
namespace {

class Fields {
 public:
  Fields(const JudgedChoice& judged, const FieldLabels& labels, Findings& findings)
      : judged_(judged),
        choice_(judged.choice),
        text_(judged.text),
        labels_(labels),
        findings_(findings),
        roles_(judged.choice.tokens.size(), Role::around) {}

  void run() {
    const JsonFound found = find_json(text_.text);
    take(found.scan, {.end = found.scan.end, .others = found.others});
    findings_.joint = sum_of_roles(choice_, roles_);
    findings_.constrained = is_constrained(judged_, roles_);
  }

 private:
  void take(const JsonScan& scan, Document document) {
    if (scan.end == JsonEnd::none) {
      findings_.documents.push_back(std::move(document));
      return;
    }
    document.begin = scan.begin;
    document.stop = scan.stop;
    document.problem = scan.problem;
    document.path = pointer_to(text_.text, scan, scan.last_step);
    give_role(part_of(choice_, text_, scan.begin, scan.stop), Role::punctuation, roles_);
    for (const Bytes& key : scan.keys) {
      give_role(part_of(choice_, text_, key.begin, key.end), Role::key, roles_);
    }
    take_leaves(scan, document);
    findings_.documents.push_back(std::move(document));
  }

  /// A long key, or deep nesting, is in the path of each leaf: so much is too much.
  void take_leaves(const JsonScan& scan, Document& document) {
    constexpr std::size_t per_byte = 32;
    constexpr std::size_t always = std::size_t{16} << 20;  // bytes
    std::size_t room = per_byte * text_.text.size() + always;
    findings_.fields.reserve(scan.leaves.size());
    for (const JsonLeaf& leaf : scan.leaves) {
      const std::size_t taken = take_leaf(scan, leaf);
      if (taken <= room) {
        room -= taken;
        continue;
      }
      document.end = JsonEnd::broken;
      document.stop = leaf.value.end;
      document.problem = "the paths of the values take too much memory";
      document.path = std::exchange(findings_.fields.back().path, {});
      findings_.fields.pop_back();
      return;
    }
  }

  /// Returns the bytes of its path.
  std::size_t take_leaf(const JsonScan& scan, const JsonLeaf& found) {
    Leaf& leaf = findings_.fields.emplace_back();
    leaf.path = pointer_to(text_.text, scan, found.step);
    leaf.kind = found.kind;
    leaf.document = static_cast<std::uint32_t>(findings_.documents.size());
    leaf.value = value_of(found);
    leaf.part = tokens_of(found);
    for (std::size_t i = leaf.part.first; i < leaf.part.last; ++i) {
      leaf.clues |= judged_.report.verdicts[i].clues;
    }
    give_role(leaf.part, Role::value, roles_);
    if (const Labels* const labels = labels_.of(leaf)) {
      std::optional<Weighed> weighed = weigh(judged_, *labels, leaf.part.begin);
      if (weighed) leaf.labels.push_back(std::move(weighed->block));
    }
    return leaf.path.size();
  }

  std::string value_of(const JsonLeaf& leaf) const {
    const std::string_view text = text_.text;
    const Bytes& value = leaf.value;
    if (leaf.kind != LeafKind::string) return std::string(text.substr(value.begin, value.size()));
    return decoded(text.substr(value.begin - 1, value.size() + 2));
  }

  /// The tokens of a value. An empty string has no byte of its own: its second quote says so.
  Part tokens_of(const JsonLeaf& leaf) const {
    const bool empty = leaf.value.size() == 0;
    Part part = part_of(choice_, text_, leaf.value.begin, leaf.value.end + (empty ? 1 : 0));
    part.end = leaf.value.end;
    return part;
  }

  const JudgedChoice& judged_;
  const Choice& choice_;
  const ChoiceText& text_;
  const FieldLabels& labels_;
  Findings& findings_;
  std::vector<Role> roles_;
};

}  // namespace

FieldLabels::FieldLabels(const Sought& sought)
    : booleans({"true", "false"}), null({"null", "true", "false"}) {
  for (const Enum& one : sought.enums) enums.try_emplace(one.path, one.values);
}

const Labels* FieldLabels::of(const Leaf& leaf) const {
  const auto found = enums.empty() ? enums.end() : enums.find(leaf.path);
  if (found != enums.end()) return &found->second;
  if (leaf.kind == LeafKind::boolean) return &booleans;
  return leaf.kind == LeafKind::null ? &null : nullptr;
}

void find_fields(const JudgedChoice& judged, const FieldLabels& labels, Findings& findings) {
  Fields(judged, labels, findings).run();
}

}  // namespace logprobs::judge
