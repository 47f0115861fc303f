#include "read/logits/npy.hpp"

#include <string>

#include "catch.hpp"
#include "read/logits/memory_file.hpp"

using logprobs::read::NumberType;
using logprobs::read::ReadTensors;
using samples::npy;

namespace {

ReadTensors read(const std::string& bytes) {
  return logprobs::read::read_npy(samples::MemoryFile(bytes));
}

std::string dictionary(const std::string& type, const std::string& shape,
                       const std::string& fortran = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape +
         ", }   \n";
}

struct Row {
  std::string bytes;
  std::string problem;
};

}  // namespace

TEST_CASE("the header of each version says type, shape and place") {
  for (const int version : {1, 2, 3}) {
    const std::string header = dictionary("<f4", "(2, 3)");
    const ReadTensors found = read(npy(header, std::string(24, '\0'), version));
    CHECK(found.problem.empty());
    REQUIRE(found.tensors.all.size() == 1);
    CHECK(found.tensors.all[0].type == NumberType::f32);
    CHECK(found.tensors.all[0].shape == std::vector<std::uint64_t>{2, 3});
    CHECK(found.tensors.all[0].begin == (version == 1 ? 10 : 12) + header.size());
  }
}

TEST_CASE("tuples of any length are shapes") {
  CHECK(read(npy(dictionary("<i8", "(1,)"), std::string(8, '\0'))).tensors.all[0].shape.size() ==
        1);
  CHECK(read(npy(dictionary("<i4", "()"), std::string(4, '\0'))).tensors.all[0].shape.empty());
  CHECK(read(npy(dictionary("<f2", "(1, 1,1)"), "ab")).tensors.all[0].shape.size() == 3);
}

TEST_CASE("an array that cannot be read is refused with a sentence") {
  const Row row = GENERATE_COPY(values<Row>({
      {"\x93NUMPY", "it is cut off in its header"},
      {npy(dictionary("<f4", "(2,)")).substr(0, 40), "it is cut off in its header"},
      {"[1, 2, 3, 4, 5]", "it is not what numpy.save() writes"},
      {npy(dictionary("<f4", "(2,)"), "12345678", 4), "its version is 4; 1 to 3 are known"},
      {"\x93NUMPY\x02" + std::string(1, '\0') + "\xFF\xFF\xFF\xFF",
       "its header is said to have 4294967295 bytes; more than 1 MiB are not read"},
      {npy(dictionary(">f4", "(2,)"), "12345678"),
       "its numbers are of type “>f4”; f2, f4, f8, i4 and i8, little-endian, are read"},
      {npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "12345678"),
       "its numbers are of type “[('a', '<f4')]”; f2, f4, f8, i4 and i8, little-endian, are read"},
      {npy(dictionary("<f4", "(2, 1)", "True"), "12345678"),
       "its order is Fortran's; save numpy.ascontiguousarray(x)"},
      {npy(dictionary("<f4", "(2.5,)"), "12345678"), "its header does not say what its shape is"},
      {npy(dictionary("<f4", "(-2,)"), "12345678"), "its header does not say what its shape is"},
      {npy(dictionary("<f4", "(3,)"), "12345678"),
       "it has 8 bytes of numbers, and shape [3] needs more: it is cut off"},
      {npy(dictionary("<f4", "(9223372036854775808, 4)"), "12345678"),
       "it has 8 bytes of numbers, and shape [9223372036854775808, 4] needs more: it is cut off"},
  }));
  CAPTURE(row.bytes);
  CHECK(read(row.bytes).problem == row.problem);
}
