#include "read/frame/values.hpp"

#include <utility>

namespace logprobs::read {
namespace {

bool give(Document::Kind kind, std::string_view text, const Source& source, Document& document) {
  const auto at = static_cast<std::uint64_t>(text.data() - source.buffer.text().data());
  document = {kind, text, {}};
  document.begin = source.buffer.offset() + at;
  return true;
}

}  // namespace

bool ValueCutter::next(Source& source, Document& document) {
  const std::string_view text = source.buffer.text();
  scanned_ += scanner_.scan(text.substr(scanned_));
  if (source.finished) scanner_.finish();
  const std::string_view value = trim(text.substr(0, scanned_));
  if (scanned_ > source.max_bytes) {
    return give_last(Document::Kind::too_large, value, source, document);
  }
  switch (scanner_.state()) {
    case ValueScanner::State::ended:
      source.in_use = std::exchange(scanned_, 0);
      scanner_ = {};
      return give(Document::Kind::json, value, source, document);
    case ValueScanner::State::broken:
      return give_broken(source, document);
    case ValueScanner::State::blank:
      source.buffer.drop(std::exchange(scanned_, 0));
      return false;
    case ValueScanner::State::inside:
    case ValueScanner::State::scalar:
      break;
  }
  return source.finished && give_last(Document::Kind::cut, value, source, document);
}

/// What is not a value is given with a little of what follows: the same little for every cut.
bool ValueCutter::give_broken(const Source& source, Document& document) {
  constexpr std::size_t shown = 64;
  std::string_view text = source.buffer.text();
  if (text.size() <= scanned_ + shown && !source.finished) return false;
  if (text.size() > scanned_ + shown) {
    text = text.substr(0, scanned_ + shown);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) {
      text.remove_suffix(1);  // it may be half a character
    }
  }
  return give_last(Document::Kind::json, trim(text), source, document);
}

bool ValueCutter::give_last(Document::Kind kind, std::string_view text, const Source& source,
                            Document& document) {
  ended_ = true;
  return give(kind, text, source, document);
}

}  // namespace logprobs::read
