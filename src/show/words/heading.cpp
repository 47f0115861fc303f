#include "show/words/heading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "logprobs/text.hpp"
#include "show/words/names.hpp"

namespace logprobs::show {
namespace {

bool is_one_of_several(const Answer& answer, const Choice& choice) {
  return answer.choices.size() > 1 || choice.index != 0;
}

std::string path_of(const Answer& answer, Setting set) {
  return answer.place.several ? set(visible(answer.place.path)) : "";
}

/// " · req-7".
std::string id_of(const Answer& answer, Setting set) {
  return answer.custom_id.empty() ? "" : fmt::format(" · {}", set(visible(answer.custom_id)));
}

std::string with_choice(std::string name, const Answer& answer, const Choice& choice) {
  if (!is_one_of_several(answer, choice)) return name;
  name += fmt::format("#{}", choice.index);
  if (choice.kind != Kind::content) name += fmt::format(":{}", kind_name(choice.kind));
  return name;
}

}  // namespace

std::string line_name(std::string_view source, std::optional<std::uint64_t> line, Setting set) {
  std::string text = set(visible(source));
  // A URL's answer is no file, in which the line could be looked up.
  const bool is_url = source.find("://") != std::string_view::npos;
  if (line && !is_url) text += fmt::format(":{}", *line);
  return text;
}

std::string source_name(const Answer& answer, Setting set) {
  return line_name(answer.source, answer.place.line, set) + path_of(answer, set);
}

std::string choice_name(const Answer& answer, const Choice& choice, Setting set) {
  return with_choice(source_name(answer, set), answer, choice);
}

std::string place_name(const Answer& answer, const Choice& choice, Setting set) {
  const std::uint64_t first = answer.place.first_line;
  const auto line = first > 0 ? std::optional(first) : std::nullopt;
  return with_choice(line_name(answer.source, line, set) + path_of(answer, set), answer, choice);
}

std::string heading(const Answer& answer, Setting set) {
  return source_name(answer, set) + id_of(answer, set);
}

std::string name_in_line(const Answer& answer, const Choice& choice, Setting set) {
  std::string text = path_of(answer, set) + id_of(answer, set);
  if (is_one_of_several(answer, choice)) text += fmt::format(" · choice {}", choice.index);
  if (choice.kind != Kind::content) text += fmt::format(" · {}", kind_name(choice.kind));
  return text;
}

std::string heading(const Answer& answer, const Choice& choice, Setting set) {
  return line_name(answer.source, answer.place.line, set) + name_in_line(answer, choice, set);
}

std::string answer_name(const Answer& answer, const Choice& choice, bool one_of_several) {
  const bool is_answer = choice.kind == Kind::content;
  const bool known = answer.choices_asked > std::max(choice.index, 1);
  if (!one_of_several && !known && choice.index == 0) {
    return std::string(is_answer ? "answer" : kind_name(choice.kind));
  }
  std::string name = fmt::format("answer {}", std::int64_t{choice.index} + 1);
  if (known) name += fmt::format(" of {}", answer.choices_asked);
  if (!is_answer) name += fmt::format(" · {}", kind_name(choice.kind));
  return name;
}

std::string spoken(std::string_view text, int cells) {
  constexpr std::string_view white = " \t\r\n";
  std::string line;
  for (std::size_t begin = text.find_first_not_of(white); begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(white, begin), text.size());
    if (!line.empty()) line += ' ';
    line += text.substr(begin, end - begin);
    begin = text.find_first_not_of(white, end);
  }
  return visible_line(line, cells);
}

std::string short_question(std::string_view question) {
  constexpr std::size_t longest = 2000;  // bytes
  if (question.size() <= longest) return std::string(question);
  return std::string(first_bytes(question, longest)) + "…";
}

}  // namespace logprobs::show
