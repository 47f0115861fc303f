#include "judge/json_fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/json_calls.hpp"
#include "judge/json_find.hpp"
#include "judge/token_roles.hpp"

namespace logprobs::judge {
namespace {

/// Reads the arguments of a call; a function without any may have none at all.
JsonScan scan_arguments(std::string_view text) {
  constexpr std::string_view white_space = " \t\r\n";
  JsonScan scan;
  scan_json(text, 0, scan);
  if (text.find_first_not_of(white_space) == std::string_view::npos) {
    scan.end = JsonEnd::whole;
    scan.problem = {};
  }
  const bool follows = text.find_first_not_of(white_space, scan.stop) != std::string_view::npos;
  if (scan.end == JsonEnd::whole && follows) {
    scan.end = JsonEnd::broken;
    scan.problem = "something follows the value";
  }
  return scan;
}

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
    if (!take_calls()) take_answer(find_json(text_.text));
    findings_.joint = sum_of_roles(choice_, roles_);
    findings_.constrained = is_constrained(judged_, roles_);
  }

 private:
  /// Values, and where the choice's text has them; the same, unless they are of a call.
  struct Values {
    std::string_view text;
    const JsonScan& scan;
    const JsonScan* written;  // null: it has them not
    std::size_t first_leaf = 0;
  };

  void take_answer(const JsonFound& found) {
    const JsonScan& scan = found.scan;
    Document document{.end = scan.end, .others = found.others};
    if (scan.end != JsonEnd::none) {
      give_roles(scan);
      take({text_.text, scan, &scan}, document);
    }
    findings_.documents.push_back(std::move(document));
  }

  /// Takes the calls of the choice; false if it has none.
  bool take_calls() {
    std::optional<CallFinder> finder;
    for (const Call& call : judged_.answer.calls) {
      if (call.choice != choice_.index) continue;
      if (!finder) finder.emplace(text_.text);
      take_call(call, *finder);
    }
    return finder.has_value();
  }

  void take_call(const Call& call, CallFinder& finder) {
    JsonScan arguments = scan_arguments(call.arguments);
    const std::optional<CallPlace> place = finder.find(call, arguments);
    if (place) give_roles(*place->scan);
    Document document{.call = call.name, .end = arguments.end, .sent = place.has_value()};
    Leaf& name = findings_.fields.emplace_back();
    name.value = call.name;
    name.kind = LeafKind::name;
    if (place && place->name) set_tokens(name, *place->name);
    name.document = static_cast<std::uint32_t>(findings_.documents.size());
    take({call.arguments, arguments, place ? place->scan : nullptr, place ? place->first_leaf : 0},
         document);
    findings_.documents.push_back(std::move(document));
  }

  void give_roles(const JsonScan& scan) {
    give_role(part_of(choice_, text_, scan.begin, scan.stop), Role::punctuation, roles_);
    for (const Bytes& key : scan.keys) {
      give_role(part_of(choice_, text_, key.begin, key.end), Role::key, roles_);
    }
  }

  /// A long key, or deep nesting, is in the path of each leaf: so much is too much.
  void take(const Values& values, Document& document) {
    constexpr std::size_t per_byte = 32;
    constexpr std::size_t always = std::size_t{16} << 20;  // bytes
    const JsonScan& scan = values.scan;
    document.begin = scan.begin;
    document.stop = scan.stop;
    document.problem = scan.problem;
    document.path = pointer_to(values.text, scan, scan.last_step);
    std::size_t room = per_byte * values.text.size() + always;
    findings_.fields.reserve(findings_.fields.size() + scan.leaves.size());
    for (std::size_t i = 0; i < scan.leaves.size(); ++i) {
      take_leaf(values, i);
      std::string& path = findings_.fields.back().path;
      if (path.size() <= room) {
        room -= path.size();
        continue;
      }
      document.end = JsonEnd::broken;
      document.stop = scan.leaves[i].value.end;
      document.problem = "the paths of the values take too much memory";
      document.path = std::move(path);
      findings_.fields.pop_back();
      return;
    }
  }

  void take_leaf(const Values& values, std::size_t place) {
    const JsonLeaf& found = values.scan.leaves[place];
    Leaf& leaf = findings_.fields.emplace_back();
    leaf.path = pointer_to(values.text, values.scan, found.step);
    leaf.kind = found.kind;
    leaf.document = static_cast<std::uint32_t>(findings_.documents.size());
    leaf.value = value_of(values.text, found);
    if (values.written == nullptr) return;
    set_tokens(leaf, values.written->leaves[values.first_leaf + place].value);
    if (const Labels* const labels = labels_.of(leaf)) {
      std::optional<Weighed> weighed = weigh(judged_, *labels, leaf.part.begin);
      if (weighed) leaf.labels.push_back(std::move(weighed->block));
    }
  }

  static std::string value_of(std::string_view text, const JsonLeaf& leaf) {
    const Bytes& value = leaf.value;
    if (leaf.kind != LeafKind::string) return std::string(text.substr(value.begin, value.size()));
    return decoded(text.substr(value.begin - 1, value.size() + 2));
  }

  /// An empty string has no byte of its own: its second quote says so.
  void set_tokens(Leaf& leaf, const Bytes& value) {
    leaf.part = part_of(choice_, text_, value.begin, value.end + (value.size() == 0 ? 1 : 0));
    leaf.part.end = value.end;
    for (std::size_t i = leaf.part.first; i < leaf.part.last; ++i) {
      leaf.clues |= judged_.report.verdicts[i].clues;
    }
    give_role(leaf.part, Role::value, roles_);
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
    : booleans({"true", "false"}, false), null({"null", "true", "false"}, false) {
  for (const Enum& one : sought.enums) {
    enums.erase(one.path);
    enums.try_emplace(one.path, one.values);
  }
}

const Labels* FieldLabels::of(const Leaf& leaf) const {
  const auto found = enums.empty() ? enums.end() : enums.find(leaf.path);
  if (found != enums.end() && leaf.kind != LeafKind::name) {
    const Enumerated& values = found->second;
    return leaf.kind == LeafKind::string ? &values.strings : &values.words;
  }
  if (leaf.kind == LeafKind::boolean) return &booleans;
  return leaf.kind == LeafKind::null ? &null : nullptr;
}

void find_fields(const JudgedChoice& judged, const FieldLabels& labels, Findings& findings) {
  Fields(judged, labels, findings).run();
}

}  // namespace logprobs::judge
