#include "app/read_at.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "app/source.hpp"
#include "system/input.hpp"
#include "system/random_access.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

/// Begins to read a file at this byte, which plain text allows; else all before it is read too.
void begin_at(std::uint64_t offset, const std::string& file, system::Input& input,
              ReadOptions& read) {
  std::array<char, 16> front{};
  const system::RandomAccess beginning(file);
  const std::size_t size = std::min<std::uint64_t>(front.size(), beginning.size());
  const bool is_plain = beginning.is_open() && beginning.read(0, std::span(front).first(size)) &&
                        !is_encoded({front.data(), size});
  if (offset > 0 && is_plain && input.pass_over(offset)) read.begin = {.offset = offset, .line = 0};
}

/// Takes what begins at one byte of a source.
class OneResponse {
 public:
  /// `reads_all`: also what comes after it seems to be over, or not to be there.
  OneResponse(std::uint64_t offset, const TakeEvent& take, bool reads_all)
      : offset_(offset), take_(take), reads_all_(reads_all) {}

  /// Takes what is in the bytes that `reader` has; false if no more are needed.
  bool drain(Reader& reader) {
    while (system::received_signal() == 0) {
      const Event event = reader.next();
      if (event == Event::needs_bytes) return true;
      if (event == Event::end) return false;
      const std::optional<std::uint64_t> begin =
          event == Event::broken ? reader.problem().place.offset : reader.answer().place.offset;
      if (begin == offset_) {
        found_ = true;
        is_open_ = event == Event::grown;
        if (!take_(event, reader)) return false;
      } else if (begin > offset_ && !is_open_ && !reads_all_) {
        return false;
      }
    }
    return false;
  }

  bool found() const { return found_; }

 private:
  std::uint64_t offset_;
  const TakeEvent& take_;
  bool reads_all_;
  bool found_ = false;
  bool is_open_ = false;  // it has begun, and others may come before its end
};

FoundAt read_one(OneResponse one, system::Input& input, const ReadOptions& options) {
  Reader reader(options);
  const bool could_read = feed(reader, input, [&](std::size_t) { return one.drain(reader); });
  return {one.found(), could_read ? "" : input.problem()};
}

}  // namespace

FoundAt read_at(std::uint64_t offset, const std::string& file, const cli::Options& options,
                const TakeEvent& take) {
  system::Input input(file);
  ReadOptions read = read_options(file, options);
  begin_at(offset, file, input, read);
  return read_one({offset, take, false}, input, read);
}

FoundAt search_for(std::uint64_t offset, const std::string& file, const cli::Options& options,
                   const TakeEvent& take) {
  system::Input input(file);
  return read_one({offset, take, true}, input, read_options(file, options));
}

}  // namespace logprobs::app
