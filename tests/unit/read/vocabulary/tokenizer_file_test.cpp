#include "read/vocabulary/tokenizer_file.hpp"

#include <string>

#include "catch.hpp"
#include "vocabularies.hpp"

namespace logprobs::read {
namespace {

using samples::texts;
using samples::vocabulary;
using samples::vocabulary_error;

TEST_CASE("the vocabulary of each type of model is read") {
  CHECK(texts(vocabulary("{'model':{'type':'BPE','dropout':null,'byte_fallback':false,'merges':"
                         "[['a','b'],'a b'],'vocab':{'a':0,'b':1,'ab':2}}}")) == "|a|b|ab");
  CHECK(texts(vocabulary("{'model':{'type':'Unigram','unk_id':0,'vocab':[['<unk>',0.0],"
                         "['a',-2.5],['b',-1e-3]]}}")) == "|<unk>|a|b");
  CHECK(texts(vocabulary("{'model':{'type':'WordPiece','unk_token':'[UNK]',"
                         "'max_input_chars_per_word':100,'vocab':{'[UNK]':0,'a':1}}}")) ==
        "|[UNK]|a");
  CHECK(texts(vocabulary("{'model':{'vocab':{'old':0}}}")) == "|old");
}

TEST_CASE("the fields of a file may come in any order") {
  CHECK(texts(vocabulary("{'added_tokens':[{'special':true,'content':'<s>','id':0}],"
                         "'model':{'vocab':{'a':0,'\u0120b':1},'type':'BPE'},"
                         "'decoder':{'type':'ByteLevel'},'version':'1.0'}")) == "|<s>| b");
}

TEST_CASE("a vocab.json may have tokens named as the fields of a tokenizer.json") {
  CHECK(texts(vocabulary("{'model':0,'decoder':1,'added_tokens':2}")) ==
        "|model|decoder|added_tokens");
}

TEST_CASE("names may have escapes") {
  const Vocabulary found = vocabulary(R"({'\u0120\"\\':0,'\ud83d\ude00':1,'\ud83d':2,'x':3})");
  CHECK(found.name(0) == "\u0120\"\\");
  CHECK(found.name(1) == "\U0001F600");
  CHECK(found.name(2) == "\uFFFD");
}

TEST_CASE("a wrong type is said with its place") {
  CHECK(vocabulary_error("{'model':[]}") == "t.json: model is an array, not an object");
  CHECK(vocabulary_error("{'model':{'vocab':'a'}}") ==
        "t.json: model.vocab is a string, not an object");
  CHECK(vocabulary_error("{'model':{'vocab':{'a':'0'}}}") ==
        "t.json: model.vocab.\u201Ca\u201D is a string, not a whole number");
  CHECK(vocabulary_error("{'model':{'vocab':{'a':1.5}}}") ==
        "t.json: model.vocab.\u201Ca\u201D is a number, not a whole number");
  CHECK(vocabulary_error("{'a':0,'b':null}") ==
        "t.json: \u201Cb\u201D is null, not a whole number");
  CHECK(vocabulary_error("{'model':{'vocab':[['a',0],[1,0]]}}") ==
        "t.json: model.vocab[1][0] is a number, not a string");
  CHECK(vocabulary_error("{'model':{'vocab':[['a',0],5]}}") ==
        "t.json: model.vocab[1] is a number, not an array");
  CHECK(vocabulary_error("{'model':{'vocab':[[]]}}") == "t.json: model.vocab[0] has no name");
  CHECK(vocabulary_error("{'model':{'type':5}}") == "t.json: model.type is a number, not a string");
  CHECK(vocabulary_error("{'added_tokens':{}}") ==
        "t.json: added_tokens is an object, not an array");
  CHECK(vocabulary_error("{'added_tokens':[{'content':'a'}]}") ==
        "t.json: added_tokens[0] has no id");
  CHECK(vocabulary_error("{'added_tokens':[{'id':1,'content':[]}]}") ==
        "t.json: added_tokens[0].content is an array, not a string");
  CHECK(vocabulary_error("{'version':'1','decoder':5}") ==
        "t.json: decoder is a number, not an object");
  CHECK(vocabulary_error("{'decoder':{'decoders':[{'pattern':{'String':5}}]}}") ==
        "t.json: decoder.decoders[0].pattern.String is a number, not a string");
  CHECK(vocabulary_error("{'decoder':{'start':'1'}}") ==
        "t.json: decoder.start is a string, not a whole number");
}

TEST_CASE("another kind of file is named as such") {
  CHECK(vocabulary_error("") == "t.json is empty");
  CHECK(vocabulary_error(" \n") == "t.json is empty");
  CHECK(vocabulary_error("version https://git-lfs.github.com/spec/v1\noid sha256:00\n") ==
        "t.json is only the pointer to a file that Git LFS keeps; fetch it: git lfs pull");
  CHECK(vocabulary_error("\xFF\xFE{") == "t.json is not JSON: it is not UTF-8");
  CHECK(vocabulary_error("sea\ngull\n") ==
        "t.json is not a JSON object; a tokenizer.json or a vocab.json is");
  CHECK(
      vocabulary_error("{'tokenizer_class':'X'}") ==
      "t.json has no model, as a tokenizer.json does, and is no vocab.json ({\"token\": id, ...}) "
      "either");
  CHECK(vocabulary_error("{}").starts_with("t.json has no model,"));
  CHECK(vocabulary_error("{'model':{}}") == "t.json has no model.vocab");
}

TEST_CASE("broken JSON is named as such") {
  CHECK(vocabulary_error("{'a':0") == "t.json is cut off: no } is at its end");
  CHECK(vocabulary_error("{'a':0} {}") == "t.json is broken JSON");
  CHECK(vocabulary_error("{'a' 0}") == "t.json is broken JSON");
  CHECK(vocabulary_error("{'b':0,'a':x}") == "t.json is broken JSON");
  CHECK(vocabulary_error(R"({'\x':0})") == "t.json is broken JSON");
  CHECK(vocabulary_error("{'model':{'vocab':{'a':0}") == "t.json is broken JSON");
}

TEST_CASE("a file that is cut off anywhere is refused") {
  const std::string file =
      "{'version':'1.0','added_tokens':[{'id':3,'content':'<s>','special':true}],'normalizer':"
      "{'type':'NFC'},'decoder':{'type':'Sequence','decoders':[{'type':'Replace','pattern':"
      "{'String':'_'},'content':' '}]},'model':{'type':'BPE','vocab':{'a':0,'b':1,'ab':2},"
      "'merges':['a b',['a','b']]}}";
  REQUIRE(texts(vocabulary(file)) == "|a|b|ab|<s>");
  for (std::size_t size = 0; size < file.size(); ++size) {
    INFO(size);
    CHECK_FALSE(vocabulary_error(file.substr(0, size)).empty());
  }
}

TEST_CASE("deep nesting is refused where it is read, and skipped elsewhere") {
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "{'decoders':[";
  std::string end;
  for (int i = 0; i < 100'000; ++i) end += "]}";
  CHECK(vocabulary_error("{'decoder':" + nested + end + ",'model':{'vocab':{'a':0}}}")
            .ends_with("is nested too deeply"));
  CHECK(texts(vocabulary("{'post_processor':" + std::string(100'000, '[') +
                         std::string(100'000, ']') + ",'model':{'vocab':{'a':0}}}")) == "|a");
  CHECK(vocabulary_error(std::string(100'000, '[')) ==
        "t.json is not a JSON object; a tokenizer.json or a vocab.json is");
}

TEST_CASE("a sequence of far too many parts is refused") {
  std::string parts = "{}";
  for (int i = 0; i < 1'000; ++i) parts += ",{}";
  CHECK(vocabulary_error("{'normalizer':{'type':'Sequence','normalizers':[" + parts + "]}}") ==
        "t.json: normalizer.normalizers[1000] is one part too many");
}

}  // namespace
}  // namespace logprobs::read
