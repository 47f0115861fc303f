// The inputs of the cases below tests/data/<shape>/: each gives the same in whatever pieces it is
// read, and after whatever else.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/read.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Event;
using logprobs::Place;
using logprobs::Reader;
using logprobs::ReadOptions;

namespace {

/// All that an answer says, except for its place: a line per choice.
std::string show(const Answer& answer) {
  std::string out =
      fmt::format("{} {} {} {} {} {}", samples::word(answer.state), answer.format, answer.id,
                  answer.model, answer.custom_id, answer.created.value_or(-1));
  if (answer.failure) {
    out += fmt::format(" !{} {} {}", answer.failure->message, answer.failure->code,
                       answer.failure->status.value_or(-1));
  }
  for (const std::string& warning : answer.warnings) out += "\n  warning: " + warning;
  for (const Choice& choice : answer.choices) {
    out += fmt::format("\n  {}:{} {} {} “{}”", choice.index, samples::word(choice.kind),
                       choice.finish_reason, choice.ended, choice.message);
    for (const logprobs::Token& token : choice.tokens) {
      out += fmt::format(" {}={}", samples::show_token(answer, token), answer.view(token.shown));
      for (const auto* entry = answer.begin(token); entry != answer.end(token); ++entry) {
        out += fmt::format(",{}", answer.view(entry->shown));
      }
    }
  }
  return out + '\n';
}

std::string show(const Place& place) {
  return place.line ? fmt::format("{}@{} ", *place.line, place.offset.value_or(0)) : "";
}

/// What one grown answer has so far: the number of its tokens.
std::string count(const Answer& answer) {
  std::size_t tokens = 0;
  for (const Choice& choice : answer.choices) tokens += choice.tokens.size();
  return fmt::format("grown {}\n", tokens);
}

struct Found {
  std::string events;                  ///< all of them, one after another
  std::vector<std::string> responses;  ///< without their places
};

void take_events(Reader& reader, Found& found) {
  for (;;) {
    switch (reader.next()) {
      case Event::needs_bytes:
      case Event::end:
        return;
      case Event::grown:
        found.events += count(reader.answer());
        break;
      case Event::done:
        found.responses.push_back(show(reader.answer()));
        found.events += show(reader.answer().place) + found.responses.back();
        break;
      case Event::broken:
        found.events +=
            fmt::format("{}broken: {} {} {}\n", show(reader.problem().place),
                        reader.problem().message, reader.problem().code, reader.problem().alone);
        break;
    }
  }
}

ReadOptions all_kinds() {
  ReadOptions options;
  options.prompt = options.reasoning = true;
  return options;
}

/// Reads `source`; its first part of `first` bytes comes alone, the rest in pieces.
Found read(std::string_view source, std::size_t first = 0,
           std::size_t piece = std::string_view::npos) {
  Reader reader(all_kinds());
  Found found;
  const auto feed = [&](std::string_view bytes) {
    reader.feed(bytes);
    take_events(reader, found);
  };
  if (first != 0) feed(source.substr(0, first));
  for (std::string_view rest = source.substr(first); !rest.empty();) {
    feed(rest.substr(0, piece));
    rest.remove_prefix(std::min(piece, rest.size()));
  }
  reader.finish();
  take_events(reader, found);
  return found;
}

/// The inputs by name, each content once.
std::map<std::string, std::string> inputs() {
  std::vector<std::string_view> shapes = {"wrapped", "errors", "mixed"};
  for (const logprobs::FormatInfo& info : logprobs::formats()) shapes.push_back(info.name);
  constexpr std::string_view kept[] = {"cmd", "out", "err", "code"};
  namespace files = std::filesystem;
  const files::path data = files::path(LOGPROBS_ROOT) / "tests/data";
  std::map<std::string, std::string> by_content;
  for (const std::string_view shape : shapes) {
    if (!files::exists(data / shape)) continue;
    for (const auto& entry : files::recursive_directory_iterator(data / shape)) {
      const std::string name = entry.path().filename();
      const bool is_kept = std::find(std::begin(kept), std::end(kept), name) != std::end(kept);
      if (!entry.is_regular_file() || is_kept) continue;
      const std::string path = files::relative(entry.path(), data);
      std::string& known = by_content[logprobs::test::contents(entry.path())];
      if (known.empty() || path < known) known = path;
    }
  }
  std::map<std::string, std::string> found;
  for (const auto& [content, name] : by_content) found[name] = content;
  return found;
}

/// A whole document on one line; empty if the source is anything else.
std::string one_line(std::string content) {
  if (!nlohmann::json::accept(content)) return "";
  std::replace_if(
      content.begin(), content.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return content + '\n';
}

/// After how many bytes each a source is split, so that long ones do not take too long.
std::size_t stride(std::string_view source) {
  return (1 + source.size() / 1000) * samples::thinning() * samples::thinning();
}

}  // namespace

TEST_CASE("the inputs of all shapes are there") { CHECK(inputs().size() > 100); }

TEST_CASE("a source of any shape says the same in whatever pieces it comes") {
  for (const auto& [name, source] : inputs()) {
    CAPTURE(name);
    const std::string whole = read(source).events;
    CHECK(read(source, 0, 1).events == whole);
    CHECK(read(source, 0, 7).events == whole);
    for (std::size_t split = 1; split < source.size(); split += stride(source)) {
      const std::string found = read(source, split).events;
      CAPTURE(split, source.substr(0, split));
      if (found != whole) CHECK(found == whole);
      if (found != whole) break;
    }
  }
}

TEST_CASE("a document of any shape says the same after one of any other") {
  std::map<std::string, std::string> lines;
  std::map<std::string, std::vector<std::string>> alone;
  for (const auto& [name, source] : inputs()) {
    const std::string line = one_line(source);
    if (line.empty() || line.size() > 4000) continue;
    const Found found = read(line);
    const bool cut = std::any_of(found.responses.begin(), found.responses.end(),
                                 [](const auto& said) { return said.starts_with("cut"); });
    if (cut) continue;  // it is an event of many
    lines[name] = line;
    alone[name] = found.responses;
  }
  CHECK(lines.size() > 50);
  std::size_t pair = 0;
  for (const auto& [name, line] : lines) {
    for (const auto& [before, first] : lines) {
      if (pair++ % samples::thinning() != 0) continue;
      std::vector<std::string> both = alone[before];
      both.insert(both.end(), alone[name].begin(), alone[name].end());
      const std::vector<std::string> found = read(first + line).responses;
      CAPTURE(before, name);
      if (found != both) CHECK(found == both);
    }
  }
}
