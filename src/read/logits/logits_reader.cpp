// Reads the responses in a file of logits, row by row.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "logprobs/logits.hpp"
#include "logprobs/text.hpp"
#include "read/logits/logits_file.hpp"
#include "read/logits/token_rows.hpp"
#include "read/logits/token_texts.hpp"
#include "read/tokens/build.hpp"
#include "read/vocabulary/vocabulary.hpp"

namespace logprobs {
namespace {

using namespace read;  // whose public door this is

/// More alternatives in an answer take more than a gigabyte.
constexpr std::size_t most_listed = std::size_t{1} << 24;

/// The JSON Pointer (RFC 6901) to a field of this name.
std::string pointer_to(std::string_view name) {
  std::string pointer = "/";
  for (const char c : name) {
    if (c == '~' || c == '/') {
      pointer += c == '~' ? "~0" : "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

}  // namespace

class LogitsReader::Impl {
 public:
  Impl(const RandomFile& file, const LogitsOptions& options) : file_(file), options_(options) {
    answer_.source = options.source;
    if (options.tokenizer != nullptr) vocabulary_ = &options.tokenizer->vocabulary();
  }

  Event next();
  const Answer& answer() const { return answer_; }
  const Problem& problem() const { return problem_; }

 private:
  void begin_run();
  void add_row(const TokenRow& row);
  bool ends(std::int64_t id) const;
  void add_prompt(std::uint64_t sequence);
  Token make_token(std::int64_t id);
  void add_token(const Token& token, const Whole& whole, int index, Kind kind);
  void list_best(Token& token);
  void add_alternative(std::int64_t id, double logprob, double model_logprob);
  Event end_run();
  Event end_run(std::optional<Failure> failure, State state);
  void warn_of_vocabulary(const Run& run);

  const RandomFile& file_;
  const Vocabulary* vocabulary_ = nullptr;
  TokenTexts texts_;
  LogitsOptions options_;
  LogitsFile found_;
  bool began_ = false;
  std::size_t run_ = 0;  // of found_.runs.all
  std::optional<TokenRows> rows_;
  RowSteps steps_;
  std::size_t unusable_ = 0;  // rows
  Answer answer_;
  Problem problem_;
};

Event LogitsReader::Impl::next() {
  if (!std::exchange(began_, true)) {
    found_ = read_logits_file(file_, options_.ids, options_.layout);
    if (options_.end_tokens.empty()) options_.end_tokens = found_.end_tokens;
    if (!found_.runs.problem.empty()) {
      found_.runs.all.clear();
      problem_.message = found_.runs.problem;
      problem_.alone = true;
      return Event::broken;
    }
  }
  if (!rows_ && run_ == found_.runs.all.size()) return Event::end;
  if (!rows_) begin_run();
  // Enough to be worth showing, and little enough that nobody waits for it.
  constexpr std::uint64_t some_numbers = std::uint64_t{1} << 20;
  const std::uint64_t size = found_.runs.all[run_].vocabulary;
  for (std::uint64_t numbers = 0; numbers < some_numbers; numbers += size) {
    TokenRow row;
    const TokenRows::Next next = rows_->next(row, steps_);
    if (next == TokenRows::Next::end) return end_run();
    if (next == TokenRows::Next::cut) {
      return end_run(Failure{"the file was cut off while it was read", "cut_off", {}}, State::cut);
    }
    add_row(row);
    if (answer_.alternatives.size() > most_listed) {
      return end_run(
          Failure{
              "the lists of alternatives are too long together: use a smaller -k", "too_large", {}},
          State::unusable);
    }
  }
  return Event::grown;
}

void LogitsReader::Impl::begin_run() {
  const Run& run = found_.runs.all[run_];
  clear(answer_);
  texts_.clear();
  answer_.format = "logits";
  answer_.logits = RawLogits{run.kind(), run.vocabulary, options_.at};
  answer_.model = found_.model;
  answer_.place.several = found_.runs.all.size() > 1;
  if (answer_.place.several) answer_.place.path = pointer_to(run.name);
  unusable_ = 0;
  // The margin needs the best two.
  const std::size_t best = std::max(options_.alternatives, std::size_t{2});
  rows_.emplace(file_, *found_.ids, run, options_.at, best, options_.choice);
  for (const TokenRows::Sequence& sequence : rows_->sequences()) {
    choice_of(answer_, static_cast<int>(sequence.number), Kind::content);
    add_prompt(sequence.number);
  }
  sort_choices(answer_);
}

/// Adds the tokens before the first row: the prompt's, or of a forward pass the text's first one.
void LogitsReader::Impl::add_prompt(std::uint64_t sequence) {
  const Run& run = found_.runs.all[run_];
  const bool forward = run.layout == Layout::forward;
  if (!forward && !options_.prompt) return;
  const int index = static_cast<int>(sequence);
  for (std::uint64_t i = 0; i < run.first(); ++i) {
    std::int64_t id = 0;
    if (rows_->ids().is_padding(sequence, i)) continue;
    if (!rows_->ids().read(sequence, i, id)) return;
    add_token(make_token(id), {}, index, forward ? Kind::content : Kind::prompt);
  }
}

bool LogitsReader::Impl::ends(std::int64_t id) const {
  const std::vector<std::int64_t>& all = options_.end_tokens;
  return std::find(all.begin(), all.end(), id) != all.end();
}

/// Adds a token with what its row says, which is in steps_.
void LogitsReader::Impl::add_row(const TokenRow& row) {
  const int index = static_cast<int>(rows_->sequences()[row.sequence].number);
  Token token = make_token(row.id);
  Whole whole;
  if (!steps_.model.usable) ++unusable_;
  if (steps_.model.usable && !row.after_padding) {
    const Step& shown = options_.at.any() ? steps_.drawn : steps_.model;
    token.logprob = shown.chosen;
    if (shown.rank > 0) token.rank = static_cast<std::uint32_t>(shown.rank);
    whole = {shown.entropy, shown.possible, steps_.model.chosen};
    if (options_.alternatives > 0) list_best(token);
  }
  add_token(token, whole, index, Kind::content);
  if (!ends(row.id)) return;
  rows_->end(row.sequence);
  end_choice(answer_, index, "stop");
}

Token LogitsReader::Impl::make_token(std::int64_t id) {
  Token token;
  const TokenTexts::Spans spans = texts_.put(vocabulary_, id, answer_);
  token.text = token.shown = spans.text;
  token.name = spans.name;
  token.id = id;
  // Texts leave out what ends an answer, lists do not.
  if (vocabulary_ != nullptr && vocabulary_->special(id)) token.shown.size = 0;
  return token;
}

void LogitsReader::Impl::add_token(const Token& token, const Whole& whole, int index, Kind kind) {
  Choice& choice = choice_of(answer_, index, kind);
  choice.tokens.push_back(token);
  choice.whole.push_back(whole);
}

/// Lists the best and, if it is not one of them, the chosen token.
void LogitsReader::Impl::list_best(Token& token) {
  const std::size_t begin = answer_.alternatives.size();
  const Step& model = steps_.model;
  const Step& shown = options_.at.any() ? steps_.drawn : model;
  bool listed = !token.rank;
  for (std::size_t i = 0; i < model.best.size(); ++i) {
    listed = listed || token.id == model.best[i].id;
    add_alternative(model.best[i].id, shown.best[i].value, model.best[i].value);
  }
  if (!listed) add_alternative(*token.id, shown.chosen, model.chosen);
  token.alternatives = {static_cast<std::uint32_t>(begin),
                        static_cast<std::uint32_t>(answer_.alternatives.size() - begin)};
}

void LogitsReader::Impl::add_alternative(std::int64_t id, double logprob, double model_logprob) {
  const Token token = make_token(id);
  Alternative entry;
  entry.text = entry.shown = token.text;
  entry.name = token.name;
  entry.logprob = logprob;
  entry.id = id;
  answer_.alternatives.push_back(entry);
  if (options_.at.any()) answer_.model_logprobs.push_back(model_logprob);
}

Event LogitsReader::Impl::end_run() {
  if (!rows_->sequences().empty()) return end_run({}, State::complete);
  return end_run(
      Failure{fmt::format("there is no choice {}", options_.choice.value_or(0)), "no_choice", {}},
      State::no_choice);
}

Event LogitsReader::Impl::end_run(std::optional<Failure> failure, State state) {
  answer_.state = state;
  answer_.failure = std::move(failure);
  for (const TokenRows::Sequence& sequence : rows_->sequences()) {
    if (!sequence.ended && state == State::complete) {
      end_choice(answer_, static_cast<int>(sequence.number), "");
    }
  }
  if (run_ == 0) warn_of_vocabulary(found_.runs.all.front());
  if (unusable_ > 0) {
    answer_.warnings.push_back(
        fmt::format("{} row{} no distribution: NaN, +infinity, or nothing but -infinity", unusable_,
                    unusable_ == 1 ? " is" : "s are"));
  }
  rows_.reset();
  ++run_;
  return Event::done;
}

/// Warns about the texts of tokens, once per source. A model may have a few more ids than its
/// tokenizer, to make their number a round one.
void LogitsReader::Impl::warn_of_vocabulary(const Run& run) {
  if (vocabulary_ == nullptr) {
    answer_.warnings.emplace_back(
        "tokens have ids alone; --tokenizer tokenizer.json shows their texts");
    return;
  }
  for (const std::string& warning : vocabulary_->warnings()) answer_.warnings.push_back(warning);
  const std::size_t size = vocabulary_->size();
  constexpr std::uint64_t share = 10;
  if (size <= run.vocabulary && size >= run.vocabulary - run.vocabulary / share) return;
  answer_.warnings.push_back(
      fmt::format("{} has {} tokens and a row has {} numbers: it may be another model's",
                  visible(options_.tokenizer->name()), size, run.vocabulary));
}

Tokenizer::Tokenizer(std::string_view json, std::string name)
    : name_(std::move(name)),
      vocabulary_(std::make_shared<const Vocabulary>(Vocabulary::parse(json, name_))) {}

LogitsReader::LogitsReader(const RandomFile& file, const LogitsOptions& options)
    : impl_(std::make_unique<Impl>(file, options)) {}
LogitsReader::~LogitsReader() = default;
Event LogitsReader::next() { return impl_->next(); }
const Answer& LogitsReader::answer() const { return impl_->answer(); }
const Problem& LogitsReader::problem() const { return impl_->problem(); }

}  // namespace logprobs
