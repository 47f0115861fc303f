#include <regex>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

std::string svg(const Answer& answer, const ShowOptions& options = bare()) {
  return shown("svg", answer, options);
}

/// What is between the page's rectangle and the end.
std::string body_of(const std::string& picture) {
  const std::size_t begin = picture.find('\n', picture.find("<rect class=\"page\"")) + 1;
  return picture.substr(begin, picture.rfind("</svg>") - begin);
}

std::string content_of(const std::string& picture, const std::string& element) {
  std::smatch found;
  return std::regex_search(picture, found, std::regex("<" + element + "[^>]*>([^<]*)<"))
             ? found[1].str()
             : "";
}

/// The numbers of an attribute, in order.
std::vector<double> numbers_of(const std::string& markup, const std::string& attribute) {
  const std::regex pattern(" " + attribute + "=\"([-0-9.]+)\"");
  std::vector<double> numbers;
  for (std::sregex_iterator it(markup.begin(), markup.end(), pattern), end; it != end; ++it) {
    numbers.push_back(std::stod((*it)[1]));
  }
  return numbers;
}

/// The texts of all lines, without their tags.
std::vector<std::string> texts_of(const std::string& markup) {
  const std::string bare = std::regex_replace(markup, std::regex("<[^>]*>"), "");
  return lines_of(bare);
}

}  // namespace

TEST_CASE("a picture has a line of text for each line of the answer") {
  const Answer answer = answer_of({{"Hi", 0.95}, {" you", 0.6}, {"\n\n", 0.99}, {"there", 0.2}});
  CHECK(body_of(svg(answer)) ==
        "<text x=\"24\" y=\"41\"><tspan class=\"green\">Hi</tspan><tspan class=\"yellow\"> you"
        "</tspan></text>\n"
        "<text x=\"24\" y=\"91\"><tspan class=\"red\">there</tspan></text>\n");
}

TEST_CASE("lines are broken at the width, unless they are not to be broken") {
  const Answer answer = answer_of({{"one two three", 0.95}, {" four", 0.95}});
  CHECK(texts_of(body_of(svg(answer, bare(9)))) ==
        std::vector<std::string>{"one two ", "three ", "four"});
  CHECK(texts_of(body_of(svg(answer, bare(18)))).size() == 1);
  ShowOptions options = bare(9);
  options.wrap = false;
  CHECK(texts_of(body_of(svg(answer, options))).size() == 1);
  Answer usual = answer_of({{std::string(80, 'x'), 0.95}, {" y", 0.95}});
  CHECK(texts_of(body_of(svg(usual))).size() == 2);
}

TEST_CASE("the picture is as wide as its longest line needs") {
  const double narrow = numbers_of(svg(answer_of({{"x", 0.95}, {"x", 0.95}})), "width")[0];
  const double wide = numbers_of(svg(answer_of({{"日本", 0.95}, {"日本", 0.95}})), "width")[0];
  CHECK(narrow == 48 + 19);  // two cells of 9.1 pixels
  CHECK(wide == 48 + 73);
  // Letters that no monospaced font has.
  const double broad = numbers_of(svg(answer_of({{"நன்", 0.95}, {"றி", 0.95}})), "width")[0];
  CHECK(broad == 48 + 50);
}

TEST_CASE("a line that runs from right to left begins at the right, as do those broken off it") {
  const Answer answer = answer_of(
      {{"שלום", 0.95}, {" GPT", 0.95}, {" עול\n", 0.95}, {"abc\n", 0.95}, {"12של", 0.95}});
  for (const int width : {80, 6, 4}) {
    std::vector<std::string> lines = lines_of(body_of(svg(answer, bare(width))));
    CAPTURE(width);
    for (const std::string& line : lines) {
      CAPTURE(line);
      const bool right = line.find("x=\"100%\" dx=\"-24\" direction=\"rtl\"") != std::string::npos;
      CHECK(right == (line.find("abc") == std::string::npos));
    }
  }
}

TEST_CASE("a picture is named by its question, or else by its source") {
  Answer answer = answer_of({{"Hi", 0.95}, {"<", 0.95}});
  CHECK(content_of(svg(answer), "title") == "a.json");
  answer.question = "Why <b>\nnow?";
  CHECK(content_of(svg(answer), "title") == "Why &lt;b&gt; now?");
  CHECK(content_of(shown("svg", {answer, answer}), "title") == "2 answers");
  CHECK_THAT(content_of(svg(answer), "desc"),
             StartsWith("“Hi&lt;”: m · 2 tokens · perplexity 1.05 · least sure"));
}

