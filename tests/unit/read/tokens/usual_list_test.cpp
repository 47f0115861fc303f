#include "read/tokens/usual_list.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Token;
using samples::json;

namespace {

/// The tokens as `a@-0.5[b@-1]`, and what follows the list; "otherwise" if it was not read.
std::string read(std::string_view quoted) {
  const std::string text = json(quoted) + std::string(64, '\0');
  Answer answer;
  std::vector<Token> tokens;
  logprobs::read::Context context{answer, false, text};
  const char* const end = logprobs::read::read_usual_list(text.c_str(), tokens, context);
  if (end == nullptr) return "otherwise";
  std::string out;
  for (const Token& token : tokens) out += samples::show_token(answer, token) + " ";
  return out + end;
}

std::string entry(std::string_view fields) { return "[{'token':'a'" + std::string(fields) + "}]"; }

}  // namespace

TEST_CASE("a list is read in its usual spelling, with spaces or without") {
  CHECK(
      read("[{'token':'a','logprob':-0.5,'bytes':[97],'top_logprobs':[{'token':'b','logprob':-1.5,"
           "'bytes':[98]},{'token':'a','logprob':-0.5,'bytes':null}]},{'token':'c','logprob':0}],"
           "7") == "a@-0.5[a@-0.5 b@-1.5] c@0 ,7");
  CHECK(read("[{'token': 'a', 'logprob': -0.5, 'bytes': [97], 'top_logprobs': [{'token': 'b', "
             "'logprob': -1.5, 'bytes': [98]}]}, {'token': 'c', 'logprob': 0}]}") ==
        "a@-0.5[b@-1.5] c@0 }");
}

TEST_CASE("the fields after a token's string come in any order, each at most once") {
  CHECK(read(entry(",'bytes':[97],'top_logprobs':[],'logprob':-1")) == "a@-1 ");
  CHECK(read(entry(",'top_logprobs':null,'logprob':null")) == "a@nan ");
  CHECK(read(entry(",'logprob':-1,'logprob':-1")) == "otherwise");
  CHECK(read(entry(",'logprob':-1,'bytes':null,'bytes':[97]")) == "otherwise");
  CHECK(read(entry(",'logprob':-1,'top_logprobs':[],'top_logprobs':[]")) == "otherwise");
  CHECK(read(entry(",'bytes':[97]")) == "otherwise");
  CHECK(read("[{'logprob':-1,'token':'a'}]") == "otherwise");
}

TEST_CASE("what else a list may hold is left to others") {
  CHECK(read(entry(",'logprob':-1,'id':7")) == "otherwise");
  CHECK(read(entry(",'logprob':-1,'top_logprobs':{'a':-1}")) == "otherwise");
  CHECK(read(entry(",'logprob':-1,'top_logprobs':[{'token':'b'}]")) == "otherwise");
  CHECK(read(entry(", 'logprob':-1")) == "otherwise");
  CHECK(read(entry(",'logprob' :-1")) == "otherwise");
  CHECK(read("[{'token':'a', 'logprob': -1}]") == "otherwise");
  CHECK(read("[{'token':null,'logprob':-1}]") == "otherwise");
  CHECK(read("[{'token':7,'logprob':-1}]") == "otherwise");
  CHECK(read("[{'token':'a','logprob':-1},]") == "otherwise");
  CHECK(read("[{'token':'a','logprob':-1} ]") == "otherwise");
  CHECK(read("[{'token':'a','logprob':-1}") == "otherwise");
  CHECK(read("[{'token':'token_id:7','logprob':-1}]") == "otherwise");
}

TEST_CASE("a number is read in any spelling of JSON's, and nothing else is") {
  CHECK(read(entry(",'logprob':-9999.0")) == "a@-9999 ");
  CHECK(read(entry(",'logprob':-1e-05")) == "a@-1e-05 ");
  CHECK(read(entry(",'logprob':-1E2")) == "a@-100 ");
  CHECK(read(entry(",'logprob':-1e999")) == "a@-inf ");
  CHECK(read(entry(",'logprob':-0.12345678901234567")) == "a@-0.123457 ");
  for (const char* const wrong :
       {"-", "01.5", "-.5", "1.", "+1", "1.5x", "NaN", "'-1'", "", "1 "}) {
    CAPTURE(wrong);
    CHECK(read(entry(std::string(",'logprob':") + wrong)) == "otherwise");
  }
}

TEST_CASE("a string is unescaped, and a string that spells bytes means these") {
  CHECK(read(R"([{'token':'\u0061\n','logprob':-1,'bytes':[97,10]}])") == "a\n@-1 ");
  CHECK(read(R"([{'token':'\"','logprob':-1}])") == "\"@-1 ");
  CHECK(read(R"([{'token':'a\\','logprob':-1}])") == "a\\@-1 ");
  CHECK(read(R"([{'token':'byte: \\xe9','logprob':-1}])") == "\xe9(byte: \\xe9)@-1 ");
  CHECK(read("[{'token':'bytes','logprob':-1,'bytes':[98,121,116,101,115]}]") == "bytes@-1 ");
  CHECK(read(R"([{'token':'\ud800','logprob':-1}])") == "otherwise");
  CHECK(read(R"([{'token':'\x','logprob':-1}])") == "otherwise");
  CHECK(read(R"([{'token':'\)") == "otherwise");
  CHECK(read("[{'token':'a\n','logprob':-1}]") == "otherwise");
}

TEST_CASE("where bytes and string differ, the bytes are right") {
  CHECK(read(entry(",'logprob':-1,'bytes':[98]")) == "b(a)@-1 ");
  CHECK(read(entry(",'logprob':-1,'bytes':[ 97 ]")) == "a@-1 ");
  CHECK(read(entry(",'logprob':-1,'bytes':[]")) == "a@-1 ");
  for (const char* const wrong :
       {"[256]", "[97,]", "[-1]", "[9.7]", "[97", "['a']", "[[97]]", "'YQ=='"}) {
    CAPTURE(wrong);
    CHECK(read(entry(std::string(",'logprob':-1,'bytes':") + wrong)) == "otherwise");
  }
}

TEST_CASE(
    "an alternative that repeats the chosen token is told from one that only begins like it") {
  CHECK(read(entry(",'logprob':-1,'top_logprobs':[{'token':'a','logprob':-1},"
                   "{'token':'a','logprob':-1,'bytes':[98]},{'token':'a','logprob':-15}]")) ==
        "a@-1[a@-1 b(a)@-1 a@-15] ");
  CHECK(read(entry(",'top_logprobs':[{'token':'a'}],'logprob':-1")) == "otherwise");
}

TEST_CASE("a list that is not UTF-8 is not read") {
  CHECK(read("[{'token':'\xc3\xa9','logprob':-1}]") == "\xc3\xa9@-1 ");
  CHECK(read("[{'token':'\xc3','logprob':-1}]") == "otherwise");
}
