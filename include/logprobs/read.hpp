// The room that turns bytes into answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs {

/// A wire format, as `--from help` lists it.
struct FormatInfo {
  std::string_view name;        ///< as in Answer::format
  std::string_view about;       ///< whose it is, and what tells it apart
  std::string_view asked_with;  ///< the request's fields that make a server send logprobs
};

/// The wire formats that can be read, in the order in which they are tried.
std::span<const FormatInfo> formats();

/// The largest `--max-bytes`: a document's positions have 32 bits, and 64 bytes must follow it.
inline constexpr std::uint64_t most_bytes = (std::uint64_t{4} << 30) - 64;

/// How one source is read.
struct ReadOptions {
  std::string source{};         ///< its name, for Answer::source
  std::string from{};           ///< a format's name; empty: detected
  std::optional<int> choice{};  ///< only the choice with this index on the wire
  bool prompt = false;          ///< also the tokens of the prompt, where they are told apart
  bool reasoning = false;       ///< also those of the reasoning, likewise
  std::uint64_t max_bytes = std::uint64_t{64} << 20;  ///< the largest response or line, bytes
  std::uint64_t max_event_line = most_bytes;  ///< the largest line of an SSE stream, if less, bytes
};

/// What Reader::next() found.
enum class Event {
  needs_bytes,  ///< nothing until more bytes come
  grown,        ///< answer() began or went on
  done,         ///< answer() is finished; its state says how
  broken,       ///< problem() tells of something that was skipped or that ended the source (exit 6)
  end,          ///< the source is finished
};

/// Something in a source that was no response.
struct Problem {
  Place place;
  std::string message;  ///< a sentence without the source's name; may quote text from outside
  std::string code;     ///< `cut_off` or empty
  bool alone = false;   ///< it is all that the source has: a response of which nothing can be read
};

/// Why a server refused, from the body that came with `status`; a body that says nothing of it
/// gets a message of our own.
Failure read_refusal(std::string_view body, int status);

/// Reads one source: a response, a stream, JSON Lines or a Batch file, fed in any cut.
class Reader {
 public:
  explicit Reader(ReadOptions options);
  ~Reader();

  /// Where the source's next bytes are to be written, at least 64 KiB. To be asked for when next()
  /// needs bytes.
  std::span<char> space();
  /// Says that the first `size` bytes of space() were written.
  void filled(std::size_t size);
  /// Copies `bytes` in: space() and filled() in one.
  void feed(std::string_view bytes);
  /// Says that the source has ended.
  void finish();

  /// Goes on to the next thing in the bytes so far; never throws for what the bytes say.
  Event next();
  /// The response that grew or is done; valid until next() is called again.
  const Answer& answer() const;
  /// What was broken.
  const Problem& problem() const;
  /// True when the last thing that came is a stream's own end, [DONE].
  bool saw_end_sign() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logprobs
