#include "judge/json_scan.hpp"

#include <algorithm>

#include "logprobs/text.hpp"
#include "text/digits.hpp"

namespace logprobs::judge {
namespace {

bool is_hex(char c) {
  return text::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// An array or an object that is not closed yet.
struct Open {
  std::uint32_t step = 0;
  std::uint32_t count = 0;  // of an array: elements so far
  bool is_array = false;
};

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t begin, JsonScan& scan)
      : text_(text), at_(begin), scan_(scan) {}

  void run() {
    skip_space();
    scan_.begin = at_;
    scan_.steps.emplace_back();
    Next next = value();
    while (next != Next::end) next = follow(next);
    scan_.stop = at_;
  }

 private:
  enum class Next { value, key, after, end };

  Next follow(Next next) {
    if (next == Next::value) return value();
    return next == Next::key ? key() : after_value();
  }

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  bool ends() const { return at_ == text_.size(); }
  bool ends_with(std::string_view head) const { return text_.substr(at_).starts_with(head); }
  std::uint32_t here() const { return static_cast<std::uint32_t>(at_); }

  Next stop(std::string_view broken, std::string_view cut) {
    scan_.end = ends() ? JsonEnd::cut : JsonEnd::broken;
    scan_.problem = ends() ? cut : broken;
    scan_.last_step = step_;
    scan_.resume = at_;
    return Next::end;
  }

  /// Goes one step on from the innermost array or object.
  void enter(std::uint32_t index, Bytes key, bool is_key) {
    step_ = static_cast<std::uint32_t>(scan_.steps.size());
    scan_.steps.push_back({open_.back().step, index, key, is_key});
  }

  Next leaf(LeafKind kind, std::uint32_t begin, std::uint32_t end) {
    scan_.leaves.push_back({kind, step_, {begin, end}});
    return Next::after;
  }

  Next value() {
    skip_space();
    if (ends()) return stop({}, "a value is missing");
    switch (text_[at_]) {
      case '{':
        return container(LeafKind::empty_object, '}');
      case '[':
        return container(LeafKind::empty_array, ']');
      case '"':
        return string();
      case 't':
        return literal("true", LeafKind::boolean);
      case 'f':
        return literal("false", LeafKind::boolean);
      case 'n':
        return literal("null", LeafKind::null);
      default:
        return number();
    }
  }

  Next container(LeafKind kind, char close) {
    const std::uint32_t begin = here();
    ++at_;
    skip_space();
    if (!ends() && text_[at_] == close) {
      ++at_;
      return leaf(kind, begin, here());
    }
    const bool is_array = kind == LeafKind::empty_array;
    open_.push_back({step_, 0, is_array});
    if (!is_array) return Next::key;
    if (ends()) return stop({}, "an array has no end");
    enter(0, {}, false);
    return Next::value;
  }

  Next string() {
    const std::uint32_t begin = here() + 1;
    if (!pass_string()) return Next::end;
    return leaf(LeafKind::string, begin, here() - 1);
  }

  /// Goes to the byte after a string. False if it is not whole, which is noted.
  bool pass_string() {
    const std::size_t begin = at_++;
    std::string_view problem;
    while (!ends() && problem.empty()) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < ' ') {
        problem = "a control character is in a string";
      } else if (c != '\\') {
        ++at_;
      } else if (!pass_escape()) {
        problem = "an escape in a string is not valid";
      }
    }
    stop(problem, "a string has no end");
    scan_.resume = begin + 1;
    return false;
  }

  /// Goes to the byte after an escape, or to the end of the text in it. False if it is none.
  bool pass_escape() {
    if (++at_ == text_.size()) return true;
    const char letter = text_[at_];
    if (std::string_view("\"\\/bfnrtu").find(letter) == std::string_view::npos) return false;
    ++at_;
    for (int digit = 0; letter == 'u' && digit < 4 && !ends(); ++digit) {
      if (!is_hex(text_[at_])) return false;
      ++at_;
    }
    return true;
  }

  Next literal(std::string_view word, LeafKind kind) {
    const std::uint32_t begin = here();
    if (ends_with(word)) {
      at_ += word.size();
      return leaf(kind, begin, here());
    }
    if (word.starts_with(text_.substr(at_))) at_ = text_.size();
    return stop("this is no value", "a word has no end");
  }

  Next number() {
    const std::uint32_t begin = here();
    const bool good = pass_number();
    // Where the text ends in an array or an object, more digits could have followed.
    if (good && (!ends() || open_.empty())) return leaf(LeafKind::number, begin, here());
    return stop(here() == begin ? "this is no value" : "a number is not valid",
                "a number has no end");
  }

  /// Goes behind a number. False if it is none, or not whole.
  bool pass_number() {
    if (text_[at_] == '-') ++at_;
    if (ends_with("0")) {
      ++at_;
    } else if (!pass_digits()) {
      return false;
    }
    if (ends_with(".")) {
      ++at_;
      if (!pass_digits()) return false;
    }
    if (!ends_with("e") && !ends_with("E")) return true;
    ++at_;
    if (ends_with("+") || ends_with("-")) ++at_;
    return pass_digits();
  }

  bool pass_digits() {
    const std::size_t begin = at_;
    while (!ends() && text::is_digit(text_[at_])) ++at_;
    return at_ > begin;
  }

  Next key() {
    step_ = open_.back().step;
    skip_space();
    if (!ends_with("\"")) return stop("this is no key", "an object has no end");
    const std::uint32_t begin = here() + 1;
    if (!pass_string()) return Next::end;
    const Bytes key{begin, here() - 1};
    scan_.keys.push_back(key);
    enter(0, key, true);
    skip_space();
    if (!ends_with(":")) return stop("a key has no colon", "a key has no value");
    ++at_;
    return Next::value;
  }

  Next after_value() {
    if (open_.empty()) {
      scan_.end = JsonEnd::whole;
      scan_.resume = at_;
      return Next::end;
    }
    Open& open = open_.back();
    step_ = open.step;
    skip_space();
    if (ends_with(",")) {
      ++at_;
      if (!open.is_array) return Next::key;
      enter(++open.count, {}, false);
      return Next::value;
    }
    if (ends_with(open.is_array ? "]" : "}")) {
      ++at_;
      open_.pop_back();
      return Next::after;
    }
    return stop("a comma or the end is missing",
                open.is_array ? "an array has no end" : "an object has no end");
  }

  std::string_view text_;
  std::size_t at_;
  JsonScan& scan_;
  std::uint32_t step_ = 0;  // the last step of the path to what is read
  std::vector<Open> open_;
};

/// Appends a step of a JSON Pointer.
void append_escaped(std::string& pointer, std::string_view name) {
  for (const char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

}  // namespace

void scan_json(std::string_view text, std::size_t begin, JsonScan& into) {
  into.steps.clear();
  into.leaves.clear();
  into.keys.clear();
  Scanner(text, begin, into).run();
}

std::string decoded(std::string_view quoted) {
  std::string text;
  bool lone = false;
  append_unescaped(quoted, text, lone);
  return text;
}

std::string pointer_to(std::string_view text, const JsonScan& scan, std::uint32_t step) {
  std::vector<std::uint32_t> path;
  for (; step != 0; step = scan.steps[step].parent) path.push_back(step);
  std::string pointer;
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const JsonStep& one = scan.steps[*at];
    pointer += '/';
    if (one.is_key) {
      append_escaped(pointer, decoded(text.substr(one.key.begin - 1, one.key.size() + 2)));
    } else {
      pointer += std::to_string(one.index);
    }
  }
  return pointer;
}

}  // namespace logprobs::judge
