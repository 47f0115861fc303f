#include "read/frame/binary.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::describe_binary;
using namespace std::string_literals;
using namespace std::string_view_literals;

TEST_CASE("what is no text is named by its first bytes, with what to do") {
  struct Row {
    std::string front;
    std::string_view sentence;
  };
  const std::string tar_header = "a.json" + std::string(251, '\0') + "ustar\0"s + "00";
  const Row row = GENERATE_COPY(values<Row>({
      {"\xFD\x37zXZ\0"s, "this is xz data; read it with: xz -dc FILE | logprobs -r -"},
      {"BZh91AY&SY\xD8"s, "this is bzip2 data; read it with: bzip2 -dc FILE | logprobs -r -"},
      {"\x04\x22\x4D\x18\x64"s, "this is lz4 data; read it with: lz4 -dc FILE | logprobs -r -"},
      {"\x1F\x8B\x08\0"s, "this is gzip data; read it with: gzip -dc FILE | logprobs -r -"},
      {"PK\3\4\x14\0\0\0\x08\0{}"s,
       "this is a zip archive, or an .eval log of Inspect (inspect log dump FILE); read it with: "
       "unzip -p FILE | logprobs -r -"},
      {"PK\3\4\x14\0\0\0\x5D\0_journal/start.json"s,
       "this is an .eval log of Inspect; read it with: inspect log dump FILE | logprobs -r -"},
      {"PK\3\4\0\0\x08\x08\0\0model/data.pkl"s,
       "this is a PyTorch file; save logits with safetensors.torch.save_file({\"scores\": "
       "torch.stack(out.scores), \"sequences\": out.sequences}, \"scores.safetensors\")"},
      {"\x80\2\x8A\nl\xFC\x9C\x46"s,
       "this is a PyTorch file; save logits with safetensors.torch.save_file({\"scores\": "
       "torch.stack(out.scores), \"sequences\": out.sequences}, \"scores.safetensors\")"},
      {"PK\3\4\0\0\x08\x08\0\0scores.npy"s,
       "this is an archive of NumPy arrays; save logits and ids with numpy.save(), a file each, "
       "and "
       "name the ids with --ids"},
      {"GGUF\3\0"s,
       "this is a GGUF model, not its logits; llama-perplexity --kl-divergence-base FILE writes "
       "them"},
      {"\x93NUMPY\1\0v\0"s,
       "these are raw logits (a NumPy array), which are read from a regular file alone, "
       "uncompressed"},
      {"\x02\0\0\0\0\0\0\0{}"s,
       "these are raw logits (safetensors), which are read from a regular file alone, "
       "uncompressed"},
      {"_logits_\0\2"s,
       "these are raw logits (of llama-perplexity), which are read from a regular file alone, "
       "uncompressed"},
      {tar_header, "this is a tar archive; read it with: tar -xOf FILE | logprobs -r -"},
      {"SQLite format 3\0\x10\0"s,
       "this is an SQLite database; read it with: sqlite3 FILE 'select COLUMN from TABLE' | "
       "logprobs -r -"},
      {"\x80\4\x95\x1F\0"s,
       "this is a Python pickle; save responses as JSON, and raw logits with numpy.save() or "
       "safetensors"},
      {"%PDF-1.7"s, "this is a PDF; save the responses in it as JSON"},
      {"\xFF\xFE\0\0{\0\0\0"s,
       "this is UTF-32 text; read it with: iconv -f UTF-32 -t UTF-8 FILE | logprobs -r -"},
      {"{\0\"\0"s,
       "this is UTF-16 text without a byte order mark; read it with: iconv -f UTF-16LE -t UTF-8 "
       "FILE | logprobs -r -"},
      {"\0{\0\""s,
       "this is UTF-16 text without a byte order mark; read it with: iconv -f UTF-16BE -t UTF-8 "
       "FILE | logprobs -r -"},
      {"\x86\xA2id\xA1x"s, "this is MessagePack data; save the responses in it as JSON"},
      {"\1\2"s, "this is binary data; save the responses in it as JSON"},
      {"ab\0c"s, "this is binary data; save the responses in it as JSON"},
  }));
  CAPTURE(row.front);
  CHECK(describe_binary(row.front) == row.sentence);
}

TEST_CASE("a Parquet file's sentence has a command that converts it") {
  CHECK_THAT(describe_binary("PAR1\x15\4"),
             Contains("this is a Parquet file; read it with: python3 -c") &&
                 Contains("pandas.read_parquet('FILE')"));
}

TEST_CASE("text is not binary, nor is text after zeros") {
  const std::string_view front =
      GENERATE(as<std::string_view>{}, "", "{\"id\":1}", "BZh, said the bee", "Object", "PK",
               "\0\0\0{\"id\":1}"sv, "é", "\x80", "\x86\xA2", "ustar", "\x1B[1mbold", "\x1E{}");
  CAPTURE(front);
  CHECK(describe_binary(front).empty());
}
