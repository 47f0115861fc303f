// How a source is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logprobs/question.hpp"

namespace logprobs {

/// The largest ReadOptions::max_bytes: positions in a document have 32 bits, and there must be room
/// for 64 bytes after it.
inline constexpr std::uint64_t most_bytes = (std::uint64_t{4} << 30) - 64;

/// Where reading begins in a source: at a line of its text.
struct Beginning {
  std::uint64_t offset = 0;  ///< bytes of the text before it
  std::uint64_t line = 1;    ///< the line's number; 0: unknown
  bool goes_on = false;      ///< a response, or something that cannot be read, is before it

  bool operator==(const Beginning&) const = default;
};

/// How one source is read.
struct ReadOptions {
  std::string source{};         ///< its name, for Answer::source
  std::string from{};           ///< a format's name, of formats(); empty: detected
  std::optional<int> choice{};  ///< only the choice with this index; absent: all
  bool prompt = false;          ///< also the tokens of the prompt, if they are marked as such
  bool reasoning = false;       ///< also those of the reasoning, if it is told apart
  /// The source is one response, as the body of an HTTP response is, whatever ids it has.
  bool one_response = false;
  Asked asked{};                      ///< if one_response; else the source says it
  std::string prefill{};              ///< the beginning that the model was asked to continue
  std::vector<std::string> fields{};  ///< keys for Answer::fields
  std::uint64_t max_bytes = std::uint64_t{64} << 20;  ///< the largest response or line, bytes
  std::uint64_t max_event_line = most_bytes;  ///< the largest line of SSE, if below max_bytes
  /// Gzip, zstd and UTF-16 are known by their first bytes and decoded; lines and offsets are then
  /// those of the text. False: they are not, and neither is what begins in the middle of a source.
  bool decodes = true;
  Beginning begin{};  ///< of the first bytes that the reader is given
};

}  // namespace logprobs
