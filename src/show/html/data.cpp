#include "show/html/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <vector>

#include "logprobs/text.hpp"
#include "show/data/json_text.hpp"
#include "show/html/text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_in_list = 200;  // cells; nobody reads a megabyte in a list

/// True if no multiple of 0.05% lies between the two: that is where percentages are rounded, and
/// where the sliders' thresholds are.
bool round_alike(double p, double other) {
  constexpr double steps = 2000;
  return std::floor(p * steps) == std::floor(other * steps) &&
         std::ceil(p * steps) == std::ceil(other * steps);
}

bool on_one_side(double p, double other, double threshold) {
  return (p < threshold) == (other < threshold) && (p > threshold) == (other > threshold);
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
  explicit Data(const Thresholds& thresholds) : thresholds_(thresholds) {}

  void add(const Answer& answer, const Choice& choice, const Verdict& verdict) {
    const Token& token = choice.tokens[size_];
    const Distribution all = distribution(answer, token, verdict);
    const Entropy entropy = entropy_of(answer, choice, size_, verdict);
    append_json_number(logprob_.next(), token.logprob);
    append_probability(probability_.next(), shown_probability(token.logprob));
    append_probability(margin_.next(), verdict.margin);
    append_json_number(entropy_.next(), rounded(entropy));
    const auto rank = verdict.rank == 0 ? std::nullopt : std::optional(verdict.rank);
    append_json_integer(rank_.next(), rank);
    append_json_integer(chosen_.next(), static_cast<std::int64_t>(all.chosen));
    add_list(all.candidates, answer.is_sampled());
    exact_ = exact_ || entropy.exact;
    if (answer.is_sampled()) add_model(choice.whole[size_]);
    ++size_;
  }

  /// Appends the columns, each of which is given back once it is written: they are long.
  void take(std::string& out) {
    char before = '{';
    for (Column* const column :
         {&logprob_, &probability_, &margin_, &entropy_, &rank_, &chosen_, &list_}) {
      append_column(out, before, *column);
      before = ',';
    }
    if (exact_) out += ",\"exact\":true";
    for (Column* const column : {&possible_, &model_}) {
      if (!column->text.empty()) append_column(out, before, *column);
    }
    out += '}';
  }

 private:
  /// Appends a probability with six digits, or with all digits if six would round differently or
  /// cross a threshold; null if unscored.
  void append_probability(std::string& out, double p) const {
    if (std::isnan(p)) return append_json_number(out, p);
    const std::string six = fmt::format("{:.6g}", p);
    const double other = parse_double(six).value_or(p);
    const auto alike = [&](double threshold) { return on_one_side(p, other, threshold); };
    const Thresholds& all = thresholds_;
    if (!round_alike(p, other) || !alike(all.low) || !alike(all.ambiguous) ||
        !std::all_of(std::begin(all.bands), std::end(all.bands), alike)) {
      return append_json_number(out, p);
    }
    out += six;
  }

  static void append_column(std::string& out, char before, Column& column) {
    append_markup(out, "{}\"{}\":[{}]", before, column.name, script_json(column.text));
    column.text = {};
  }

  void add_model(const Whole& whole) {
    append_json_integer(possible_.next(), whole.possible);
    append_probability(model_.next(), shown_probability(whole.model_logprob));
  }

  void add_list(const std::vector<Candidate>& candidates, bool is_sampled) {
    std::string& out = list_.next();
    out += '[';
    for (const Candidate& candidate : candidates) {
      out += out.back() == '[' ? "[" : ",[";
      // A space takes a third of the bytes of ␣.
      append_json_string(out, with_spaces(visible_cell(candidate.shown, widest_in_list)));
      out += ',';
      append_probability(out, shown_probability(candidate.logprob));
      if (is_sampled) {
        out += ',';
        append_probability(out, shown_probability(candidate.model_logprob));
      }
      out += ']';
    }
    out += ']';
  }

  /// Four decimals of a bit are more than enough for people. A lower bound is not lifted.
  static double rounded(const Entropy& entropy) {
    constexpr double decimals = 1e4;
    const double bits = entropy.bits * decimals;
    return (entropy.exact ? std::round(bits) : std::floor(bits)) / decimals;
  }

  const Thresholds& thresholds_;
  Column logprob_{"logprob"}, probability_{"probability"}, margin_{"margin"}, entropy_{"entropy"},
      rank_{"rank"}, chosen_{"chosen"}, list_{"list"}, possible_{"possible"}, model_{"model"};
  std::size_t size_ = 0;
  bool exact_ = false;
};

}  // namespace

void append_data(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 const Thresholds& thresholds, std::string& out) {
  Data data(thresholds);
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
