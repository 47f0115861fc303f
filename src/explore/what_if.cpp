// What-if as lines, as a table and for code hosts.
#include "explore/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "logprobs/text.hpp"
#include "show/markdown/markdown_text.hpp"
#include "show/words/heading.hpp"
#include "show/words/percent.hpp"

namespace logprobs::explore {
namespace {

constexpr int widest_in_table = 16;  // cells
constexpr int unlimited = 1 << 20;

/// What a view says of a branch.
struct Facts {
  std::string place;  ///< the token's index
  std::string_view chosen, forced;
  std::string chosen_share, forced_share;
};

Facts facts_of(const WhatIf& what_if, const Branch& branch, const ShowOptions& options) {
  const Fork& fork = branch.fork;
  const Token& token = what_if.answer.choices[fork.choice].tokens[fork.token];
  const Candidate candidate = forced(what_if.answer, fork);
  const auto share = [&](double logprob) {
    return show::share_text(show::shown_probability(logprob), options.thresholds);
  };
  const bool one = what_if.answer.choices.size() == 1;
  return {one ? fmt::format("{}", fork.token)
              : fmt::format("{}#{}", fork.token, what_if.answer.choices[fork.choice].index),
          listed(what_if.answer, token), candidate.shown, share(token.logprob),
          share(candidate.logprob)};
}

std::string padded(const std::string& text, int width) {
  const int missing = std::max(width - display_width(text), 0);
  return text + std::string(static_cast<std::size_t>(missing), ' ');
}

std::string padded_before(const std::string& text, int width) {
  const int missing = std::max(width - display_width(text), 0);
  return std::string(static_cast<std::size_t>(missing), ' ') + text;
}

/// What a branch says, without the space before its first word; or why there is none.
std::string text_of(const Branch& branch) {
  if (!branch.problem.empty()) return branch.problem;
  const std::string text = branch.text();
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

constexpr std::size_t columns = 6;
using Cells = std::array<std::string, columns>;

/// A row of the table. What the branch says has the room that is left.
struct TableRow {
  Cells cells;
  std::string text;
};

std::string line_of(const TableRow& row, const std::array<int, columns>& widths, int width) {
  std::string line;
  for (std::size_t i = 0; i < columns; ++i) {
    const bool is_number = i == 0 || i == 2 || i == 4;
    line += "  ";
    line += is_number ? padded_before(row.cells[i], widths[i]) : padded(row.cells[i], widths[i]);
  }
  const int left = width == 0 ? unlimited : width - display_width(line) - 2;
  if (left > 0 && !row.text.empty()) line += "  " + isolated(visible_line(row.text, left));
  line.resize(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

Cells cells_of(const WhatIf& what_if, const Branch& branch, const ShowOptions& options) {
  const Facts facts = facts_of(what_if, branch, options);
  const auto cell = [](std::string_view token) {
    return isolated(visible_cell(token, widest_in_table));
  };
  return {facts.place,        cell(facts.chosen), facts.chosen_share,
          cell(facts.forced), facts.forced_share, std::string(short_outcome(branch))};
}

/// How many of all branches do not come back: those that change the answer.
std::size_t changes(const WhatIf& what_if) {
  return static_cast<std::size_t>(
      std::count_if(what_if.branches.begin(), what_if.branches.end(), [](const Branch& branch) {
        return branch.problem.empty() && !branch.began_anew &&
               branch.rejoin.becomes == Becomes::differs;
      }));
}

std::string sum(const WhatIf& what_if) {
  if (what_if.branches.empty()) return "no token has a clue and an alternative";
  const std::size_t count = changes(what_if);
  return fmt::format("{} of {} branch{} do{} not rejoin", count, what_if.branches.size(),
                     what_if.branches.size() == 1 ? "" : "es", count == 1 ? "es" : "");
}

}  // namespace

void write_text(const WhatIf& what_if, const ShowOptions& options, std::string& out) {
  out += "\n";
  for (const Branch& branch : what_if.branches) {
    const Facts facts = facts_of(what_if, branch, options);
    out += fmt::format("  {} {} {}, what if {} {}: {}\n", facts.place,
                       isolated(visible_quote(facts.chosen)), facts.chosen_share,
                       isolated(visible_quote(facts.forced)), facts.forced_share,
                       visible(outcome(branch)));
    constexpr int indent = 6;
    const int width = options.width == 0 ? unlimited : std::max(options.width - indent, 1);
    const std::string text = text_of(branch);
    if (text.empty() || !branch.problem.empty()) continue;
    out += std::string(indent, ' ') + isolated(visible_line(text, width)) + "\n";
  }
  if (!options.quiet) out += fmt::format("  {}\n", sum(what_if));
}

void write_table(const WhatIf& what_if, const ShowOptions& options, std::string& out) {
  std::vector<TableRow> rows;
  if (!options.quiet && !what_if.branches.empty()) {
    rows.push_back({{"#", "said", "", "what if", "", "it then"}, ""});
  }
  for (const Branch& branch : what_if.branches) {
    rows.push_back({cells_of(what_if, branch, options), text_of(branch)});
  }
  std::array<int, columns> widths{};
  for (const TableRow& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      widths[i] = std::max(widths[i], display_width(row.cells[i]));
    }
  }
  if (!options.quiet) {
    out += fmt::format("{}: {}\n", show::heading(what_if.answer, isolated), sum(what_if));
  }
  for (const TableRow& row : rows) out += line_of(row, widths, options.width);
}

void write_markdown(const WhatIf& what_if, const ShowOptions& options, std::string& out) {
  if (!options.quiet) {
    out += fmt::format("### {}\n\n{}\n\n", show::markdown(show::heading(what_if.answer)),
                       sum(what_if));
  }
  if (what_if.branches.empty()) return;
  out += "| token | said | | what if | | it would have said | |\n|---|---|---|---|---|---|---|\n";
  for (const Branch& branch : what_if.branches) {
    const Facts facts = facts_of(what_if, branch, options);
    const bool differs =
        branch.problem.empty() && !branch.began_anew && branch.rejoin.becomes == Becomes::differs;
    const std::string became = show::markdown(visible(outcome(branch)));
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", facts.place,
                       show::markdown_code(visible_cell(facts.chosen, widest_in_table)),
                       show::markdown(facts.chosen_share),
                       show::markdown_code(visible_cell(facts.forced, widest_in_table)),
                       show::markdown(facts.forced_share), show::markdown(visible(text_of(branch))),
                       differs ? "**" + became + "**" : became);
  }
  out += "\n";
}

WriteWhatIf what_if_writer(std::string_view format) {
  if (format == "text") return write_text;
  if (format == "table") return write_table;
  if (format == "json") return write_json;
  return format == "markdown" ? write_markdown : nullptr;
}

}  // namespace logprobs::explore
