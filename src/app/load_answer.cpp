#include "app/load_answer.hpp"

#include <fmt/format.h>

#include "app/messages.hpp"
#include "app/read_at.hpp"
#include "app/shown.hpp"
#include "app/source.hpp"
#include "explore/answer_entries.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

using explore::AnswerEntry;

/// Takes the answer of an entry, and no other.
class Wanted {
 public:
  explicit Wanted(const AnswerEntry& entry) : entry_(entry) {}

  bool take(Event event, const Reader& reader) {
    if (event == Event::done) take(reader.answer());
    if (event == Event::broken && reader.problem().alone) {
      take(broken_answer(reader.answer().source, reader.problem()));
    }
    return !answer;
  }

  std::optional<Answer> answer;

 private:
  void take(const Answer& found) {
    if (explore::fingerprint_of(found) != entry_.fingerprint) return;
    answer = found;
    // Where reading begins in the middle of a file, its lines are not known.
    Place& place = answer->place;
    place.first_line = entry_.line;
    place.line = entry_.own_line ? std::optional(entry_.line) : std::nullopt;
  }

  const AnswerEntry& entry_;
};

LoadedAnswer read_again(const AnswerEntry& entry, const std::string& file,
                        const cli::Options& options) {
  Wanted wanted(entry);
  const TakeEvent take = [&](Event event, const Reader& reader) {
    return wanted.take(event, reader);
  };
  FoundAt found = read_at(entry.offset, file, options, take);
  // It may be inside a value whose beginning was not seen, or come mixed with others.
  if (!wanted.answer && found.problem.empty()) {
    found = search_for(entry.offset, file, options, take);
  }
  if (wanted.answer) return {std::move(wanted.answer), ""};
  if (system::received_signal() != 0) return {};
  const std::string name = source_name(file, options);
  if (!found.problem.empty()) return {std::nullopt, fmt::format("{}: {}", name, found.problem)};
  Place place;
  if (entry.own_line) place.line = entry.line;
  return {std::nullopt,
          fmt::format("{}: the file has changed since it was listed, and this answer is no longer "
                      "there",
                      place_name(name, place))};
}

}  // namespace

LoadedAnswer load_answer(const AnswerIndex& index, std::size_t number,
                         const cli::Options& options) {
  const AnswerEntry& entry = index.entries[number];
  if (entry.kept != AnswerEntry::not_kept) return {index.kept[entry.kept], ""};
  const std::string& file = options.replay[entry.file];
  if (entry.offset == AnswerEntry::no_offset || index.again[entry.file] == Again::never) {
    return {std::nullopt,
            fmt::format("{}: this answer cannot be opened: it cannot be read again, and there was "
                        "no memory left to keep it",
                        place_name(source_name(file, options), {}))};
  }
  return read_again(entry, file, options);
}

}  // namespace logprobs::app
