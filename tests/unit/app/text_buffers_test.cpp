#include "app/text_buffers.hpp"

#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::app;

namespace {

std::vector<Shown> shown(std::string text) {
  std::vector<Shown> several(1);
  several[0].out = std::move(text);
  return several;
}

}  // namespace

TEST_CASE("much text has memory that another had") {
  TextBuffers buffers(2 * View::much);
  std::string text = buffers.take();
  CHECK(text.empty());
  CHECK(text.capacity() > View::much);
  const char* const memory = text.data();
  text.assign(View::much, '.');
  std::vector<Shown> several = shown(std::move(text));
  buffers.take_back(several);
  CHECK(several.empty());
  const std::string next = buffers.take();
  CHECK(next.empty());
  CHECK(next.data() == memory);
  CHECK(buffers.take().data() != memory);
}

TEST_CASE("memory of another size is left") {
  TextBuffers buffers(4 * View::much);
  std::vector<Shown> several(3);
  several[0].out = buffers.take();
  several[1].out.reserve(10 * View::much);
  several[2].out = "little";
  const char* const memory = several[0].out.data();
  buffers.take_back(several);
  const std::string next = buffers.take();
  CHECK(next.data() == memory);
  CHECK(buffers.take().capacity() < 10 * View::much);
}
