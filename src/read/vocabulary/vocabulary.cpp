#include "read/vocabulary/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "read/vocabulary/step.hpp"
#include "read/vocabulary/tokenizer_file.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t most_holes = std::size_t{1} << 20;       // ids that no token has
constexpr std::size_t decoding_budget = std::size_t{1} << 27;  // bytes; real ones take a tenth

}  // namespace

/// Puts the tokens of a file into a vocabulary.
class VocabularyBuilder {
 public:
  VocabularyBuilder(TokenizerFile file, std::string_view name)
      : file_(std::move(file)), name_(visible(name)) {}

  Vocabulary build() {
    const std::size_t count = file_.tokens.size() + file_.added.size();
    if (count == 0) fail("has no tokens");
    vocabulary_.entries_.resize(check_ids(file_.added, count, check_ids(file_.tokens, count, 0)));
    for (const NamedId& token : file_.tokens) place(token, false);
    for (const NamedId& token : file_.added) place(token, true);
    Decoding decoding = make_decoding(file_);
    for (std::string& warning : decoding.warnings) warning = fmt::format("{}: {}", name_, warning);
    vocabulary_.warnings_ = std::move(decoding.warnings);
    vocabulary_.bytes_ = std::move(file_.names);
    decode(decoding.steps);
    return std::move(vocabulary_);
  }

 private:
  using Entry = Vocabulary::Entry;

  [[noreturn]] void fail(std::string_view what) const {
    usage_error(fmt::format("{} {}", name_, what));
  }
  [[noreturn]] void fail_at(const NamedId& token, std::string_view what) const {
    usage_error(fmt::format("{}: the id {} of {} {}", name_, token.id,
                            visible_quote(file_.name_of(token)), what));
  }

  /// The size of a vocabulary that holds these ids, and those below `size`.
  std::size_t check_ids(const std::vector<NamedId>& tokens, std::size_t count,
                        std::size_t size) const {
    for (const NamedId& token : tokens) {
      if (token.id < 0) fail_at(token, "is negative");
      const auto id = static_cast<std::size_t>(token.id);
      if (id >= count + most_holes) {
        fail_at(token, fmt::format("is too large for a vocabulary of {} tokens", count));
      }
      size = std::max(size, id + 1);
    }
    return size;
  }

  /// An added token takes the place of one of the model's. If it is the same one, it is still
  /// spelled as the model's tokens are.
  void place(const NamedId& token, bool added) {
    Entry& entry = vocabulary_.entries_[static_cast<std::size_t>(token.id)];
    const std::string_view other =
        std::string_view(file_.names).substr(entry.name.begin, entry.name.size);
    const bool same = entry.known && other == file_.name_of(token);
    if (entry.known && !same && entry.added == added) {
      fail_at(token, fmt::format("is also that of {}", visible_quote(other)));
    }
    entry = {token.name, token.name, true, token.special, same ? entry.added : added};
  }

  void decode(const std::vector<DecoderStep>& steps) {
    std::size_t budget = decoding_budget;
    std::string token;
    for (Entry& entry : vocabulary_.entries_) {
      if (!entry.known) continue;
      const std::string_view name = vocabulary_.view(entry.name);
      token = name;
      if (!apply(steps, entry.added, budget, token)) {
        fail("has a decoder that makes too much of its tokens");
      }
      if (token == name) continue;
      entry.text = {static_cast<std::uint32_t>(vocabulary_.bytes_.size()),
                    static_cast<std::uint32_t>(token.size())};
      vocabulary_.bytes_ += token;
    }
  }

  TokenizerFile file_;
  std::string name_;
  Vocabulary vocabulary_;
};

Vocabulary Vocabulary::parse(std::string_view json, std::string_view name) {
  return VocabularyBuilder(read_tokenizer_file(json, name), name).build();
}

const Vocabulary::Entry* Vocabulary::find(std::int64_t id) const {
  const auto place = static_cast<std::uint64_t>(id);  // a negative id is beyond all others
  return place < entries_.size() && entries_[place].known ? &entries_[place] : nullptr;
}

std::string_view Vocabulary::text(std::int64_t id) const {
  const Entry* const entry = find(id);
  return entry == nullptr ? std::string_view() : view(entry->text);
}

std::string_view Vocabulary::name(std::int64_t id) const {
  const Entry* const entry = find(id);
  return entry == nullptr ? std::string_view() : view(entry->name);
}

bool Vocabulary::special(std::int64_t id) const {
  const Entry* const entry = find(id);
  return entry != nullptr && entry->special;
}

}  // namespace logprobs::read
