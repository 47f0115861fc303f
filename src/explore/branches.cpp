#include "explore/branches.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "explore/text_words.hpp"
#include "logprobs/judge.hpp"

namespace logprobs::explore {
namespace {

const Token& token_at(const Answer& answer, const Fork& fork) {
  return answer.choices[fork.choice].tokens[fork.token];
}

/// What a token says, as it is said to a model: text that was lost on the wire is there.
std::string_view said(const Answer& answer, const Token& token) { return answer.view(token.shown); }

std::string text_between(const Answer& answer, const Choice& choice, std::size_t begin,
                         std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += said(answer, choice.tokens[i]);
  return text;
}

/// The best token besides the one that was chosen; no_entry if none is known.
std::int32_t runner_up(const Verdict& verdict) {
  const bool first_was_chosen = verdict.first == chosen_itself || verdict.first == verdict.chosen;
  return first_was_chosen ? verdict.second : verdict.first;
}

/// The entries of a token's list L, most probable first.
std::vector<std::int32_t> entries_of(const Answer& answer, const Token& token,
                                     const Verdict& verdict) {
  std::vector<std::int32_t> entries;
  bool waits = verdict.first == chosen_itself || verdict.second == chosen_itself ||
               verdict.chosen == chosen_itself;
  Repetitions repetitions;
  for (const Alternative* entry = answer.begin(token); entry != answer.end(token); ++entry) {
    if (!is_scored(entry->logprob)) break;
    if (waits && token.logprob > entry->logprob) {
      entries.push_back(chosen_itself);
      waits = false;
    }
    if (repetitions.repeats(answer, *entry)) continue;
    entries.push_back(static_cast<std::int32_t>(entry - answer.begin(token)));
  }
  if (waits) entries.push_back(chosen_itself);
  return entries;
}

bool begin_alike(const std::vector<Word>& words, const std::vector<Word>& other,
                 std::size_t fewest) {
  return other.size() >= fewest && words.size() >= other.size() &&
         std::equal(other.begin(), other.end(), words.begin());
}

/// How many tokens at the front of what came only say again what was forced, as some servers do.
std::size_t repeated(const Answer& came, const Choice& choice, std::string_view forced) {
  const std::string text = text_between(came, choice, 0, choice.tokens.size());
  if (!text.starts_with(forced) || words_of(forced, 2).size() < 2) return 0;
  std::size_t size = 0;
  std::size_t count = 0;
  while (count < choice.tokens.size() && size < forced.size()) {
    size += choice.tokens[count++].shown.size;
  }
  return size == forced.size() ? count : 0;
}

std::string forced_text(const Answer& answer, const Fork& fork) {
  return text_before(answer, fork) + std::string(forced(answer, fork).shown);
}

double perplexity_of(const Answer& came) {
  Report report;
  judge_answer(came, {}, report);
  return report.choices.front().summary.perplexity;
}

/// Appends the tokens of another answer, with all that they refer to.
void append_tokens(const Answer& from, std::size_t skipped, Answer& to, Choice& choice) {
  const auto bytes = static_cast<std::uint32_t>(to.bytes.size());
  const auto alternatives = static_cast<std::uint32_t>(to.alternatives.size());
  const auto move = [&](auto& one) {
    for (Span* const span : {&one.text, &one.name, &one.shown}) span->begin += bytes;
  };
  const std::vector<Token>& tokens = from.choices.front().tokens;
  for (std::size_t i = skipped; i < tokens.size(); ++i) {
    choice.tokens.push_back(tokens[i]);
    move(choice.tokens.back());
    choice.tokens.back().alternatives.begin += alternatives;
  }
  for (Alternative entry : from.alternatives) {
    move(entry);
    to.alternatives.push_back(entry);
  }
  to.bytes += from.bytes;
}

Token forced_token(const Answer& answer, const Fork& fork) {
  Token token = token_at(answer, fork);
  if (fork.entry == chosen_itself) return token;
  const Alternative& entry = answer.begin(token)[fork.entry];
  token.text = entry.text;
  token.name = entry.name;
  token.shown = ends_answer(answer.view(entry.text)) ? Span{entry.shown.begin, 0} : entry.shown;
  token.logprob = entry.logprob;
  token.id = entry.id;
  token.rank.reset();
  return token;
}

}  // namespace

std::string Branch::text() const {
  std::string text;
  for (const std::string& token : tokens) text += token;
  return text;
}

std::vector<Fork> runners_up(const Answer& answer, const Report& report) {
  std::vector<Fork> forks;
  for (std::size_t i = 0; i < report.choices.size(); ++i) {
    if (answer.choices[i].kind != Kind::content) continue;
    const std::vector<Verdict>& verdicts = report.choices[i].verdicts;
    for (std::size_t token = 0; token < verdicts.size(); ++token) {
      const std::int32_t entry = runner_up(verdicts[token]);
      if (verdicts[token].clues.any() && entry != no_entry) forks.push_back({i, token, entry});
    }
  }
  std::stable_sort(forks.begin(), forks.end(), [&](const Fork& a, const Fork& b) {
    return forced(answer, a).logprob > forced(answer, b).logprob;
  });
  return forks;
}

std::optional<std::size_t> first_content(const Answer& answer) {
  const auto found = std::find_if(answer.choices.begin(), answer.choices.end(),
                                  [](const Choice& one) { return one.kind == Kind::content; });
  if (found == answer.choices.end()) return std::nullopt;
  return static_cast<std::size_t>(found - answer.choices.begin());
}

std::optional<Fork> fork_at(const Answer& answer, const Report& report, std::size_t choice,
                            std::size_t token, std::size_t rank) {
  const std::vector<Token>& tokens = answer.choices[choice].tokens;
  if (token >= tokens.size() || rank == 0) return std::nullopt;
  const std::vector<std::int32_t> entries =
      entries_of(answer, tokens[token], report.choices[choice].verdicts[token]);
  if (rank > entries.size()) return std::nullopt;
  return Fork{choice, token, entries[rank - 1]};
}

Candidate forced(const Answer& answer, const Fork& fork) {
  return candidate_at(answer, token_at(answer, fork), fork.entry);
}

bool is_chosen(const Report& report, const Fork& fork) {
  const Verdict& verdict = report.choices[fork.choice].verdicts[fork.token];
  return fork.entry == chosen_itself || (fork.forces() && fork.entry == verdict.chosen);
}

std::string text_before(const Answer& answer, const Fork& fork) {
  return text_between(answer, answer.choices[fork.choice], 0, fork.token);
}

std::string text_from(const Answer& answer, const Fork& fork) {
  const Choice& choice = answer.choices[fork.choice];
  return text_between(answer, choice, fork.token, choice.tokens.size());
}

bool ends_answer(std::string_view token) {
  static constexpr std::array<std::string_view, 4> signs = {"", "</s>", "<eos>", "<end_of_turn>"};
  constexpr std::size_t longest = 40;  // bytes
  const bool is_special = token.starts_with("<|") && token.ends_with("|>") && token.size() > 4 &&
                          token.size() < longest;
  return is_special || std::find(signs.begin(), signs.end(), token) != signs.end();
}

bool is_limited(const Choice& choice) {
  static constexpr std::array<std::string_view, 4> reasons = {"length", "max_tokens", "MAX_TOKENS",
                                                              "limit"};
  return std::find(reasons.begin(), reasons.end(), choice.finish_reason) != reasons.end();
}

bool begins_anew(std::string_view before, std::string_view answer, std::string_view came) {
  constexpr std::size_t enough = 4;  // words
  const std::vector<Word> words = words_of(came, enough);
  return begin_alike(words, words_of(answer, enough), 1) ||
         begin_alike(words, words_of(before, enough), 2);
}

Branch branch_of(const Answer& answer, const Fork& fork, const Answer& came) {
  const Choice& choice = came.choices.front();
  const std::size_t skipped = repeated(came, choice, forced_text(answer, fork));
  Branch branch{.fork = fork};
  const std::string_view first = forced(answer, fork).shown;
  const bool ends = ends_answer(forced(answer, fork).text);
  if (fork.forces()) branch.tokens.emplace_back(ends ? "" : first);
  for (std::size_t i = skipped; i < choice.tokens.size(); ++i) {
    branch.tokens.emplace_back(said(came, choice.tokens[i]));
  }
  const std::vector<std::string_view> tokens(branch.tokens.begin(), branch.tokens.end());
  const Choice& trunk = answer.choices[fork.choice];
  branch.rejoin = compare(tokens, text_from(answer, fork), is_limited(choice) || is_limited(trunk));
  const std::string all = text_between(answer, trunk, 0, trunk.tokens.size());
  const bool can_tell = fork.forces() || fork.token > 0;
  branch.began_anew = can_tell && skipped == 0 &&
                      begins_anew(text_before(answer, fork), all,
                                  text_between(came, choice, 0, choice.tokens.size()));
  branch.perplexity = perplexity_of(came);
  return branch;
}

Answer joined(const Answer& answer, const Fork& fork, const Answer& came) {
  Answer whole = answer;
  Choice choice = whole.choices[fork.choice];
  choice.tokens.resize(fork.token);
  if (fork.forces()) choice.tokens.push_back(forced_token(answer, fork));
  choice.whole.clear();
  whole.logits.reset();
  whole.model_logprobs.clear();
  whole.calls.clear();
  whole.fields.clear();
  const std::size_t skipped = repeated(came, came.choices.front(), forced_text(answer, fork));
  append_tokens(came, skipped, whole, choice);
  choice.finish_reason = came.choices.front().finish_reason;
  choice.message = text_between(whole, choice, 0, choice.tokens.size());
  whole.choices.clear();
  whole.choices.push_back(std::move(choice));
  whole.id = came.id;
  whole.state = came.state;
  whole.failure = came.failure;
  whole.warnings = came.warnings;
  return whole;
}

std::string outcome(const Branch& branch) {
  if (!branch.problem.empty()) return "no branch: " + branch.problem;
  if (branch.began_anew) return "the server began a new answer instead of going on";
  return describe(branch.rejoin);
}

std::string_view short_outcome(const Branch& branch) {
  if (!branch.problem.empty()) return "no branch";
  if (branch.began_anew) return "began anew";
  switch (branch.rejoin.becomes) {
    case Becomes::rejoins:
      return "rejoins";
    case Becomes::differs:
      return "does not rejoin";
    case Becomes::unknown:
      break;
  }
  return "not known yet";
}

}  // namespace logprobs::explore
