#include "read/unpack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "read/decode/hidden_text.hpp"
#include "read/decode/search.hpp"

namespace logprobs::read {
namespace {

// What looks like a response but is none is decoded in vain, and so is what looks like one inside
// it. This bounds how much of an outermost document is decoded, counting again what is decoded
// again.
constexpr std::uint64_t least_budget = std::uint64_t{64} << 20;
constexpr std::uint64_t budget_per_byte = 16;

}  // namespace

void Unpacker::open(const Document& document, Candidates& candidates, const Envelope& envelope) {
  const bool outermost = levels_.empty();
  Level& level = levels_.emplace_back();
  level.outer = document;
  level.outer.presumed = false;
  level.envelope = envelope;
  level.candidates = std::move(candidates);
  const std::vector<Candidate>& found = level.candidates.found;
  level.outer.place.several = document.place.several || found.size() > 1;
  // Elements of an array that should be responses speak for themselves.
  level.answers_for = document.claim == Claim::whole &&
                      std::none_of(found.begin(), found.end(), [](const Candidate& candidate) {
                        return candidate.claim == Claim::whole;
                      });
  if (level.candidates.too_deep) {
    doubt(document,
          fmt::format("it is nested deeper than {} levels, which are not searched", deepest));
    responsible().incomplete = true;
  }
  if (!outermost) return;
  ++item_;
  level.text.append(document.text);
  level.outer.text = level.text.text();
  budget_ = std::max(least_budget, budget_per_byte * document.text.size());
}

bool Unpacker::open_rest(const Document& document, Decoder& decoder, Answer& answer) {
  if (decoder.inside().empty()) return false;
  answer.place.path = path_of(document) + decoder.inside();
  Candidates& rest = decoder.candidates();
  if (rest.found.empty() && !rest.too_deep) return false;
  open(document, rest, decoder.envelope());
  answer.place.several = levels_.back().outer.place.several = true;
  return true;
}

bool Unpacker::next(Document& document) {
  Level& level = levels_.back();
  if (level.framer) return next_of_text(document);
  if (level.taken == level.candidates.found.size()) return give_back(document);
  const Candidate& candidate = level.candidates.found[level.taken++];
  document = level.outer;
  document.text = document.text.substr(candidate.begin, candidate.size);
  document.claim = candidate.claim;
  document.element = true;
  if (candidate.size > budget_) {
    doubt(document,
          "too much of this looks like responses without being any; the rest was not searched");
    responsible().incomplete = true;
    budget_ = 0;
    level.taken = level.candidates.found.size();
    return next(document);
  }
  budget_ -= candidate.size;
  if (candidate.claim == Claim::whole) ++item_;
  if (candidate.kind == Candidate::Kind::value) return true;
  open_text(document);
  return next_of_text(document);
}

/// Opens the text that is in `text`, a string or an array of bytes.
void Unpacker::open_text(const Document& text) {
  std::string hidden;
  append_hidden(text.text, hidden);
  Level& level = levels_.emplace_back();
  level.outer = text;
  ++level.outer.strings;
  level.framer = std::make_unique<Framer>(max_bytes_);
  level.framer->feed(hidden);
  level.framer->finish();
}

bool Unpacker::next_of_text(Document& document) {
  Level& level = levels_.back();
  if (!level.framer->next(document)) return false;
  const Document& outer = level.outer;
  document.place = outer.place;
  document.one_line = outer.one_line;
  document.own_line = outer.own_line;
  document.element = outer.element;
  document.strings = outer.strings;
  document.unfinished = document.unfinished && outer.unfinished;
  // Events are a better proof of a response than JSON.
  document.claim = document.event ? Claim::body : outer.claim;
  return true;
}

bool Unpacker::give_back(Document& document) {
  Level& level = levels_.back();
  const bool in_vain = level.answers_for && level.found == 0;
  if (level.given_back || !(in_vain || level.incomplete)) return false;
  level.given_back = true;
  document = level.outer;
  document.searched = true;
  document.doubt = level.doubt;
  if (!level.doubt.empty()) document.place.path = level.doubtful_path;
  return true;
}

void Unpacker::found() {
  for (Level& level : levels_) ++level.found;
}

void Unpacker::doubt(const Document& document, std::string_view what) {
  Level& level = responsible();
  if (what.empty() || !level.doubt.empty()) return;
  level.doubt = what;
  level.doubtful_path = path_of(document);
}

std::string Unpacker::path_of(const Document& document) const {
  std::string path = document.place.path;
  if (!path.empty()) return path;
  for (const Level& level : levels_) {
    if (level.taken == 0 || level.given_back) continue;
    path += level.candidates.path(level.candidates.found[level.taken - 1], level.outer.text);
  }
  return path;
}

std::vector<Way> Unpacker::ways() const {
  std::vector<Way> ways;
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    if (level->taken == 0 || level->given_back) continue;
    ways.push_back(
        {level->candidates, level->candidates.found[level->taken - 1].step, level->outer.text});
  }
  return ways;
}

Document Unpacker::located(Document document) const {
  document.place.path = path_of(document);
  return document;
}

/// The level whose outer document should be a response.
Unpacker::Level& Unpacker::responsible() {
  const auto level = std::find_if(levels_.rbegin(), levels_.rend(),
                                  [](const Level& one) { return one.outer.claim == Claim::whole; });
  return *level;
}

bool Unpacker::close() {
  const bool several = levels_.back().found > 1;
  levels_.pop_back();
  return several;
}

void Unpacker::put_envelopes_into(Answer& answer) const {
  for (const Level& level : levels_) put_into(level.envelope, answer);
}

}  // namespace logprobs::read
