// Turns answers and their reports into text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs {

/// A way to show answers, any number of them, one after another. All functions append to `out` and
/// change nothing else in it.
struct View {
  View() = default;
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  virtual ~View() = default;

  /// Begins the output. Called once, before the first answer.
  virtual void begin(std::string& /*out*/) {}
  /// Shows what is new of a growing answer, in views that paint answers as they grow. Called as
  /// often as the caller likes, each time with all of the answer so far.
  virtual void grow(const Answer& /*answer*/, const Report& /*report*/, std::string& /*out*/) {}
  /// Whether what comes next is shown by grow(): else it waits until more is known.
  virtual bool grows() const { return false; }
  /// Shows a finished answer, or the rest of one that grew; Answer::state says how it ended. Throws
  /// Error{failed} if the output grows beyond the view's limit: html and svg have one of 64 MiB,
  /// and html one of 256 MiB where it packs most of many answers.
  virtual void done(const Answer& answer, const Report& report, std::string& out) = 0;
  /// Notes that something was skipped that could not be read, in views that count such.
  virtual void broken() {}
  /// Takes over what another view, made with the same name and options, has counted, and leaves it
  /// as new, in views whose Sharing is `sums`.
  virtual void absorb(View& /*other*/) {}
  /// Appends what was counted as one JSON object, in such views.
  virtual void save(std::string& /*out*/) const {}
  /// The line of what begins at a byte of a source, if `line` is its line in a part of the source.
  using LineOf = std::function<std::uint64_t(std::string_view source, std::uint64_t offset,
                                             std::uint64_t line)>;
  /// Counts all that a view made with the same options has saved; `line_of` may be absent. False,
  /// and nothing is counted, if `saved` is something else.
  virtual bool load(std::string_view /*saved*/, const LineOf& /*line_of*/) { return false; }
  /// Adds a line about the answers so far that is less important than they are, in views that have
  /// such lines. It must be visible text.
  virtual void remark(std::string_view /*line*/, std::string& /*out*/) {}
  /// Ends the output, even in the middle of an answer.
  virtual void end(std::string& /*out*/) {}

  /// Bytes of text: more is not held back.
  static constexpr std::size_t much = std::size_t{256} << 10;

  /// Called between tokens with what grow() or done() has appended so far, whenever that is much.
  /// It may take all of `out` and leave it empty, so that a long answer's text is never held as a
  /// whole. May be absent.
  std::function<void(std::string& out)> take_part{};

 protected:
  /// For views to call after each token.
  void offer(std::string& out) const {
    if (out.size() >= much && take_part) take_part(out);
  }
};

/// How several views of one name, each in a thread of its own, may share the work on one output.
enum class Sharing {
  in_order,  ///< not at all: an answer's text depends on those before it
  /// They remember nothing from one answer to the next: the text that done() appends depends only
  /// on its answer, and begin() and end() append the same for any answers. The output is the text
  /// of one begin(), their texts in the order of the answers, and the text of one end().
  independent,
  /// They count, and write nothing before end(). One of them absorb()s the others, in any order and
  /// as often as one likes, and then ends: the text is the same, bit for bit.
  sums,
};

/// What is known of a view before it is made.
struct ViewInfo {
  std::string_view name;   ///< for make_view() and `--format`
  std::string_view about;  ///< a line for `--format help`
  Sharing sharing = Sharing::in_order;
};

/// All views, in the order of `--format help`.
std::span<const ViewInfo> views();

/// Makes the view of that name; null if there is none.
std::unique_ptr<View> make_view(std::string_view name, const ShowOptions& options);

/// What people who read an answer's numbers should know, a sentence each: Answer::warnings, and how
/// many tokens are left out of the means.
std::vector<std::string> warnings(const Answer& answer, const Report& report);

}  // namespace logprobs
