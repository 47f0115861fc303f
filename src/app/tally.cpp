#include "app/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace logprobs::app {
namespace {

constexpr std::size_t most = 20;  // gists of a source that are told apart

}  // namespace

bool Tally::take(const Message& message) {
  std::string gist = gist_of(message);
  const auto known = std::find_if(kinds_.begin(), kinds_.end(),
                                  [&](const Alike& kind) { return kind.gist == gist; });
  if (known == kinds_.end() && kinds_.size() < most) {
    kinds_.push_back({std::move(gist), message.place, {}, 0});
    return true;
  }
  Alike& kind = known == kinds_.end() ? others_ : *known;
  kind.last = message;
  kind.last.what.resize(std::min(message.what.size(), longest_message));
  ++kind.more;
  return false;
}

std::vector<Message> Tally::end() {
  std::vector<Message> messages;
  const auto add = [&](const Alike& kind, const std::string& like, std::string_view gist) {
    if (kind.more == 1) messages.push_back(kind.last);
    if (kind.more < 2) return;
    const std::string end =
        kind.last.place.line ? fmt::format(", up to line {}", *kind.last.place.line) : "";
    Message& message = messages.emplace_back();
    message.source = kind.last.source;
    message.what = fmt::format("{} more {}{}{}", kind.more, like, end, gist);
  };
  for (const Alike& kind : kinds_) {
    const std::optional<std::uint64_t>& line = kind.first.line;
    add(kind, line ? fmt::format("like line {}", *line) : "like the first", ": " + kind.gist);
  }
  add(others_, "of other kinds", "");
  kinds_.clear();
  others_ = {};
  return messages;
}

}  // namespace logprobs::app
