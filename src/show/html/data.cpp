#include "show/html/data.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <vector>

#include "logprobs/text.hpp"
#include "show/data/json_text.hpp"
#include "show/html/text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_text = 200;  // cells; nobody reads a megabyte in a list

/// True if no multiple of 0.05% lies between the two: that is where percentages are rounded, and
/// where the sliders' thresholds are.
bool round_alike(double p, double other) {
  constexpr double steps = 2000;
  return std::floor(p * steps) == std::floor(other * steps) &&
         std::ceil(p * steps) == std::ceil(other * steps);
}

/// Appends a probability with nine digits, or with all digits if nine would round differently; null
/// if unscored.
void append_probability(std::string& out, double p) {
  if (std::isnan(p)) return append_json_number(out, p);
  const std::string nine = fmt::format("{:.9g}", p);
  if (!round_alike(p, parse_double(nine).value_or(p))) return append_json_number(out, p);
  out += nine;
}

struct Column {
  std::string_view name;
  std::string text{};

  std::string& next() {
    if (!text.empty()) text += ',';
    return text;
  }
};

/// The columns of a choice, filled token by token.
class Data {
 public:
  void add(const Answer& answer, const Choice& choice, const Verdict& verdict) {
    const Token& token = choice.tokens[size_];
    const Distribution all = distribution(answer, token, verdict);
    const Entropy entropy = entropy_of(answer, choice, size_, verdict);
    append_json_number(logprob_.next(), token.logprob);
    append_json_number(probability_.next(), shown_probability(token.logprob));
    append_json_number(margin_.next(), verdict.margin);
    append_json_number(entropy_.next(), rounded(entropy));
    const auto rank = verdict.rank == 0 ? std::nullopt : std::optional(verdict.rank);
    append_json_integer(rank_.next(), rank);
    append_json_integer(chosen_.next(), static_cast<std::int64_t>(all.chosen));
    add_list(all.candidates);
    const auto place = static_cast<std::int64_t>(size_);
    if (verdict.clues.not_top) append_json_integer(not_top_.next(), place);
    exact_ = exact_ || entropy.exact;
    if (answer.is_sampled()) add_model(choice.whole[size_], all.candidates);
    ++size_;
  }

  /// Appends the columns, each of which is given back once it is written: they are long.
  void take(std::string& out) {
    char before = '{';
    for (Column* const column :
         {&logprob_, &probability_, &margin_, &entropy_, &rank_, &chosen_, &list_, &not_top_}) {
      append_column(out, before, *column);
      before = ',';
    }
    if (exact_) out += ",\"exact\":true";
    for (Column* const column : {&possible_, &model_, &model_list_}) {
      if (!column->text.empty()) append_column(out, before, *column);
    }
    out += '}';
  }

 private:
  static void append_column(std::string& out, char before, Column& column) {
    append_markup(out, "{}\"{}\":[{}]", before, column.name, script_json(column.text));
    column.text = {};
  }

  void add_model(const Whole& whole, const std::vector<Candidate>& candidates) {
    append_json_integer(possible_.next(), whole.possible);
    append_json_number(model_.next(), shown_probability(whole.model_logprob));
    std::string& out = model_list_.next();
    out += '[';
    for (const Candidate& candidate : candidates) {
      if (out.back() != '[') out += ',';
      append_probability(out, shown_probability(candidate.model_logprob));
    }
    out += ']';
  }

  void add_list(const std::vector<Candidate>& candidates) {
    std::string& out = list_.next();
    out += '[';
    for (const Candidate& candidate : candidates) {
      if (out.back() != '[') out += ',';
      // A space takes a third of the bytes of ␣.
      append_json_string(out, with_spaces(visible_cell(candidate.shown, widest_text)));
      out += ',';
      append_probability(out, shown_probability(candidate.logprob));
    }
    out += ']';
  }

  /// Four decimals of a bit are more than enough for people. A lower bound is not lifted.
  static double rounded(const Entropy& entropy) {
    constexpr double decimals = 1e4;
    const double bits = entropy.bits * decimals;
    return (entropy.exact ? std::round(bits) : std::floor(bits)) / decimals;
  }

  Column logprob_{"logprob"}, probability_{"probability"}, margin_{"margin"}, entropy_{"entropy"},
      rank_{"rank"}, chosen_{"chosen"}, list_{"list"}, not_top_{"not_top"}, possible_{"possible"},
      model_{"model"}, model_list_{"model_list"};
  std::size_t size_ = 0;
  bool exact_ = false;
};

}  // namespace

void append_data(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 std::string& out) {
  Data data;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    data.add(answer, choice, report.verdicts[i]);
  }
  out += "<script type=\"application/json\">";
  data.take(out);
  out += "</script>\n";
}

std::string script_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace logprobs::show
