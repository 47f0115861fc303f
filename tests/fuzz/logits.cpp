// Files of raw logits, which may shrink while they are read: read, or refused with a sentence that
// is safe to show. What is read are distributions, and no more than the files have.
#include "logprobs/logits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "input.hpp"
#include "logprobs/error.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/show.hpp"
#include "safe.hpp"

namespace {

using namespace logprobs;

/// Bytes, followed by zeros, of which nothing can be read any more after some reads.
class ShrinkingFile : public RandomFile {
 public:
  ShrinkingFile(std::string bytes, std::size_t zeros, std::size_t reads)
      : bytes_(std::move(bytes)), left_(reads) {
    bytes_.resize(bytes_.size() + zeros);
  }
  std::uint64_t size() const override { return bytes_.size(); }
  bool read(std::uint64_t at, std::span<char> into) const override {
    constexpr std::size_t few = 64;
    fuzz::check(into.size() <= std::max(bytes_.size(), few), "more is read than there is", bytes_);
    if (left_ == 0 || at > bytes_.size() || into.size() > bytes_.size() - at) {
      failed_ = true;
      return false;
    }
    --left_;
    std::copy_n(bytes_.data() + at, into.size(), into.data());
    return true;
  }
  bool failed() const { return failed_; }

 private:
  std::string bytes_;
  mutable std::size_t left_;
  mutable bool failed_ = false;  // a read
};

/// Makes a header's size what it is, which a change of the header seldom leaves right.
std::string with_header_size(std::string bytes) {
  const bool npy = bytes.starts_with("\x93NUMPY");
  const std::size_t at = npy ? 8 : 0;
  const std::size_t width = npy ? 2 : 8;
  const std::string_view last = npy ? "\n" : "}}";
  const std::size_t begin = at + width;
  const std::size_t end = bytes.find(last, begin);
  if (end == std::string::npos) return bytes;
  const std::uint64_t size = end + last.size() - begin;
  for (std::size_t i = 0; i < width; ++i) bytes[at + i] = static_cast<char>(size >> (8 * i));
  return bytes;
}

/// Takes the last bytes of a text away.
std::string take_last(std::string_view& text, std::size_t size) {
  const std::string_view last = text.substr(text.size() - std::min(size, text.size()));
  text.remove_suffix(last.size());
  return std::string(last);
}

/// Temperatures reach from 1e-8 to 1e8.
Sampling sampling_of(fuzz::Input& input) {
  const std::uint8_t flags = input.byte();
  Sampling at;
  if ((flags & 1) != 0) at.temperature = std::pow(10.0, (input.byte() - 128) / 16.0);
  if ((flags & 2) != 0) at.top_k = 1 + input.below(16);
  if ((flags & 4) != 0) at.top_p = input.byte() / 255.0;
  if ((flags & 8) != 0) at.min_p = input.byte() / 255.0;
  return at;
}

/// A run's files and how they are read.
class Sample {
 public:
  explicit Sample(fuzz::Input& input) {
    const std::uint8_t flags = input.byte();
    options.prompt = (flags & 1) != 0;
    if ((flags & 2) != 0) options.end_tokens = {std::int64_t{flags >> 4}, 9};
    options.choice = (flags & 4) != 0 ? std::optional(flags >> 6) : std::nullopt;
    const std::size_t layout = input.below(3);
    if (layout != 0) options.layout = layout == 1 ? Layout::generate : Layout::forward;
    options.alternatives = input.byte();
    if (options.alternatives == 1) options.alternatives = 2;
    const std::size_t zeros = std::size_t{input.byte()} * 8;
    const std::size_t reads = input.byte();
    const std::size_t ids_size = std::size_t{input.byte()} * 4;
    const std::size_t tokenizer_size = input.byte();
    show.terminal = true;
    options.at = sampling_of(input);
    view = views()[input.below(views().size())].name;
    if (view == "html") view = "json";  // views.cpp has the page, which takes longer than all else
    std::string_view rest = input.rest();
    const std::string json = take_last(rest, tokenizer_size);
    const std::size_t ids_reads = reads == 0 ? many : reads % 16;
    ids = std::make_unique<ShrinkingFile>(take_last(rest, ids_size), zeros, ids_reads);
    std::string bytes(rest);
    if ((flags & 8) != 0) bytes = with_header_size(std::move(bytes));
    llama = bytes.starts_with("_logits_");
    file = std::make_unique<ShrinkingFile>(std::move(bytes), zeros, reads == 0 ? many : reads);
    if (ids_size != 0) options.ids = ids.get();
    if (!json.empty()) options.tokenizer = &tokenizer.emplace(json, "a\x1b.json");
  }

  LogitsOptions options{.source = "fuzz"};
  std::optional<Tokenizer> tokenizer;
  std::string_view view;
  ShowOptions show;
  std::unique_ptr<ShrinkingFile> file;
  std::unique_ptr<ShrinkingFile> ids;
  bool llama = false;  // its rows need not add up to 1

