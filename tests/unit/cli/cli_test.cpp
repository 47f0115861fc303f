#include "cli/cli.hpp"

#include "catch.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"

using namespace logprobs;
using namespace logprobs::cli;

namespace {

using Words = std::vector<std::string>;

std::variant<Options, Print> parse(const Words& words) {
  std::vector<const char*> pointers;
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return parse_command_line(pointers);
}

Options options_of(const Words& words) { return std::get<Options>(parse(words)); }

/// The options after `-r x`.
Options with(Words words) {
  words.insert(words.begin(), {"-r", "x"});
  return options_of(words);
}

std::string text_of(const Words& words) { return std::get<Print>(parse(words)).text; }

/// The message of the usage error, without its hint; empty if there is none.
std::string refusal(const Words& words) {
  try {
    parse(words);
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::usage);
    const std::string message = error.what();
    const std::string hint = "; see logprobs --help";
    CHECK(message.ends_with(hint));
    return message.substr(0, message.size() - hint.size());
  }
  return "";
}

std::string refusal_with(Words words) {
  words.insert(words.begin(), {"-r", "x"});
  return refusal(words);
}

}  // namespace

TEST_CASE("without options the documented defaults hold") {
  const Options options = options_of({"-r", "a.json"});
  CHECK(options.replay == Words{"a.json"});
  CHECK(options.from.empty());
  CHECK_FALSE(options.choice);
  CHECK(options.max_bytes == 64U << 20);
  CHECK(options.format == "text");
  CHECK(options.output == "-");
  CHECK(options.thresholds.low == 0.1);
  CHECK(options.thresholds.ambiguous == 0.15);
  CHECK(std::vector<double>(options.thresholds.bands, options.thresholds.bands + 4) ==
        std::vector<double>{0.9, 0.7, 0.5, 0.3});
  CHECK(options.color == ColorMode::automatic);
  CHECK_FALSE(options.color_depth);
  CHECK(options.palette == Palette::classic);
  CHECK(options.signs == ClueSigns{});
  CHECK_FALSE((options.only_clues || options.no_legend || options.quiet));
}

TEST_CASE("--replay takes every word up to the next option, in order, again and again") {
  CHECK(options_of({"-r", "a", "b", "c"}).replay == Words{"a", "b", "c"});
  CHECK(options_of({"-r", "b", "a", "-q"}).replay == Words{"b", "a"});
  CHECK(options_of({"-q", "--replay", "a", "-f", "json", "-r", "b", "c"}).replay ==
        Words{"a", "b", "c"});
  CHECK(options_of({"--replay=a", "b"}).replay == Words{"a", "b"});
  CHECK(options_of({"-r", "a", "-", "b"}).replay == Words{"a", "-", "b"});
  CHECK(options_of({"-r", "./-x", "a b", "ä", "\xff"}).replay == Words{"./-x", "a b", "ä", "\xff"});
}

TEST_CASE("--last takes a number if one follows") {
  CHECK(options_of({"--last"}).last == 1);
  CHECK(options_of({"--last", "-q"}).last == 1);
  CHECK(options_of({"--last", "3", "-f", "table"}).last == 3);
  CHECK(options_of({"-q", "--last=2"}).last == 2);
  CHECK(options_of({"--last", "3", "--last"}).last == 1);
  CHECK_FALSE(options_of({"--last"}).asks());
  CHECK_FALSE(options_of({"--history"}).asks());
  CHECK(refusal({"--last", "three"}) == "“three” is a question, and --last takes none");
  CHECK(refusal({"why", "--last"}) == "“why” is a question, and --last takes none");
  CHECK(refusal({"--history", "why"}) == "“why” is a question, and --history takes none");
  CHECK(refusal({"--last=0"}) == "--last: “0” is not a number (1 is the last answer)");
  CHECK(refusal({"--last="}) == "--last: “” is not a number (1 is the last answer)");
  CHECK(refusal({"--history=2"}) == "--history takes no value");
}

TEST_CASE("answers come from one place") {
  CHECK(refusal({"-r", "a", "--last"}) == "--replay and --last: one is enough");
  CHECK(refusal({"--history", "-r", "a"}) == "--replay and --history: one is enough");
  CHECK(refusal({"--history", "--last"}) == "--last and --history: one is enough");
  CHECK(refusal({"--merge", "a", "-r", "b"}) == "--replay and --merge: one is enough");
  CHECK(refusal({"--merge", "a", "--last"}) == "--last and --merge: one is enough");
  CHECK(refusal({"--merge", "a", "--history"}) == "--history and --merge: one is enough");
  for (const std::string name : {"--jobs", "--block"}) {
    CHECK(refusal({"why", name, "1"}) == name + " is for files: name them with --replay");
  }
  CHECK(refusal({"--last", "--save", "f"}) == "--save is for asking; --last has a file already");
  CHECK(refusal({"--history", "--dry-run"}) == "--dry-run is for asking; --history sends nothing");
}

