// How encoded data is decoded, in whatever pieces it comes and goes.
#include "read/encoding/layer.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::EncodingName;
using logprobs::read::Layer;
using namespace std::string_view_literals;

namespace {

// The text {"a":1} and a line feed.
constexpr std::string_view gzip =
    "\x1F\x8B\x08\0\0\0\0\0\2\3\xAB\x56\x4A\x54\xB2\x32\xAC\xE5\2\0\x46\xA3\xE8\x74\x08\0\0\0"sv;
constexpr std::string_view zstd = "\x28\xB5\x2F\xFD\0\x58\x41\0\0{\"a\":1}\n"sv;

struct Decoded {
  std::string text;
  std::string problem;
  bool cut = false;
};

/// What `data` decodes to, given `piece` bytes at a time, with room for `room` bytes of text.
Decoded decoded(std::string_view data, std::size_t piece, std::size_t room) {
  constexpr std::size_t front = 4;  // bytes that tell the encoding
  Layer layer(logprobs::read::encoding_of(data, true), data.substr(0, front));
  data.remove_prefix(std::min(front, data.size()));
  Decoded found;
  std::string out(room, '\0');
  for (;;) {
    const std::size_t size = layer.decode(out);
    found.text += out.substr(0, size);
    if (size != 0) continue;
    if (layer.ended()) break;
    const std::string_view next = data.substr(0, piece);
    std::copy(next.begin(), next.end(), layer.space().begin());
    layer.filled(next.size());
    data.remove_prefix(next.size());
    if (next.empty()) layer.finish();
  }
  found.problem = layer.problem();
  found.cut = layer.cut();
  return found;
}

std::string operator+(std::string_view a, std::string_view b) { return std::string(a).append(b); }

}  // namespace

TEST_CASE("encoded data is decoded however it comes in pieces, and whatever room its text has") {
  struct Row {
    std::string data;
    std::string_view text;
    std::string_view problem;
  };
  const std::string_view line = "{\"a\":1}\n";
  const std::string_view two = "{\"a\":1}\n{\"a\":1}\n";
  const Row row = GENERATE_COPY(values<Row>({
      {std::string(gzip), line, ""},
      {std::string(zstd), line, ""},
      {gzip + gzip, two, ""},
      {zstd + zstd, two, ""},
      {gzip + zstd, two, ""},
      {gzip + "\0\0\0"sv, line, ""},
      {gzip + "\0"sv + gzip, two, ""},
      {"\x50\x2A\x4D\x18\1\0\0\0x"sv + zstd, line, ""},
      {gzip + "x", line, "something else follows the gzip data, at its byte 28; it was skipped"},
      {gzip + "\x1F\x8B", line,
       "something else follows the gzip data, at its byte 28; it was skipped"},
      {zstd + "\0x"sv, line,
       "something else follows the zstd data, at its byte 18; it was skipped"},
      {std::string(gzip.substr(0, 27)), line, "the gzip data breaks off; its end is missing"},
      {gzip + zstd.substr(0, 5), line, "the zstd data breaks off; its end is missing"},
      {std::string("\xFF\xFE"
                   "a\0\xE9\0\xAC\x20\x3D\xD8\0\xDE"sv),
       "aé€😀", ""},
      {std::string("\xFE\xFF\0a\0\xE9\x20\xAC\xD8\x3D\xDE\0"sv), "aé€😀", ""},
      {std::string("\xFF\xFE"
                   "a\0\xFF\xFE"
                   "b\0"sv),
       "a\uFEFFb", ""},
      {std::string("\xFF\xFE"
                   "a\0\xFE\xFF\0b\xFF\xFE"
                   "c\0"sv),
       "a\uFEFFb\uFEFFc", ""},
      {std::string("\xFF\xFE\x3D\xD8"
                   "a\0"sv),
       "\uFFFDa", ""},
      {std::string("\xFF\xFE\0\xDE\x3D\xD8\x3D\xD8\0\xDE"sv), "\uFFFD\uFFFD😀", ""},
      {std::string("\xFF\xFE"
                   "a\0b"sv),
       "a", "the UTF-16 text breaks off; its end is missing"},
      {std::string("\xFF\xFE"
                   "a\0\x3D\xD8"sv),
       "a", "the UTF-16 text breaks off; its end is missing"},
      {std::string("\xFF\xFE"), "", ""},
  }));
  for (std::size_t piece = 1; piece <= row.data.size(); ++piece) {
    for (const std::size_t room : {4, 5, 8, 64}) {
      CAPTURE(row.data, piece, room);
      const Decoded found = decoded(row.data, piece, room);
      CHECK(found.text == row.text);
      CHECK(found.problem == row.problem);
      CHECK(found.cut == (row.problem.find("breaks off") != std::string_view::npos));
    }
  }
}

TEST_CASE("what comes before the damage is decoded") {
  std::string damaged(gzip);
  damaged[20] ^= 1;  // of its checksum
  const Decoded found = decoded(gzip + damaged, 1, 64);
  CHECK(found.text == "{\"a\":1}\n{\"a\":1}\n");
  CHECK(found.problem == "the gzip data is damaged: incorrect data check");
  CHECK_FALSE(found.cut);
}

TEST_CASE("libzstd is not asked again and again while no data comes") {
  Layer layer(EncodingName::zstd, zstd.substr(0, 6));
  std::string out(64, '\0');
  for (int i = 0; i < 100; ++i) CHECK(layer.decode(out) == 0);
  std::copy(zstd.begin() + 6, zstd.end(), layer.space().begin());
  layer.filled(zstd.size() - 6);
  CHECK(layer.decode(out) == 8);
  CHECK(layer.problem().empty());
}
