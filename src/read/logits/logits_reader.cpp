// Reads the responses in a file of logits, row by row.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "logprobs/logits.hpp"
#include "logprobs/text.hpp"
#include "read/logits/logits_file.hpp"
#include "read/logits/rows.hpp"
#include "read/tokens/build.hpp"
#include "read/vocabulary/vocabulary.hpp"

namespace logprobs {
namespace {

using namespace read;  // whose public door this is

Span append(Answer& answer, std::string_view text) {
  const Span span{static_cast<std::uint32_t>(answer.bytes.size()),
                  static_cast<std::uint32_t>(text.size())};
  answer.bytes += text;
  return span;
}

/// Reads one of a tensor's whole numbers.
bool read_whole(const RandomFile& file, const Tensor& tensor, std::uint64_t at,
                std::int64_t& number) {
  std::array<char, sizeof(std::int64_t)> bytes{};
  const std::uint64_t size = size_of(tensor.type);
  if (!file.read(tensor.begin + at * size, std::span(bytes).first(size))) return false;
  if (tensor.type == NumberType::i32) {
    std::int32_t small = 0;
    std::memcpy(&small, bytes.data(), sizeof small);
    number = small;
  } else {
    std::memcpy(&number, bytes.data(), sizeof number);
  }
  return true;
}

}  // namespace

class LogitsReader::Impl {
 public:
  Impl(const RandomFile& file, const LogitsOptions& options) : file_(file), options_(options) {
    answer_.source = options.source;
    if (!options.tokenizer.empty()) {
      vocabulary_ = Vocabulary::parse(options.tokenizer, options.tokenizer_name);
    }
  }

  Event next();
  const Answer& answer() const { return answer_; }
  const Problem& problem() const { return problem_; }

 private:
  /// A sequence that is read: one choice of the answer.
  struct Sequence {
    std::uint64_t number = 0;
    bool ended = false;  // its end token came
  };

  void begin_run();
  bool read_token(Sequence& sequence);
  bool read_id(const Sequence& sequence, std::uint64_t place, std::int64_t& id);
  bool is_padding(const Sequence& sequence, std::uint64_t place);
  bool ends(std::int64_t id) const;
  void add_prompt(Sequence& sequence);
  Token make_token(std::int64_t id);
  Span text_of(std::int64_t id, Span& name);
  void list_best(const Step& step, Token& token, std::int64_t id);
  void end_run(bool whole);
  void warn_of_vocabulary(const Run& run);

