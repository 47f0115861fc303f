// What a request asks.
#include <simdjson.h>

#include <array>
#include <cstdint>

#include "logprobs/read.hpp"

namespace logprobs {
namespace {

using Element = simdjson::dom::element;
using List = simdjson::dom::array;
using simdjson::SUCCESS;

/// A text, or the texts of a list of parts, joined; empty if there is none.
std::string text_of(const Element& content) {
  std::string_view text;
  if (content.get(text) == SUCCESS) return std::string(text);
  std::string all;
  List parts;
  if (content.get(parts) != SUCCESS) return all;
  for (const Element part : parts) {
    if (part["text"].get(text) == SUCCESS) all += text;
  }
  return all;
}

/// What the user said last in a conversation.
std::string last_of(const List& messages) {
  std::string question;
  for (const Element message : messages) {
    std::string_view role;
    if (message["role"].get(role) != SUCCESS || role != "user") continue;
    for (const std::string_view name : {"content", "parts"}) {
      Element content;
      if (message[name].get(content) == SUCCESS) question = text_of(content);
    }
  }
  return question;
}

/// The question in a field that has it: a text, a conversation, or a list of one text.
std::string question_in(const Element& field) {
  std::string_view text;
  if (field.get(text) == SUCCESS) return std::string(text);
  List list;
  if (field.get(list) != SUCCESS) return {};
  if (list.size() == 1 && list.at(0).get(text) == SUCCESS) return std::string(text);
  return last_of(list);
}

}  // namespace

Asked asked_in(std::string_view request) {
  constexpr std::size_t largest = std::size_t{16} << 20;  // bytes, to bound the memory it takes
  if (request.empty() || request.size() > largest) return {};
  simdjson::dom::parser parser;
  Element body;
  if (parser.parse(request.data(), request.size()).get(body) != SUCCESS) return {};
  Element inner;  // of a Batch's request
  if (body["body"].get(inner) == SUCCESS && inner.is_object()) body = inner;
  Asked asked;
  std::int64_t choices = 0;
  constexpr std::int64_t most = 1 << 20;
  if (body["n"].get(choices) == SUCCESS && choices > 0 && choices <= most) {
    asked.choices = static_cast<int>(choices);
  }
  static constexpr std::array<std::string_view, 5> fields = {"messages", "prompt", "input",
                                                             "contents", "inputs"};
  for (const std::string_view name : fields) {
    Element field;
    if (body[name].get(field) != SUCCESS) continue;
    asked.question = question_in(field);
    if (!asked.question.empty()) break;
  }
  return asked;
}

}  // namespace logprobs
