#include "read/join/lost_text.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::read::LostPiece;
using logprobs::read::LostTokens;
using logprobs::read::Placing;

namespace {

/// The lost tokens at the front of `tokens`, as `0=é 0? 1?`: known text, or `?` for a lost one.
std::string pieces_of(const std::vector<std::string_view>& tokens) {
  logprobs::Answer answer;
  logprobs::Choice choice;
  for (const std::string_view text : tokens) {
    choice.tokens.push_back(samples::make_token(answer, {text}, {}));
  }
  const LostTokens lost = logprobs::read::lost_tokens(answer, choice, 0);
  std::string out;
  for (const LostPiece& piece : lost.pieces) {
    out += fmt::format("{}{} ", piece.token, piece.lost ? "?" : fmt::format("={}", piece.text));
  }
  return out + fmt::format("-> {}", lost.end);
}

struct PlaceRow {
  std::vector<LostPiece> pieces;
  std::string_view message;
  std::string_view next;
  bool final;
  std::string_view found;  // where the pieces end
};

std::string placed(const PlaceRow& row) {
  std::vector<std::size_t> ends;
  switch (logprobs::read::place_pieces(row.pieces, row.message, row.next, row.final, ends)) {
    case Placing::unknown_yet:
      return "unknown yet";
    case Placing::impossible:
      return "impossible";
    case Placing::found:
      break;
  }
  std::string out;
  for (const std::size_t end : ends) out += (out.empty() ? "" : " ") + std::to_string(end);
  return out;
}

const LostPiece one{0, "�", true};
const LostPiece two{1, "�", true};
const LostPiece nothing{0, "", true};
const LostPiece known{0, "é", false};

}  // namespace

TEST_CASE("tokens that are empty or have U+FFFD may have lost their text") {
  for (const std::string_view text : {"", "�", "a�", "��b"}) {
    CHECK(logprobs::read::may_be_lost(text));
  }
  for (const std::string_view text : {"a", " ", "é", "\xEF\xBF"}) {
    CHECK_FALSE(logprobs::read::may_be_lost(text));
  }
}

TEST_CASE("lost tokens in a row are cut into what is known of them and what is not") {
  struct Row {
    std::vector<std::string_view> tokens;
    std::string_view pieces;
  };
  const Row row = GENERATE(values<Row>({
      {{}, "-> 0"},
      {{"a", "�"}, "-> 0"},
      {{"�", "a"}, "0? -> 1"},
      {{"", "�"}, "0? 1? -> 2"},
      {{"��"}, "0? -> 1"},
      {{"é�b", "�", "c", "�"}, "0=é 0? 0=b 1? -> 2"},
      {{"�x�"}, "0? 0=x 0? -> 1"},
  }));
  CHECK(pieces_of(row.tokens) == row.pieces);
}

TEST_CASE("pieces are placed up to the next known text") {
  const PlaceRow row = GENERATE(values<PlaceRow>({
      {{one}, "éb", "b", false, "2"},
      {{one}, "éb", "", true, "2"},
      {{one}, "é", "b", false, "unknown yet"},
      {{one}, "é", "b", true, "impossible"},
      {{one}, "éxb", "b", false, "impossible"},  // ASCII is never lost
      {{one}, "b", "b", false, "impossible"},    // U+FFFD stands for at least one byte
      {{nothing}, "b", "b", false, "0"},
      {{nothing}, "éb", "b", false, "2"},
      {{one, two}, "éb", "b", false, "1 2"},
      {{one, two}, "€b", "b", false, "1 3"},
      {{known, one}, "éöb", "b", false, "2 4"},
      {{known, one}, "öéb", "b", false, "impossible"},
      {{one, known}, "öéb", "b", false, "2 4"},
      {{one, known}, "öö", "b", false, "unknown yet"},
      {{one}, "ééb", "éb", false, "2"},
  }));
  CAPTURE(row.message, row.next, row.pieces.size());
  CHECK(placed(row) == row.found);
}

TEST_CASE(
    "a lost text is searched in 64 bytes for each token, so that a stream costs linear time") {
  std::string message;
  for (int i = 0; i < 32; ++i) message += "é";
  CHECK(placed({{one}, message + "b", "b", false, ""}) == "64");
  CHECK(placed({{one}, message + "ö", "b", false, ""}) == "impossible");
  CHECK(placed({{one, two}, message + "ö", "b", false, ""}) == "unknown yet");
  CHECK(placed({{one}, message + "ö", "", true, ""}) == "66");
}
