// How each API and server would write a made-up answer.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "random.hpp"
#include "sampler.hpp"
#include "vocabulary.hpp"

namespace bench {

/// The input for writing a shape.
struct Source {
  const Vocabulary& vocabulary;
  const Answer& answer;
  Random& random;
};

struct Shape {
  std::string_view name;  // of the wire format, as for --from, followed by -stream for a stream
  // Appends one response, without the final newline.
  void (*append)(std::string& out, const Source& source);
};

std::span<const Shape> shapes();

/// One OpenAI chat completion.
void append_completion(std::string& out, const Source& source, bool with_logprobs);

}  // namespace bench
