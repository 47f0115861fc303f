#include "app/answer_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "app/logits.hpp"
#include "app/messages.hpp"
#include "app/replay.hpp"
#include "app/source.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "system/random_access.hpp"

namespace logprobs::app {
namespace {

using explore::AnswerEntries;
using explore::AnswerEntry;

/// A source of --replay.
struct Source {
  std::string name;  // as answers have it
  Again again = Again::at_their_place;
};

/// Only a regular file can be read again, and standard input not even if it is one.
Again how_again(const std::string& file) {
  const system::RandomAccess bytes(file);
  if (!bytes.is_open() || file == "-" || is_logits_file(file)) return Again::never;
  std::array<char, 16> front{};
  const std::span<char> some =
      std::span(front).first(std::min<std::uint64_t>(front.size(), bytes.size()));
  const bool is_plain = bytes.read(0, some) && !is_encoded({some.data(), some.size()});
  return is_plain ? Again::at_their_place : Again::from_the_beginning;
}

std::vector<Source> sources_of(const cli::Options& options) {
  std::vector<Source> sources;
  for (const std::string& file : options.replay) {
    sources.push_back({source_name(file, options), how_again(file)});
  }
  return sources;
}

/// Bytes that an answer takes.
std::size_t memory_of(const Answer& answer) {
  std::size_t size = sizeof(Answer) + answer.bytes.capacity() + answer.question.capacity() +
                     answer.alternatives.capacity() * sizeof(Alternative) +
                     answer.model_logprobs.capacity() * sizeof(double);
  for (const Choice& choice : answer.choices) {
    size += sizeof(Choice) + choice.message.capacity() + choice.tokens.capacity() * sizeof(Token) +
            choice.whole.capacity() * sizeof(Whole);
  }
  return size;
}

/// Collects the entries of answers, and answers that must be kept.
class Collector : public View {
 public:
  /// `sources` must outlive this.
  Collector(const std::vector<Source>& sources, const cli::Options& options, std::size_t kept_bytes)
      : sources_(sources), options_(options), kept_bytes_(kept_bytes) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    const std::size_t file = number_of(answer.source);
    if (take_branch(answer, file)) return;
    AnswerEntry& entry = entries_.add(answer, report, file);
    if (sources_[file].again == Again::at_their_place && answer.place.offset) return;
    Answer copy = answer;
    copy.spare = {};
    keep(std::move(copy), entry);
  }

  void absorb(View& view) override {
    auto& other = static_cast<Collector&>(view);
    const std::size_t before = entries_.size();
    entries_.append(other.entries_);
    for (std::size_t i = before; i < entries_.size(); ++i) {
      AnswerEntry& entry = entries_[i];
      if (entry.kept != AnswerEntry::not_kept) keep(std::move(other.kept_[entry.kept]), entry);
    }
    std::move(other.branches_.begin(), other.branches_.end(), std::back_inserter(branches_));
    other.entries_ = {};
    other.kept_.clear();
    other.branches_.clear();
    other.memory_ = 0;
  }

  /// Adds the entries of branches that belong to no answer.
  void take_back(const std::vector<IndexedBranch>& lost) {
    for (const IndexedBranch& branch : lost) {
      Report report;
      judge_answer(branch.answer, options_.thresholds, report);
      keep(branch.answer, entries_.add(branch.answer, report, branch.file));
    }
  }
  const AnswerEntries& entries() const { return entries_; }
  std::vector<IndexedBranch> take_branches() { return std::move(branches_); }
  AnswerEntries take_entries() { return std::move(entries_); }
  std::vector<Answer> take_kept() { return std::move(kept_); }

 private:
  std::size_t number_of(const std::string& source) {
    const auto is_it = [&](const Source& one) { return one.name == source; };
    if (last_ >= sources_.size() || !is_it(sources_[last_])) {
      const auto found = std::find_if(sources_.begin(), sources_.end(), is_it);
      last_ = found == sources_.end() ? 0 : static_cast<std::size_t>(found - sources_.begin());
    }
    return last_;
  }

  /// True if it is a branch of another answer.
  bool take_branch(const Answer& answer, std::size_t file) {
    const std::optional<KeptFork> fork = kept_fork(answer, options_);
    if (!fork || answer.place.first_line == 0 || memory_ > kept_bytes_) return false;
    memory_ += memory_of(answer);
    branches_.push_back({.file = file, .fork = *fork, .answer = answer});
    return true;
  }

  /// Keeps an answer, unless all would take too much memory: then none that follows is kept.
  void keep(Answer answer, AnswerEntry& entry) {
    entry.kept = AnswerEntry::not_kept;
    if (memory_ > kept_bytes_) return;
    memory_ += memory_of(answer);
    if (memory_ > kept_bytes_) return;
    entry.kept = static_cast<std::uint32_t>(kept_.size());
    kept_.push_back(std::move(answer));
  }

  const std::vector<Source>& sources_;
  const cli::Options& options_;
  std::size_t kept_bytes_;
  AnswerEntries entries_;
  std::vector<Answer> kept_;
  std::vector<IndexedBranch> branches_;
  std::size_t memory_ = 0;  // of these
  std::size_t last_ = 0;    // the source of the last answer
};

void take_message(std::string message, AnswerIndex& index) {
  if (index.messages.size() == most_messages) {
    ++index.more_messages;
    return;
  }
  constexpr std::size_t character = 4;  // print_message() sees that there was more
  message.resize(first_bytes(message, longest_message + character).size());
  index.messages.push_back(std::move(message));
}

/// Says of which sources only the first answers can be opened.
void say_what_is_lost(const std::vector<Source>& sources, std::size_t kept_bytes,
                      AnswerIndex& index) {
  std::vector<std::size_t> lost(sources.size());
  for (std::size_t i = 0; i < index.entries.size(); ++i) {
    const AnswerEntry& entry = index.entries[i];
    const bool can_open =
        entry.kept != AnswerEntry::not_kept || sources[entry.file].again != Again::never;
    if (!can_open) ++lost[entry.file];
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (lost[i] == 0) continue;
    take_message(fmt::format("{}: {} answer{} of it can be listed but not opened: what cannot be "
                             "read again is kept, {} MiB at most",
                             place_name(sources[i].name, {}), lost[i], lost[i] == 1 ? "" : "s",
                             kept_bytes >> 20U),
                 index);
  }
}

}  // namespace

AnswerIndex index_answers(const cli::Options& options, system::Output& output,
                          ReadingProgress& progress, const std::function<void()>& meanwhile,
                          std::size_t kept_bytes) {
  AnswerIndex index;
  const std::vector<Source> sources = sources_of(options);
  for (const Source& source : sources) index.again.push_back(source.again);
  Collector all(sources, options, kept_bytes);
  const MoreViews more_views{
      .make = [&] { return std::make_unique<Collector>(sources, options, kept_bytes); },
      .sum = true};
  const ReplayCalls calls{.meanwhile = meanwhile, .hear = [&](std::string message) {
                            take_message(std::move(message), index);
                          }};
  index.code = replay(options, all, more_views, output, progress, calls);
  index.branches = all.take_branches();
  all.take_back(find_roots(all.entries(), index.branches));
  index.entries = all.take_entries();
  index.entries.sort_by_place();
  index.kept = all.take_kept();
  say_what_is_lost(sources, kept_bytes, index);
  return index;
}

void print_messages(const AnswerIndex& index) {
  for (const std::string& message : index.messages) print_message(message);
  if (index.more_messages > 0) {
    print_message(fmt::format("and {} more message{}", index.more_messages,
                              index.more_messages == 1 ? "" : "s"));
  }
}

}  // namespace logprobs::app
