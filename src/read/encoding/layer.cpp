#include "read/encoding/layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace logprobs::read {

Layer::Layer(EncodingName name, std::string_view front)
    : name_(name), encoding_(make_encoding(name)) {
  in_.append(front);
}

std::span<char> Layer::space() {
  constexpr std::size_t block = std::size_t{64} << 10;  // bytes
  return in_.space(block);
}

std::size_t Layer::decode(std::span<char> out) {
  while (!ended_ && (encoding_ || begin_piece())) {
    Encoding::Step step;
    if (full_ || !in_.text().empty()) step = encoding_->decode(in_.text(), out);
    in_.drop(step.used);
    full_ = step.written == out.size();
    if (!step.problem.empty()) {
      end(step.problem);
    } else if (step.ended) {
      encoding_.reset();
    } else if (step.used == 0 && step.written == 0) {
      if (finished_) end_of_data();
      break;
    }
    if (step.written != 0) return step.written;
  }
  return 0;
}

/// Passes over padding to the next member or frame; false if none has come.
bool Layer::begin_piece() {
  const std::string_view text = in_.text();
  in_.drop(std::min(text.find_first_not_of('\0'), text.size()));
  if (in_.text().empty()) {
    if (finished_) end("");
    return false;
  }
  const EncodingName next = encoding_of(in_.text(), finished_);
  if (next == EncodingName::unknown) return false;
  if (next != EncodingName::gzip && next != EncodingName::zstd) {
    end(fmt::format("something else follows the {}, at its byte {}; it was skipped",
                    spoken_name(name_), in_.offset()));
    return false;
  }
  name_ = next;
  encoding_ = make_encoding(next);
  return true;
}

/// A text may end after any character; a member or frame is whole only where it says so.
void Layer::end_of_data() {
  const bool is_text = name_ == EncodingName::utf16_le || name_ == EncodingName::utf16_be;
  cut_ = !is_text || !in_.text().empty();
  end(cut_ ? fmt::format("the {} breaks off; its end is missing", spoken_name(name_)) : "");
}

void Layer::end(std::string problem) {
  ended_ = true;
  problem_ = std::move(problem);
}

}  // namespace logprobs::read