TEST_CASE("file names in brackets are file names") {
  CHECK(options_of({"-r", "[1,2]"}).replay == Words{"[1,2]"});
  CHECK(options_of({"-r", "[", "[]", "[a", "a]", "{}", "%%"}).replay ==
        Words{"[", "[]", "[a", "a]", "{}", "%%"});
  CHECK(with({"-o", "[1,2]"}).output == "[1,2]");
}

TEST_CASE("standard input is read at most once") {
  CHECK(options_of({"-r", "-"}).replay == Words{"-"});
  const std::string message = "--replay: standard input (-) can be read only once";
  CHECK(refusal({"-r", "-", "-"}) == message);
  CHECK(refusal({"-r", "-", "a", "-q", "-r", "-"}) == message);
}

TEST_CASE("other words are a question") {
  const std::string tail =
      " is a question, and --replay takes none; file names come right after "
      "--replay";
  CHECK(refusal({"-r", "a", "--low", "0.2", "b"}) == "“b”" + tail);
  CHECK(refusal({"b", "-r", "a"}) == "“b”" + tail);
  CHECK(refusal({"-r", "a", "--labels", "x,y", "b"}) == "“b”" + tail);
  CHECK(refusal({"-r", "a", "--eos", "1,2", "b"}) == "“b”" + tail);
  CHECK(refusal({"-r", "a", "--", "b"}) == "“b”" + tail);
  CHECK(refusal({"-r", "a", "-q", "[1,2]"}) == "“[1,2]”" + tail);
  CHECK(refusal({"-r", "a", "-q", "-"}) == "“-”" + tail);
}

TEST_CASE("any word after an option is its value") {
  CHECK(options_of({"--stop", "--model=x", "hello"}).ask.question.stop == Words{"--model=x"});
  CHECK(options_of({"--stop", "--model=x", "hello"}).ask.words == Words{"hello"});
  CHECK(options_of({"-s", "--quiet=no", "a"}).ask.question.system == "--quiet=no");
  CHECK(options_of({"-s", "-r", "-k", "3", "a"}).ask.question.system == "-r");
  CHECK(options_of({"-s", "--", "a"}).ask.question.system == "--");
  CHECK(options_of({"--prefill=--system=x", "a"}).ask.question.prefill == "--system=x");
  CHECK(options_of({"-k3", "-qt1", "a"}).ask.question.top_logprobs == 3);
  const Options after_bundle = options_of({"-qs", "--stop", "--strict", "--dry-run", "a"});
  CHECK(after_bundle.ask.question.system == "--stop");
  CHECK(after_bundle.gates.strict);
  CHECK(after_bundle.ask.words == Words{"a"});
  CHECK(options_of({"-o", "-r", "-r", "a"}).output == "-r");
}

TEST_CASE("missing values are refused") {
  for (const std::string name : {"--low", "--bands", "--format", "--output", "--color", "--from"}) {
    CHECK(refusal_with({name}) == name + " needs a value");
  }
  CHECK(refusal_with({"-f"}) == "--format needs a value");
  CHECK(refusal({"-r"}) == "--replay needs the name of a file, or - for standard input");
}

TEST_CASE("thresholds are numbers from 0 to 1") {
  CHECK(with({"--low", "0"}).thresholds.low == 0);
  CHECK(with({"--low", "1"}).thresholds.low == 1);
  CHECK(with({"--low=.25"}).thresholds.low == 0.25);
  CHECK(with({"--ambiguous", "1e-3"}).thresholds.ambiguous == 0.001);
  for (const std::string option : {"--low", "--ambiguous"}) {
    for (const std::string bad : {"nan", "inf", "-inf", "0x1", "0x1p-3", "", " 0.1", "0.1 ", "0,1",
                                  "+0.1", "10%", "a", "1e999"}) {
      CHECK(refusal_with({option, bad}) == option + ": “" + bad + "” is not a number");
    }
    for (const std::string bad : {"1.5", "-1", "-0.1", "1.0000001", "2"}) {
      CHECK(refusal_with({option, bad}) == option + ": “" + bad + "” is not between 0 and 1");
    }
  }
}

