// Where the calls of a choice are among its tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "judge/json_scan.hpp"
#include "logprobs/call.hpp"

namespace logprobs::judge {

/// Where the text of a choice has a call.
struct CallPlace {
  const JsonScan* scan = nullptr;  ///< the JSON that has its arguments
  std::size_t first_leaf = 0;      ///< the place of the arguments' first leaf in it
  std::optional<Bytes> name{};     ///< the function's name; none: it is not near them
};

/// Finds calls in the text of a choice, one after another. A server reads the call out of the text
/// and may write its arguments in another way; so JSON is compared value by value.
class CallFinder {
 public:
  explicit CallFinder(std::string_view text);

  /// The place of a call, whose `arguments` are those of `call`; none if the text has it not.
  std::optional<CallPlace> find(const Call& call, const JsonScan& arguments);

 private:
  /// A value that may be the arguments of a call.
  struct Candidate {
    std::size_t scan = 0;
    std::uint32_t step = 0;
  };

  void add_candidates(std::size_t scan);
  std::optional<std::size_t> matches(const Candidate& candidate, std::string_view text,
                                     const JsonScan& arguments) const;
  std::optional<Bytes> name_of(const Call& call, const Candidate& candidate, std::size_t first_leaf,
                               std::size_t leaves) const;
  std::optional<Bytes> name_before(const Call& call, std::size_t begin) const;

  std::string_view text_;
  std::vector<JsonScan> scans_;
  std::vector<Candidate> candidates_;
  std::size_t next_ = 0;      // the first candidate that is not behind the last call
  std::size_t searched_ = 0;  // bytes up to the end of the last call
};

}  // namespace logprobs::judge
