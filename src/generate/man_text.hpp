// The words of the man page that no table has: marked texts, see roff.hpp.
#pragma once

#include <span>
#include <string_view>

namespace logprobs::generate::words {

/// When these words were last changed.
inline constexpr std::string_view date = "2026-11-29";

/// Paragraphs.
std::span<const std::string_view> description();
std::span<const std::string_view> exploring();
std::span<const std::string_view> key_notes();
std::span<const std::string_view> caveats();

/// Something that a list has a few words about.
struct Item {
  std::string_view tag;
  std::string_view about;
};
std::span<const Item> files();
std::span<const Item> see_also();

/// What is to be known of a whole group of options; empty: nothing.
std::string_view about_group(std::string_view group);

}  // namespace logprobs::generate::words
