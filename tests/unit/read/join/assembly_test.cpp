#include "read/join/assembly.hpp"

#include <string>

#include "catch.hpp"
#include "letters.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Failure;
using logprobs::Kind;
using logprobs::ReadOptions;
using logprobs::State;
using logprobs::read::Assembly;
using logprobs::read::Notes;

namespace {

Answer part_of(std::string_view letters, int index = 0, bool ends = false) {
  Answer part;
  part.id = "x";
  part.format = "openai-chat";
  samples::add_choice(part, index, Kind::content, letters, letters);
  if (ends) logprobs::read::end_choice(part, index, "stop");
  return part;
}

void add(Assembly& assembly, Answer part, const std::string& trouble = {}) {
  const Notes notes;
  assembly.add(part, {notes, trouble}, false);
}

void take(Assembly& assembly, Answer part) {
  const Notes notes;
  assembly.take(part, {notes, {}});
}

/// What the finished answer says, and its state.
std::string finished(Assembly& assembly) {
  assembly.finish();
  const Answer& answer = assembly.answer();
  return samples::show(answer) + " " + std::string(samples::word(answer.state));
}

}  // namespace

TEST_CASE("an answer grows part by part until each choice has ended") {
  const ReadOptions options;
  Assembly assembly(options);
  CHECK_FALSE(assembly.open());
  add(assembly, part_of("A"));
  CHECK((assembly.open() && assembly.unfinished()));
  add(assembly, part_of("B", 0, true));
  CHECK((assembly.open() && !assembly.unfinished()));
  CHECK(finished(assembly) == "0=A|B:stop complete");
  CHECK_FALSE(assembly.open());
  add(assembly, part_of("C"));
  CHECK(finished(assembly) == "0=C cut");
}

TEST_CASE("an answer begins where its first part does, and has a line if all of it has that line") {
  const ReadOptions options;
  Assembly assembly(options);
  Answer first = part_of("A");
  first.place = {3, 70};
  add(assembly, first);
  CHECK((assembly.answer().place.line == 3u && assembly.answer().place.offset == 70u));
  Answer second = part_of("B");
  second.place = {4, 90};
  add(assembly, second);
  CHECK((!assembly.answer().place.line && assembly.answer().place.offset == 70u));
}

TEST_CASE("a whole response is complete, and may be the first of several in one answer") {
  const ReadOptions options{.one_response = true};
  Assembly assembly(options);
  take(assembly, part_of("A"));
  CHECK_FALSE(assembly.unfinished());
  take(assembly, part_of("B", 1));
  CHECK(finished(assembly) == "0=A 1=B complete");
}

TEST_CASE("only the choice that was asked for is kept") {
  const ReadOptions options{.choice = 1};
  Assembly assembly(options);
  add(assembly, part_of("A", 0, true));
  add(assembly, part_of("B", 1, true));
  CHECK(finished(assembly) == "1=B:stop complete");
}

TEST_CASE("no more of an answer is kept than its largest size") {
  const ReadOptions options{.max_bytes = part_of("AB").bytes.size()};
  Assembly assembly(options);
  add(assembly, part_of("AB"));
  add(assembly, part_of("CD"));
  add(assembly, part_of("E", 0, true));
  CHECK(finished(assembly) == "0=A|B unusable");
  CHECK(assembly.answer().failure->message.starts_with("the response is larger than --max-bytes"));
}

TEST_CASE("a part with a mistake makes the answer unusable") {
  const ReadOptions options;
  Assembly assembly(options);
  add(assembly, part_of("A"), "choices is a string");
  add(assembly, part_of("B", 0, true));
  CHECK(finished(assembly) == "0=A|B:stop unusable");
  CHECK(assembly.answer().failure->message == "choices is a string");
}

TEST_CASE("with fewer choices than expected an answer is cut off, unless its own end came") {
  const ReadOptions options;
  Assembly assembly(options);
  add(assembly, part_of("A", 0, true));
  assembly.expect(2);
  CHECK(finished(assembly) == "0=A:stop cut");
  add(assembly, part_of("A", 0, true));
  add(assembly, part_of("B", 1, true));
  assembly.expect(2);
  CHECK(finished(assembly) == "0=A:stop 1=B:stop complete");
  add(assembly, part_of("A", 0, true));
  assembly.take_done();
  assembly.expect(2);
  CHECK(finished(assembly) == "0=A:stop complete");
  take(assembly, part_of("A"));
  assembly.expect(2);
  CHECK(finished(assembly) == "0=A complete");
}

TEST_CASE("an error that says no more breaks off only an answer that is unfinished") {
  const ReadOptions options;
  Assembly assembly(options);
  Answer error;
  error.failure = Failure{"overloaded", "", {}};
  CHECK_FALSE(assembly.broken_off_by(error));
  add(assembly, part_of("A"));
  CHECK(assembly.broken_off_by(error));
  CHECK_FALSE(assembly.broken_off_by(part_of("B")));
  Answer of_another = error;
  of_another.custom_id = "request-2";
  CHECK_FALSE(assembly.broken_off_by(of_another));
  add(assembly, part_of("B", 0, true));
  CHECK_FALSE(assembly.broken_off_by(error));
}
