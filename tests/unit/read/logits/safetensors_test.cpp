#include "read/logits/safetensors.hpp"

#include <string>

#include "catch.hpp"
#include "read/logits/memory_file.hpp"

using logprobs::read::NumberType;
using logprobs::read::ReadTensors;
using logprobs::read::Tensor;
using samples::safetensors;

namespace {

ReadTensors read(const std::string& bytes) {
  return logprobs::read::read_safetensors(samples::MemoryFile(bytes));
}

/// A field of the header.
std::string entry(const std::string& name, const std::string& type, const std::string& shape,
                  const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape +
         ",\"data_offsets\":" + offsets + "}";
}

struct Row {
  std::string bytes;
  std::string problem;
};

}  // namespace

TEST_CASE("the header says where the tensors are, and what the file says of them") {
  const ReadTensors found = read(safetensors("{\"__metadata__\":{\"model\":\"tide\",\"n\":[3]}," +
                                                 entry("scores", "F32", "[1,2]", "[0,8]") + "," +
                                                 entry("sequences", "I64", "[1]", "[8,16]") + "," +
                                                 entry("other", "F4", "[2]", "[16,18]") + "}  ",
                                             std::string(18, '\0')));
  CHECK(found.problem.empty());
  REQUIRE(found.tensors.all.size() == 2);
  const Tensor& scores = found.tensors.all[0];
  CHECK((scores.name == "scores" && scores.type == NumberType::f32));
  CHECK(scores.shape == std::vector<std::uint64_t>{1, 2});
  CHECK(found.tensors.all[1].begin == scores.begin + 8);
  CHECK(found.tensors.unread == std::vector<std::pair<std::string, std::string>>{{"other", "F4"}});
  CHECK(found.tensors.metadata ==
        std::vector<std::pair<std::string, std::string>>{{"model", "tide"}, {"n", "[3]"}});
}

TEST_CASE("a header that lies is refused with a sentence") {
  const std::string eight(8, '\0');
  const Row row = GENERATE_COPY(values<Row>({
      {"", "it is cut off in its header"},
      {safetensors("{}").substr(0, 9), "it is cut off in its header"},
      {samples::little_endian(std::uint64_t{1} << 63, 8) + "{}",
       "its header is said to have 9223372036854775808 bytes; more than 16 MiB are not read"},
      {samples::little_endian(1000, 8) + "{}", "it is cut off in its header"},
      {safetensors("[]"), "its header is not the JSON of a safetensors file"},
      {safetensors("{\"a\""), "its header is not the JSON of a safetensors file"},
      {safetensors("{\"a\":1}"), "its header is not the JSON of a safetensors file"},
      {safetensors("{\"a\":{}}"), "its header does not say where tensor “a” is"},
      {safetensors("{" + entry("a", "F32", "[2]", "[0]") + "}", eight),
       "its header does not say where tensor “a” is"},
      {safetensors("{" + entry("a", "F32", "[-2]", "[0,8]") + "}", eight),
       "its header does not say where tensor “a” is"},
      {safetensors("{" + entry("a", "F32", "[2]", "[0,16]") + "}", eight),
       "tensor “a” is said to be in bytes 0 to 16 of 8"},
      {safetensors("{" + entry("a", "F32", "[2]", "[8,0]") + "}", eight),
       "tensor “a” is said to be in bytes 8 to 0 of 8"},
      {safetensors("{" + entry("a", "F32", "[2]", "[0,18446744073709551615]") + "}", eight),
       "tensor “a” is said to be in bytes 0 to 18446744073709551615 of 8"},
      {safetensors("{" + entry("a", "F32", "[3]", "[0,8]") + "}", eight),
       "tensor “a” of F32 [3] is said to take 8 bytes"},
      {safetensors("{" + entry("a", "F32", "[4611686018427387904,4]", "[0,8]") + "}", eight),
       "tensor “a” of F32 [4611686018427387904, 4] is said to take 8 bytes"},
      {safetensors(
           "{" + entry("a", "F16", "[2]", "[0,4]") + "," + entry("a", "F16", "[2]", "[4,8]") + "}",
           eight),
       "its header has “a” twice"},
      {safetensors(
           "{" + entry("a", "F32", "[2]", "[0,8]") + "," + entry("b", "F16", "[2]", "[4,8]") + "}",
           eight),
       "tensor “b” is said to share bytes with another"},
      {safetensors(
           "{" + entry("a", "F3", "[2]", "[0,5]") + "," + entry("b", "F16", "[2]", "[4,8]") + "}",
           eight),
       "tensor “b” is said to share bytes with another"},
      {safetensors("{" + entry("a", "F16", "[2]", "[4,8]") + "}", eight),
       "bytes 0 to 4 of its data are of no tensor"},
      {safetensors("{" + entry("a", "F16", "[2]", "[0,4]") + "}", eight),
       "bytes 4 to 8 of its data are of no tensor"},
      {safetensors("{}", eight), "bytes 0 to 8 of its data are of no tensor"},
      {safetensors("{" + entry("a", "F32", "[2]", "[0,8]") + "}}", eight),
       "its header is not the JSON of a safetensors file"},
      {safetensors("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", eight),
       "its header does not say where tensor “a” is"},
      {safetensors("{\"a\":{\"shape\":[1],\"shape\":[2],\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
                   eight),
       "its header does not say where tensor “a” is"},
      {safetensors("{\"a\":{\"shape\":[2],\"dtype\":\"F32\",\"dtype\":\"F32\","
                   "\"data_offsets\":[0,8]}}",
                   eight),
       "its header does not say where tensor “a” is"},
  }));
  CAPTURE(row.bytes);
  CHECK(read(row.bytes).problem == row.problem);
}
