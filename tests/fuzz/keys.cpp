// What a terminal sends as keys: the same ones in whatever pieces it comes, and no more than bytes.
#include "explore/keys.hpp"

#include <vector>

#include "input.hpp"

namespace {

using namespace logprobs::explore;
using fuzz::check;

void drain(KeyReader& reader, std::vector<Key>& keys) {
  while (std::optional<Key> key = reader.next()) keys.push_back(std::move(*key));
}

/// Nothing more comes: a part of a sequence is given up in the end.
void finish(KeyReader& reader, std::vector<Key>& keys, std::string_view bytes) {
  constexpr int often = 100;
  for (int i = 0; reader.waits(); ++i) {
    check(i < often, "a part of a sequence is waited for without end", bytes);
    reader.hurry();
    drain(reader, keys);
  }
}

void check_keys(const std::vector<Key>& keys, std::string_view bytes) {
  check(keys.size() <= bytes.size(), "more keys than bytes", bytes);
  for (const Key& key : keys) {
    check(key.text.size() <= KeyReader::longest_paste, "a paste is too long", bytes);
    check(key.name == KeyName::paste || key.text.empty(), "a key has the text of a paste", bytes);
    check(key.column >= 0 && key.row >= 0, "a press is outside the screen", bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const fuzz::Cuts cuts(input);
  const std::string_view bytes = input.rest();
  KeyReader at_once, in_pieces;
  std::vector<Key> keys, same;
  at_once.feed(bytes);
  drain(at_once, keys);
  cuts.for_each_piece(bytes, [&](std::string_view piece) {
    in_pieces.feed(piece);
    drain(in_pieces, same);
  });
  // A Ctrl-C ends a paste if it comes last.
  const bool may_end_pastes = bytes.find('\3') != std::string_view::npos;
  check(may_end_pastes || keys == same, "pieces are other keys", bytes);
  finish(at_once, keys, bytes);
  check_keys(keys, bytes);
  return 0;
}
