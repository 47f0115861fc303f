// What there is to say of tokens and a message that were compared.
#include <fmt/format.h>

#include "logprobs/text.hpp"
#include "read/join/alignment.hpp"
#include "read/join/markup.hpp"

namespace logprobs::read {
namespace {

/// The first few characters, quoted.
std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 20;
  const std::string_view first = first_bytes(text, longest);
  return fmt::format("“{}{}”", first, first.size() < text.size() ? "…" : "");
}

std::string tokens_lost(std::size_t count) {
  return count == 1 ? "the text of one token was lost by the server"
                    : fmt::format("the text of {} tokens was lost by the server", count);
}

}  // namespace

std::vector<std::string> Alignment::warnings(std::string_view prefill) const {
  std::vector<std::string> all;
  const std::string_view untold = std::string_view(message_).substr(0, untold_);
  if (untold_ > 0 && trim_end(untold) != trim_end(prefill)) {
    all.push_back("the message begins with " + quoted(untold) +
                  ", which has no tokens: a prefill, or they were lost");
  }
  if (respelled_) {
    all.push_back(fmt::format(
        "tokens were sent with the marks of their vocabulary ({}); the message's text is shown",
        spelling_ == Spelling::byte_level ? "Ġ" : "▁"));
  }
  if (recovered_ > 0) all.push_back(tokens_lost(recovered_) + "; it is taken from the message");
  if (lost_ > 0) all.push_back(tokens_lost(lost_) + "; U+FFFD stands in its place");
  return all;
}

std::string Alignment::parting(const Answer& answer, const Choice& choice) const {
  if (message_.empty() || choice.tokens.empty()) return {};
  const std::string_view message = message_;
  const std::string_view parted = "the tokens joined are not the message's text";
  if (parting_) {
    const std::string_view there = message.substr(parting_at_);
    return fmt::format("{}: they part at token {}, {}, where the message {}", parted, *parting_,
                       quoted(answer.view(choice.tokens[*parting_].text)),
                       there.empty() ? "ends" : "has " + quoted(there));
  }
  if (at_ == message.size()) return {};
  return fmt::format("{}: after the last token the message goes on with {}", parted,
                     quoted(message.substr(at_)));
}

}  // namespace logprobs::read
