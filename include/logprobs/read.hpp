// Turns the bytes of responses into answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"
#include "logprobs/question.hpp"

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

/// The largest ReadOptions::max_bytes: positions in a document have 32 bits, and there must be room
/// for 64 bytes after it.
inline constexpr std::uint64_t most_bytes = (std::uint64_t{4} << 30) - 64;

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
  /// those of the text. False: they are not.
  bool decodes = true;
  /// Bytes of plain text before the first that is read, and its line; 0: no line has a number.
  std::uint64_t begin = 0, begin_line = 0;
};

/// What Reader::next() found.
enum class Event {
  needs_bytes,  ///< nothing until more bytes come, or finish() is called
  grown,        ///< answer() has begun or grown, and may still grow
  done,         ///< answer() is finished; its state says how it ended
  broken,       ///< something was skipped, or ends the source: see problem()
  end,          ///< nothing more: all of the source was read
};

/// Something in a source that cannot be read.
struct Problem {
  Place place;          ///< where it begins
  std::string message;  ///< a sentence without the source's name; may quote text from outside
  std::string code;     ///< `cut_off`, or empty for anything else
  bool alone = false;   ///< the source has nothing else, so this is its only response
};

/// Whether what begins with these bytes is decoded: gzip, zstd, or UTF-16 with a byte order mark.
bool is_encoded(std::string_view front);

/// Why a server refused, according to the body that came with the HTTP status `status`. Has a
/// message of our own if the body gives no reason.
Failure read_refusal(std::string_view body, int status);

/// What a request asks, according to its body.
Asked asked_in(std::string_view request);

/// Reads one source: a response, a stream, JSON Lines or a Batch file, in whatever pieces it comes.
/// It may be compressed with gzip or zstd, also in several members or frames, and be UTF-16 with a
/// byte order mark, of which an unpaired surrogate becomes U+FFFD.
class Reader {
 public:
  /// With a name in `options.from` that is not in formats(), no response is recognized.
  explicit Reader(ReadOptions options);
  ~Reader();

  /// Where to write the source's next bytes: room for almost 64 KiB or more. To be called when
  /// next() needs bytes.
  std::span<char> space();
  /// Says that the first `size` bytes of the last space() were written; they must not be more.
  void filled(std::size_t size);
  /// Copies `bytes` in: space() and filled() in one.
  void feed(std::string_view bytes);
  /// Says that the source has ended: next() then never needs bytes. A response with fewer choices
  /// than `choices` is cut off, unless its own end came: a connection that broke leaves it open
  /// whether more would have begun.
  void finish(std::size_t choices = 0);

  /// Finds the next thing in the bytes so far. Never throws because of what they contain.
  Event next();
  /// The answer that has grown or is done; valid until the next call of next(). A copy is
  /// independent of the reader.
  const Answer& answer() const;
  /// What was broken, after Event::broken; valid until the next call of next().
  const Problem& problem() const;
  /// Says that nothing more has come for a while: a value that is whole is then read although its
  /// line may go on.
  void hurry();
  /// True if what came last ends a response: [DONE], or a whole JSON response that is the only one
  /// (ReadOptions::one_response).
  bool saw_end() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logprobs
