#include <algorithm>

#include "answers.hpp"
#include "catch.hpp"
#include "show/html/answer.hpp"
#include "show/html/base64.hpp"
#include "show/html/data.hpp"
#include "show/html/packs.hpp"
#include "show/html/rows.hpp"
#include "show/html/strip.hpp"
#include "show/html/text.hpp"

using namespace logprobs;
using namespace logprobs::show;
using test::Said;

namespace {

using Append = void (*)(const Answer&, const Choice&, const ChoiceReport&, std::string&);

std::string appended(const std::vector<Said>& tokens, Append append) {
  const Answer answer = test::answer_of(tokens);
  Report report;
  judge_answer(answer, {}, report);
  std::string out;
  append(answer, answer.choices[0], report.choices[0], out);
  return out;
}

std::string painted(const std::vector<Said>& tokens) { return appended(tokens, append_painted); }

std::string data(const std::vector<Said>& tokens) {
  return appended(tokens, [](const Answer& answer, const Choice& choice, const ChoiceReport& report,
                             std::string& out) {
    append_data(answer, choice, report, {.low = 0.123456}, out);
  });
}

std::string strip(const std::vector<Said>& tokens) {
  return appended(tokens, [](const Answer&, const Choice&, const ChoiceReport& report,
                             std::string& out) { append_strip(report, out); });
}

/// Tokens without a clue.
std::string plain(const std::vector<std::string>& texts) {
  std::vector<Said> tokens;
  for (const std::string& text : texts) tokens.push_back({text, 0.95});
  return painted(tokens);
}

}  // namespace