TEST_CASE("bands are four thresholds that descend") {
  const Options options = with({"--bands", "1,0.6,0.25,0"});
  CHECK(std::vector<double>(options.thresholds.bands, options.thresholds.bands + 4) ==
        std::vector<double>{1, 0.6, 0.25, 0});
  for (const std::string bad : {"0.9,0.7,0.5", "0.9", "0.9,0.7,0.5,0.3,0.1"}) {
    CHECK(refusal_with({"--bands", bad}) == "--bands: “" + bad + "” is not four thresholds");
  }
  for (const std::string bad : {"0.3,0.5,0.7,0.9", "0.9,0.7,0.3,0.5", "0.9,0.7,0.7,0.3"}) {
    CHECK(refusal_with({"--bands", bad}) == "--bands: “" + bad + "” does not descend");
  }
  CHECK(refusal_with({"--bands", "0.9,0.7,x,0.3"}) == "--bands: “x” is not a number");
  CHECK(refusal_with({"--bands", "0.9,0.7,0.5,"}) == "--bands: “” is not a number");
  CHECK(refusal_with({"--bands", "nan,0.7,0.5,0.3"}) == "--bands: “nan” is not a number");
  CHECK(refusal_with({"--bands", "1.1,0.7,0.5,0.3"}) == "--bands: “1.1” is not between 0 and 1");
}

TEST_CASE("gates are off until they are asked for") {
  CHECK_FALSE(options_of({"-r", "a.json"}).gates.any());
  CHECK_FALSE(with({"--strict"}).gates.any());
}

TEST_CASE("gates watch for the clues that are named") {
  const auto watched = [](const std::string& names) {
    const Clues& clues = with({"--fail-on", names}).gates.fail_on;
    return std::vector{clues.low, clues.ambiguous, clues.not_top};
  };
  CHECK(watched("low") == std::vector{true, false, false});
  CHECK(watched("not-top,ambiguous") == std::vector{false, true, true});
  CHECK(watched("low,low") == std::vector{true, false, false});
  const Clues& both = with({"--fail-on", "low", "--fail-on", "ambiguous"}).gates.fail_on;
  CHECK((both.low && both.ambiguous && !both.not_top));
  const std::string known = " is not one of low, ambiguous, not-top";
  CHECK(refusal_with({"--fail-on", "high"}) == "--fail-on: “high”" + known);
  CHECK(refusal_with({"--fail-on", ""}) == "--fail-on: “”" + known);
  CHECK(refusal_with({"--fail-on", "low,"}) ==
        "--fail-on: “low,” ends with a comma; a list with spaces needs quotes");
  CHECK(watched(" low , ambiguous ") == std::vector{true, true, false});
  CHECK(refusal_with({"--fail-on", "not_top"}) == "--fail-on: “not_top”" + known);
}

TEST_CASE("gates have numbers within their bounds") {
  CHECK(with({"--min-probability", "0.5"}).gates.min_probability == 0.5);
  CHECK(with({"--max-perplexity", "2.5"}).gates.max_perplexity == 2.5);
  CHECK(with({"--strict"}).gates.strict);
  CHECK(refusal_with({"--min-probability", "1.5"}) ==
        "--min-probability: “1.5” is not between 0 and 1");
  CHECK(refusal_with({"--max-perplexity", "-1"}) == "--max-perplexity: “-1” is below 0");
  for (const std::string option : {"--min-probability", "--max-perplexity"}) {
    for (const std::string bad : {"nan", "inf", "", "x", "1e999"}) {
      CHECK(refusal_with({option, bad}) == option + ": “" + bad + "” is not a number");
    }
  }
}

TEST_CASE("--max-bytes counts in powers of 1024, up to what positions can hold") {
  const std::uint64_t one = 1;
  CHECK(with({"--max-bytes", "1"}).max_bytes == 1);
  CHECK(with({"--max-bytes", "10K"}).max_bytes == 10 * 1024);
  CHECK(with({"--max-bytes", "3M"}).max_bytes == 3 << 20);
  CHECK(with({"--max-bytes", "3G"}).max_bytes == 3 * (one << 30));
  CHECK(with({"--max-bytes", "4194303K"}).max_bytes == 4194303 * (one << 10));
  CHECK(with({"--max-bytes", "4294967232"}).max_bytes == most_bytes);
  for (const std::string bad :
       {"0", "0K", "-1", "4G", "4294967233", "4194304K", "99999999999999999999",
        "18014398509481984K", "1.5M", "M", "", "5T", "5KB", "5k", "5 K", " 5", "+5", "0x10"}) {
    CHECK(refusal_with({"--max-bytes", bad}) ==
          "--max-bytes: “" + bad + "” is not a size from 1 to 4G-64");
  }
}

TEST_CASE("--choice is an index") {
  CHECK(with({"--choice", "0"}).choice == 0);
  CHECK(with({"--choice", "12"}).choice == 12);
  for (const std::string bad : {"-1", "x", "1.0", "", "99999999999", "+1", "1 "}) {
    CHECK(refusal_with({"--choice", bad}) ==
          "--choice: “" + bad + "” is not an index (0, 1, 2, ...)");
  }
}

