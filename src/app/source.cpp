#include "app/source.hpp"

#include <fmt/format.h>

#include "app/kept_branch.hpp"

namespace logprobs::app {

std::string source_name(const std::string& file, const cli::Options& options) {
  if (!options.last) return file;
  return *options.last == 1 ? "the last answer"
                            : fmt::format("answer {} of the history", *options.last);
}

ReadOptions read_options(const std::string& file, const cli::Options& options,
                         const Beginning& begin) {
  ReadOptions read;
  read.source = source_name(file, options);
  read.from = options.from;
  read.choice = options.choice;
  read.prompt = options.show_prompt;
  read.reasoning = options.show_reasoning;
  read.fields = options.show_fields;
  if (options.branches.in_files) read.fields.emplace_back(kept_branch_key);
  if (options.branches.may_ask()) read.fields.emplace_back(kept_request_key);
  read.max_bytes = options.max_bytes;
  read.begin = begin;
  return read;
}

bool feed(Reader& reader, system::Input& input, const std::function<bool(std::size_t)>& take) {
  for (bool more = true; more;) {
    std::size_t size = 0;
    switch (input.read(reader.space(), size)) {
      case system::Input::ReadResult::bytes:
        reader.filled(size);
        break;
      case system::Input::ReadResult::end:
        reader.finish();
        break;
      case system::Input::ReadResult::signal:
        return true;
      case system::Input::ReadResult::failure:
        return false;
    }
    more = take(size);
  }
  return true;
}

}  // namespace logprobs::app
