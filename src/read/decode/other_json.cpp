#include "read/decode/other_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "read/frame/buffer.hpp"
#include "read/json/json.hpp"

namespace logprobs::read {
namespace {

/// What the fields at the top of a value say.
struct Fields {
  std::vector<std::string> keys{};
  std::string object{};          // the kind of object, in OpenAI's words
  std::string type{};            // the same in Anthropic's
  std::string status{};          // of a Batch job
  std::string output_file_id{};  // of a Batch job that has ended
  std::string element{};         // `object` of the first element of `data`

  bool have(std::string_view key) const {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  }
  template <std::size_t size>
  bool have_any(const std::array<std::string_view, size>& wanted) const {
    return std::any_of(wanted.begin(), wanted.end(), [this](auto key) { return have(key); });
  }
};

/// The string `name` in `object`; empty if there is none.
std::string string_in(Object& object, std::string_view name) {
  std::string_view text;
  return object[name].get_string().get(text) == simdjson::SUCCESS ? std::string(text) : "";
}

/// The `object` of the first object in the list `data`.
std::string first_element(Object& object) {
  Array elements;
  if (object["data"].get_array().get(elements) != simdjson::SUCCESS) return "";
  for (auto each : elements) {
    Object element;
    return each.get_object().get(element) == simdjson::SUCCESS ? string_in(element, "object") : "";
  }
  return "";
}

Fields fields_of(std::string_view text, simdjson::ondemand::parser& parser) {
  simdjson::ondemand::document document;
  Object object;
  Fields found;
  if (parser.iterate(text.data(), text.size(), text.size() + Buffer::padding).get(document) !=
          simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return found;
  }
  for (auto field : object) {
    std::string_view key;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return {};
    found.keys.emplace_back(key);
  }
  const std::array<std::pair<std::string_view, std::string*>, 4> texts{{
      {"object", &found.object},
      {"type", &found.type},
      {"status", &found.status},
      {"output_file_id", &found.output_file_id},
  }};
  for (const auto& [name, value] : texts) {
    if (object.reset().error() == simdjson::SUCCESS) *value = string_in(object, name);
  }
  if (object.reset().error() == simdjson::SUCCESS) found.element = first_element(object);
  return found;
}

bool is_request(const Fields& fields) {
  constexpr std::array<std::string_view, 6> of_responses{"choices",    "content", "response",
                                                         "candidates", "output",  "generated_text"};
  constexpr std::array<std::string_view, 2> of_requests{"messages", "contents"};
  constexpr std::array<std::string_view, 2> questions{"prompt", "input"};
  if (fields.have_any(of_responses)) return false;
  return fields.have_any(of_requests) || (fields.have("model") && fields.have_any(questions)) ||
         (fields.have("inputs") && fields.have("parameters"));
}

std::string describe_batch_job(const Fields& fields) {
  if (!fields.output_file_id.empty()) {
    return fmt::format("this is a Batch job; download its output file, {}, and replay that",
                       fields.output_file_id);
  }
  return fmt::format("this is a Batch job without an output file{}",
                     fields.status.empty() ? "" : fmt::format(" (status: {})", fields.status));
}

/// What an object of OpenAI's API is that has no answer.
std::string_view describe_object(std::string_view object) {
  struct Row {
    std::string_view object;
    std::string_view sentence;
  };
  constexpr std::array rows{
      Row{"model", "this is about a model, not a response of one"},
      Row{"embedding", "this is an embedding, which has no tokens"},
      Row{"batch", "this is a list of Batch jobs; download the output file of one and replay that"},
      Row{"file", "this is about a file; download its content and replay that"},
      Row{"fine_tuning.job", "this is a fine-tuning job, not a response"},
  };
  const auto* const row = std::find_if(rows.begin(), rows.end(),
                                       [&](const Row& each) { return each.object == object; });
  return row == rows.end() ? std::string_view() : row->sentence;
}

}  // namespace

std::string describe_other_json(std::string_view text, simdjson::ondemand::parser& parser) {
  const Fields fields = fields_of(text, parser);
  if (fields.have("url") && fields.have("method") && fields.have("body")) {
    return "this is a request of a Batch, not a response; replay the Batch's output file";
  }
  if (is_request(fields)) {
    return "this is a request, not a response; save what the server sends back";
  }
  if (fields.object == "batch") return describe_batch_job(fields);
  if (fields.type == "message" && fields.have("role")) {
    return "this is a message of Anthropic's API, which gives no logprobs";
  }
  if (fields.have("$schema")) return "this is a JSON Schema, not a response";
  const bool list = fields.object == "list";
  if (!list && (fields.have("embedding") || fields.have("embeddings"))) {
    return std::string(describe_object("embedding"));
  }
  return std::string(describe_object(list ? fields.element : fields.object));
}

}  // namespace logprobs::read
