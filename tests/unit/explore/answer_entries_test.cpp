#include "explore/answer_entries.hpp"

#include <cmath>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;
using explore::AnswerEntries;
using explore::AnswerEntry;
using explore::fingerprint_of;

namespace {

Answer capital() {
  Answer answer = answer_of({{"It is", 0.9}, {" Bras", 0.05}, {"ília", 0.9}, {".", 0.95}});
  answer.question = "  What is the\n\n capital\tof Brazil? ";
  answer.custom_id = "req-7";
  answer.place.line = answer.place.first_line = 12;
  answer.place.offset = 4000;
  return answer;
}

AnswerEntry added(const Answer& answer, AnswerEntries& entries) {
  return entries.add(answer, judged(answer), 3);
}

std::string title(const Answer& answer) {
  AnswerEntries entries;
  return std::string(entries.title(added(answer, entries)));
}

}  // namespace

TEST_CASE("an entry says what an answer comes to, and where it is") {
  AnswerEntries entries;
  const AnswerEntry entry = added(capital(), entries);
  CHECK(entries.title(entry) == "What is the capital of Brazil? ");
  CHECK(entry.asked);
  CHECK(entries.word(entry) == "Brasília");
  CHECK(entries.path(entry).empty());
  CHECK(entry.offset == 4000);
  CHECK((entry.line == 12 && entry.own_line));
  CHECK(entry.file == 3);
  CHECK(entry.tokens == 4);
  CHECK(entry.clues == 1);
  CHECK(std::exp(entry.least_logprob) == Approx(0.05));
  CHECK(entry.perplexity == Approx(std::pow(0.9 * 0.05 * 0.9 * 0.95, -0.25)));
  CHECK(entry.state == State::complete);
  CHECK(entry.kept == AnswerEntry::not_kept);
}

TEST_CASE("of several choices an entry has the sums, and the worst") {
  Answer answer = capital();
  add_choice(answer, 1, {{"No", 0.01}, {" idea", 0.02}});
  AnswerEntries entries;
  const AnswerEntry entry = added(answer, entries);
  CHECK(entry.tokens == 6);
  CHECK(entry.clues == 3);
  CHECK(entries.word(entry) == "No");
  CHECK(entry.perplexity == Approx(std::pow(0.01 * 0.02, -0.5)));
}

TEST_CASE("an answer without scored tokens has no numbers and no word") {
  Answer answer;
  answer.state = State::refused;
  answer.failure = Failure{"no such model", "", 404};
  AnswerEntries entries;
  const AnswerEntry entry = added(answer, entries);
  CHECK(entries.title(entry) == "no such model");
  CHECK(entries.word(entry).empty());
  CHECK((std::isnan(entry.perplexity) && std::isnan(entry.least_logprob)));
  CHECK((entry.offset == AnswerEntry::no_offset && entry.line == 0 && !entry.own_line));
}

TEST_CASE("without a question the title is how the answer begins") {
  Answer answer = capital();
  answer.question.clear();
  CHECK(title(answer) == "req-7 · It is Brasília.");
  answer.custom_id.clear();
  CHECK(title(answer) == "It is Brasília.");
  answer.choices.front().kind = Kind::reasoning;
  CHECK(title(answer) == "It is Brasília.");
  add_choice(answer, 0, {{" \n Yes", 0.9}});
  CHECK(title(answer) == "Yes");
  add_message(answer, 1, "more");
  CHECK(title(answer) == "Yes");
  answer.choices.clear();
  add_message(answer, 0, "Only\na message");
  CHECK(title(answer) == "Only a message");
  answer.choices.clear();
  answer.custom_id = "req-7";
  CHECK(title(answer) == "req-7");
  answer.failure = Failure{.message = "no such model", .code = "", .status = {}};
  CHECK(title(answer) == "req-7 · no such model");
}

TEST_CASE("long texts are cut off between characters") {
  Answer answer = capital();
  for (const std::string piece : {"x", "żó", "日本", "👩‍👧"}) {
    answer.question.clear();
    for (int i = 0; i < 300; ++i) answer.question += piece;
    const std::string text = title(answer);
    INFO(piece);
    CHECK(text.size() <= 83);
    CHECK(text.size() > 70);
    CHECK(text.ends_with("…"));
    CHECK(is_utf8(text));
  }
  answer.choices.front().tokens[1].logprob = -20;
  answer.place.path = std::string(1000, '/');
  answer.place.several = true;
  AnswerEntries entries;
  CHECK(entries.path(added(answer, entries)).size() == 123);
}

TEST_CASE("a fingerprint is that of the answer, wherever its bytes and its line are") {
  const Answer answer = capital();
  Answer other = answer;
  other.place.line = 99;
  other.source = "b.json";
  other.bytes = "before" + other.bytes;
  for (Token& token : other.choices.front().tokens) token.text.begin += 6;
  CHECK(fingerprint_of(other) == fingerprint_of(answer));
  const auto differs = [&](auto change) {
    Answer changed = answer;
    change(changed);
    return fingerprint_of(changed) != fingerprint_of(answer);
  };
  CHECK(differs([](Answer& a) { a.custom_id = "req-8"; }));
  CHECK(differs([](Answer& a) { a.id = "x"; }));
  CHECK(differs([](Answer& a) { a.place.path = "/a"; }));
  CHECK(differs([](Answer& a) { a.state = State::cut; }));
  CHECK(differs([](Answer& a) { a.bytes[0] = 'i'; }));
  CHECK(differs([](Answer& a) { a.choices[0].tokens[2].logprob -= 1e-9; }));
  CHECK(differs([](Answer& a) { a.choices[0].tokens.pop_back(); }));
  CHECK(differs([](Answer& a) { a.choices[0].index = 1; }));
  CHECK(differs([](Answer& a) { a.choices[0].kind = Kind::refusal; }));
  CHECK(differs([](Answer& a) { a.choices[0].message = "m"; }));
}

TEST_CASE("entries of others are added with their texts") {
  AnswerEntries all;
  AnswerEntries more;
  Answer answer = capital();
  all.add(answer, judged(answer), 0);
  answer.question = "Second?";
  more.add(answer, judged(answer), 0);
  answer.question = "Third?";
  more.add(answer, judged(answer), 0);
  all.append(more);
  REQUIRE(all.size() == 3);
  CHECK(all.title(all[0]).starts_with("What"));
  CHECK(all.title(all[1]) == "Second?");
  CHECK(all.title(all[2]) == "Third?");
  CHECK(all.word(all[2]) == "Brasília");
}

TEST_CASE("entries are sorted by source and place, and stay in order where both are the same") {
  AnswerEntries entries;
  const auto add = [&](std::size_t file, std::optional<std::uint64_t> offset,
                       const char* question) {
    Answer answer = capital();
    answer.place.offset = offset;
    answer.question = question;
    entries.add(answer, judged(answer), file);
  };
  add(1, 5, "d");
  add(0, std::nullopt, "c");
  add(0, 900, "b");
  add(1, 5, "e");
  add(0, 7, "a");
  entries.sort_by_place();
  std::string titles;
  for (std::size_t i = 0; i < entries.size(); ++i) titles += entries.title(entries[i]);
  CHECK(titles == "abcde");
}

TEST_CASE("an entry takes little memory") { CHECK(sizeof(AnswerEntry) <= 80); }
