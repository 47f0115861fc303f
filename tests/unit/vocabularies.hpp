// Small vocabularies for tests.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "read/vocabulary/vocabulary.hpp"
#include "samples.hpp"
#include "usage.hpp"

namespace samples {

/// Parses a file called "t.json" that is written with single quotes instead of double ones.
inline logprobs::read::Vocabulary vocabulary(std::string_view text) {
  return logprobs::read::Vocabulary::parse(json(text), "t.json");
}

/// What parse() says of a file that it refuses.
inline std::string vocabulary_error(std::string_view text) {
  return logprobs::test::usage_message([&] { vocabulary(text); });
}

/// All texts, in the order of their ids, each after a "|"; a "-" for an id that no token has.
inline std::string texts(const logprobs::read::Vocabulary& vocabulary) {
  std::string all;
  for (std::int64_t id = 0; id < static_cast<std::int64_t>(vocabulary.size()); ++id) {
    all += fmt::format("|{}", vocabulary.known(id) ? vocabulary.text(id) : "-");
  }
  return all;
}

/// The texts of a tokenizer.json with a model that has these tokens, such as "'a':0,'b':1", and
/// further fields, such as "'decoder':{'type':'Fuse'}".
inline logprobs::read::Vocabulary with_model(std::string_view tokens, std::string_view fields) {
  return vocabulary(fmt::format("{{{}{}'model':{{'type':'BPE','vocab':{{{}}},'merges':['a b']}}}}",
                                fields, fields.empty() ? "" : ",", tokens));
}

}  // namespace samples
