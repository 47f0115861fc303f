#include "read/tokens/early_lists.hpp"

#include "read/tokens/build.hpp"
#include "read/tokens/token_text.hpp"
#include "read/tokens/usual_list.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t room = 64;  // bytes after a document

}  // namespace

bool EarlyLists::read(std::string_view document, bool event) {
  if (document.find(usual_front) == std::string_view::npos) return false;
  Context context{read_, event, document};
  clear(read_);
  choice_of(read_, 0, Kind::content);
  lists_.clear();
  outline_.clear();
  is_given_away_ = false;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = document.find(usual_front, from)) != std::string_view::npos;) {
    const char* end = document.data() + at;
    outline_ += document.substr(from, at - from + 1);
    if (!read_list(end, context)) return false;
    from = static_cast<std::size_t>(end - document.data()) - 1;  // its closing bracket
  }
  outline_ += document.substr(from);
  left_out_ = document.size() - outline_.size();
  outline_.append(room, '\0');
  return true;
}

bool EarlyLists::read_list(const char*& at, Context& context) {
  std::vector<Token>& tokens = read_.choices.front().tokens;
  const std::size_t first_token = tokens.size();
  const std::size_t first_alternative = read_.alternatives.size();
  const std::size_t first_byte = read_.bytes.size();
  at = read_usual_list(at, tokens, context);
  if (at == nullptr) return false;
  lists_.push_back({outline_.size() - 1, span(first_token, tokens.size()),
                    span(first_alternative, read_.alternatives.size()),
                    span(first_byte, read_.bytes.size())});
  return true;
}

std::string_view EarlyLists::outline() const {
  return std::string_view(outline_).substr(0, outline_.size() - room);
}

bool EarlyLists::is_next(const char* place, const Context& context) const {
  const std::size_t next = context.notes.lists;
  return next < lists_.size() && place == outline_.data() + lists_[next].place;
}

bool EarlyLists::take_next(std::vector<Token>& tokens, Context& context) {
  if (is_given_away_) return context.syntax();
  Answer& answer = context.answer;
  const List& list = lists_[context.notes.lists++];
  is_given_away_ =
      lists_.size() == 1 && tokens.empty() && answer.alternatives.empty() && answer.bytes.empty();
  if (is_given_away_) {
    tokens.swap(read_.choices.front().tokens);
    answer.alternatives.swap(read_.alternatives);
    answer.bytes.swap(read_.bytes);
  } else {
    append(list, tokens, answer);
  }
  return context.affords(list.tokens.size + list.alternatives.size);
}

/// Appends a copy, whose spans are moved to where their texts and alternatives then are.
void EarlyLists::append(const List& list, std::vector<Token>& tokens, Answer& answer) const {
  const auto bytes = static_cast<std::uint32_t>(answer.bytes.size()) - list.bytes.begin;
  const auto alternatives =
      static_cast<std::uint32_t>(answer.alternatives.size()) - list.alternatives.begin;
  const auto move_texts = [&](auto& entry) {
    for (Span* const text : {&entry.text, &entry.name, &entry.shown}) text->begin += bytes;
  };
  for (std::size_t i = 0; i < list.tokens.size; ++i) {
    Token& token = tokens.emplace_back(read_.choices.front().tokens[list.tokens.begin + i]);
    move_texts(token);
    if (token.alternatives.size != 0) token.alternatives.begin += alternatives;
  }
  for (std::size_t i = 0; i < list.alternatives.size; ++i) {
    move_texts(answer.alternatives.emplace_back(read_.alternatives[list.alternatives.begin + i]));
  }
  answer.bytes.append(read_.bytes, list.bytes.begin, list.bytes.size);
}

}  // namespace logprobs::read
