#include "app/line_walks.hpp"

#include <fmt/format.h>

#include <utility>

#include "app/indexed_branches.hpp"
#include "app/kept_branch.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"

namespace logprobs::app {

std::string lost_words(std::size_t count) {
  return fmt::format("{} branch{} of the file fit{} no token of the answer", count,
                     count == 1 ? "" : "es", count == 1 ? "s" : "");
}

LineWalks::LineWalks(const AnswerIndex& index, const cli::Options& options, const ShowOptions& show,
                     explore::Asker* asker)
    : index_(index),
      options_(options),
      show_(show),
      inquiry_(asker, whom_to_ask),
      saved_(index.saved) {
  inquiry_.changed = [this](const explore::Tree& tree) {
    problem_ = keep_branches(saved_, tree);
    return visible(problem_);
  };
}

std::string LineWalks::greeting() {
  std::string said = open(0);
  if (index_.entries.size() > 1) return said;
  if (!walk_) throw Error(ExitCode::failed, loaded_.problem);
  return said;
}

std::string LineWalks::open(std::size_t number) {
  number_ = number;
  walk_.reset();  // before the answer that it walks through
  loaded_ = load_answer(index_, number, options_);
  std::string said;
  if (index_.entries.size() > 1) {
    said = fmt::format("answer {} of {}; N and P: the next one, the one before\n", number + 1,
                       index_.entries.size());
  }
  if (!loaded_.answer) return said + visible(loaded_.problem) + "\n";
  walk_.emplace(*loaded_.answer, show_, &inquiry_);
  const std::size_t lost = add_branches(index_.branches, index_.entries[number], walk_->tree());
  said += walk_->greeting();
  if (lost > 0) said += lost_words(lost) + "\n";
  return said;
}

std::string LineWalks::take(std::string_view line) {
  if (line == "N") {
    if (number_ + 1 >= index_.entries.size()) return "there is no answer after this one\n";
    return open(number_ + 1);
  }
  if (line == "P") {
    if (number_ == 0) return "there is no answer before this one\n";
    return open(number_ - 1);
  }
  if (!walk_) {
    is_over_ = line == "q";
    return is_over_ ? "" : "this answer cannot be read; N and P lead to others, q ends\n";
  }
  std::string said = walk_->take(line);
  is_over_ = walk_->is_over();
  return said;
}

}  // namespace logprobs::app
