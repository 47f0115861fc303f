// Answers of a long page, packed: as elements they would take more memory than a browser has.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::show {

/// Packs sections in the order in which they are added, several into each pack.
class Packs {
 public:
  /// Adds a section as markup; returns the number of its pack. Throws Error{failed} if zlib cannot
  /// be loaded.
  std::size_t add(std::string_view section);

  /// Everything so far: for each pack a <script type="text/plain" id="zNUMBER"> with a zlib stream
  /// (RFC 1950) in base64, which no browser runs. Ends the last pack.
  std::string_view markup();

  /// Bytes of markup so far, without the pack that is being filled.
  std::size_t size() const { return markup_.size(); }

 private:
  void end_pack();
  std::string open_{};  // the sections of the pack that is being filled
  std::size_t count_ = 0;
  std::string markup_{};
};

}  // namespace logprobs::show
