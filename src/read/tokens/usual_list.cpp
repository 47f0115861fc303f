#include "read/tokens/usual_list.hpp"

#include <bit>
#include <cstring>

#include "read/tokens/alternatives.hpp"
#include "read/tokens/byte_array.hpp"
#include "read/tokens/token_text.hpp"

namespace logprobs::read {
namespace {

constexpr std::uint64_t each_byte = 0x0101'0101'0101'0101;
constexpr std::uint64_t high_bits = 0x80 * each_byte;

/// The high bit of the first byte that is below `limit`, at most 0x80; those after it may be wrong.
std::uint64_t below(std::uint64_t word, std::uint64_t limit) {
  return (word - limit * each_byte) & ~word & high_bits;
}

std::uint64_t equal(std::uint64_t word, char c) {
  return below(word ^ (static_cast<unsigned char>(c) * each_byte), 1);
}

/// What one entry says.
struct UsualItem {
  const char* begin = nullptr;  // of the entry
  std::string_view front;       // of a chosen token's: up to its alternatives
  std::string_view string;      // without its quotes
  const char* bytes = nullptr;
  double logprob = unknown_logprob;
  Span alternatives;
  bool has_logprob = false;
  bool has_bytes = false;
  bool has_alternatives = false;
  bool has_escapes = false;
  bool bytes_are_string = false;  // its bytes only repeat its string
};

/// What stands between the values of a list, with a space after each comma and colon or without.
struct Marks {
  std::string_view entry;
  std::string_view logprob;
  std::string_view bytes;
  std::string_view alternatives;
  std::string_view next;
};
constexpr Marks compact_marks = {R"({"token":")", R"(,"logprob":)", R"(,"bytes":)",
                                 R"(,"top_logprobs":)", ","};
constexpr Marks spaced_marks = {R"({"token": ")", R"(, "logprob": )", R"(, "bytes": )",
                                R"(, "top_logprobs": )", ", "};

/// Each method gets `at`, where it is in the document, and passes over what it reads. Those that
/// are called rarely enough not to become a part of their caller return where that ends, or null: a
/// position in memory, not in a register, would make all of this a third slower.
template <const Marks& marks>
class UsualList {
 public:
  UsualList(std::vector<Token>& tokens, Context& context) : tokens_(tokens), context_(context) {}

  const char* read(const char* const begin) {
    const char* const end = read_entries(begin, [&](const char* at) { return read_token(at); });
    const bool noted = context_.notes.lone_surrogate || context_.notes.named_by_id;
    if (end == nullptr || noted) return nullptr;
    const auto size = static_cast<std::size_t>(end - begin);
    return is_ascii() || simdjson::validate_utf8(begin, size) ? end : nullptr;
  }

 private:
  bool is_ascii() const { return (all_bits_ & high_bits) == 0; }

  static bool take(const char*& at, std::string_view mark) {
    if (std::memcmp(at, mark.data(), mark.size()) != 0) return false;
    at += mark.size();
    return true;
  }

  template <typename ReadEntry>
  const char* read_entries(const char* at, ReadEntry read_entry) {
    if (!take(at, "[")) return nullptr;
    if (take(at, "]")) return at;
    do {
      at = read_entry(at);
      if (at == nullptr) return nullptr;
    } while (take(at, marks.next));
    return take(at, "]") ? at : nullptr;
  }

  const char* read_entry(const char* at, UsualItem& item, bool chosen) {
    item.begin = at;
    if (!take(at, marks.entry) || !pass_string(at, item)) return nullptr;
    while (!take(at, "}")) {
      if (!read_field(at, item, chosen)) return nullptr;
    }
    return item.has_logprob ? at : nullptr;
  }

  /// Reads one of the fields after the first; false for one that came before.
  bool read_field(const char*& at, UsualItem& item, bool chosen) {
    if (take(at, marks.logprob)) {
      return !std::exchange(item.has_logprob, true) && read_number(at, item.logprob);
    }
    if (take(at, marks.bytes)) {
      return !std::exchange(item.has_bytes, true) && pass_bytes(at, item);
    }
    const char* const before = at;
    if (!chosen || !take(at, marks.alternatives)) return false;
    if (std::exchange(item.has_alternatives, true)) return false;
    item.front = {item.begin, static_cast<std::size_t>(before - item.begin)};
    at = read_alternatives(at, item);
    return at != nullptr;
  }

  /// Passes over the rest of a string.
  bool pass_string(const char*& at, UsualItem& item) {
    const char* const begin = at;
    for (find_special(at); *at == '\\'; find_special(at)) {
      item.has_escapes = true;
      at += at[1] == '\0' ? 1 : 2;
    }
    item.string = {begin, static_cast<std::size_t>(at - begin)};
    return take(at, "\"");
  }

  /// Goes to the next quote, backslash or control character.
  void find_special(const char*& at) {
    find(at, [&](std::uint64_t word) {
      all_bits_ |= word;
      return equal(word, '"') | equal(word, '\\') | below(word, 0x20);
    });
  }

