#include "app/save_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#include "logprobs/error.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
SaveFile::SaveFile(const std::string& name) : name_(name) {
  constexpr mode_t owner_alone = 0600;
  if (name.empty()) return;
  file_.emplace(name, owner_alone);
  if (!system::is_terminal(file_->descriptor())) return;
  usage_error(fmt::format("--save: {} is a terminal; name a file", name));
}

SaveFile::~SaveFile() {
  if (file_ && any_ && error_ == 0) (void)file_->try_commit(false);
}

bool SaveFile::collides_with(const system::Output& output) const {
  if (!file_) return false;
  const std::string target = file_->target();
  return file_->is_lost_to(output.target()) || output.is_lost_to(target) ||
         output.is_lost_to(file_->partial());
}

void SaveFile::write(std::string_view bytes) {
  if (!file_ || error_ != 0 || bytes.empty()) return;
  any_ = true;
  error_ = file_->try_write(bytes);
  if (file_->closed()) error_ = EPIPE;
}

SaveFile::Outcome SaveFile::finish(bool whole) {
  if (!any_) file_.reset();
  if (!file_) return {};
  if (error_ == 0) error_ = file_->try_commit(whole);
  const std::string target = whole ? file_->target() : file_->partial();
  const std::string place = target.empty() ? name_ : target;
  file_.reset();  // removes what could not be written whole
  if (error_ != 0) {
    return {fmt::format("{}: the response cannot be kept: {}", place,
                        std::generic_category().message(error_)),
            true};
  }
  if (whole || target.empty()) return {};
  return {fmt::format("what came is kept in {}", place)};
}

}  // namespace logprobs::app
