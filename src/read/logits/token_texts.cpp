#include "read/logits/token_texts.hpp"

#include <fmt/format.h>

#include <string_view>

namespace logprobs::read {
namespace {

Span append(Answer& answer, std::string_view text) {
  const Span span{static_cast<std::uint32_t>(answer.bytes.size()),
                  static_cast<std::uint32_t>(text.size())};
  answer.bytes += text;
  return span;
}

}  // namespace

TokenTexts::Spans TokenTexts::put(const Vocabulary* vocabulary, std::int64_t id, Answer& answer) {
  const auto [place, is_new] = known_.try_emplace(id);
  Spans& spans = place->second;
  if (!is_new) return spans;
  if (vocabulary == nullptr || !vocabulary->known(id)) {
    spans.text = spans.name = append(answer, fmt::format("<{}>", id));
    return spans;
  }
  const std::string_view text = vocabulary->text(id);
  spans.text = spans.name = append(answer, text);
  if (vocabulary->name(id) != text) spans.name = append(answer, vocabulary->name(id));
  return spans;
}

}  // namespace logprobs::read
