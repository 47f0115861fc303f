// Decodes gzip (RFC 1952) with zlib.
#define ZLIB_CONST
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "load/shared_library.hpp"
#include "read/encoding/encoding.hpp"

namespace logprobs::read {
namespace {

struct Zlib {
  decltype(&::inflateInit2_) init;
  decltype(&::inflate) inflate;
  decltype(&::inflateEnd) end;
  std::string problem;  // why it cannot be used
};

const Zlib& zlib() {
  static const Zlib loaded = [] {
    load::SharedLibrary library(load::zlib);
    Zlib found{};
    library.find("inflateInit2_", found.init);
    library.find("inflate", found.inflate);
    library.find("inflateEnd", found.end);
    found.problem = library.problem();
    return found;
  }();
  return loaded;
}

class Gzip : public Encoding {
 public:
  Gzip();
  ~Gzip() override;
  Step decode(std::string_view in, std::span<char> out) override;

 private:
  z_stream stream_{};
  std::string why_not_;  // why it cannot decode
};

Gzip::Gzip() {
  constexpr int gzip_with_the_largest_window = 16 + MAX_WBITS;
  if (!zlib().problem.empty()) {
    why_not_ = fmt::format("reading gzip data needs {}", zlib().problem);
  } else if (zlib().init(&stream_, gzip_with_the_largest_window, ZLIB_VERSION, sizeof stream_) !=
             Z_OK) {
    why_not_ = "the gzip data cannot be read: zlib does not start";
  }
}

Gzip::~Gzip() {
  if (why_not_.empty()) zlib().end(&stream_);
}

Encoding::Step Gzip::decode(std::string_view in, std::span<char> out) {
  if (!why_not_.empty()) return {.problem = why_not_};
  constexpr std::size_t most = std::numeric_limits<uInt>::max();
  const std::size_t in_size = std::min(in.size(), most);
  const std::size_t out_size = std::min(out.size(), most);
  stream_.next_in = reinterpret_cast<const Bytef*>(in.data());
  stream_.avail_in = static_cast<uInt>(in_size);
  stream_.next_out = reinterpret_cast<Bytef*>(out.data());
  stream_.avail_out = static_cast<uInt>(out_size);
  const int result = zlib().inflate(&stream_, Z_SYNC_FLUSH);
  Step step{in_size - stream_.avail_in, out_size - stream_.avail_out, result == Z_STREAM_END};
  if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
    step.problem = fmt::format("the gzip data is damaged: {}",
                               stream_.msg != nullptr ? stream_.msg : "zlib cannot go on");
  }
  return step;
}

}  // namespace

std::unique_ptr<Encoding> make_gzip() { return std::make_unique<Gzip>(); }

}  // namespace logprobs::read
