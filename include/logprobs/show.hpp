// The room that turns answers and their reports into text.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs {

/// How colours are written. `attributes`: bold, underline and reverse alone, no colour.
enum class ColorDepth { none, attributes, ansi16, ansi256, rgb };
enum class Palette { classic, colorblind };
enum class Marks { emoji, ascii, none };

/// Everything a view needs to know, resolved: views ask neither environment nor terminal.
struct ShowOptions {
  ColorDepth depth = ColorDepth::none;
  Palette palette = Palette::classic;
  Marks marks = Marks::emoji;
  bool terminal = false;  ///< the text goes to one
  int width = 0;          ///< its columns; 0: as wide as it takes
  bool legend = true;
  bool quiet = false;            ///< no legend, no summary line, no headings
  bool only_clues = false;       ///< in lists of tokens: those with a clue
  bool several_sources = false;  ///< every answer says where it comes from
  Thresholds thresholds;         ///< the borders in use, for legend and percentages
};

/// A way to show responses. It only appends to `out`. A view that paints a growing response does so
/// in grow(); the others wait for done(). One view shows any number of responses, one at a time.
struct View {
  View() = default;
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  virtual ~View() = default;

  /// Before the first response.
  virtual void begin(std::string& /*out*/) {}
  /// The response began or went on.
  virtual void grow(const Answer& /*answer*/, const Report& /*report*/, std::string& /*out*/) {}
  /// The response is finished; Answer::state says how.
  virtual void done(const Answer& answer, const Report& report, std::string& out) = 0;
  /// Nothing more comes, perhaps in the middle of a response: closes what is open.
  virtual void end(std::string& /*out*/) {}
};

/// A view, as `--format help` lists it.
struct ViewInfo {
  std::string_view name;
  std::string_view about;
  /// Whether the view remembers nothing from one response to the next: done() appends what it would
  /// have appended in a view of its own, and begin() and end() append the same for any responses.
  /// Several views of this name may then show the responses of one run, if their texts are put out
  /// in order between one begin() and one end().
  bool independent = false;
};

std::span<const ViewInfo> views();

/// The view of that name; null when there is none.
std::unique_ptr<View> make_view(std::string_view name, const ShowOptions& options);

/// What a reader of the numbers should know of this response, a sentence each.
std::vector<std::string> warnings(const Answer& answer, const Report& report);

}  // namespace logprobs
