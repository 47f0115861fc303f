#include "app/conversations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "app/named_file.hpp"
#include "ask/continuation.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"

namespace logprobs::app {
namespace {

std::map<std::string, std::string> read_requests(const std::string& file) {
  constexpr std::size_t most = std::size_t{4} << 30;
  const std::string text = read_named_file("--requests", file, most);
  std::map<std::string, std::string> requests;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (auto request = ask::batch_request(rest.substr(0, end))) {
      requests.insert_or_assign(std::move(request->custom_id), std::move(request->body));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (requests.empty()) {
    usage_error(fmt::format(
        "--requests: {} has no requests; each line of a Batch's input has a custom_id and a body",
        name_of_file(file)));
  }
  return requests;
}

}  // namespace

Conversations::Conversations(const cli::Options& options, const PreparedRequest& prepared)
    : options_(options), prepared_(prepared) {
  const std::string& file = options.branches.requests;
  if (!file.empty()) by_id_ = read_requests(file);
}

std::string Conversations::request_of(const Answer& answer) const {
  if (options_.asks()) return prepared_.request.body;
  if (has_words()) return chat_body(prepared_.question);
  if (const auto found = by_id_.find(answer.custom_id); found != by_id_.end()) {
    return found->second;
  }
  if (answer.fields.empty() || !answer.fields.back().found) return {};
  const std::string& kept = answer.fields.back().value;
  return ask::conversation_in(kept) == ask::Conversation::none ? std::string() : kept;
}

std::string Conversations::model_for(const Answer& answer, const std::string& request) const {
  if (options_.asks()) return {};
  if (options_.ask.model) return *options_.ask.model;
  return has_words() || ask::model_in(request).empty() ? answer.model : std::string();
}

}  // namespace logprobs::app
