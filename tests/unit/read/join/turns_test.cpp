#include "read/join/turns.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "letters.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Kind;
using logprobs::read::HeldPart;
using logprobs::read::Notes;
using logprobs::read::Turns;

namespace {

/// Gives the parts that the letters of `script` name: `r` begins a choice, `.` ends one, `R` says
/// something and names the role, `u` has no choices; any other is a token. Returns the letters that
/// are not held, and what is released at the end, with the index of each.
std::string held(std::string_view script) {
  Turns turns;
  std::string out;
  for (const char& letter : script) {
    Answer part;
    Notes notes;
    notes.role = letter == 'r' || letter == 'R';
    const bool token = letter != 'r' && letter != '.';
    const std::string_view text(&letter, token ? 1 : 0);
    if (letter != 'u') samples::add_choice(part, 0, Kind::content, text, text);
    if (letter == '.') logprobs::read::end_choice(part, 0, "stop");
    if (!turns.hold(part, notes)) out += letter;
  }
  CHECK(turns.holding() == (out.size() < script.size()));
  for (const HeldPart& each : turns.release()) out += " " + samples::show(each.part);
  return out;
}

}  // namespace

TEST_CASE("parts are held back from the second beginning on, and dealt if all choices end") {
  CHECK(held("rAB.") == "rAB.");
  CHECK(held("AB.rC.") == "AB.rC.");
  CHECK(held("rrABCD..") == "r 1 0=A 1=B 0=C 1=D 0:stop 1:stop");
  CHECK(held("rrAB.C.") == "r 1 0=A 1=B 0:stop 1=C 1:stop");
  CHECK(held("rrA..B.") == "rB. 1 0=A 1:stop 0:stop");
  CHECK(held("rrrABC...") == "r 1 2 0=A 1=B 2=C 0:stop 1:stop 2:stop");
}

TEST_CASE("one choice that begins twice stays one") {
  CHECK(held("rrAB.") == "r 0 0=A 0=B 0:stop");
  CHECK(held("rrAB") == "r 0 0=A 0=B");
  CHECK(held("rrR") == "rR 0");
  CHECK(held("rrA.R") == "rR 0 0=A 0:stop");
  CHECK(held("urr") == "urr");
}
