#include <string>

#include "catch.hpp"
#include "vocabularies.hpp"

namespace logprobs::read {
namespace {

using samples::texts;
using samples::with_model;

/// The texts of tokens such as "'a':0,'b':1" by a decoder such as "'type':'Fuse'".
std::string decoded(std::string_view tokens, std::string_view decoder) {
  return texts(with_model(tokens, fmt::format("'decoder':{{{}}}", decoder)));
}

std::string in_sequence(std::string_view decoders) {
  return fmt::format("'type':'Sequence','decoders':[{}]", decoders);
}

TEST_CASE("ByteLevel takes the bytes that characters stand for") {
  CHECK(decoded("'\u0120hi':0,'\u010A':1,'\u00E2\u0124':2,'a':3", "'type':'ByteLevel'") ==
        "| hi|\n|\xE2\x82|a");
}

TEST_CASE("ByteLevel leaves a token alone that has another character") {
  CHECK(decoded("'\u0120\u2581':0,'<\uFF5Cx\uFF5C>':1", "'type':'ByteLevel'") ==
        "|\u0120\u2581|<\uFF5Cx\uFF5C>");
}

TEST_CASE("an added token is not spelled in the byte-level alphabet") {
  CHECK(texts(with_model("'\u00F5':0",
                         "'decoder':{'type':'ByteLevel'},'added_tokens':["
                         "{'id':1,'content':'\u00F5'},{'id':2,'content':'  '}]")) ==
        "|\xF5|\u00F5|  ");
}

TEST_CASE("a token that is added again is spelled as the vocabulary spells it") {
  CHECK(texts(with_model("'\u0120a':0",
                         "'decoder':{'type':'ByteLevel'},'added_tokens':["
                         "{'id':0,'content':'\u0120a'}]")) == "| a");
}

TEST_CASE("other decoders do apply to added tokens") {
  CHECK(texts(with_model("'a':0",
                         "'decoder':{'type':'Metaspace'},'added_tokens':["
                         "{'id':1,'content':'\u2581\u2581'}]")) == "|a|  ");
}

TEST_CASE("ByteFallback takes the byte that a token names") {
  CHECK(decoded("'<0x0A>':0,'<0xe2>':1,'a':2", "'type':'ByteFallback'") == "|\n|\xE2|a");
  CHECK(decoded("'<0x00>':0", "'type':'ByteFallback'") == std::string("|\0", 2));
  const std::string others =
      "'<0x0G>':0,'<0x0A>a':1,'<0xA>':2,'<0x-1>':3,'<0x 1>':4,'<0x0A>>':5,'(0x0A>':6";
  CHECK(decoded(others, "'type':'ByteFallback'") ==
        "|<0x0G>|<0x0A>a|<0xA>|<0x-1>|<0x 1>|<0x0A>>|(0x0A>");
}

TEST_CASE("Metaspace keeps the space that only the first token of a text loses") {
  const std::string_view tokens = "'\u2581sea':0,'gull':1,'\u2581':2,'a\u2581b':3";
  for (const std::string_view scheme : {"", ",'add_prefix_space':true", ",'prepend_scheme':'never'",
                                        ",'prepend_scheme':'always','split':false"}) {
    CHECK(decoded(tokens, fmt::format("'type':'Metaspace','replacement':'\u2581'{}", scheme)) ==
          "| sea|gull| |a b");
  }
  CHECK(decoded("'_sea':0,'\u2581':1", "'type':'Metaspace','replacement':'_'") == "| sea|\u2581");
  CHECK(decoded("'\u2581sea':0", "'type':'Metaspace'") == "| sea");
}

TEST_CASE("Replace puts its content in place of each match") {
  CHECK(decoded("'a--b-':0,'c':1", "'type':'Replace','pattern':{'String':'-'},'content':' '") ==
        "|a  b |c");
  CHECK(decoded("'aaa':0", "'type':'Replace','pattern':{'String':'aa'},'content':''") == "|a");
  CHECK(decoded("'ab':0", "'type':'Replace','pattern':{'String':''},'content':'x'") == "|ab");
}

TEST_CASE("a regular expression that matches only one text is that text") {
  CHECK(decoded("'a.b':0,'acb':1", R"('type':'Replace','pattern':{'Regex':'\\.'},'content':' ')") ==
        "|a b|acb");
  CHECK(decoded("'\u2581b':0", "'type':'Replace','pattern':{'Regex':'\u2581'},'content':' '") ==
        "| b");
}

TEST_CASE("any other regular expression is left out, which a warning says") {
  for (const std::string_view regex :
       {"a+", "a.", "[ab]", "(a)", "a|b", "^a", R"(\\s)", R"(a\\)"}) {
    INFO(regex);
    const Vocabulary found =
        with_model("'ab':0", fmt::format("'decoder':{{'type':'Replace','pattern':{{'Regex':'{}'}},"
                                         "'content':'x'}}",
                                         regex));
    CHECK(found.text(0) == "ab");
    REQUIRE(found.warnings().size() == 1);
    CHECK(found.warnings()[0].starts_with("t.json: the decoder Replace is left out: the regular "));
  }
}

TEST_CASE("Strip removes at most so many characters from both ends") {
  CHECK(decoded("'  a ':0,' a  ':1,'a':2,'   ':3,'a   ':4",
                "'type':'Strip','content':' ','start':1,'stop':2") == "| a|a|a||a ");
  CHECK(decoded("'\u2581\u2581a':0", "'type':'Strip','content':'\u2581','start':1,'stop':0") ==
        "|\u2581a");
  CHECK(decoded("'aab':0", "'type':'Strip','content':'a','start':-1,'stop':null") == "|aab");
}

TEST_CASE("Strip of nothing ends, however often it is to be done") {
  CHECK(decoded("'a':0", "'type':'Strip','content':'','start':9000000000000000000") == "|a");
}

TEST_CASE("Strip after Fuse concerns whole texts only") {
  CHECK(decoded("' a':0", in_sequence("{'type':'Fuse'},{'type':'Strip','content':' ','start':1,"
                                      "'stop':0}")) == "| a");
  CHECK(decoded("' a':0", in_sequence("{'type':'Strip','content':' ','start':1,'stop':0},"
                                      "{'type':'Fuse'}")) == "|a");
  CHECK(decoded("'\u0120a':0", in_sequence("{'type':'ByteLevel'},{'type':'Strip','content':' ',"
                                           "'start':1,'stop':0}")) == "| a");
}

TEST_CASE("the usual chain of SentencePiece models") {
  CHECK(decoded("'\u2581sea':0,'<0x0A>':1,'\u2581':2,'gull':3",
                in_sequence("{'type':'Replace','pattern':{'String':'\u2581'},'content':' '},"
                            "{'type':'ByteFallback'},{'type':'Fuse'},"
                            "{'type':'Strip','content':' ','start':1,'stop':0}")) ==
        "| sea|\n| |gull");
}

TEST_CASE("WordPiece puts a space before a token that begins a word") {
  CHECK(decoded("'sea':0,'##gull':1,'.':2,'a##':3", "'type':'WordPiece','cleanup':false") ==
        "| sea|gull| .| a##");
  CHECK(decoded("'@@gull':0,'##gull':1", "'type':'WordPiece','prefix':'@@'") == "|gull| ##gull");
}

TEST_CASE("WordPiece puts none before punctuation if it cleans up") {
  CHECK(decoded("'sea':0,'##.':1,'.':2,',':3,'...':4,'#':5", "'type':'WordPiece','cleanup':true") ==
        "| sea|.|.|,|...| #");
}

TEST_CASE("BPEDecoder ends a word with a space") {
  CHECK(decoded("'sea</w>':0,'gu':1", "'type':'BPEDecoder'") == "|sea |gu");
  CHECK(decoded("'sea@':0", "'type':'BPEDecoder','suffix':'@'") == "|sea ");
}

TEST_CASE("a sequence may hold another, in any order of its fields") {
  CHECK(decoded("'a':0",
                "'decoders':[{'decoders':[{'type':'Replace','pattern':{'String':'a'},"
                "'content':'b'}],'type':'Sequence'},{'content':'c','pattern':{'String':"
                "'b'},'type':'Replace'}],'type':'Sequence'") == "|c");
}

TEST_CASE("a decoder that is not known is left out, which a warning says") {
  const Vocabulary found = with_model("'_a':0",
                                      "'decoder':{'type':'Sequence','decoders':[{'type':'Sing'},"
                                      "{'type':'Metaspace','replacement':'_'},{}]}");
  CHECK(found.text(0) == " a");
  REQUIRE(found.warnings().size() == 2);
  CHECK(found.warnings()[0] ==
        "t.json: the decoder \u201CSing\u201D is left out: it is not supported");
  CHECK(found.warnings()[1] ==
        "t.json: the decoder without a type is left out: it is not supported");
}

TEST_CASE("a word suffix of the model is a space, whatever the decoder") {
  const auto with_suffix = [](std::string_view decoder) {
    return texts(samples::vocabulary(
        fmt::format("{{'model':{{'end_of_word_suffix':'</w>','vocab':{{'sea</w>':0,'\u00F5':1}}}},"
                    "'decoder':{}}}",
                    decoder)));
  };
  CHECK(with_suffix("{'type':'ByteLevel'}") == "|sea |\xF5");
  CHECK(with_suffix("{'type':'BPEDecoder'}") == "|sea |\u00F5");
  CHECK(with_suffix("null") == "|sea |\u00F5");
}

}  // namespace
}  // namespace logprobs::read