 private:
  static constexpr std::size_t many = std::size_t{1} << 40;
};

void check_sentence(const std::string& sentence) {
  fuzz::check(!sentence.empty() && sentence.find('\n') == std::string::npos, "no sentence",
              sentence);
  fuzz::check_safe(sentence);
}

/// A token's list is sorted, and has what its row says.
void check_list(const Answer& answer, const Token& token, const Sample& sample) {
  const Alternative* const begin = answer.begin(token);
  const Alternative* const end = answer.end(token);
  const auto text = [&] { return fmt::format("{} {}", answer.view(token.name), token.logprob); };
  double sum = 0;
  bool chosen = false;
  for (const Alternative* each = begin; each != end; ++each) {
    fuzz::check(!std::isnan(each->logprob), "an alternative without a number", text());
    fuzz::check(each == begin || each[-1].logprob >= each->logprob, "a list that is not sorted",
                text());
    sum += std::exp(each->logprob);
    if (each->id != token.id) continue;
    fuzz::check(!chosen && each->logprob == token.logprob, "another number in the list", text());
    chosen = true;
  }
  const auto size = static_cast<std::size_t>(end - begin);
  if (size == 0) return;
  fuzz::check(chosen == token.rank.has_value(), "the chosen token's place in the list", text());
  if (!sample.llama) {
    const bool whole = size == answer.logits->vocabulary;
    fuzz::check(sum < 1 + 1e-9 && (!whole || sum > 1 - 1e-9), "a sum of probabilities", text());
  }
  if (!token.rank) return;
  const std::uint32_t rank = *token.rank;
  fuzz::check(rank > size || begin[rank - 1].logprob == token.logprob, "a rank's number", text());
}

void check_whole(const Answer& answer, const Token& token, const Whole& whole) {
  const std::uint64_t vocabulary = answer.logits->vocabulary;
  const auto text = [&] {
    return fmt::format("rank {} of {}, {} possible, entropy {}", token.rank.value_or(0), vocabulary,
                       whole.possible.value_or(0), whole.entropy);
  };
  fuzz::check(token.rank.value_or(1) >= 1 && token.rank.value_or(1) <= vocabulary, "a rank",
              text());
  if (std::isnan(whole.entropy)) {
    fuzz::check(
        std::isnan(token.logprob) && !token.rank && token.alternatives.size == 0 && !whole.possible,
        "numbers of what is no distribution", text());
    return;
  }
  const std::uint64_t possible = whole.possible.value_or(0);
  fuzz::check(possible >= 1 && possible <= vocabulary, "possible tokens", text());
  const double most = std::log2(static_cast<double>(possible)) + 1e-9;
  fuzz::check(
      whole.entropy >= 0 && (whole.entropy <= most || answer.logits->kind == LogitsKind::clipped),
      "an entropy", text());
}

void check_answer(const Answer& answer, const Sample& sample) {
  const std::uint64_t bytes = sample.file->size() + sample.ids->size();
  fuzz::check(answer.choices.size() <= 2 * bytes, "more choices than ids", "");
  std::size_t tokens = 0;
  for (const Choice& choice : answer.choices) {
    fuzz::check(choice.whole.size() == choice.tokens.size(), "tokens without a distribution", "");
    for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
      check_list(answer, choice.tokens[i], sample);
      check_whole(answer, choice.tokens[i], choice.whole[i]);
    }
    tokens += choice.tokens.size();
  }
  fuzz::check(tokens * 4 <= bytes, "more tokens than ids", "");
  for (const std::string& warning : answer.warnings) check_sentence(warning);
  if (answer.failure) check_sentence(answer.failure->message);
}

void read_all(const Sample& sample) {
  LogitsReader reader(*sample.file, sample.options);
  const std::unique_ptr<View> view = make_view(sample.view, sample.show);
  Report report;
  std::string out;
  view->begin(out);
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    fuzz::check(event != Event::needs_bytes, "a file needs no bytes", "");
    const Answer& answer = reader.answer();
    const bool failed = sample.file->failed() || sample.ids->failed();
    if (event == Event::broken) {
      check_sentence(reader.problem().message);
      continue;
    }
    judge_answer(answer, {}, report);
    if (event == Event::grown) {
      fuzz::check(!failed, "it grows without its bytes", "");
      view->grow(answer, report, out);
      continue;
    }
    check_answer(answer, sample);
    fuzz::check(!failed || answer.state != State::complete, "it is complete without its bytes", "");
    view->done(answer, report, out);
    clear(report);
  }
  view->end(out);
  fuzz::check_safe_view(sample.view, sample.show, out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  try {
    read_all(Sample(input));
  } catch (const Error& error) {
    fuzz::check(error.code == ExitCode::usage, "another exit code", error.what());
    check_sentence(error.what());
  }
  return 0;
}
