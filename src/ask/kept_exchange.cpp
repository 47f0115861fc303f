#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "logprobs/ask.hpp"
#include "logprobs/question.hpp"

namespace logprobs {
namespace {

using Json = nlohmann::json;

constexpr std::string_view json_space = " \t\r\n";

}  // namespace

KeptExchange::KeptExchange(std::string request) : request_(std::move(request)) {}

void KeptExchange::feed(std::string_view bytes, std::string& out) {
  if (flows_) {
    out += bytes;
    return;
  }
  held_ += bytes;
  const std::size_t first = held_.find_first_not_of(json_space);
  if (first == std::string::npos || held_[first] == '{' || held_[first] == '[') return;
  flow(out);
}

void KeptExchange::finish(bool whole, std::string& out) {
  if (flows_ || held_.empty()) return;
  if (!whole || !Json::accept(held_) || !Json::accept(request_)) return flow(out);
  const std::size_t begin = held_.find_first_not_of(json_space);
  const std::size_t end = held_.find_last_not_of(json_space) + 1;
  out += fmt::format(R"({{"request": {}, "response": )", request_);
  out.append(held_, begin, end - begin);
  out += "}\n";
  held_ = {};
}

/// What is no JSON value follows a comment, in which any bytes but line ends may be.
void KeptExchange::flow(std::string& out) {
  flows_ = true;
  out += fmt::format("{}{}\n", kept_request_mark, request_);
  out += std::exchange(held_, {});
}

}  // namespace logprobs