TEST_CASE("the last value of an option wins") {
  CHECK(with({"--low", "0.2", "--low", "0.3"}).thresholds.low == 0.3);
  CHECK(with({"-f", "json", "--format", "table"}).format == "table");
  CHECK(with({"--choice", "1", "--choice", "2"}).choice == 2);
  CHECK(with({"-o", "a", "-o", "-"}).output == "-");
  CHECK(with({"--color", "always", "--color=never"}).color == ColorMode::never);
  CHECK(with({"-q", "-q"}).quiet);
}

TEST_CASE("names are those in the tables") {
  for (const ViewInfo& view : views())
    CHECK(with({"-f", std::string(view.name)}).format == view.name);
  for (const FormatInfo& info : formats()) {
    CHECK(with({"--from", std::string(info.name)}).from == info.name);
  }
  CHECK(with({"--from", "auto"}).from.empty());
  CHECK(with({"--color", "always"}).color == ColorMode::always);
  CHECK(with({"--color-depth", "24bit"}).color_depth == ColorDepth::rgb);
  CHECK(with({"--palette", "colorblind"}).palette == Palette::colorblind);
  CHECK(with({"--marks", "ascii"}).signs.marks == Marks::ascii);
  CHECK(with({"--marks", "lines"}).signs == ClueSigns{.lines = true});
  CHECK(with({"--only-clues"}).only_clues);
  CHECK(with({"--no-legend"}).no_legend);
  CHECK(with({"--quiet"}).quiet);
  CHECK_THAT(refusal_with({"-f", "xml"}), Contains("--format: “xml” is not one of text, table"));
  CHECK_THAT(refusal_with({"--from", "Auto"}), Contains("--from: “Auto” is not one of "));
  CHECK(refusal_with({"--color", "yes"}) == "--color: “yes” is not one of auto, always, never");
  CHECK(refusal_with({"--color-depth", "8"}) ==
        "--color-depth: “8” is not one of auto, 16, 256, 24bit");
  CHECK(refusal_with({"--palette", ""}) == "--palette: “” is not one of classic, colorblind");
  CHECK(refusal_with({"--marks", "x"}) == "--marks: “x” is not one of emoji, ascii, lines, none");
}

TEST_CASE("a question is asked as it is if all of it comes after two dashes") {
  for (const Words& words : {Words{"--"}, Words{"--", "a"}, Words{"-q", "--", "-", "--"}}) {
    CHECK(options_of(words).ask.as_it_is);
  }
  for (const Words& words :
       {Words{}, Words{"a"}, Words{"a", "--"}, Words{"a", "--", "b"}, Words{"-s", "--", "a"}}) {
    CHECK_FALSE(options_of(words).ask.as_it_is);
  }
}

TEST_CASE("words that no option takes are the question") {
  CHECK(options_of({}).ask.words.empty());
  CHECK(options_of({"who", "is", "it?"}).ask.words == Words{"who", "is", "it?"});
  CHECK(options_of({"who", "-k", "2", "is", "-q", "it?"}).ask.words == Words{"who", "is", "it?"});
  CHECK(options_of({"[1,2]", "{}", "-", ""}).ask.words == Words{"[1,2]", "{}", "-", ""});
  CHECK(options_of({"--stop", "X", "who", "is"}).ask.words == Words{"who", "is"});
  CHECK(options_of({"a", "--", "-b", "--", "--help"}).ask.words ==
        Words{"a", "-b", "--", "--help"});
  CHECK(options_of({"--labels", "a,b", "who", "is"}).ask.words == Words{"who", "is"});
  CHECK(refusal({"-", "and", "-"}) == "the question: standard input (-) can be read only once");
  CHECK_THAT(refusal({"is", "-5", "cold?"}), Contains("unknown option “-5” (put -- before"));
}

TEST_CASE("help, version and lists are printed instead, whatever else is asked") {
  for (const std::string word : {"-h", "-qh", "-hq", "-hk5"})
    CHECK(text_of({word}) == short_help());
  CHECK(text_of({"--help"}) == long_help());
  CHECK(text_of({"why", "-r", "x", "--low", "5", "--help"}) == long_help());
  CHECK_THAT(text_of({"--version"}), Contains("logprobs 0.") && Contains("\nbuilt with fmt "));
  for (const ViewInfo& view : views()) {
    CHECK_THAT(text_of({"--format", "help"}), Contains(std::string(view.about)));
  }
  for (const FormatInfo& info : formats()) {
    CHECK_THAT(text_of({"--from", "help"}), Contains(std::string(info.name)));
  }
}
