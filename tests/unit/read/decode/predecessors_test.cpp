// What a document means does not depend on the document before it.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "folder.hpp"
#include "read/decode/decoder.hpp"
#include "read/frame/framer.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Decoder;
using logprobs::read::Document;
using samples::json;
using samples::thinning;

namespace {

/// A document of its own memory.
struct Sample {
  std::string text;
  bool event = false;

  bool operator<(const Sample& other) const {
    return std::pair(text, event) < std::pair(other.text, other.event);
  }
};

/// All that a decoder says of a document.
std::string decoded(Decoder& decoder, const Sample& sample) {
  std::string memory = sample.text + std::string(logprobs::read::Buffer::padding, ' ');
  Document document;
  document.text = std::string_view(memory).substr(0, sample.text.size());
  document.event = sample.event;
  Answer answer;
  const auto outcome = decoder.decode(document, answer);
  std::string out = fmt::format("{} {} {} {} {} {}", static_cast<int>(outcome), answer.format,
                                answer.id, answer.model, answer.custom_id, samples::show(answer));
  if (answer.failure) out += fmt::format(" ({} {})", answer.failure->message, answer.failure->code);
  for (const std::string& warning : answer.warnings) out += " " + warning;
  out += fmt::format(" [{}]", decoder.trouble());
  if (outcome == logprobs::read::Outcome::several) {
    const auto& candidates = decoder.candidates();
    for (const auto& candidate : candidates.found) {
      out += fmt::format(" {}+{} {}", candidate.begin, candidate.size,
                         candidates.path(candidate, document.text));
    }
  }
  if (outcome == logprobs::read::Outcome::broken) out += " " + decoder.problem();
  return out;
}

std::string alone(const Sample& sample) {
  Decoder decoder("");
  return decoded(decoder, sample);
}

void add_documents(const std::filesystem::path& file, std::set<Sample>& samples) {
  constexpr std::size_t longest = 20'000;  // bytes: more of the same
  logprobs::read::Framer framer(1 << 20);
  framer.feed(logprobs::test::contents(file));
  framer.finish();
  for (Document document; framer.next(document);) {
    if (document.kind == Document::Kind::json && document.text.size() < longest) {
      samples.insert({std::string(document.text), document.event});
    }
  }
}

/// Every document of the samples and examples, and a few that several formats could claim.
std::vector<Sample> all_samples() {
  std::set<Sample> samples;
  namespace files = std::filesystem;
  const files::path root = LOGPROBS_ROOT;
  for (const files::path& folder : {root / "tests/data", root / "examples"}) {
    for (const auto& entry : files::recursive_directory_iterator(folder)) {
      const std::string type = entry.path().extension();
      if (type == ".json" || type == ".jsonl" || type == ".sse") {
        add_documents(entry.path(), samples);
      }
    }
  }
  const std::string choices =
      "[{'message':{'content':'@'},'logprobs':{'content':[{'token':'@','logprob':-1}]}}]";
  const auto named = [&](std::string_view name) {
    std::string text = choices;
    for (std::size_t at = 0; (at = text.find('@', at)) != std::string::npos;) {
      text.replace(at, 1, name);
    }
    return text;
  };
  const std::string tokens = "[{'token':'T','logprob':-1}]";
  for (const std::string& text : {
           fmt::format("{{'choices':{},'data':{{'choices':{}}}}}", named("outer"), named("inner")),
           fmt::format("{{'data':{{'choices':{}}},'choices':{}}}", named("inner"), named("outer")),
           fmt::format("{{'choices':{},'response':'data: {{}}'}}", named("outer")),
           fmt::format("{{'choices':{},'candidates':[]}}", named("outer")),
           fmt::format("{{'choices':{},'output':[nope]}}", named("outer")),
           fmt::format("{{'choices':{},'content':{},'done':true}}", named("outer"), tokens),
           fmt::format("{{'choices':7,'content':{}}}", tokens),
           fmt::format("{{'choices':7,'response':{{'body':{{'choices':{}}}}}}}", named("inner")),
           fmt::format("{{'id':nope,'logprobs':{}}}", tokens),
           fmt::format("{{'error':{{'a'}},'logprobs':{}}}", tokens),
           fmt::format("{{'type':'x','response':{{'choices':{}}}}}", named("inner")),
           fmt::format("{{'body':{{'choices':{}}},'nope':nope,}}", named("inner")),
           fmt::format("{{'a':{{'b':[{{'choices':{}}}]}},'response':null}}", named("inner")),
           fmt::format("{{'custom_id':'c','log':'{{}}','logprobs':{}}}", tokens),
           std::string("{'choices':[],'completions':[]}"),
           std::string("{'message':{'content':'x'},'done':true,'type':'response.x'}"),
       }) {
    samples.insert({json(text), false});
  }
  return {samples.begin(), samples.end()};
}

}  // namespace

TEST_CASE("a document means the same after every other one") {
  const std::vector<Sample> samples = all_samples();
  REQUIRE(samples.size() > 500);
  std::vector<std::string> expected;
  std::map<std::string, Sample> predecessors;  // one of each format and outcome
  for (const Sample& sample : samples) {
    expected.push_back(alone(sample));
    const std::size_t end = expected.back().find(' ', 2);
    const bool wrapped = sample.text.find("custom_id") != std::string::npos;
    predecessors.emplace(expected.back().substr(0, end) + (wrapped ? " wrapped" : ""), sample);
  }
  CHECK(predecessors.size() > 20);
  std::size_t first = 0;  // others of the samples follow each of them, if some are left out
  for (const auto& [name, predecessor] : predecessors) {
    Decoder decoder("");
    for (std::size_t i = first++ % thinning(); i < samples.size(); i += thinning()) {
      decoded(decoder, predecessor);
      const std::string found = decoded(decoder, samples[i]);
      if (found == expected[i]) continue;
      CAPTURE(name, samples[i].text.substr(0, 200), expected[i]);
      FAIL_CHECK(found);
    }
  }
}

TEST_CASE("a response with another one in it is the outer one") {
  const Sample sample{
      json("{'choices':[{'message':{'content':'outer'}}],"
           "'data':{'choices':[{'message':{'content':'inner'}}]}}")};
  CHECK_THAT(alone(sample), Contains("outer"));
}
