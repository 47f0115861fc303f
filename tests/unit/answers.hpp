// Hand-made answers, and how views show them.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/judge.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"

namespace logprobs::test {

/// A token and its probability.
struct Entry {
  std::string text;
  double probability = 1;
};

/// A chosen token and its alternatives, most probable first.
struct Said {
  std::string text;
  double probability = 1;
  std::vector<Entry> alternatives = {};
};

inline Span keep(Answer& answer, std::string_view bytes) {
  const Span span{static_cast<std::uint32_t>(answer.bytes.size()),
                  static_cast<std::uint32_t>(bytes.size())};
  answer.bytes += bytes;
  return span;
}

inline Choice& add_choice(Answer& answer, int index, const std::vector<Said>& tokens,
                          Kind kind = Kind::content) {
  Choice choice;
  choice.index = index;
  choice.kind = kind;
  choice.finish_reason = "stop";
  for (const Said& said : tokens) {
    Token token;
    token.text = token.name = token.shown = keep(answer, said.text);
    token.logprob = std::log(said.probability);
    token.alternatives = {static_cast<std::uint32_t>(answer.alternatives.size()),
                          static_cast<std::uint32_t>(said.alternatives.size())};
    for (const Entry& entry : said.alternatives) {
      const Span text = keep(answer, entry.text);
      answer.alternatives.push_back({text, text, text, std::log(entry.probability), {}});
    }
    choice.tokens.push_back(token);
  }
  answer.choices.push_back(std::move(choice));
  return answer.choices.back();
}

/// Adds a choice with a message and no tokens.
inline Choice& add_message(Answer& answer, int index, std::string_view message) {
  Choice& choice = add_choice(answer, index, {});
  choice.message = message;
  return choice;
}

inline Answer answer_of(const std::vector<Said>& tokens) {
  Answer answer;
  answer.state = State::complete;
  answer.source = "a.json";
  answer.model = "m";
  add_choice(answer, 0, tokens);
  return answer;
}

inline Report judged(const Answer& answer, const Thresholds& thresholds = {},
                     const Sought& sought = {}) {
  Report report;
  judge_answer(answer, thresholds, report);
  if (sought.any()) judge_findings(answer, sought, answer.state != State::open, report);
  return report;
}

/// Options of a view without captions.
inline ShowOptions bare(int width = 0) {
  ShowOptions options;
  options.width = width;
  options.quiet = true;
  return options;
}

/// The whole output of a view for these answers, each shown when it is finished.
inline std::string shown(std::string_view name, const std::vector<Answer>& answers,
                         const ShowOptions& options = {}) {
  const auto view = make_view(name, options);
  std::string out;
  view->begin(out);
  for (const Answer& answer : answers) {
    view->done(answer, judged(answer, options.thresholds, options.sought), out);
  }
  view->end(out);
  return out;
}

inline std::string shown(std::string_view name, const Answer& answer,
                         const ShowOptions& options = {}) {
  return shown(name, std::vector{answer}, options);
}

/// The answer as it was after `tokens` tokens of each choice.
inline Answer cut_to(Answer answer, std::size_t tokens) {
  answer.state = State::open;
  for (Choice& choice : answer.choices) {
    if (tokens < choice.tokens.size()) choice.finish_reason.clear();
    choice.tokens.resize(std::min(tokens, choice.tokens.size()));
  }
  return answer;
}

/// The whole output of a view for an answer that grows by one token of each choice at a time.
inline std::string show_growing(std::string_view name, const Answer& answer,
                                const ShowOptions& options = {}) {
  const auto view = make_view(name, options);
  std::string out;
  view->begin(out);
  std::size_t most = 0;
  for (const Choice& choice : answer.choices) most = std::max(most, choice.tokens.size());
  for (std::size_t tokens = 1; tokens <= most; ++tokens) {
    const Answer part = cut_to(answer, tokens);
    view->grow(part, judged(part, options.thresholds, options.sought), out);
  }
  view->done(answer, judged(answer, options.thresholds, options.sought), out);
  view->end(out);
  return out;
}

/// Makes escape sequences readable: ESC[0;1m becomes <0;1>.
inline std::string readable(std::string_view text) {
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\x1b[") {
      out += '<';
      inside = true;
      ++i;
    } else if (inside && text[i] == 'm') {
      out += '>';
      inside = false;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Removes escape sequences.
inline std::string without_colors(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\x1b[") {
      i = text.find('m', i);
    } else {
      out += text[i];
    }
  }
  return out;
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// An answer of a low, an ambiguous and a not-top token.
inline Answer answer_with_clues() {
  return answer_of(
      {{"a", 0.05}, {"b", 0.45, {{"b", 0.45}, {"c", 0.4}}}, {"d", 0.2, {{"e", 0.7}, {"d", 0.2}}}});
}

/// An answer of narrow, wide, joined, split, hostile and long tokens.
inline Answer mixed() {
  const std::vector<std::string> texts = {"a",
                                          " 日本語",
                                          "👩‍👧",
                                          "é",
                                          "e\u0301",
                                          "\u0301",
                                          "\n\n",
                                          "\xe8\x8c",
                                          "\x1b[2J",
                                          "🇩🇪",
                                          "❤️",
                                          "\u202e",
                                          "コーヒーコーヒーコーヒー",
                                          "x\ty",
                                          "",
                                          "ﷺ"};
  std::vector<Said> tokens;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const double p = 0.9 - 0.05 * static_cast<double>(i);
    const double first = p + 0.02 * static_cast<double>(i % 3);  // both marks, one mark, none
    const double second = i % 2 == 0 ? p : p / 2;
    tokens.push_back({texts[i], p, {{"他の", first}, {texts[i], second}, {" z", 0.001}}});
  }
  return answer_of(tokens);
}

/// The width of the widest line, in cells.
inline int widest_line(const std::string& text) {
  int widest = 0;
  for (const std::string& line : lines_of(text)) widest = std::max(widest, display_width(line));
  return widest;
}

}  // namespace logprobs::test
