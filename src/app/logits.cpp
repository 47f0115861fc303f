#include "app/logits.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <string_view>
#include <vector>

#include "app/named_file.hpp"
#include "system/random_access.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

/// A file of this machine.
struct DiskFile : RandomFile {
  explicit DiskFile(const std::string& name) : file(name) {}
  std::uint64_t size() const override { return file.size(); }
  bool read(std::uint64_t at, std::span<char> into) const override { return file.read(at, into); }
  system::RandomAccess file;
};

Tokenizer read_tokenizer(const std::string& file) {
  constexpr std::size_t most = std::size_t{256} << 20;
  return {read_named_file("--tokenizer", file, most), name_of_file(file)};
}

std::unique_ptr<DiskFile> open_ids(const std::string& name) {
  if (name.empty()) return nullptr;
  auto ids = std::make_unique<DiskFile>(name);
  if (!ids->file.is_open()) {
    usage_error(fmt::format("--ids: {} cannot be opened, or is not a regular file", name));
  }
  return ids;
}

}  // namespace

bool is_logits_file(const std::string& file) {
  const DiskFile logits(file);
  return logits.file.is_open() && is_logits(logits);
}

bool show_logits(const std::string& file, const cli::Options& options,
                 std::optional<Tokenizer>& tokenizer, Presenter& presenter, Writer& writer) {
  const DiskFile logits(file);
  if (!logits.file.is_open() || !is_logits(logits)) return false;
  const std::unique_ptr<DiskFile> ids = open_ids(options.ids);
  if (!tokenizer && !options.tokenizer.empty()) tokenizer = read_tokenizer(options.tokenizer);
  LogitsReader reader(logits, {.source = file,
                               .ids = ids.get(),
                               .tokenizer = tokenizer ? &*tokenizer : nullptr,
                               .layout = options.layout,
                               .end_tokens = options.end_tokens,
                               .choice = options.choice,
                               .prompt = options.show_prompt,
                               .alternatives = options.alternatives,
                               .at = options.at});
  while (!writer.stopped()) {
    const Event event = reader.next();
    if (event == Event::end) break;
    presenter.take(event, reader.answer(), reader.problem(), system::received_signal() != 0);
    writer.put(presenter.shown);
  }
  return true;
}

void warn_of_unused(const std::string& file, const cli::Options& options, Presenter& presenter) {
  std::vector<std::string_view> unused;
  if (!options.tokenizer.empty()) unused.emplace_back("--tokenizer");
  if (!options.ids.empty()) unused.emplace_back("--ids");
  if (options.layout) unused.emplace_back("--layout");
  if (!options.end_tokens.empty()) unused.emplace_back("--eos");
  if (unused.empty() || options.quiet) return;
  presenter.fail(file,
                 fmt::format("warning: {} {} for raw logits, which these are not",
                             fmt::join(unused, ", "), unused.size() == 1 ? "is" : "are"),
                 ExitCode::ok);
}

}  // namespace logprobs::app
