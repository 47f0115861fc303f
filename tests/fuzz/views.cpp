// The views for machines, parsed back: json by two parsers, csv and tsv by the rules of their
// formats, and what a page has for its script. All must say what the answers and reports say, every
// number to its last bit.
#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

#include "answers.hpp"
#include "input.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "parsed.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/names.hpp"
#include "show/words/percent.hpp"

namespace {

using namespace logprobs;
using fuzz::check;
using nlohmann::json;

struct Judged {
  Answer answer;
  Report report;
};

std::vector<Judged> judged(std::string_view bytes) {
  std::vector<Judged> all;
  Reader reader({.source = "fuzz", .prompt = true, .reasoning = true});
  reader.feed(bytes);
  reader.finish();
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    if (event == Event::done)
      judge_answer(reader.answer(), {}, all.emplace_back(Judged{reader.answer(), {}}).report);
  }
  return all;
}

std::string shown(std::string_view name, const std::vector<Judged>& all, bool terminal) {
  ShowOptions options;
  options.terminal = terminal;
  const std::unique_ptr<View> view = make_view(name, options);
  std::string out;
  view->begin(out);
  for (const Judged& each : all) view->done(each.answer, each.report, out);
  view->end(out);
  return out;
}

/// Whether two doubles have the same bits, or neither is a number that JSON has.
bool same(double a, double b) {
  if (!std::isfinite(a) || !std::isfinite(b)) return std::isfinite(a) == std::isfinite(b);
  return std::memcmp(&a, &b, sizeof a) == 0;
}

double number(const json& value) { return value.is_null() ? unknown_logprob : value.get<double>(); }

std::string utf8(std::string_view bytes) {
  std::string out;
  append_utf8(out, bytes);
  return out;
}

/// What `token` and `bytes` say together.
std::string bytes_of(const json& entry) {
  if (entry.at("bytes").is_null()) return entry.at("token");
  std::string bytes;
  for (const json& byte : entry.at("bytes")) bytes += static_cast<char>(byte.get<unsigned>());
  check(entry.at("token") == utf8(bytes), "token and bytes differ", entry.dump());
  return bytes;
}

template <typename Integer>
bool same_integer(const json& value, const std::optional<Integer>& integer) {
  return integer ? value == *integer : value.is_null();
}

std::vector<std::string_view> names_of(const Clues& clues) {
  std::vector<std::string_view> names;
  for (const ClueInfo& info : clue_table) {
    if (clues.*info.clue) names.push_back(info.name);
  }
  return names;
}

std::optional<std::uint32_t> rank_of(const Verdict& verdict) {
  return verdict.rank == 0 ? std::nullopt : std::optional(verdict.rank);
}

/// What `entry` says of the model's own distribution, where sampling made another one of it.
void check_model(const json& entry, const Answer& answer, double logprob) {
  const std::string text = entry.dump(-1, ' ', true);
  check(entry.contains("model_logprob") == answer.is_sampled(), "json: the model's own", text);
  if (!answer.is_sampled()) return;
  check(same(number(entry.at("model_logprob")), logprob), "json: the model's logprob", text);
  check(same(number(entry.at("model_probability")), probability(logprob)),
        "json: the model's probability", text);
}

void check_whole(const json& entry, const Answer& answer, const Whole& whole) {
  const std::string text = entry.dump(-1, ' ', true);
  check(same_integer(entry.at("possible"), whole.possible), "json: possible tokens", text);
  check(same(number(entry.at("entropy")), whole.entropy), "json: an entropy", text);
  check_model(entry, answer, whole.model_logprob);
}

