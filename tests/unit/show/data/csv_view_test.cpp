#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using test::Said;

namespace {

/// The row of one token, without the header.
std::string row_of(std::string_view view, const Said& said, const ShowOptions& options = {}) {
  const std::string all = test::shown(view, test::answer_of({said}), options);
  return all.substr(all.find('\n') + 1);
}

/// The cell of a token's text in csv: what precedes its logprob.
std::string cell(std::string_view view, const std::string& text, const ShowOptions& options = {}) {
  const std::string head = view == "csv" ? "a.json,,,0,content,0," : "a.json\t\t\t0\tcontent\t0\t";
  const std::string row = row_of(view, {text, 1}, options);
  CHECK(row.starts_with(head));
  const std::string tail = view == "csv" ? ",0,1,green,,,,,,,\n" : "\t0\t1\tgreen\t\t\t\t\t\t\t\n";
  CHECK(row.ends_with(tail));
  return row.substr(head.size(), row.size() - head.size() - tail.size());
}

ShowOptions on_terminal() {
  ShowOptions options;
  options.terminal = true;
  return options;
}

}  // namespace

TEST_CASE("there is a header even without rows") {
  CHECK(test::shown("csv", std::vector<Answer>{}) ==
        "source,line,custom_id,choice,kind,index,token,logprob,probability,band,rank,margin,clues,"
        "best,best_probability,second,second_probability\n");
  ShowOptions quiet;
  quiet.quiet = true;
  CHECK(test::shown("tsv", std::vector<Answer>{}, quiet).starts_with("source\tline\t"));
}

TEST_CASE("rows come with their tokens, in the order of a finished answer") {
  Answer answer = test::answer_of({{"a"}, {"b"}, {"c"}});
  test::add_choice(answer, 1, {{"d"}, {"e"}});
  for (const Kind kind : {Kind::refusal, Kind::reasoning}) {
    test::add_choice(answer, 2, {{"f"}, {"g"}}, kind);
    for (const char* view : {"csv", "tsv"}) {
      CHECK(test::show_growing(view, answer) == test::shown(view, answer));
    }
  }
  const auto view = make_view("csv", {});
  std::string out;
  const Answer part = test::cut_to(answer, 2);
  view->grow(part, test::judged(part), out);
  CHECK(std::count(out.begin(), out.end(), '\n') == 2);
}

TEST_CASE("no row comes before it is known whether the response has a line") {
  Answer answer = test::answer_of({{"a"}, {"b"}});
  answer.state = State::open;
  answer.place.line = 7;
  const auto view = make_view("csv", {});
  std::string out;
  view->grow(answer, test::judged(answer), out);
  CHECK(out.empty());
  answer.place.line.reset();
  view->grow(answer, test::judged(answer), out);
  CHECK(out.starts_with("a.json,,,0,content,0,a,"));
}

TEST_CASE("csv quotes as RFC 4180 says") {
  CHECK(cell("csv", "a") == "a");
  CHECK(cell("csv", " a ") == " a ");
  CHECK(cell("csv", "a,b") == "\"a,b\"");
  CHECK(cell("csv", "say \"a\"") == "\"say \"\"a\"\"\"");
  CHECK(cell("csv", "a\nb") == "\"a\nb\"");
  CHECK(cell("csv", "a\rb") == "\"a\rb\"");
}

TEST_CASE("csv quotes what other programs take for a separator") {
  CHECK(cell("csv", "a\tb\\") == "\"a\tb\\\"");
  CHECK(cell("csv", "a;=b") == "\"a;=b\"");
}

TEST_CASE("no text in csv can be mistaken for a formula") {
  for (const std::string text : {"=1", "+1", "-1", "@a"}) {
    CAPTURE(text);
    CHECK(cell("csv", text) == "'" + text);
    CHECK(cell("csv", " " + text) == " " + text);
  }
  for (const std::string& hidden :
       {std::string(1, '\0'), std::string("\x01\x1f\x7f"), std::string("\ufeff\u200b")}) {
    CHECK(cell("csv", hidden + "=1") == "'" + hidden + "=1");
    CHECK(cell("csv", hidden + "a=1") == hidden + "a=1");
  }
  CHECK(cell("csv", "\tx") == "\"'\tx\"");
  CHECK(cell("csv", "\nx") == "\"'\nx\"");
  CHECK(cell("csv", "\rx") == "\"'\rx\"");
  CHECK(cell("csv", "=\"a\"") == "\"'=\"\"a\"\"\"");
}

TEST_CASE("tsv escapes characters that would end a cell") {
  CHECK(cell("tsv", "a\tb\nc\rd\\n") == "a\\tb\\nc\\rd\\\\n");
  CHECK(cell("tsv", "=\"a,b\"") == "=\"a,b\"");
}

TEST_CASE("invalid bytes are replaced, or made visible on a terminal") {
  CHECK(cell("csv", "a\xFF") == "a\uFFFD");
  CHECK(cell("tsv", "a\xFF") == "a\uFFFD");
  CHECK(cell("csv", "a\xFF\x1b", on_terminal()) == "a\\xff\\x1b");
  CHECK(cell("tsv", "\xFF\x1b\t", on_terminal()) == "\\xff\\x1b\\t");
}

TEST_CASE("a row has everything known of a token") {
  CHECK(row_of("csv", {"b", 0.25, {{"a", 0.5}, {"b", 0.25}}}) ==
        "a.json,,,0,content,0,b,-1.3862943611198906,0.25,red,2,0.25,not-top,a,0.5,b,0.25\n");
  // The list lacks the chosen token, although it would be the first.
  CHECK(row_of("csv", {"c", 0.5, {{"a", 0.25}}}) ==
        "a.json,,,0,content,0,c,-0.6931471805599453,0.5,orange,1,0.25,,c,0.5,a,0.25\n");
  CHECK(
      row_of("csv", {"c", 0.0625, {{"a", 0.125}, {"b", 0.0625}}})
          .ends_with(
              ",red,2,0.06250000000000003,low ambiguous not-top,a,0.12500000000000003,b,0.0625\n"));
}

TEST_CASE("unknown values are empty cells") {
  Answer answer = test::answer_of({{"a", 0.5}});
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  CHECK(test::shown("csv", answer).ends_with("a.json,,,0,content,0,a,,,,,,,,,,\n"));
}

TEST_CASE("rows may be limited to tokens with a clue, with their own numbers") {
  ShowOptions options;
  options.only_clues = true;
  const Answer answer = test::answer_of({{"a", 0.9}, {"b", 0.05}});
  const std::string rows = test::shown("csv", answer, options);
  CHECK(rows.find(",content,0,a,") == std::string::npos);
  CHECK(rows.find(",content,1,b,") != std::string::npos);
}

TEST_CASE("a row has the place of its answer") {
  Answer answer = test::answer_of({{"a", 1}});
  answer.source = "b,c.jsonl";
  answer.place.line = 7;
  answer.custom_id = "=id";
  answer.choices[0].index = 2;
  answer.choices[0].kind = Kind::refusal;
  const std::string rows = test::shown("csv", answer);
  CHECK(rows.find("\n\"b,c.jsonl\",7,'=id,2,refusal,0,a,") != std::string::npos);
}
