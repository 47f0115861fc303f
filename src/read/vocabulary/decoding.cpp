#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "logprobs/text.hpp"
#include "read/vocabulary/implied.hpp"
#include "read/vocabulary/step.hpp"

namespace logprobs::read {
namespace {

/// The steps so far, and whether the tokens are one text by now.
struct Chain {
  Decoding decoding{};
  bool fused = false;

  void add(DecoderStep step) { decoding.steps.push_back(std::move(step)); }
  void warn(std::string sentence) { decoding.warnings.push_back(std::move(sentence)); }
};

/// The text that a regular expression matches, if it is only one.
std::optional<std::string> literal_of(std::string_view regex) {
  constexpr std::string_view operators = ".^$|()[]{}*+?";
  std::string literal;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    if (operators.find(regex[i]) != std::string_view::npos) return std::nullopt;
    if (regex[i] == '\\') {
      ++i;
      // Only an escaped operator means itself; "\n", "\s" and so on have meanings of their own.
      constexpr std::string_view escaped = ".^$|()[]{}*+?\\/-";
      if (i == regex.size() || escaped.find(regex[i]) == std::string_view::npos) {
        return std::nullopt;
      }
    }
    literal += regex[i];
  }
  return literal;
}

void add_byte_level(const Component& /*component*/, Chain& chain) {
  chain.add({StepKind::byte_level});
  chain.fused = true;
}

void add_byte_fallback(const Component& /*component*/, Chain& chain) {
  chain.add({StepKind::byte_fallback});
}

void add_replacement(std::string from, std::string to, Chain& chain) {
  if (!from.empty()) chain.add({StepKind::replace, std::move(from), std::move(to)});
}

void add_metaspace(const Component& component, Chain& chain) {
  add_replacement(component.replacement, " ", chain);
}

void add_bpe(const Component& component, Chain& chain) {
  add_replacement(component.suffix, " ", chain);
}

void add_replace(const Component& component, Chain& chain) {
  std::optional<std::string> from = component.literal;
  if (!from && component.regex) from = literal_of(*component.regex);
  if (from) return add_replacement(std::move(*from), component.content, chain);
  chain.warn(fmt::format("the decoder Replace is left out: the regular expression {} is not read",
                         visible_quote(component.regex.value_or(""))));
}

void add_strip(const Component& component, Chain& chain) {
  // Of one text, only the first and the last token would be stripped.
  if (chain.fused || component.content.empty()) return;
  chain.add({StepKind::strip, component.content, "", component.start, component.stop});
}

void add_word_piece(const Component& component, Chain& chain) {
  chain.add({StepKind::begin_word, component.prefix});
  if (!component.cleanup) return;
  // Those of cleanup() in tokenizers/src/decoders/wordpiece.rs that a token by itself may have.
  for (const std::string_view end : {".", "?", "!", ",", "n't", "'m", "'s", "'ve", "'re"}) {
    chain.add({StepKind::replace, fmt::format(" {}", end), std::string(end)});
  }
}

void add_fuse(const Component& /*component*/, Chain& chain) { chain.fused = true; }

struct ComponentType {
  std::string_view name;
  void (*add)(const Component&, Chain&);
};

// CTC is not among them: it drops tokens that repeat the one before, so a token has no text alone.
constexpr std::array<ComponentType, 8> component_types = {{
    {"BPEDecoder", add_bpe},
    {"ByteFallback", add_byte_fallback},
    {"ByteLevel", add_byte_level},
    {"Fuse", add_fuse},
    {"Metaspace", add_metaspace},
    {"Replace", add_replace},
    {"Strip", add_strip},
    {"WordPiece", add_word_piece},
}};

void add(const Component& component, Chain& chain) {
  const auto* const type =
      std::find_if(component_types.begin(), component_types.end(),
                   [&](const ComponentType& known) { return known.name == component.type; });
  if (type != component_types.end()) return type->add(component, chain);
  chain.warn(
      fmt::format("the decoder {} is left out: it is not supported",
                  component.type.empty() ? "without a type" : visible_quote(component.type)));
}

/// A word's last token may spell that, and a byte-level decoder does not know it.
void add_word_suffix(const TokenizerFile& file, Chain& chain) {
  const std::vector<DecoderStep>& steps = chain.decoding.steps;
  const bool known = std::any_of(steps.begin(), steps.end(), [&](const DecoderStep& step) {
    return step.from == file.word_suffix;
  });
  if (!known) add_replacement(file.word_suffix, " ", chain);
}

}  // namespace

Decoding make_decoding(const TokenizerFile& file) {
  Chain chain;
  if (file.decoder.empty()) {
    chain.decoding.steps = file.flat ? steps_of_names(file) : implied_steps(file);
  }
  for (const Component& component : file.decoder) add(component, chain);
  add_word_suffix(file, chain);
  return std::move(chain.decoding);
}

}  // namespace logprobs::read