void check_token(const json& entry, const Answer& answer, const Token& token,
                 const Verdict& verdict) {
  const std::string text = entry.dump(-1, ' ', true);
  check(bytes_of(entry) == answer.view(token.text), "json: a token", text);
  check(same_integer(entry.at("id"), token.id), "json: an id", text);
  check(same(number(entry.at("logprob")), token.logprob), "json: a logprob", text);
  check(same(number(entry.at("probability")), verdict.probability), "json: a probability", text);
  check(same(number(entry.at("margin")), verdict.margin), "json: a margin", text);
  check(same_integer(entry.at("rank"), rank_of(verdict)), "json: a rank", text);
  check(entry.at("clues") == json(names_of(verdict.clues)), "json: clues", text);
  const json& alternatives = entry.at("alternatives");
  check(alternatives.size() == token.alternatives.size, "json: alternatives", text);
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    const Alternative& alternative = answer.begin(token)[i];
    check(bytes_of(alternatives[i]) == answer.view(alternative.text), "json: its text", text);
    check(same_integer(alternatives[i].at("id"), alternative.id), "json: its id", text);
    check(same(number(alternatives[i].at("logprob")), alternative.logprob), "json: its logprob",
          text);
    check_model(alternatives[i], answer,
                answer.is_sampled() ? answer.model_logprobs[token.alternatives.begin + i] : 0);
  }
}

void check_answer(const json& object, const Judged& judged) {
  const Answer& answer = judged.answer;
  const std::string text = object.dump(-1, ' ', true);
  const auto same_text = [&](const char* field, std::string_view value) {
    const json& found = object.at(field);
    check(value.empty() ? found.is_null() : found == utf8(value), field, text);
  };
  same_text("id", answer.id);
  same_text("model", answer.model);
  same_text("custom_id", answer.custom_id);
  same_text("question", answer.question);
  check(object.at("error").is_null() == !answer.failure, "json: error", text);
  check(same_integer(object.at("line"), answer.place.line), "json: line", text);
  check(object.at("choices").size() == answer.choices.size(), "json: choices", text);
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const json& found = object.at("choices")[i];
    const Choice& choice = answer.choices[i];
    const ChoiceReport& report = judged.report.choices[i];
    check(found.at("index") == choice.index, "json: index", text);
    check(found.at("kind") == show::kind_name(choice.kind), "json: kind", text);
    check(found.at("text") == utf8(show::sent_text(answer, choice)), "json: text", text);
    check(same(number(found.at("summary").at("sum_logprob")), report.summary.sum_logprob),
          "json: a sum", text);
    check(found.at("tokens").size() == choice.tokens.size(), "json: tokens", text);
    for (std::size_t token = 0; token < choice.tokens.size(); ++token) {
      const json& entry = found.at("tokens")[token];
      check_token(entry, answer, choice.tokens[token], report.verdicts[token]);
      if (answer.logits) check_whole(entry, answer, choice.whole[token]);
    }
  }
}

void check_json(const std::string& view, const std::vector<Judged>& all) {
  std::string_view rest = view;
  for (const Judged& each : all) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    check(line.size() < rest.size(), "json: a line is missing", view);
    check_answer(json::parse(line), each);
    check_answer(fuzz::parsed_by_simdjson(line), each);
    rest.remove_prefix(line.size() + 1);
  }
  check(rest.empty(), "json: a line too many", view);
}