  const RandomFile& file_;
  std::optional<Vocabulary> vocabulary_;
  LogitsOptions options_;
  LogitsFile found_;
  bool began_ = false;
  std::size_t run_ = 0;  // of found_.runs.all
  bool in_run_ = false;
  std::uint64_t token_ = 0;  // of all sequences, with the prompt's
  std::vector<Sequence> sequences_;
  std::optional<Rows> rows_;
  Step step_;
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
  if (!in_run_ && run_ == found_.runs.all.size()) return Event::end;
  if (!in_run_) begin_run();
  // So much that it is worth to be shown, and so little that nobody waits for it.
  constexpr std::uint64_t some_numbers = std::uint64_t{1} << 20;
  const Run& run = found_.runs.all[run_];
  for (std::uint64_t numbers = 0; token_ < run.length; ++token_) {
    for (Sequence& sequence : sequences_) {
      if (sequence.ended) continue;
      if (!read_token(sequence)) {
        end_run(false);
        return Event::done;
      }
      numbers += run.vocabulary;
    }
    if (numbers >= some_numbers) {
      ++token_;
      return Event::grown;
    }
  }
  end_run(true);
  return Event::done;
}

void LogitsReader::Impl::begin_run() {
  const Run& run = found_.runs.all[run_];
  clear(answer_);
  answer_.format = "logits";
  answer_.model = found_.model;
  if (found_.runs.all.size() > 1) answer_.place.path = run.name;
  in_run_ = true;
  token_ = run.first();
  unusable_ = 0;
  rows_.emplace(file_, run.logits);
  sequences_.clear();
  for (std::uint64_t i = 0; i < run.batch; ++i) {
    if (options_.choice && static_cast<std::uint64_t>(*options_.choice) != i) continue;
    choice_of(answer_, static_cast<int>(i), Kind::content);
    add_prompt(sequences_.emplace_back(Sequence{i}));
  }
  sort_choices(answer_);
}

/// Adds the tokens before the first row: the prompt's, or of a forward pass the text's first one.
void LogitsReader::Impl::add_prompt(Sequence& sequence) {
  const Run& run = found_.runs.all[run_];
  const bool forward = run.layout == Layout::forward;
  if (!forward && !options_.prompt) return;
  const int index = static_cast<int>(sequence.number);
  for (std::uint64_t i = 0; i < run.first(); ++i) {
    std::int64_t id = 0;
    if (is_padding(sequence, i)) continue;
    if (!read_id(sequence, i, id)) return;
    const Token token = make_token(id);
    choice_of(answer_, index, forward ? Kind::content : Kind::prompt).tokens.push_back(token);
  }
}

bool LogitsReader::Impl::read_id(const Sequence& sequence, std::uint64_t place, std::int64_t& id) {
  const Run& run = found_.runs.all[run_];
  return read_whole(*found_.ids, run.ids, sequence.number * run.length + place, id);
}

/// Whether the mask leaves a token out.
bool LogitsReader::Impl::is_padding(const Sequence& sequence, std::uint64_t place) {
  const std::optional<Tensor>& mask = found_.runs.all[run_].mask;
  if (!mask || place >= mask->shape.back()) return false;
  std::int64_t used = 0;
  return read_whole(file_, *mask, sequence.number * mask->shape.back() + place, used) && used == 0;
}

bool LogitsReader::Impl::ends(std::int64_t id) const {
  const std::vector<std::int64_t>& all = options_.end_tokens;
  return std::find(all.begin(), all.end(), id) != all.end();
}

/// Reads the sequence's next token and its row.
bool LogitsReader::Impl::read_token(Sequence& sequence) {
  const Run& run = found_.runs.all[run_];
  std::int64_t id = 0;
  if (is_padding(sequence, token_)) return true;
  if (!read_id(sequence, token_, id)) return false;
  const bool known = id >= 0 && static_cast<std::uint64_t>(id) < run.vocabulary;
  const auto chosen = known ? std::optional(static_cast<std::uint64_t>(id)) : std::nullopt;
  const std::uint64_t row = run.row_of(sequence.number, token_);
  const std::size_t best = std::max(options_.alternatives, std::size_t{1});
  if (!rows_->take(row, best, chosen, step_)) return false;
  Token token = make_token(id);
  // What follows padding in a forward pass was predicted from that.
  const bool after_padding = run.layout == Layout::forward && is_padding(sequence, token_ - 1);
  if (!step_.usable) ++unusable_;
  if (step_.usable && !after_padding) {
    token.logprob = step_.chosen;
    if (known) token.rank = static_cast<std::uint32_t>(step_.rank);
    if (options_.alternatives > 0) list_best(step_, token, id);
  }
  choice_of(answer_, static_cast<int>(sequence.number), Kind::content).tokens.push_back(token);
  if (!ends(id)) return true;
  sequence.ended = true;
  end_choice(answer_, static_cast<int>(sequence.number), "stop");
  return true;
}

/// The token's text, or its number where no vocabulary has it; sets `name` to how it is spelled.
Span LogitsReader::Impl::text_of(std::int64_t id, Span& name) {
  if (!vocabulary_ || !vocabulary_->known(id)) {
    return name = append(answer_, fmt::format("<{}>", id));
  }
  const std::string_view text = vocabulary_->text(id);
  const Span span = append(answer_, text);
  name = vocabulary_->name(id) == text ? span : append(answer_, vocabulary_->name(id));
  return span;
}

Token LogitsReader::Impl::make_token(std::int64_t id) {
  Token token;
  token.text = token.shown = text_of(id, token.name);
  token.id = id;
  return token;
}

/// Lists the best and, if it is not one of them, the chosen token.
void LogitsReader::Impl::list_best(const Step& step, Token& token, std::int64_t id) {
  const std::size_t begin = answer_.alternatives.size();
  const auto add = [&](std::int64_t other, double logprob) {
    Alternative entry;
    entry.text = entry.shown = text_of(other, entry.name);
    entry.logprob = logprob;
    entry.id = other;
    answer_.alternatives.push_back(entry);
  };
  bool listed = !token.rank;
  for (const Scored& scored : step.best) {
    listed = listed || scored.id == id;
    add(scored.id, scored.value);
  }
  if (!listed) add(id, step.chosen);
  token.alternatives = {static_cast<std::uint32_t>(begin),
                        static_cast<std::uint32_t>(answer_.alternatives.size() - begin)};
}

void LogitsReader::Impl::end_run(bool whole) {
  const Run& run = found_.runs.all[run_];
  answer_.state = whole ? State::complete : State::cut;
  if (!whole) {
    answer_.failure = Failure{"the file was cut off while it was read", "cut_off", {}};
  }
  for (const Sequence& sequence : sequences_) {
    if (!sequence.ended && whole) end_choice(answer_, static_cast<int>(sequence.number), "");
  }
  if (whole && sequences_.empty()) {
    answer_.state = State::no_choice;
    answer_.failure =
        Failure{fmt::format("there is no choice {}", options_.choice.value_or(0)), "no_choice", {}};
  }
  if (run.scores) {
    answer_.warnings.emplace_back(
        "the numbers are of scores, as logits processors such as temperature and top-p left them");
  }
  if (run_ == 0) warn_of_vocabulary(run);
  if (unusable_ > 0) {
    answer_.warnings.push_back(
        fmt::format("{} row{} no distribution: NaN, +infinity, or nothing but -infinity", unusable_,
                    unusable_ == 1 ? " is" : "s are"));
  }
  in_run_ = false;
  ++run_;
}

/// Says once a source what is to know of its tokens' texts. A model has some ids more than its
/// tokenizer, so that their number is a round one.
void LogitsReader::Impl::warn_of_vocabulary(const Run& run) {
  if (!vocabulary_) {
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
                  visible(options_.tokenizer_name), size, run.vocabulary));
}

LogitsReader::LogitsReader(const RandomFile& file, const LogitsOptions& options)
    : impl_(std::make_unique<Impl>(file, options)) {}
LogitsReader::~LogitsReader() = default;
Event LogitsReader::next() { return impl_->next(); }
const Answer& LogitsReader::answer() const { return impl_->answer(); }
const Problem& LogitsReader::problem() const { return impl_->problem(); }

}  // namespace logprobs
