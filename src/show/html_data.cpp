#include "html_data.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "distribution.hpp"
#include "json_text.hpp"
#include "logprobs/text.hpp"
#include "percent.hpp"

namespace logprobs {
namespace {

/// The texts of a choice; most occur many times.
class Words {
 public:
  std::int64_t place_of(std::string_view bytes) {
    const auto [entry, is_new] = places_.try_emplace(bytes, places_.size());
    if (is_new) list_.push_back(bytes);
    return static_cast<std::int64_t>(entry->second);
  }

  void write(std::string& out) const {
    constexpr int widest = 200;  // one of a megabyte is not to be read in a list
    for (const std::string_view bytes : list_) {
      if (out.back() != '[') out += ',';
      append_json_string(out, visible_cell(bytes, widest));
    }
  }

 private:
  std::map<std::string_view, std::size_t> places_;
  std::vector<std::string_view> list_;
};

struct Column {
  std::string_view name;
  std::string text{};

  std::string& next() {
    if (!text.empty()) text += ',';
    return text;
  }
};

/// The columns of a choice, filled a token at a time.
class Data {
 public:
  void add(const Answer& answer, const Token& token, const Verdict& verdict) {
    const std::vector<Outcome> outcomes = distribution(answer, token, verdict);
    append_json_integer(text_.next(), words_.place_of(answer.view(token.text)));
    append_json_number(logprob_.next(), token.logprob);
    append_json_number(probability_.next(), shown_probability(token.logprob));
    append_json_number(margin_.next(), verdict.margin);
    append_json_number(entropy_.next(), rounded(entropy_bits(outcomes)));
    const auto rank = verdict.rank == 0 ? std::nullopt : std::optional(verdict.rank);
    append_json_integer(rank_.next(), rank);
    const auto is_chosen = [](const Outcome& outcome) { return outcome.chosen; };
    const auto chosen = std::find_if(outcomes.begin(), outcomes.end(), is_chosen);
    append_json_integer(chosen_.next(), chosen - outcomes.begin());
    add_list(outcomes);
    if (verdict.clues.not_top) append_json_integer(not_top_.next(), tokens_);
    ++tokens_;
  }

  std::string json() const {
    std::string out = "{\"words\":[";
    words_.write(out);
    out += ']';
    for (const Column* column : {&text_, &logprob_, &probability_, &margin_, &entropy_, &rank_,
                                 &chosen_, &list_, &not_top_}) {
      out += ",\"";
      out += column->name;
      out += "\":[";
      out += column->text;
      out += ']';
    }
    return out + '}';
  }

 private:
  void add_list(const std::vector<Outcome>& outcomes) {
    std::string& out = list_.next();
    out += '[';
    for (const Outcome& outcome : outcomes) {
      if (out.back() != '[') out += ',';
      append_json_integer(out, words_.place_of(outcome.text));
      out += ',';
      append_json_number(out, outcome.logprob);
    }
    out += ']';
  }

  /// Four decimals of a bit: it is a bound, and bands and tables need no more.
  static double rounded(double bits) { return std::round(bits * 1e4) / 1e4; }

  Words words_;
  Column text_{"text"}, logprob_{"logprob"}, probability_{"probability"}, margin_{"margin"},
      entropy_{"entropy"}, rank_{"rank"}, chosen_{"chosen"}, list_{"list"}, not_top_{"not_top"};
  std::int64_t tokens_ = 0;
};

}  // namespace

void append_data(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 std::string& out) {
  Data data;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    data.add(answer, choice.tokens[i], report.verdicts[i]);
  }
  out += "<script type=\"application/json\">";
  out += script_json(data.json());
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

}  // namespace logprobs
