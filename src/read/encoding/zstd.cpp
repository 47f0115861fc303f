// Decodes Zstandard (RFC 8878) with libzstd.
#include <fmt/format.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>

#include "load/shared_library.hpp"
#include "read/encoding/encoding.hpp"

namespace logprobs::read {
namespace {

struct Zstd {
  decltype(&::ZSTD_createDStream) create;
  decltype(&::ZSTD_decompressStream) decompress;
  decltype(&::ZSTD_freeDStream) free;
  decltype(&::ZSTD_getErrorName) error_name;
  decltype(&::ZSTD_getErrorCode) error_code;
  std::string problem;  // why it cannot be used
};

const Zstd& zstd() {
  static const Zstd loaded = [] {
    load::SharedLibrary library(load::libzstd);
    Zstd found{};
    library.find("ZSTD_createDStream", found.create);
    library.find("ZSTD_decompressStream", found.decompress);
    library.find("ZSTD_freeDStream", found.free);
    library.find("ZSTD_getErrorName", found.error_name);
    library.find("ZSTD_getErrorCode", found.error_code);
    found.problem = library.problem();
    return found;
  }();
  return loaded;
}

/// What libzstd's error number `result` means for whoever has the file.
std::string sentence_for(std::size_t result) {
  switch (zstd().error_code(result)) {
    case ZSTD_error_no_error:
      return "";
    case ZSTD_error_frameParameter_windowTooLarge:
      return "the zstd data needs a window of more than 128 MiB: "
             "zstd -dc --long=31 FILE | logprobs -r -";
    case ZSTD_error_dictionary_wrong:
      return "the zstd data needs a dictionary: zstd -dc -D DICTIONARY FILE | logprobs -r -";
    default:
      return fmt::format("the zstd data is damaged: {}", zstd().error_name(result));
  }
}

class Zstandard : public Encoding {
 public:
  Zstandard();
  ~Zstandard() override;
  Step decode(std::string_view in, std::span<char> out) override;

 private:
  ZSTD_DStream* stream_ = nullptr;
  // How many bytes lead to the end of a block. Given more at once, libzstd loses what is whole
  // before a damaged block.
  std::size_t wanted_ = 1;
  std::string why_not_;  // why it cannot decode
};

Zstandard::Zstandard() {
  if (!zstd().problem.empty()) {
    why_not_ = fmt::format("reading zstd data needs {}", zstd().problem);
    return;
  }
  stream_ = zstd().create();
  if (stream_ == nullptr) why_not_ = "the zstd data cannot be read: there is no memory";
}

Zstandard::~Zstandard() {
  if (stream_ != nullptr) zstd().free(stream_);
}

Encoding::Step Zstandard::decode(std::string_view in, std::span<char> out) {
  if (!why_not_.empty()) return {.problem = why_not_};
  ZSTD_inBuffer input{in.data(), std::min(in.size(), wanted_), 0};
  ZSTD_outBuffer output{out.data(), out.size(), 0};
  const std::size_t result = zstd().decompress(stream_, &output, &input);
  wanted_ = result;
  return {input.pos, output.pos, result == 0, sentence_for(result)};
}

}  // namespace

std::unique_ptr<Encoding> make_zstd() { return std::make_unique<Zstandard>(); }

}  // namespace logprobs::read
