#include "app/save_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <system_error>

#include "logprobs/error.hpp"
#include "system/file_end.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {

SaveFile::SaveFile(std::string_view option, const std::string& name)
    : option_(option), name_(name) {
  if (name.empty()) return;
  file_.emplace(name, system::owner_alone);
  if (!system::is_terminal(file_->descriptor())) return;
  usage_error(fmt::format("{}: {} is a terminal; name a file", option, name));
}

SaveFile::~SaveFile() {
  try {
    put_rest(false);
  } catch (const std::bad_alloc&) {
    error_ = ENOMEM;
  }
  if (file_ && any_ && error_ == 0) (void)file_->try_commit(false);
}

/// Whether either would replace the other's file; that of `other` is never partial.
bool SaveFile::is_lost_with(const system::Output& other) const {
  return file_->is_lost_to(other.target()) || other.is_lost_to(file_->target()) ||
         other.is_lost_to(file_->partial());
}

void SaveFile::refuse_collision(const system::Output& view) const {
  if (!file_ || !is_lost_with(view)) return;
  usage_error(fmt::format("{} {} and --output (or standard output) would overwrite each other",
                          option_, name_));
}

void SaveFile::refuse_collision(const SaveFile& other) const {
  if (!file_ || !other.file_) return;
  if (!is_lost_with(*other.file_) && !other.is_lost_with(*file_)) return;
  usage_error(fmt::format("{} {} and {} {} would overwrite each other", option_, name_,
                          other.option_, other.name_));
}

void SaveFile::write(std::string_view bytes) {
  if (!file_ || bytes.empty()) return;
  any_ = true;
  if (!exchange_) return put(bytes);
  std::string text;
  exchange_->feed(bytes, text);
  put(text);
}

void SaveFile::put(std::string_view text) {
  if (!file_ || error_ != 0) return;
  error_ = file_->try_write(text);
  if (file_->closed()) error_ = EPIPE;
  saved_.size += text.size();
  lines_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  if (!text.empty()) in_line_ = text.back() != '\n';
}

/// Writes what was held back of the response.
void SaveFile::put_rest(bool whole) {
  std::string rest;
  if (exchange_) exchange_->finish(whole, rest);
  put(rest);
}

SaveFile::Outcome SaveFile::finish(bool whole) {
  put_rest(whole);
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
  if (whole && !target.empty()) {
    saved_.file = target;
    saved_.end = saved_.size;
    saved_.next_line = lines_ + (in_line_ ? 2 : 1);
    saved_.in_line = in_line_;
  }
  if (whole || target.empty()) return {};
  return {fmt::format("what came is kept in {}", place)};
}

std::string keep_after(SavedAnswer& saved, const std::string& lines) {
  if (saved.file.empty()) return {};
  const bool ends_line = saved.in_line && !lines.empty();
  const std::string text = (ends_line ? "\n" : "") + lines;
  const int error = system::replace_end(saved.file, saved.end, saved.size, text);
  if (error == 0) {
    saved.end = saved.size + text.size();
    return {};
  }
  return fmt::format("{}: the branches cannot be kept: {}", saved.file,
                     error == ESTALE ? "the file was changed by somebody else"
                                     : std::generic_category().message(error));
}

}  // namespace logprobs::app