TEST_CASE("the question is above the first answer, once") {
  Answer answer = answer_of({{"Hi", 0.95}, {" you", 0.95}});
  const auto count = [](const std::string& picture) {
    const std::string body = body_of(picture);
    std::size_t found = 0;
    for (std::size_t at = 0; (at = body.find("Why?", at)) != std::string::npos; ++at) ++found;
    return found;
  };
  CHECK(count(svg(answer, {})) == 0);
  answer.question = "Why?";
  CHECK(count(svg(answer, {})) == 1);
  CHECK(count(svg(answer)) == 0);
  add_choice(answer, 1, {{"Hi", 0.95}, {" you", 0.95}});
  CHECK(count(svg(answer, {})) == 1);
  CHECK(count(shown("svg", {answer, answer})) == 2);
  ShowOptions several;
  several.several_sources = true;
  CHECK(count(shown("svg", {answer, answer}, several)) == 2);
}

TEST_CASE("legend and summary are as in the text view, and can be left out") {
  const Answer answer = answer_of({{"Hi", 0.95}, {" you", 0.02, {{" all", 0.9}, {" you", 0.02}}}});
  ShowOptions options;
  const std::string text = shown("text", answer);
  std::vector<std::string> expected;
  for (const std::string& line : lines_of(text)) {
    if (!line.empty())
      expected.push_back(line.substr(std::min(line.find_first_not_of(' '), line.size())));
  }
  const std::string body =
      std::regex_replace(body_of(svg(answer, options)), std::regex("&gt;"), ">");
  const auto join = [](const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += all.empty() ? line : " " + line;
    return all;
  };
  // The text view was not limited to 80 cells.
  CHECK(std::regex_replace(join(texts_of(body)), std::regex(" · "), " ") ==
        std::regex_replace(join(expected), std::regex(" · "), " "));
  options.legend = false;
  CHECK(svg(answer, options).find("■") == std::string::npos);
  CHECK(svg(answer, options).find("2 tokens ·", svg(answer).find("</desc>")) != std::string::npos);
  CHECK(texts_of(body_of(svg(answer))) == std::vector<std::string>{"Hi you🎯"});
}

TEST_CASE("marks are emoji, letters, lines or nothing") {
  const Answer answer = answer_of({{"Hi", 0.95}, {" you", 0.4, {{" all", 0.5}, {" you", 0.4}}}});
  const auto with = [&](Marks marks, bool lines = false) {
    ShowOptions options = bare();
    options.marks = marks;
    options.lines = lines;
    return body_of(svg(answer, options));
  };
  CHECK_THAT(with(Marks::emoji), Contains(" you</tspan><tspan class=\"mark\">🔀🎯</tspan>"));
  CHECK_THAT(with(Marks::ascii), Contains(" you</tspan><tspan class=\"mark\">{~}{!}</tspan>"));
  CHECK_THAT(with(Marks::none), Contains("orange\"> you</tspan></text>"));
  CHECK_THAT(with(Marks::emoji, true), Contains("orange\"> </tspan><tspan class=\"orange ambiguous "
                                                "not-top\">you</tspan></text>"));
}

TEST_CASE("whatever an answer says, it is text") {
  const Answer answer =
      answer_of({{"</text><script>&", 0.95}, {"\x1b[31m\xff\xef\xbf\xbe", 0.95}, {"]]>\"'", 0.6}});
  CHECK(body_of(svg(answer)) ==
        "<text x=\"24\" y=\"41\"><tspan class=\"green\">&lt;/text&gt;&lt;script&gt;&amp;</tspan>"
        "<tspan class=\"green escaped\">\\x1b</tspan><tspan class=\"green\">[31m</tspan>"
        "<tspan class=\"green escaped\">\\xff\\u{fffe}</tspan>"
        "<tspan class=\"yellow\">]]&gt;&quot;&#39;</tspan></text>\n");
}

TEST_CASE("an answer of one token is a chart over an axis") {
  const Answer answer =
      answer_of({{"Tabs", 0.17, {{"Spaces", 0.8}, {"Tabs", 0.17}, {"a<", 0.01}}}});
  const std::string body = body_of(svg(answer));
  CAPTURE(body);
  CHECK(texts_of(body) == std::vector<std::string>{"", "0%", "25%", "50%", "75%", "100%", "Spaces",
                                                   "", "80.0%", "▸", "Tabs", "", "17.0%  🎯",
                                                   "a&lt;", "", "1.0%", "(all others)", "",
                                                   "2.0%"});
  const std::vector<double> lengths = numbers_of(body, "width");
  REQUIRE(lengths.size() == 4);
  CHECK(lengths[1] / lengths[0] == Approx(0.17 / 0.8).epsilon(0.001));
  CHECK(lengths[3] / lengths[0] == Approx(0.02 / 0.8).epsilon(0.01));
  CHECK_THAT(body, Contains("<text class=\"strong\""));
}