  /// Goes to the first of eight bytes, and of the eight after them and so on, that `marks` marks.
  template <typename Mark>
  static void find(const char*& at, Mark mark) {
    for (;; at += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, at, sizeof word);
      const std::uint64_t found = mark(word);
      if (found == 0) continue;
      at += std::countr_zero(found) / 8;
      return;
    }
  }

  bool read_number(const char*& at, double& logprob) {
    if (read_decimal(at, logprob)) return true;
    if (take(at, "null")) return true;
    const std::string_view rest(at, most_digits);
    const std::size_t size = rest.find_first_not_of("+-.0123456789Ee");
    if (size == std::string_view::npos) return false;
    at += size;
    return read_odd_number(rest.substr(0, size), logprob, context_);
  }

  static bool pass_bytes(const char*& at, UsualItem& item) {
    if (take(at, "null")) return true;
    if (*at != '[') return false;
    item.bytes = at;
    const char* const end = item.has_escapes ? nullptr : end_of_equal_bytes(at, item.string);
    item.bytes_are_string = end != nullptr;
    if (item.bytes_are_string) {
      at = end;
      return true;
    }
    // What is in it is looked at when it is read.
    find(at, [](std::uint64_t word) { return equal(word, ']') | equal(word, '\0'); });
    return take(at, "]");
  }

  const char* read_token(const char* at) {
    UsualItem item;
    at = read_entry(at, item, true);
    if (at == nullptr) return nullptr;
    Token& token = tokens_.emplace_back();
    token.logprob = item.logprob;
    token.alternatives = item.alternatives;
    const bool good = place(item, token) && context_.affords(1 + item.alternatives.size);
    return good ? at : nullptr;
  }

  const char* read_alternatives(const char* at, UsualItem& chosen) {
    std::vector<Alternative>& all = context_.answer.alternatives;
    const std::size_t begin = all.size();
    if (!take(at, "null")) {
      at = read_entries(at, [&](const char* entry) { return read_alternative(entry, chosen); });
    }
    chosen.alternatives = span(begin, all.size());
    sort_alternatives(context_.answer, begin);
    return at;
  }

  /// Whether the entry at `at` only repeats the chosen token's, as one of its alternatives does.
  static bool repeats(const char* at, const UsualItem& chosen) {
    const std::string_view front = chosen.front;
    const char* const string = at + marks.entry.size();
    // The first bytes of the strings tell most entries apart; the NUL after the document ends both.
    return std::memcmp(string, chosen.string.data(), sizeof(std::uint64_t)) == 0 &&
           std::strncmp(at, front.data(), front.size()) == 0 && at[front.size()] == '}' &&
           chosen.has_logprob;
  }

  const char* read_alternative(const char* at, const UsualItem& chosen) {
    UsualItem other;
    const bool is_chosen = repeats(at, chosen);
    at = is_chosen ? at + chosen.front.size() + 1 : read_entry(at, other, false);
    if (at == nullptr) return nullptr;
    const UsualItem& item = is_chosen ? chosen : other;
    std::vector<Alternative>& all = context_.answer.alternatives;
    context_.make_room(all);
    Alternative& entry = all.emplace_back();
    entry.logprob = item.logprob;
    return place(item, entry) ? at : nullptr;
  }

  /// Whether place_text() knows more of the string. A quote follows it, which no prefix has.
  static bool may_be_spelled(const char* string) {
    return std::memcmp(string, bytes_prefix.data(), bytes_prefix.size()) == 0 ||
           std::memcmp(string, id_prefix.data(), id_prefix.size()) == 0;
  }

  template <typename Entry>
  bool place(const UsualItem& item, Entry& entry) {
    if (item.bytes_are_string && !may_be_spelled(item.string.data())) {
      const auto begin = static_cast<std::uint32_t>(context_.answer.bytes.size());
      const auto size = static_cast<std::uint32_t>(item.string.size());
      append(item.string);
      // A span that is copied as one word right after its halves were written stalls the processor.
      entry.text = {begin, size};
      entry.name = {begin, size};
      entry.shown = {begin, size};
      return true;
    }
    TokenText placed;
    const std::string_view quoted(item.string.data() - 1, item.string.size() + 2);
    if (!place_text({.string = quoted, .bytes = item.bytes}, placed, context_)) return false;
    set_text(entry, placed);
    return true;
  }

  /// Copying a few bytes more, which the document has, spares looking how many there are.
  void append(std::string_view string) {
    std::string& arena = context_.answer.bytes;
    if (string.size() > few) {
      arena += string;
      return;
    }
    const std::size_t end = arena.size() + string.size();
    arena.append(string.data(), few);
    arena.resize(end);
  }

  static constexpr std::size_t few = 16;
  static constexpr std::size_t most_digits = 64;  // that can be read after the document

  std::vector<Token>& tokens_;
  Context& context_;
  std::uint64_t all_bits_ = 0;  // of all strings, and more
};

}  // namespace

const char* read_usual_list(const char* list, std::vector<Token>& tokens, Context& context) {
  if constexpr (std::endian::native != std::endian::little) return nullptr;
  const bool is_spaced = list[usual_front.size()] == ' ';
  return is_spaced ? UsualList<spaced_marks>(tokens, context).read(list)
                   : UsualList<compact_marks>(tokens, context).read(list);
}

}  // namespace logprobs::read