/// An empty cell is no number.
double number(const std::string& cell) {
  double value = 0;
  const char* const end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  check(cell.empty() || (stop == end && error == std::errc()), "not a number", cell);
  return cell.empty() ? unknown_logprob : value;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

/// Checks the rows that follow the header. `csv`: a formula has an apostrophe before it.
void check_rows(const std::vector<fuzz::Row>& rows, const std::vector<Judged>& all, bool csv) {
  std::size_t at = 1;
  const auto check_row = [&](const Answer& answer, const Choice& choice, const Verdict& verdict,
                             std::size_t index) {
    check(at < rows.size() && rows[at].size() == 17, "a row", std::to_string(at));
    const fuzz::Row& row = rows[at++];
    const Token& token = choice.tokens[index];
    const auto check_text = [&](const std::string& cell, std::string_view bytes) {
      check(cell == utf8(bytes) || (csv && cell == '\'' + utf8(bytes)), "the text of a cell", cell);
    };
    check_text(row[0], answer.source);
    check_text(row[2], answer.custom_id);
    check(row[3] == std::to_string(choice.index), "a choice", row[3]);
    check(row[5] == std::to_string(index), "an index", row[5]);
    check_text(row[6], answer.view(token.text));
    check(same(number(row[7]), token.logprob), "a logprob", row[7]);
    check(same(number(row[8]), verdict.probability), "a probability", row[8]);
    check(same(number(row[10]), rank_of(verdict) ? verdict.rank : unknown_logprob), "a rank",
          row[10]);
    check(same(number(row[11]), verdict.margin), "a margin", row[11]);
    check(row[12] == joined(names_of(verdict.clues)), "clues", row[12]);
    check_text(row[13], candidate_at(answer, token, verdict.first).text);
    check_text(row[15], candidate_at(answer, token, verdict.second).text);
  };
  for (const Judged& each : all) {
    for (std::size_t i = 0; i < each.answer.choices.size(); ++i) {
      const Choice& choice = each.answer.choices[i];
      for (std::size_t index = 0; index < choice.tokens.size(); ++index) {
        check_row(each.answer, choice, each.report.choices[i].verdicts[index], index);
      }
    }
  }
  check(at == rows.size(), "a row too many", std::to_string(at));
}

/// Whether a page has this probability or margin: six digits are enough.
bool is_near(double shown, double exact) {
  return same(shown, exact) || std::abs(shown - exact) <= 1e-5 * std::abs(exact);
}

void check_data(const json& data, const Answer& answer, const Choice& choice,
                const ChoiceReport& report) {
  const std::string text = data.dump(-1, ' ', true);
  for (const char* const column : {"logprob", "probability", "margin", "entropy", "rank", "list"}) {
    check(data.at(column).size() == choice.tokens.size(), column, text);
  }
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    const Token& token = choice.tokens[i];
    const Verdict& verdict = report.verdicts[i];
    check(same(number(data.at("logprob")[i]), token.logprob), "html: a logprob", text);
    check(is_near(number(data.at("probability")[i]), show::shown_probability(token.logprob)),
          "html: a probability", text);
    check(is_near(number(data.at("margin")[i]), verdict.margin), "html: a margin", text);
    check(same_integer(data.at("rank")[i], rank_of(verdict)), "html: a rank", text);
    const json& list = data.at("list")[i];
    const auto chosen = data.at("chosen")[i].get<std::size_t>();
    check(chosen < list.size(), "html: the chosen token", text);
    const std::string cell = with_spaces(visible_cell(listed(answer, token), 200));
    check(list[chosen][0] == cell, "html: its text", text);
    check(list.size() <= token.alternatives.size + std::size_t{1}, "html: a list", text);
    const std::size_t size = answer.is_sampled() ? 3 : 2;
    check(list[chosen].size() == size, "html: an entry", text);
    if (!answer.is_sampled()) continue;
    check(same_integer(data.at("possible")[i], choice.whole[i].possible), "html: possible tokens",
          text);
  }
}

void check_page(const std::string& page, const std::vector<Judged>& all) {
  constexpr std::string_view before = "<script type=\"application/json\">";
  std::size_t at = page.find(before);
  for (const Judged& each : all) {
    for (std::size_t i = 0; i < each.answer.choices.size(); ++i) {
      if (each.answer.choices[i].tokens.empty()) continue;
      check(at != std::string::npos, "html: data is missing", "");
      at += before.size();
      const std::size_t end = page.find("</script>", at);
      const json data = json::parse(page.substr(at, end - at));
      check_data(data, each.answer, each.answer.choices[i], each.report.choices[i]);
      at = page.find(before, end);
    }
  }
  check(at == std::string::npos, "html: data too much", "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  std::vector<Judged> all;
  if (input.flag()) {
    all.push_back({fuzz::make_answer(input), {}});
    judge_answer(all.back().answer, {}, all.back().report);
  } else {
    all = judged(input.rest());
  }
  check_json(shown("json", all, false), all);
  check_json(shown("json", all, true), all);
  check_rows(fuzz::parsed_csv(shown("csv", all, false)), all, true);
  check_rows(fuzz::parsed_tsv(shown("tsv", all, false)), all, false);
  check_page(shown("html", all, true), all);
  return 0;
}