TEST_CASE("the axis of a chart ends at 100%, unless all bars are far shorter") {
  const auto end = [](double each, int count) {
    std::vector<Entry> entries;
    for (int i = 0; i < count; ++i) entries.push_back({std::to_string(i), each});
    const std::string body = body_of(svg(answer_of({{"0", each, entries}})));
    const std::regex tick("class=\"tick\"[^>]*>([^<]*)<");
    std::string last;
    for (std::sregex_iterator it(body.begin(), body.end(), tick), none; it != none; ++it) {
      last = (*it)[1];
    }
    return last;
  };
  CHECK(end(0.25, 4) == "100%");
  CHECK(end(0.2, 5) == "20%");
  CHECK(end(0.1, 8) == "20%");  // (all others)
  CHECK(end(0.05, 20) == "10%");
}

TEST_CASE("a chart has a title: the question, or else the source") {
  Answer answer = answer_of({{"Tabs", 0.17, {{"Spaces", 0.8}, {"Tabs", 0.17}}}});
  const auto title = [&] { return texts_of(body_of(svg(answer, {}))).front(); };
  CHECK(title() == "a.json");
  answer.question = "Tabs or spaces?";
  CHECK(title() == "Tabs or spaces?");
  CHECK(texts_of(body_of(svg(answer))).front().empty());  // the axis
}

TEST_CASE("a chart without bars has no axis") {
  ShowOptions options = bare();
  options.bars = false;
  const std::string body = body_of(svg(answer_of({{"a", 0.5, {{"a", 0.5}, {"b", 0.4}}}}), options));
  CHECK(body.find("<rect") == std::string::npos);
  CHECK(body.find("tick") == std::string::npos);
  CHECK_THAT(body, Contains("50.0%"));
}

TEST_CASE("a chart has bars for everything that has a probability, and no others") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string body = body_of(svg(answer_of({{"a", nan, {{"b", 0.5}, {"c", 0}}}})));
  CHECK(numbers_of(body, "width").size() == 1);
  CHECK_THAT(body, Contains(">?</text>"));
}

TEST_CASE("answers without tokens are pictures too") {
  Answer answer = answer_of({});
  CHECK(body_of(svg(answer)).empty());
  CHECK(content_of(svg(answer), "desc") == "An empty answer.");
  answer.choices.clear();
  CHECK(body_of(svg(answer)).empty());
  answer.failure = Failure{"not <now>", "", 500};
  const std::vector<std::string> failed = {"Error: not &lt;now&gt;"};
  CHECK(texts_of(body_of(svg(answer))) == failed);
  add_message(answer, 0, "");
  CHECK(texts_of(body_of(svg(answer))) == failed);
  answer.choices.clear();
  add_message(answer, 0, "No.\nNever.");
  CHECK(texts_of(body_of(svg(answer))) == std::vector<std::string>{"No.", "Never."});
  const std::string none = shown("svg", std::vector<Answer>{});
  CHECK_THAT(none, StartsWith("<svg "));
  CHECK(content_of(none, "title") == "logprobs");
}

TEST_CASE("several answers are below each other, and the description ends somewhere") {
  Answer answer = answer_of({{"Hi", 0.95}, {" you", 0.95}});
  for (int i = 1; i < 12; ++i) add_choice(answer, i, {{"Hi", 0.95}, {" me", 0.95}});
  const std::string picture = svg(answer, {});
  const std::vector<double> places = numbers_of(body_of(picture), "y");
  CHECK(std::is_sorted(places.begin(), places.end()));
  CHECK_THAT(body_of(picture), Contains(">answer 12<"));
  CHECK_THAT(content_of(picture, "desc"), Contains("not top. And 2 more."));
  CHECK(numbers_of(picture, "height")[0] > places.back());
}

TEST_CASE("a picture that no viewer could open is refused") {
  std::string many;  // of what makes most of a picture: each line has elements of its own
  for (int i = 0; i < 600'000; ++i) many += "a\n";
  CHECK_THROWS_WITH(svg(answer_of({{many, 0.95}, {many, 0.95}})),
                    StartsWith("a.json: from here on the picture would be larger than 64 MiB"));
}
