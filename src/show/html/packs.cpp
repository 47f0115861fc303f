#include "show/html/packs.hpp"

#define ZLIB_CONST
#include <fmt/format.h>
#include <zlib.h>

#include "load/shared_library.hpp"
#include "logprobs/error.hpp"
#include "show/html/base64.hpp"
#include "show/html/text.hpp"

namespace logprobs::show {
namespace {

// Larger packs are hardly denser, and take longer to unpack.
constexpr std::size_t full = std::size_t{64} << 10;

struct Zlib {
  decltype(&::compressBound) bound;
  decltype(&::compress) compress;
  std::string problem;  // why it cannot be used
};

const Zlib& zlib() {
  static const Zlib loaded = [] {
    load::SharedLibrary library(load::zlib);
    Zlib found{};
    library.find("compressBound", found.bound);
    library.find("compress", found.compress);
    found.problem = library.problem();
    return found;
  }();
  return loaded;
}

std::string compressed(std::string_view bytes) {
  auto size = zlib().bound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  const int result = zlib().compress(reinterpret_cast<Bytef*>(out.data()), &size,
                                     reinterpret_cast<const Bytef*>(bytes.data()),
                                     static_cast<uLong>(bytes.size()));
  if (result != Z_OK) throw Error(ExitCode::failed, "zlib cannot pack the page: out of memory");
  out.resize(size);
  return out;
}

}  // namespace

std::size_t Packs::add(std::string_view section) {
  if (!zlib().problem.empty()) {
    throw Error(ExitCode::failed,
                fmt::format("a page of so many answers needs {}; or show fewer answers at once",
                            zlib().problem));
  }
  const std::size_t pack = count_;
  open_ += section;
  if (open_.size() >= full) end_pack();
  return pack;
}

std::string_view Packs::markup() {
  if (!open_.empty()) end_pack();
  return markup_;
}

void Packs::end_pack() {
  append_markup(markup_, "<script type=\"text/plain\" id=\"z{}\">", count_++);
  append_base64(markup_, compressed(open_));
  markup_ += "</script>\n";
  open_.clear();
}

}  // namespace logprobs::show
