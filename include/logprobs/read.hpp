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
  std::string_view about;       ///< who uses it, and how it is recognized
  std::string_view asked_with;  ///< the request's fields that make a server send logprobs
};

/// The wire formats that can be read. A document that fits several is of openai-chat, or else of
/// the first that fits.
std::span<const FormatInfo> formats();

/// The largest `--max-bytes`: positions in a document have 32 bits, and 64 bytes must follow it.
inline constexpr std::uint64_t most_bytes = (std::uint64_t{4} << 30) - 64;

/// How one source is read.
struct ReadOptions {
  std::string source{};         ///< its name, for Answer::source
  std::string from{};           ///< a format's name; empty: detected
  std::optional<int> choice{};  ///< only the choice with this index on the wire
  bool prompt = false;          ///< also the tokens of the prompt, if they are marked as such
  bool reasoning = false;       ///< also those of the reasoning, if they are marked as such
  std::uint64_t max_bytes = std::uint64_t{64} << 20;  ///< the largest response or line, bytes
  std::uint64_t max_event_line = most_bytes;  ///< the largest line of an SSE stream, bytes; if less
};

/// What Reader::next() found.
enum class Event {
  needs_bytes,  ///< nothing before more bytes come
  grown,        ///< answer() has begun or grown
  done,         ///< answer() is finished; its state says how it ended
  broken,       ///< something was skipped, or ended the source: see problem() (exit 6)
  end,          ///< the source is finished
};

/// Something in a source that is not a response.
struct Problem {
  Place place;
  std::string message;  ///< a sentence without the source's name; may quote text from outside
  std::string code;     ///< `cut_off` or empty
  bool alone = false;   ///< the source has nothing else: a response that cannot be read at all
};

/// Why a server refused, according to the body that came with the HTTP status `status`; our own
/// words if the body does not say.
Failure read_refusal(std::string_view body, int status);

/// Reads one source: a response, a stream, JSON Lines or a Batch file, in whatever pieces it comes.
class Reader {
 public:
  explicit Reader(ReadOptions options);
  ~Reader();

  /// Where to write the source's next bytes: at least 64 KiB. To be called when next() needs bytes.
  std::span<char> space();
  /// Says that the first `size` bytes of the last space() were written; they must not be more.
  void filled(std::size_t size);
  /// Copies `bytes` in: space() and filled() in one.
  void feed(std::string_view bytes);
  /// Says that the source has ended.
  void finish();

  /// Finds the next thing in the bytes so far. Never throws because of what they contain.
  Event next();
  /// The response that has grown or is done; valid until the next call of next(). A copy is
  /// independent of the reader.
  const Answer& answer() const;
  /// What was broken, after Event::broken.
  const Problem& problem() const;
  /// True if [DONE], a stream's own end, is the last thing that came.
  bool saw_end_sign() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logprobs
