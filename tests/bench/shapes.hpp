// How each API and server would have written a made-up answer.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "random.hpp"
#include "sampler.hpp"
#include "vocabulary.hpp"

namespace bench {

/// What a shape is written from.
struct Source {
  const Vocabulary& vocabulary;
  const Answer& answer;
  Random& random;
};

struct Shape {
  std::string_view
      name;  // of the wire format, as --from knows it; a stream's has -stream behind it
  void (*append)(std::string& out, const Source& source);  // one response, without the last newline
};

std::span<const Shape> shapes();

/// One chat completion of OpenAI's.
void append_completion(std::string& out, const Source& source, bool with_logprobs);

}  // namespace bench
