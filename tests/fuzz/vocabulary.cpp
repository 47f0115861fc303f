// A file of a vocabulary: read, or refused with a sentence that is safe to show. What a decoder
// makes of the names stays in proportion.
#include "read/vocabulary/vocabulary.hpp"

#include <vector>

#include "input.hpp"
#include "logprobs/error.hpp"
#include "safe.hpp"

namespace {

using namespace logprobs;

void check_sentence(const std::string& sentence) {
  fuzz::check(!sentence.empty() && sentence.find('\n') == std::string::npos, "no sentence",
              sentence);
  fuzz::check_safe(sentence);
}

void check_tokens(const read::Vocabulary& vocabulary, std::size_t file_size) {
  constexpr std::size_t most_text = std::size_t{1} << 27;
  const auto end = static_cast<std::int64_t>(vocabulary.size());
  std::size_t known = 0;
  std::size_t bytes = 0;
  for (std::int64_t id = -1; id <= end; ++id) {
    bytes += vocabulary.text(id).size();
    known += vocabulary.known(id) ? 1 : 0;
    fuzz::check(vocabulary.known(id) || vocabulary.name(id).empty(), "an unknown id has a name",
                vocabulary.name(id));
  }
  fuzz::check(known > 0 && known < file_size, "tokens from nowhere", "");
  fuzz::check(vocabulary.known(end - 1) && !vocabulary.known(end), "a wrong size", "");
  fuzz::check(bytes <= file_size + most_text, "too much text", "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<char> exact(data, data + size);  // so that a byte read after its end is noticed
  try {
    const read::Vocabulary vocabulary =
        read::Vocabulary::parse({exact.data(), exact.size()}, "a\x1b.json");
    check_tokens(vocabulary, size);
    for (const std::string& warning : vocabulary.warnings()) check_sentence(warning);
  } catch (const Error& error) {
    fuzz::check(error.code == ExitCode::usage, "another exit code", error.what());
    check_sentence(error.what());
  }
  return 0;
}
