#include "explore/typed_line.hpp"

#include "logprobs/text.hpp"

namespace logprobs::explore {

void TypedLine::take(const Key& key) {
  switch (key.name) {
    case KeyName::enter:
    case KeyName::escape:
      is_entered = key.name == KeyName::enter;
      is_open = false;
      break;
    case KeyName::backspace:
      if (!text.empty()) text.pop_back();
      while (!is_utf8(text)) text.pop_back();
      break;
    case KeyName::paste:
      append_utf8(text, key.text);
      break;
    case KeyName::character:
      if (key.character >= U' ') append_code_point(text, key.character);
      break;
    default:
      break;
  }
}

}  // namespace logprobs::explore
