#include "show/places/place_columns.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "logprobs/text.hpp"
#include "show/terminal/fitting_columns.hpp"
#include "show/terminal/style.hpp"

namespace logprobs::show {
namespace {

constexpr int narrow_place = 16;
constexpr int least_place = 12;
constexpr int usual_context = 30;
constexpr int least_context = 14;
constexpr int most_context = 64;
constexpr int usual_fields = 24;
constexpr int most_other = 24;

}  // namespace

PlaceColumns fit_places(const ShowOptions& options) {
  constexpr int line_and_token = 9;  // ":1234:567"
  const int wanted = source_width(options, line_and_token);
  PlaceColumns columns;
  const FittingColumns fitting(options.width, {&columns.place, &columns.probability, &columns.marks,
                                               &columns.context, &columns.other, &columns.fields});
  const int width = fitting.width();
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
  fitting.give_up(steps);
  columns.context = std::max(columns.context + std::min(fitting.left(), 0), 1);
  fitting.widen(columns.context, most_context);
  fitting.widen(columns.other, most_other);
  fitting.widen(columns.place, wanted);
  fitting.widen(columns.fields, width);
  fitting.widen(columns.context, width);
  return columns;
}

}  // namespace logprobs::show
