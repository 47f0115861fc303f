// Captures standard error.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <string>

namespace logprobs::test {

/// Returns what `speak` writes to standard error.
template <typename Speak>
std::string said(Speak speak) {
  std::FILE* const file = std::tmpfile();
  const int saved = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  speak();
  dup2(saved, STDERR_FILENO);
  close(saved);
  std::string text(1 << 16, '\0');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

}  // namespace logprobs::test
