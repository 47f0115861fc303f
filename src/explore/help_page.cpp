#include "explore/help_page.hpp"

#include <algorithm>

#include "explore/commands.hpp"
#include "explore/row.hpp"
#include "logprobs/text.hpp"

namespace logprobs::explore {

std::vector<std::string> help_rows(const ShowOptions& options, std::string_view words,
                                   std::size_t& top, int columns, int rows) {
  constexpr int keys_width = 14;  // cells
  const show::Colors colors = show::colors_of(options);
  std::vector<std::string> all;
  const auto add = [&](Row& row) { all.push_back(row.end()); };
  Row title(colors, columns);
  title.put("keys", {.strong = true});
  title.put("   type to search, ↑↓ scroll, Esc goes back: ", {.dim = true});
  title.put(visible(words));
  title.put(" ", {.escaped = true});
  add(title);
  all.emplace_back();
  const std::string sought = lower_case(words);
  for (const CommandRow& command : command_rows()) {
    const std::string text =
        lower_case(std::string(command.keys) + " " + std::string(command.about));
    if (text.find(sought) == std::string::npos) continue;
    Row row(colors, columns);
    row.put(command.keys, {.strong = true});
    row.move_to(keys_width);
    row.put(command.about);
    add(row);
  }
  constexpr std::size_t heading = 2;
  const auto height = static_cast<std::size_t>(std::max(rows, 1));
  top = std::min(top, all.size() > height ? all.size() - height : 0);
  if (height > heading) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(heading);
    all.erase(first, first + static_cast<std::ptrdiff_t>(top));
  }
  all.resize(height);
  return all;
}

}  // namespace logprobs::explore
