#include "saved.hpp"

#include <fmt/format.h>

#include <system_error>

#include "logprobs/error.hpp"

namespace logprobs {

Saved::Saved(const std::string& name) : name_(name) {
  constexpr mode_t owner_alone = 0600;
  if (!name.empty()) file_.emplace(name, owner_alone);
}

void Saved::write(std::string_view bytes) {
  if (!file_ || error_ != 0 || bytes.empty()) return;
  any_ = true;
  error_ = file_->try_write(bytes);
}

std::string Saved::finish(bool whole) {
  if (!file_) return {};
  if (error_ != 0) {
    file_.reset();  // no half file stays
    throw Error(ExitCode::failed, fmt::format("{}: the response cannot be kept: {}", name_,
                                              std::generic_category().message(error_)));
  }
  if (whole) {
    file_->commit();
    return {};
  }
  if (!any_) return {};
  file_->commit_beside(".partial");
  return fmt::format("what came is kept in {}.partial", name_);
}

}  // namespace logprobs