TEST_CASE("text in a page never acts as markup") {
  CHECK(html("<a href=\"x\">'&amp;'</a>") ==
        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;");
  CHECK(script_json("\"</script><!--\"") == "\"\\u003c/script>\\u003c!--\"");
}

TEST_CASE("a token is an element with its band and clues") {
  CHECK(painted({{"a", 0.95}, {" b", 0.05, {{" c", 0.9}, {" b", 0.05}}}}) ==
        "<div dir=\"ltr\"><span data-t=\"0\" class=\"green\">a</span>"
        " <span data-t=\"1\" class=\"red low not-top clue\">b</span></div>\n");
  CHECK(painted({{"a", std::numeric_limits<double>::quiet_NaN()}}) ==
        "<div dir=\"ltr\"><span data-t=\"0\" class=\"\">a</span></div>\n");
}

TEST_CASE("hostile text is spelled out and never acts as markup") {
  CHECK(plain({"</div><img src=x>\x1b[2J\u202e"}) ==
        "<div dir=\"ltr\"><span data-t=\"0\" class=\"green\">&lt;/div&gt;&lt;img src=x&gt;"
        "<i>\\x1b</i>[2J<i>\\u{202e}</i></span></div>\n");
}

TEST_CASE("an answer is painted line by line") {
  CHECK(plain({"a\n", "\n", "b\nc", "\n\nd"}) ==
        "<div dir=\"ltr\"><span data-t=\"0\" class=\"green\">a</span></div>\n"
        "<div dir=\"ltr\"><span data-t=\"1\" class=\"green\" data-white=\"↵\"></span><br></div>\n"
        "<div dir=\"ltr\"><span data-t=\"2\" class=\"green\" data-more>b</span></div>\n"
        "<div dir=\"ltr\"><span data-t=\"2\" class=\"green\">c</span></div>\n"
        "<div dir=\"ltr\"><br></div>\n"
        "<div dir=\"ltr\"><span data-t=\"3\" class=\"green\">d</span></div>\n");
}

TEST_CASE("white space alone has its spelling in an attribute") {
  CHECK_THAT(plain({"a", " \n"}),
             Contains("<span data-t=\"1\" class=\"green\" data-white=\"␣↵\"> </span></div>\n"));
  CHECK(plain({" \n  ", "b"}) ==
        "<div dir=\"ltr\"><span data-t=\"0\" class=\"green\" data-white=\"␣↵␣␣\"> </span></div>\n"
        "<div dir=\"ltr\"><span data-t=\"0\" class=\"green\" data-more>  </span>"
        "<span data-t=\"1\" class=\"green\">b</span></div>\n");
  CHECK_THAT(plain({"a", ""}), Contains("<span data-t=\"1\" class=\"green\"></span>"));
}

TEST_CASE("tokens that share a character are one element in the band of the least sure one") {
  CHECK(painted({{"\xf0\x9f", 0.95}, {"\x8e", 0.6}, {"\x89", 0.95}}) ==
        "<div dir=\"ltr\"><span data-t=\"0\" data-n=\"3\" class=\"yellow\">🎉</span></div>\n");
}

TEST_CASE("text that runs against its line is isolated, consecutive words together") {
  const auto word = [](int token, std::string_view text) {
    return "<span data-t=\"" + std::to_string(token) + "\" class=\"green\">" + std::string(text) +
           "</span>";
  };
  // A leading space separates it from the text before it, and stays outside.
  CHECK(plain({"a", " שלום", " ", "עולם", " b"}) ==
        "<div dir=\"ltr\">" + word(0, "a") + " <bdi dir=\"rtl\">" + word(1, "שלום") +
            "<span data-t=\"2\" class=\"green\" data-white=\"␣\"> </span>" + word(3, "עולם") +
            "</bdi> " + word(4, "b") + "</div>\n");
  CHECK(plain({"שלום", " Open", "AI", "."}) ==
        "<div dir=\"rtl\">" + word(0, "שלום") + " <bdi dir=\"ltr\">" + word(1, "Open") +
            word(2, "AI") + "</bdi>" + word(3, ".") + "</div>\n");
  CHECK(plain({"a", "b ש", "c"}) == "<div dir=\"ltr\">" + word(0, "a") + "<bdi dir=\"ltr\">" +
                                        word(1, "b ש") + "</bdi>" + word(2, "c") + "</div>\n");
}

TEST_CASE("each line has the direction of its first strong character") {
  CHECK_THAT(plain({"12 ", "שלום a", "\nabc", "\n!"}),
             StartsWith("<div dir=\"rtl\">") &&
                 Contains("</div>\n<div dir=\"ltr\"><span data-t=\"2") &&
                 Contains("</div>\n<div dir=\"ltr\"><span data-t=\"3"));
}

TEST_CASE("the data of a page is an array per field") {
  CHECK(data({{" a", 0.25, {{"b", 0.5}, {" a", 0.25}}}, {" a", 1}}) ==
        "<script type=\"application/json\">{\"logprob\":[-1.3862943611198906,0],"
        "\"probability\":[0.25,1],\"margin\":[0.25,null],"
        "\"entropy\":[1.5,null],\"rank\":[2,null],\"chosen\":[1,0],"
        "\"list\":[[[\"b\",0.5],[\" a\",0.25]],[[\" a\",1]]]}</script>\n");
}

TEST_CASE("the probabilities of a list have six digits, or more if they would round differently") {
  CHECK_THAT(data({{"a", 1.0 / 3}}), Contains("[\"a\",0.333333]"));
  const std::string page = data({{"a", 0.0375}});  // e^ln(0.0375) is a little less
  CHECK_THAT(page, Contains("[\"a\",0.0374999") && !Contains("[\"a\",0.0375]"));
  CHECK_THAT(data({{"a", 1 - 1e-12}}), Contains("[\"a\",0.99999999999"));
  CHECK_THAT(data({{"a", 1e-12}}), Contains("[\"a\",1e-12]"));
  const std::string below = data({{"a", 0.12345599}});  // a threshold
  CHECK_THAT(below, Contains("[\"a\",0.1234559") && !Contains("[\"a\",0.123456]"));
}

TEST_CASE("long texts in a page's lists are cut") {
  const std::string page = data({{"a", 0.5, {{std::string(100'000, 'x'), 0.5}}}});
  CHECK(page.size() < 1000);
  CHECK_THAT(page, Contains("xxx…\""));
}

TEST_CASE("a strip has a step per token") {
  const std::string svg = strip({{"a", 0.9, {{"a", 0.9}, {"b", 0.1}}},
                                 {"c", 0.9, {{"c", 0.9}, {"d", 0.05}}},
                                 {"f", 0.3, {{"e", 0.5}, {"f", 0.3}}}});
  CHECK_THAT(svg, Contains("viewBox=\"0 0 3 100\""));
  CHECK_THAT(svg, Contains("<path d=\"M0 100V10H2V70H3V100Z\"/>"));
  CHECK_THAT(strip({{"a", std::numeric_limits<double>::quiet_NaN()}}),
             Contains("\"M0 100V100H1V100Z\""));
}

TEST_CASE("levels tell which thresholds of the sliders are above a number") {
  const std::vector<double> all = cuts({.low = 0.1234});
  CHECK(all.size() == 202);
  CHECK(std::is_sorted(all.begin(), all.end()));
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  const Answer answer = test::answer_of({{"a", 0.2, {{"b", 0.7}, {"a", 0.2}}}, {"c", unknown}});
  Report report;
  judge_answer(answer, {.low = 0.1234}, report);
  const std::string bytes = levels(answer, answer.choices[0], report.choices[0], all);
  const auto below = [&](double threshold) {
    return std::lower_bound(all.begin(), all.end(), threshold) - all.begin();
  };
  REQUIRE(bytes.size() == 6);
  const auto level = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  CHECK(level(0) > below(0.1234));
  CHECK(level(0) > below(0.195));
  CHECK(level(0) <= below(0.205));
  CHECK(level(1) > below(0.495));
  CHECK(level(1) <= below(0.505));
  CHECK(level(2) == 0);
  CHECK(bytes.substr(3) == "\xff\xff\xff");
}

TEST_CASE("base64 is padded") {
  const auto base64 = [](std::string_view bytes) {
    std::string out = ">";
    append_base64(out, bytes);
    return out;
  };
  CHECK(base64("") == ">");
  CHECK(base64("f") == ">Zg==");
  CHECK(base64("fo") == ">Zm8=");
  CHECK(base64("foo") == ">Zm9v");
  CHECK(base64("\xfb\xff\xfe\x01") == ">+//+AQ==");
}

TEST_CASE("sections are packed a few at a time") {
  Packs packs;
  CHECK(packs.markup().empty());
  const std::string section(40'000, 'x');
  CHECK(packs.add(section) == 0);
  CHECK(packs.add(section) == 0);
  CHECK(packs.add("y") == 1);
  const std::string markup(packs.markup());
  CHECK_THAT(markup, StartsWith("<script type=\"text/plain\" id=\"z0\">eJ") &&
                         Contains("</script>\n<script type=\"text/plain\" id=\"z1\">eJ"));
  CHECK(markup.size() < 1000);
}
