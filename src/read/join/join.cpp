#include "read/join/join.hpp"

#include <algorithm>
#include <utility>

#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

void shift(Span& span, std::size_t by) { span.begin += static_cast<std::uint32_t>(by); }

/// Takes the fields that were not found before.
void fill_in(std::vector<Field>& fields, const std::vector<Field>& of_part) {
  if (fields.empty()) fields = of_part;
  for (std::size_t i = 0; i < of_part.size(); ++i) {
    if (!fields[i].found) fields[i] = of_part[i];
  }
}

/// Takes what any part of a response may say.
void fill_in(Answer& answer, const Answer& part) {
  // A part without choices, such as one about a content filter, may seem to be of any format.
  if (answer.choices.empty() && !part.format.empty()) answer.format = part.format;
  if (answer.id.empty()) answer.id = part.id;
  if (answer.custom_id.empty()) answer.custom_id = part.custom_id;
  if (answer.question.empty()) answer.question = part.question;
  if (answer.choices_asked == 0) answer.choices_asked = part.choices_asked;
  if (answer.model.empty()) answer.model = part.model;
  // Azure's first chunk says 0.
  if (answer.created.value_or(0) == 0) answer.created = part.created;
  fill_in(answer.fields, part.fields);
  if (!answer.failure) answer.failure = part.failure;  // the first one is the cause
  for (const std::string& warning : part.warnings) add_warning(answer, warning);
}

/// True if a part begins with the tokens that are known.
bool says_again(const Choice& known, Repeats repeats, const Choice& piece) {
  if (repeats == Repeats::yes || repeats == Repeats::no) return repeats == Repeats::yes;
  const auto same = [](const Token& a, const Token& b) {
    return a.id == b.id && a.logprob == b.logprob;
  };
  return known.tokens.size() <= piece.tokens.size() &&
         std::equal(known.tokens.begin(), known.tokens.end(), piece.tokens.begin(), same);
}

/// Keeps only those of a part's bytes and alternatives that its tokens use.
void drop_unused(Answer& part) {
  Answer kept;
  const auto move = [&](Span& text) {
    const auto begin = static_cast<std::uint32_t>(kept.bytes.size());
    kept.bytes += part.view(text);
    text.begin = begin;
  };
  const auto move_texts = [&](auto& entry) {
    move(entry.text);
    move(entry.name);
    move(entry.shown);
  };
  for (Choice& choice : part.choices) {
    for (Token& token : choice.tokens) {
      const auto begin = static_cast<std::uint32_t>(kept.alternatives.size());
      kept.alternatives.insert(kept.alternatives.end(), part.begin(token), part.end(token));
      token.alternatives.begin = begin;
      move_texts(token);
    }
  }
  for (Alternative& entry : kept.alternatives) move_texts(entry);
  part.bytes = std::move(kept.bytes);
  part.alternatives = std::move(kept.alternatives);
}

}  // namespace

void add_warning(Answer& answer, const std::string& warning) {
  constexpr std::ptrdiff_t compared = 64;  // one for each choice may differ from all others
  const auto begin = answer.warnings.begin();
  const auto end = begin + std::min(compared, std::ssize(answer.warnings));
  if (std::find(begin, end, warning) != end) return;
  answer.warnings.push_back(warning);
}

void append(Answer& answer, const Answer& part) {
  const std::size_t bytes = answer.bytes.size();
  const std::size_t alternatives = answer.alternatives.size();
  fill_in(answer, part);
  answer.bytes += part.bytes;
  for (Alternative entry : part.alternatives) {
    shift(entry.text, bytes);
    shift(entry.name, bytes);
    shift(entry.shown, bytes);
    answer.alternatives.push_back(entry);
  }
  for (const Choice& piece : part.choices) {
    Choice& choice = choice_of(answer, piece.index, piece.kind);
    choice.message += piece.message;
    for (Token token : piece.tokens) {
      shift(token.text, bytes);
      shift(token.name, bytes);
      shift(token.shown, bytes);
      shift(token.alternatives, alternatives);
      choice.tokens.push_back(token);
    }
    if (piece.ended) end_choice(answer, piece.index, piece.finish_reason);
  }
}

void drop_repeated(const Answer& answer, Repeats repeats, Answer& part) {
  bool dropped = false;
  for (Choice& piece : part.choices) {
    const Choice* const known = known_choice(answer, piece.index, piece.kind);
    if (known == nullptr) continue;
    const bool prompt = piece.kind == Kind::prompt;  // it does not grow
    if (!prompt && !says_again(*known, repeats, piece)) continue;
    const std::size_t tokens = std::min(known->tokens.size(), piece.tokens.size());
    piece.tokens.erase(piece.tokens.begin(),
                       piece.tokens.begin() + static_cast<std::ptrdiff_t>(tokens));
    dropped = dropped || tokens > 0;
    if (repeats == Repeats::tokens) continue;
    const bool goes_on = piece.message.starts_with(known->message);
    piece.message.erase(0, goes_on ? known->message.size() : std::string::npos);
  }
  if (dropped) drop_unused(part);
}

void drop_empty_kinds(Answer& answer) {
  const auto rank = [](const Choice& choice) {
    if (!choice.tokens.empty()) return 3;
    if (choice.kind == Kind::prompt || choice.kind == Kind::reasoning) return 0;
    return choice.message.empty() ? 1 : 2;
  };
  std::vector<Choice>& choices = answer.choices;
  auto kept = choices.begin();
  for (auto begin = choices.begin(); begin != choices.end();) {
    const int index = begin->index;
    const auto end = std::find_if(begin, choices.end(),
                                  [&](const Choice& choice) { return choice.index != index; });
    int best = 0;
    for (auto it = begin; it != end; ++it) best = std::max(best, rank(*it));
    bool found = false;
    for (auto it = begin; it != end; ++it) {
      // If none says anything, only the first of the best is kept.
      if (rank(*it) != best || (best < 2 && found)) continue;
      found = true;
      if (kept != it) *kept = std::move(*it);
      ++kept;
    }
    begin = end;
  }
  choices.erase(kept, choices.end());
}

}  // namespace logprobs::read
