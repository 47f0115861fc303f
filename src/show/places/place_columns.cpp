#include "show/places/place_columns.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "logprobs/text.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/terminal/style.hpp"

namespace logprobs::show {
namespace {

constexpr int narrow_place = 16;
constexpr int least_place = 12;
constexpr int usual_context = 30;
constexpr int least_context = 14;
constexpr int most_context = 64;
constexpr int usual_fields = 24;
constexpr int least_fields = 12;
constexpr int most_other = 24;

/// The cells of all columns, with the gaps between them.
int used(const PlaceColumns& columns) {
  int cells = columns.place;
  for (const int width :
       {columns.probability, columns.marks, columns.context, columns.other, columns.fields}) {
    if (width > 0) cells += column_gap + width;
  }
  return cells;
}

/// The cells that the names of places take, as far as that is known before the first.
int wanted_place(const ShowOptions& options) {
  constexpr int usual = 24;
  constexpr int line_and_token = 9;  // ":1234:567"
  return options.source_width == 0 ? usual : options.source_width + line_and_token;
}

}  // namespace

PlaceColumns fit_places(const ShowOptions& options) {
  constexpr int unlimited = 200;
  const int width = options.width == 0 ? unlimited : options.width;
  const int wanted = wanted_place(options);
  PlaceColumns columns;
  columns.place = wanted;
  columns.marks = display_width(token_marks({.ambiguous = true, .not_top = true}, options));
  columns.context = usual_context;
  columns.fields = options.fields.empty() ? 0 : usual_fields;
  const std::array<std::function<void()>, 9> steps = {
      [&] { columns.place = std::min(wanted, std::max(width * 3 / 10, narrow_place)); },
      [&] { columns.context = least_context; },
      [&] { columns.fields = std::min(columns.fields, least_fields); },
      [&] { columns.fields = 0; },
      [&] { columns.place = std::min(wanted, narrow_place); },
      [&] { columns.marks = 0; },
      [&] { columns.other = 0; },
      [&] { columns.place = std::min(wanted, least_place); },
      [&] { columns.place = 0; },
  };
  for (auto step = steps.begin(); used(columns) > width && step != steps.end(); ++step) (*step)();
  const auto widen = [&](int& column, int most) {
    const int more = std::min(width - used(columns), most - column);
    if (column > 0) column += std::max(more, 0);
  };
  columns.context = std::max(columns.context - std::max(used(columns) - width, 0), 1);
  widen(columns.context, most_context);
  widen(columns.other, most_other);
  widen(columns.place, wanted);
  widen(columns.fields, width);
  widen(columns.context, width);
  return columns;
}

}  // namespace logprobs::show
