#include "read/vocabulary/implied.hpp"

#include <string>

#include "catch.hpp"
#include "vocabularies.hpp"

namespace logprobs::read {
namespace {

using samples::texts;
using samples::vocabulary;
using samples::with_model;

TEST_CASE("without a decoder and any hint, a name is its token's text") {
  CHECK(texts(with_model("'\u0120a':0,'\u2581b':1,'##c':2,'<0x0A>':3", "")) ==
        "|\u0120a|\u2581b|##c|<0x0A>");
  CHECK(texts(with_model("'a':0", "'decoder':null,'pre_tokenizer':null,'normalizer':null")) ==
        "|a");
}

TEST_CASE("without a decoder, what the pre-tokenizer does is undone") {
  CHECK(texts(with_model("'\u0120a':0", "'pre_tokenizer':{'type':'ByteLevel'}")) == "| a");
  CHECK(texts(with_model("'_a':0",
                         "'pre_tokenizer':{'type':'Sequence','pretokenizers':["
                         "{'type':'Digits'},{'type':'Metaspace','replacement':'_'}]}")) == "| a");
}

TEST_CASE("without a decoder, what the normalizer does is undone") {
  CHECK(texts(with_model("'\u0120a':0", "'normalizer':{'type':'ByteLevel'}")) == "| a");
  CHECK(texts(with_model("'_a':0",
                         "'normalizer':{'type':'Sequence','normalizers':[{'type':'NFC'},"
                         "{'type':'Replace','pattern':{'String':' '},'content':'_'}]}")) == "| a");
  CHECK(texts(with_model("'_a':0",
                         "'normalizer':{'type':'Replace','pattern':{'String':'-'},"
                         "'content':'_'}")) == "|_a");
}

TEST_CASE("a decoder decides alone") {
  CHECK(texts(with_model("'\u0120a':0",
                         "'pre_tokenizer':{'type':'ByteLevel'},'decoder':{'type':'Fuse'}")) ==
        "|\u0120a");
}

TEST_CASE(
    "without a decoder, the model's own fields tell how words continue, and which are bytes") {
  CHECK(texts(vocabulary("{'model':{'type':'WordPiece','continuing_subword_prefix':'##',"
                         "'vocab':{'sea':0,'##gull':1}}}")) == "| sea|gull");
  CHECK(texts(vocabulary("{'model':{'byte_fallback':true,'vocab':[['<0x0A>',0],['a',-1.5]]}}")) ==
        "|\n|a");
}

TEST_CASE("a word of a WordLevel model follows a space") {
  CHECK(texts(vocabulary("{'model':{'type':'WordLevel','vocab':{'sea':0,'gull':1}}}")) ==
        "| sea| gull");
  CHECK(texts(vocabulary("{'model':{'type':'WordLevel','vocab':{'\u0120sea':0}},"
                         "'pre_tokenizer':{'type':'ByteLevel'}}")) == "| sea");
}

TEST_CASE("a vocab.json with spaces as U+0120 is byte-level") {
  CHECK(texts(vocabulary("{'\u0120sea':0,'\u00E2\u0124':1,'gull':2}")) == "| sea|\xE2\x82|gull");
}

TEST_CASE("a vocab.json without such spaces is not, even if its letters are in the alphabet") {
  CHECK(texts(vocabulary("{'caf\u00E9':0,'sea':1}")) == "|caf\u00E9|sea");
}

TEST_CASE("a vocab.json of a language with that letter is not") {
  CHECK(texts(vocabulary("{'\u0120esu':0,'\u017Cmien':1}")) == "|\u0120esu|\u017Cmien");
}

TEST_CASE("a few special tokens may have other characters") {
  std::string tokens = "{'\u0120':0,'<\uFF5Cx\uFF5C>':1";
  for (int i = 2; i < 200; ++i) tokens += fmt::format(",'{}':{}", i, i);
  CHECK(vocabulary(tokens + "}").text(0) == " ");
  CHECK(vocabulary(tokens + "}").text(1) == "<\uFF5Cx\uFF5C>");
  CHECK(vocabulary(tokens + ",'\u2581':200,'\uFF5C':201}").text(0) == "\u0120");
}

TEST_CASE("a vocab.json with spaces as U+2581 is of SentencePiece") {
  CHECK(texts(vocabulary("{'\u2581sea':0,'<0x0A>':1,'gull':2}")) == "| sea|\n|gull");
}

TEST_CASE("a vocab.json may end words with a suffix, byte-level or not") {
  CHECK(texts(vocabulary("{'sea</w>':0,'gu':1}")) == "|sea |gu");
  CHECK(texts(vocabulary("{'sea</w>':0,'\u0120':1}")) == "|sea | ");
}

TEST_CASE("any other vocab.json names its tokens") {
  CHECK(texts(vocabulary("{'sea':0,'##gull':1,'|':2}")) == "|sea|##gull||");
}

}  // namespace
}  // namespace logprobs::read
