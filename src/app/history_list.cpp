#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <optional>

#include "app/history.hpp"
#include "app/history_files.hpp"
#include "app/messages.hpp"
#include "logprobs/error.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/read.hpp"
#include "logprobs/text.hpp"
#include "system/input.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

constexpr int widest_model = 24;    // cells
constexpr int least_question = 12;  // the same, on however narrow a terminal

/// Reads a file to its end; false if that fails.
bool feed_all(const std::string& file, Reader& reader) {
  using Result = system::Input::ReadResult;
  system::Input input(file);
  for (;;) {
    std::size_t size = 0;
    const Result result = input.read(reader.space(), size);
    if (result == Result::bytes) reader.filled(size);
    if (result == Result::end) reader.finish();
    if (result != Result::bytes) return result == Result::end;
  }
}

std::size_t count_clues(const Answer& answer, const Thresholds& thresholds) {
  Report report;
  judge_answer(answer, thresholds, report);
  std::size_t count = 0;
  for (const ChoiceReport& choice : report.choices) count += choice.summary.unsure;
  return count;
}

/// What is kept in a file; nothing if that is no answer.
std::optional<KeptAnswer> read_kept(const HistoryFile& file, const Thresholds& thresholds) {
  const std::string name = file.path.string();
  Reader reader({.source = name});
  if (!feed_all(name, reader)) return std::nullopt;
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    const Answer& answer = reader.answer();
    if (event != Event::done || answer.choices.empty()) continue;
    return KeptAnswer{name, file.time, answer.model, answer.question,
                      count_clues(answer, thresholds)};
  }
  return std::nullopt;
}

/// The time where people are, to the minute.
std::string time_text(std::chrono::system_clock::time_point time) {
  const std::time_t since_epoch = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  localtime_r(&since_epoch, &parts);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min);
}

std::string clue_count(std::size_t count) {
  if (count == 0) return "no clues";
  return fmt::format("{} clue{}", count, count == 1 ? "" : "s");
}

/// A cell of a column that is `width` cells wide.
std::string padded(std::string_view text, int width) {
  std::string cell = with_spaces(visible_cell(text, width));
  const int missing = width - display_width(cell);
  return isolated(std::move(cell)) +
         std::string(static_cast<std::size_t>(std::max(missing, 0)), ' ');
}

int widest(const std::vector<KeptAnswer>& answers, std::string KeptAnswer::*field, int most) {
  int width = 0;
  for (const KeptAnswer& answer : answers) {
    width = std::max(width, display_width(visible_cell(answer.*field, most)));
  }
  return width;
}

}  // namespace

std::vector<KeptAnswer> kept_answers(const std::filesystem::path& folder,
                                     const Thresholds& thresholds) {
  std::vector<KeptAnswer> answers;
  for (const HistoryFile& file : history_files(folder)) {
    std::optional<KeptAnswer> answer = read_kept(file, thresholds);
    if (answer) answers.push_back(std::move(*answer));
  }
  return answers;
}

const std::string& kept_file(const std::vector<KeptAnswer>& answers, std::size_t number) {
  if (number <= answers.size()) return answers[number - 1].file;
  if (!answers.empty()) {
    usage_error(fmt::format("--last {}: {} kept; --history lists them", number,
                            answers.size() == 1
                                ? "only one answer is"
                                : fmt::format("only {} answers are", answers.size())));
  }
  usage_error(
      "--last: no answer is kept; ask something at a terminal first, or name a saved response with "
      "--replay");
}

std::string history_list(const std::vector<KeptAnswer>& answers, int width) {
  const int model = widest(answers, &KeptAnswer::model, widest_model);
  int around = 0;  // the cells of a line without its question
  for (const KeptAnswer& answer : answers) {
    const std::string frame =
        fmt::format("{:>2}  {}    {}", 0, time_text(answer.time), clue_count(answer.clues));
    around = std::max(around, static_cast<int>(frame.size()) + model + 2);
  }
  const int room = std::max(width - around, least_question);
  const int question = widest(answers, &KeptAnswer::question, room);
  std::string list;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const KeptAnswer& answer = answers[i];
    list += fmt::format("{:>2}  {}  {}  {}  {}\n", i + 1, time_text(answer.time),
                        padded(answer.model, model), padded(answer.question, question),
                        clue_count(answer.clues));
  }
  return list;
}

ExitCode list_history(const std::vector<KeptAnswer>& answers, bool quiet,
                      const system::Environment& environment, system::Output& output) {
  constexpr int usual = 100;  // cells
  const int descriptor = output.descriptor();
  std::string list = history_list(answers, system::is_terminal(descriptor)
                                               ? system::terminal_width(descriptor, environment)
                                               : usual);
  output.write(list);
  if (answers.empty() && !quiet) print_message("no answer is kept");
  return ExitCode::ok;
}

}  // namespace logprobs::app
