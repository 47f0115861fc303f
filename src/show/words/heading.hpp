// The names of answers and choices, for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"
#include "show/words/setting.hpp"

namespace logprobs::show {

/// Where an answer comes from: its source, line and, of several in one value, its path, such as
/// "log.jsonl:3/samples/0/output".
std::string source_name(const Answer& answer, Setting set);

/// The same with the choice, where an answer has several, and its kind: "batch.jsonl:3#1:refusal".
std::string choice_name(const Answer& answer, const Choice& choice, Setting set);

/// The same with the line in which the answer begins, its own or not: "answer.json:1#1".
std::string place_name(const Answer& answer, const Choice& choice, Setting set);

/// The name of an answer, as visible text: "batch.jsonl:3 · req-7".
std::string heading(const Answer& answer, Setting set = as_it_is);

/// The name of a choice, the same: "batch.jsonl:3 · req-7 · choice 1 · refusal".
std::string heading(const Answer& answer, const Choice& choice, Setting set = as_it_is);

/// That name's parts: "batch.jsonl:3", and what follows, " · req-7 · choice 1 · refusal".
std::string line_name(std::string_view source, std::optional<std::uint64_t> line,
                      Setting set = as_it_is);
std::string name_in_line(const Answer& answer, const Choice& choice, Setting set = as_it_is);

/// The name of a choice among those of its answer, counted from 1: "answer 2 of 3 · refusal".
/// Only the kind, or "answer", unless the choice is `one_of_several`, as those with another index
/// than 0 are.
std::string answer_name(const Answer& answer, const Choice& choice, bool one_of_several);

/// Text to be heard, or to be a title: white space, and line breaks too, are one space each; at
/// most `cells` wide.
std::string spoken(std::string_view text, int cells);

/// A question as a report shows it: cut off with “…” where it is long.
std::string short_question(std::string_view question);

}  // namespace logprobs::show
