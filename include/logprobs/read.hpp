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
#include "logprobs/read_options.hpp"

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
  /// How many bytes after those of share() must be there: they may be read, whatever they are.
  static constexpr std::size_t padding = 64;
  /// The same as feed() for `size` bytes that need no copy while this reader, which shares them,
  /// reads them. They, and the `padding` after them, must not change any more.
  void share(const std::shared_ptr<const char[]>& bytes, std::size_t size);
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
  /// Where another reader could begin and find all that this one finds from now on; absent while
  /// something is open, or if the source is not a run of values in lines of their own.
  std::optional<Beginning> resumes_at() const;
  /// Goes on elsewhere in the source: the next bytes are those from `begin` on. Only where nothing
  /// is open: if resumes_at() is the end of the bytes so far, and finish() was not called.
  void move_to(const Beginning& begin);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logprobs
