// A row per token, for spreadsheets and databases: csv (RFC 4180) and tsv.
#include <cmath>
#include <optional>

#include "logprobs/candidate.hpp"
#include "show/data/cell_text.hpp"
#include "show/data/json_text.hpp"
#include "show/words/fields.hpp"
#include "show/words/names.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view columns =
    "source,line,custom_id,choice,kind,index,token,logprob,probability,band,rank,margin,clues,best,"
    "best_probability,second,second_probability,";

class RowsView : public View {
 public:
  using AppendText = void(std::string_view bytes, bool terminal, std::string& out);

  RowsView(const ShowOptions& options, char separator, AppendText* append_text)
      : options_(options), separator_(separator), append_text_(append_text) {}

  void begin(std::string& out) override {
    for (const char c : columns) out += c == ',' ? separator_ : c;
    for (const std::string& key : options_.fields) text(key, out);
    out.back() = '\n';  // in place of the last cell's separator
  }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      const Choice& choice = answer.choices[i];
      const std::string prefix = make_prefix(answer, choice);
      const std::string suffix = make_suffix(answer);
      for (std::size_t token = 0; token < choice.tokens.size(); ++token) {
        const Verdict& verdict = report.choices[i].verdicts[token];
        if (options_.only_clues && !verdict.clues.any()) continue;
        out += prefix;
        integer(token, out);
        write_token(answer, choice.tokens[token], verdict, out);
        out += suffix;
        out.back() = '\n';
        offer(out);
      }
    }
  }

 private:
  /// The cells that all rows of a choice begin with.
  std::string make_prefix(const Answer& answer, const Choice& choice) const {
    std::string prefix;
    text(answer.source, prefix);
    integer(answer.place.line, prefix);
    text(answer.custom_id, prefix);
    integer(choice.index, prefix);
    text(kind_name(choice.kind), prefix);
    return prefix;
  }

  /// Those that they end with.
  std::string make_suffix(const Answer& answer) const {
    std::string suffix;
    for (std::size_t field = 0; field < options_.fields.size(); ++field) {
      text(field_of(answer, options_, field).value, suffix);
    }
    return suffix;
  }

  void write_token(const Answer& answer, const Token& token, const Verdict& verdict,
                   std::string& out) const {
    text(answer.view(token.text), out);
    number(token.logprob, out);
    number(verdict.probability, out);
    text(band_name(verdict.band), out);
    integer(verdict.rank == 0 ? std::nullopt : std::optional<std::uint64_t>(verdict.rank), out);
    number(verdict.margin, out);
    clues(verdict.clues, out);
    candidate(candidate_at(answer, token, verdict.first), out);
    candidate(candidate_at(answer, token, verdict.second), out);
  }

  void text(std::string_view bytes, std::string& out) const {
    append_text_(bytes, options_.terminal, out);
    out += separator_;
  }

  /// Writes a number as the json view does, but nothing in place of null.
  void number(double value, std::string& out) const {
    if (std::isfinite(value)) append_json_number(out, value);
    out += separator_;
  }

  void integer(std::optional<std::uint64_t> value, std::string& out) const {
    if (value) append_json_integer(out, static_cast<std::int64_t>(*value));
    out += separator_;
  }

  void clues(const Clues& clues, std::string& out) const {
    const std::size_t begin = out.size();
    for (const ClueInfo& info : clue_table) {
      if (!(clues.*info.clue)) continue;
      if (out.size() != begin) out += ' ';
      out += info.name;
    }
    out += separator_;
  }

  void candidate(const Candidate& candidate, std::string& out) const {
    text(candidate.text, out);
    number(probability(candidate.logprob), out);
  }

  ShowOptions options_;
  char separator_;
  AppendText* append_text_;
};

}  // namespace

std::unique_ptr<View> make_csv_view(const ShowOptions& options) {
  return std::make_unique<RowsView>(options, ',', append_csv_text);
}

std::unique_ptr<View> make_tsv_view(const ShowOptions& options) {
  return std::make_unique<RowsView>(options, '\t', append_tsv_text);
}

}  // namespace logprobs::show
