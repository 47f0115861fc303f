// What a beginning of an answer says of which label it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/beginnings.hpp"

namespace logprobs::judge {

/// What a text says of which label it is.
struct Match {
  std::optional<std::size_t> equals{};  ///< the label that it is
  std::vector<std::size_t> begins{};    ///< longer labels that it begins
  bool empty = false;                   ///< it has nothing yet, and so begins all of them
};

/// A list of labels, or of ratings, and how texts are compared with them.
class Labels {
 public:
  Labels() = default;
  Labels(const Labels&) = delete;
  Labels& operator=(const Labels&) = delete;
  virtual ~Labels() = default;

  /// As they were given.
  virtual const std::vector<std::string>& names() const = 0;
  /// The text without what may come before a label.
  virtual std::string_view from_label(std::string_view text) const = 0;
  /// Compares the beginning of an answer, as from_label() returns it.
  virtual Match match(std::string_view text) const = 0;
  /// Whether an answer begins with the label.
  virtual bool is_at_front(std::string_view answer, std::size_t label) const = 0;
  /// Whether a text that equals the label is often only the beginning of the other: "1" of "10".
  virtual bool may_grow(std::size_t label, std::size_t longer) const = 0;
  /// Whether the only label that a text begins counts as the answer's, and a label with whatever
  /// follows it; else the whole text decides.
  virtual bool beginning_counts() const = 0;
  /// No label takes more bytes.
  std::size_t longest() const;
};

/// Labels that are words: equal without regard to case and to white space, quotes and punctuation
/// around them. No two are equal, and none is empty.
class WordLabels : public Labels {
 public:
  explicit WordLabels(std::vector<std::string> names);
  const std::vector<std::string>& names() const override { return names_; }
  std::string_view from_label(std::string_view text) const override;
  Match match(std::string_view text) const override;
  bool is_at_front(std::string_view answer, std::size_t label) const override;
  bool may_grow(std::size_t label, std::size_t longer) const override;
  bool beginning_counts() const override { return true; }

 private:
  std::vector<std::size_t> begun_by(std::string_view folded, std::string_view bare) const;

  std::vector<std::string> names_;
  Beginnings folded_;
  std::vector<std::vector<std::string>> written_;  // how each may be written, for half characters
};

}  // namespace logprobs::judge
