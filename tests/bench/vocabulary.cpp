#include "vocabulary.hpp"

#include <charconv>

namespace bench {

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  out.append(digits.begin(), end);
}

namespace {

void append_hex(std::string& out, std::uint32_t number, unsigned digits) {
  while (digits-- > 0) out += "0123456789abcdef"[(number >> (4 * digits)) & 15];
}

void append_utf16_escape(std::string& out, char32_t code_point) {
  if (code_point >= 0x10000) {
    append_utf16_escape(out, 0xd800 + ((code_point - 0x10000) >> 10));
    append_utf16_escape(out, 0xdc00 + (code_point & 0x3ff));
    return;
  }
  out += "\\u";
  append_hex(out, code_point, 4);
}

void append_ascii(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += c;
  }
}

/// The length of the UTF-8 sequence that begins with this byte.
std::size_t sequence_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1U : byte < 0xe0 ? 2U : byte < 0xf0 ? 3U : 4U;
}

char32_t decode(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence.front());
  char32_t code_point = first & (0xffU >> (sequence.size() + 1));
  for (const char c : sequence.substr(1)) {
    code_point = (code_point << 6) | (static_cast<unsigned char>(c) & 0x3fU);
  }
  return code_point;
}

/// The contents of a JSON string without its quotes; `text` is valid UTF-8.
std::string json_text(std::string_view text, Spelling spelling) {
  std::string out;
  while (!text.empty()) {
    const std::string_view sequence = text.substr(0, sequence_length(text.front()));
    if (sequence.size() == 1) {
      append_ascii(out, sequence.front());
    } else if (spelling == Spelling::raw) {
      out += sequence;
    } else {
      append_utf16_escape(out, decode(sequence));
    }
    text.remove_prefix(sequence.size());
  }
  return out;
}

/// Part of a character is named by its bytes in hexadecimal, with literal backslashes.
std::string name_of_fragment(std::string_view bytes) {
  std::string name;
  for (const char c : bytes) {
    name += "\\x";
    append_hex(name, static_cast<unsigned char>(c), 2);
  }
  return name;
}

Token make_token(std::string_view bytes, bool whole) {
  Token token;
  token.whole = whole;
  const std::string name = whole ? std::string(bytes) : name_of_fragment(bytes);
  for (const Spelling spelling : both_spellings) {
    in(token.name, spelling) = '"' + json_text(name, spelling) + '"';
    in(token.text, spelling) = '"' + json_text(whole ? bytes : "\ufffd", spelling) + '"';
    in(token.head, spelling) = R"({"token":)" + in(token.name, spelling) + R"(,"logprob":)";
  }
  token.tail = R"(,"bytes":[)";
  for (const char c : bytes) {
    append_number(token.tail, static_cast<unsigned char>(c));
    token.tail += ',';
  }
  token.tail.back() = ']';
  return token;
}

// The more frequent ones come first.
constexpr std::string_view words[] = {
    " the",         " of",          " and",        " a",          " to",         " in",
    " is",          " that",        " for",        " it",         " as",         " with",
    " on",          " are",         " be",         " this",       " by",         " from",
    " or",          " you",         " can",        " at",         " an",         " not",
    " have",        " your",        " was",        " which",      " has",        " more",
    " will",        " one",         " their",      " also",       " time",       " other",
    " its",         " these",       " such",       " use",        " like",       " between",
    " into",        " first",       " about",      " when",       " each",       " different",
    " most",        " example",     " system",     " used",       " while",      " number",
    " people",      " water",       " often",      " because",    " called",     " energy",
    " process",     " known",       " answer",     " question",   " model",      " language",
    " function",    " value",       " important",  " light",      " through",    " several",
    " history",     " country",     " century",    " capital",    " population", " include",
    " temperature", " information", " government", " development"};

constexpr std::string_view starts_and_pieces[] = {
    "The",  "In",   "I",   "It",  "To",  "This", "Yes", "No",  "Here", "1",    "2",   "3",
    "10",   "20",   "202", "000", "s",   "ing",  "ed",  "ly",  "er",   "tion", "al",  "ity",
    "ment", "able", "ism", "ph",  "oto", "syn",  "def", "get", "_id",  "()",   "://", "www"};

constexpr std::string_view marks[] = {",",   ".",  "\n", "\n\n", ":",   "-",  " (",  ")",
                                      "**",  "?",  "!",  "\"",   " \"", "'s", "/",   ";",
                                      " **", "\\", "\t", "`",    "```", " =", "    "};

constexpr std::string_view foreign[] = {
    " café", "é",  " naïve",  "ü",    "ño",     " São", " für", "—",  "’",    "“",
    "”",     "…",  " Привет", "ния",  "日本",   "語",   "東京", "の", "です", "中国",
    "的",    "，", "。",      "안녕", "하세요", " مر",  "नम",   " €"};

const Unit& often_first(const std::vector<Unit>& units, Random& random) {
  const double x = random.unit();
  return units[static_cast<std::size_t>(x * x * static_cast<double>(units.size()))];
}

const Unit& any(const std::vector<Unit>& units, Random& random) {
  return units[random.below(units.size())];
}

Unit spelled(std::string_view text) {
  Unit unit;
  for (const Spelling spelling : both_spellings) {
    in(unit.text, spelling) = json_text(text, spelling);
  }
  return unit;
}

}  // namespace

Vocabulary::Vocabulary() {
  for (const auto text : words) add_whole(words_, text);
  for (const auto text : starts_and_pieces) add_whole(pieces_, text);
  for (const auto text : marks) add_whole(marks_, text);
  for (const auto text : foreign) add_whole(foreign_, text);
  add_split("💙", {3, 1});
  add_split("🎉", {2, 1, 1});
  add_split("🚀", {2, 2});
  add_split("🌍", {3, 1});
  add_split("🦊", {2, 1, 1});
  add_whole(emoji_, "😊");
  add_whole(emoji_, " ✨");
}

const Unit& Vocabulary::choose(Random& random) const {
  const double kind = random.unit();
  if (kind < 0.60) return often_first(words_, random);
  if (kind < 0.74) return often_first(marks_, random);
  if (kind < 0.90) return any(pieces_, random);
  if (kind < 0.98) return any(foreign_, random);
  return any(emoji_, random);
}

void Vocabulary::add_whole(std::vector<Unit>& units, std::string_view text) {
  Unit unit = spelled(text);
  unit.tokens = {index_of(text, true)};
  units.push_back(unit);
}

/// Adds a character that the tokenizer splits into pieces of these lengths.
void Vocabulary::add_split(std::string_view character, const std::vector<std::size_t>& lengths) {
  Unit unit = spelled(character);
  for (const std::size_t length : lengths) {
    unit.tokens.push_back(index_of(character.substr(0, length), false));
    character.remove_prefix(length);
  }
  emoji_.push_back(unit);
}

std::size_t Vocabulary::index_of(std::string_view bytes, bool whole) {
  const auto [place, is_new] = indices_.emplace(bytes, tokens_.size());
  if (is_new) tokens_.push_back(make_token(bytes, whole));
  return place->second;
}

}  // namespace bench
