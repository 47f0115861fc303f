#include "read/frame/skip.hpp"

#include <algorithm>

#include "read/frame/front.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {

std::size_t blanks(std::string_view text) { return size_while(text, is_blank_in_line); }

bool is_line_over(std::string_view text) {
  const std::size_t at = blanks(text);
  return at == text.size() || text[at] == '\n';
}

bool Skipper::pass_over(Source& source, LineEnds ends) {
  if (!in_line_) return pass_headers(source);
  const std::string_view text = source.text();
  std::size_t size = std::min(text.find('\n'), text.size());
  if (ends == LineEnds::any) size = std::min(text.substr(0, size).find('\r'), size);
  in_line_ = size == text.size();
  source.take(size);
  return true;
}

bool Skipper::pass_headers(Source& source) {
  const std::string_view text = source.text();
  if (!source.position().fresh) {  // at the end of the line that was passed over
    source.end_line(1);
    return true;
  }
  const std::size_t blank = blanks(text);
  if (blank != 0) {
    source.pass(blank);
    return true;
  }
  const char front = text.front();
  const Begins data = begins(text, "data:", source.finished);
  if (data == Begins::unknown) return false;
  in_headers_ = front != '\n' && !has_brackets(text) && data == Begins::no;
  in_line_ = in_headers_;
  if (front == '\n') source.end_line(1);
  return true;
}

}  // namespace logprobs::read
