#include <fmt/format.h>

#include <algorithm>

#include "cli/cli.hpp"
#include "explore/commands.hpp"
#include "generate/completions.hpp"
#include "generate/generate.hpp"
#include "generate/man_text.hpp"
#include "generate/roff.hpp"
#include "generate/variables.hpp"
#include "logprobs/error.hpp"
#include "logprobs/version.hpp"

namespace logprobs::generate {
namespace {

/// A sentence. It begins with a capital letter, unless with a name such as vLLM or llama.cpp.
std::string sentence(std::string_view words) {
  std::string out(words);
  const std::string_view first = words.substr(0, words.find_first_of(" ,:;"));
  const bool is_word = std::all_of(first.begin(), first.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  if (!first.empty() && is_word) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  if (!out.ends_with('.')) out += '.';
  return out;
}

/// "A,B" as two words that stand for something else: letters do, and what is between is typed.
std::string value_tag(std::string_view value) {
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    std::size_t end = at;
    const auto is_capital = [&](std::size_t i) { return value[i] >= 'A' && value[i] <= 'Z'; };
    while (end < value.size() && is_capital(end)) ++end;
    if (end > at) {
      out += fmt::format("{{{}}}", value.substr(at, end - at));
    } else {
      out += value[end++];
    }
    at = end;
  }
  return out;
}

std::string tag_of(const cli::OptionInfo& option) {
  std::string tag;
  for (const std::string_view name : names_of(option)) {
    if (!tag.empty()) tag += ", ";
    tag += name;
  }
  if (option.value.empty()) return tag;
  const bool behind_equals = option.choices.size() > 0 && is_optional(option);
  if (!behind_equals) return fmt::format("{} {}", tag, value_tag(option.value));
  return fmt::format("{}[={}]", tag, value_tag(option.value.substr(1, option.value.size() - 2)));
}

/// The names among which most options choose are in their sentence; those of these have a sentence
/// each.
bool has_list(const cli::OptionInfo& option) {
  return option.long_name() == "--format" || option.long_name() == "--from";
}

/// What help says, but for names that a list has.
std::string about(const cli::OptionInfo& option) {
  std::string_view words = option.about;
  if (has_list(option))
    words = words.substr(0, words.find(": " + std::string(option.choices.front().name)));
  return marked(sentence(words), option.value);
}

void add_options(Roff& page) {
  std::string_view group;
  for (const cli::OptionInfo& option : cli::option_table()) {
    if (option.group != group) {
      group = option.group;
      page.subsection(group);
      if (!words::about_group(group).empty()) page.paragraph(words::about_group(group));
    }
    page.item(tag_of(option), about(option));
    if (!has_list(option)) continue;
    page.begin_inner();
    for (const cli::Choice& choice : option.choices) {
      page.item(fmt::format("*{}*", choice.name), marked(sentence(choice.about)));
    }
    page.end_inner();
  }
}

void add_all(Roff& page, std::span<const std::string_view> paragraphs) {
  for (const std::string_view paragraph : paragraphs) page.paragraph(paragraph);
}

void add_keys(Roff& page) {
  page.section("THE EXPLORER");
  add_all(page, words::exploring());
  for (const explore::CommandRow& row : explore::command_rows()) {
    page.item(marked(row.keys), marked(sentence(row.about)));
  }
  add_all(page, words::key_notes());
}

void add_environment(Roff& page) {
  page.section("ENVIRONMENT");
  for (const Variable& variable : variables()) {
    page.item(fmt::format("*{}*", variable.names), sentence(variable.about));
  }
}

void add_exit_status(Roff& page) {
  page.section("EXIT STATUS");
  for (const ExitCodeInfo& exit : exit_codes()) {
    page.item(fmt::format("*{}*", static_cast<int>(exit.code)), marked(sentence(exit.about)));
  }
  page.paragraph(marked(cli::about_exit_codes()));
}

void add_examples(Roff& page) {
  page.section("EXAMPLES");
  for (const cli::ExampleInfo& example : cli::example_table()) {
    page.paragraph(marked(
        fmt::format("{}:", sentence(example.about).substr(0, sentence(example.about).size() - 1))));
    page.code(example.command);
  }
}

}  // namespace

std::string man_page() {
  Roff page("logprobs", words::date, fmt::format("logprobs {}", version), cli::purpose());
  page.section("SYNOPSIS");
  page.paragraph("*logprobs* [{OPTIONS}] [{PROMPT}...]");
  page.paragraph("*logprobs* [{OPTIONS}] --replay {FILE}...");
  page.section("DESCRIPTION");
  add_all(page, words::description());
  page.section("OPTIONS");
  add_options(page);
  add_keys(page);
  page.section("FILES");
  for (const words::Item& file : words::files()) page.item(file.tag, file.about);
  add_environment(page);
  add_exit_status(page);
  add_examples(page);
  page.section("CAVEATS");
  add_all(page, words::caveats());
  page.section("SEE ALSO");
  for (const words::Item& other : words::see_also()) page.item(other.tag, sentence(other.about));
  return page.page();
}

}  // namespace logprobs::generate
