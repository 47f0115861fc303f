#include "app/merge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "app/named_file.hpp"
#include "app/shards_together.hpp"
#include "cli/cli.hpp"
#include "logprobs/error.hpp"

namespace logprobs::app {
namespace {

/// Writes it in place of what the view shows. The exit status that it holds is for later.
ExitCode put(const Partial& partial, Presenter& presenter, Writer& writer) {
  presenter.shown.out = text_of(partial);
  writer.put(presenter.shown);
  return writer.stopped() ? writer.end() : ExitCode::ok;
}

/// Counts what is wrong with all of a part, now that it is known what its file's other parts have.
void count_lone(std::string_view source, std::span<const ReadPart> parts, Presenter& presenter) {
  const auto is_broken = [](const ReadPart& part) { return part.lone && part.lone->place.offset; };
  const auto is_blank = [](const ReadPart& part) { return part.lone && !part.lone->place.offset; };
  const auto broken = std::count_if(parts.begin(), parts.end(), is_broken);
  const auto blank = std::count_if(parts.begin(), parts.end(), is_blank);
  const auto all = std::ssize(parts);
  if (blank + broken == all && broken <= 1 && all > 0) {  // nothing else is in the file
    const auto one =
        broken == 1 ? std::find_if(parts.begin(), parts.end(), is_broken) : parts.begin();
    Answer answer;
    answer.source = source;
    return presenter.skip(answer, *one->lone);
  }
  for (auto i = broken; i > 0; --i) presenter.count_broken();
}

Partial joined(const std::vector<Partial>& partials, const View& view) {
  Partial all = partials.front();
  all.shards.clear();
  for (const Partial& partial : partials) {
    all.shards.insert(all.shards.end(), partial.shards.begin(), partial.shards.end());
  }
  std::sort(all.shards.begin(), all.shards.end(),
            [](const PartialShard& a, const PartialShard& b) { return a.index < b.index; });
  all.stats.clear();
  view.save(all.stats);
  return all;
}

}  // namespace

ExitCode end_partial(const cli::Options& options, const View& view, std::vector<ReadPart> parts,
                     Presenter& presenter, Writer& writer) {
  writer.put(presenter.shown);
  writer.end_source();
  const Shown sums = writer.sums();
  if (writer.stopped()) return writer.end();
  if (sums.code == ExitCode::failed) return sums.code;
  Partial partial{.options = options.counting, .count = options.shard->count};
  for (std::size_t i = 0; i < options.replay.size(); ++i) {
    partial.files.push_back({options.replay[i], options.parts[i].size});
  }
  partial.shards.push_back({options.shard->index, std::move(parts), sums});
  view.save(partial.stats);
  return put(partial, presenter, writer);
}

std::vector<Partial> read_partials(const cli::Options& options) {
  std::vector<Partial> partials;
  for (const std::string& name : options.merge) partials.push_back(read_partial(name));
  refuse_foreign(partials);
  if (!options.partial) refuse_missing(partials);
  return partials;
}

cli::Options with_options_of(const Partial& partial, const cli::Options& options,
                             std::span<const char* const> words, const cli::Surroundings& around) {
  if (!options.counting.empty() && options.counting != partial.options) {
    usage_error(fmt::format("--merge: {} was counted without {}: leave it out", partial.name,
                            fmt::join(options.counting, " ")));
  }
  if (!options.counting.empty()) return options;
  std::vector<const char*> all;
  for (const std::string& word : partial.options) all.push_back(word.c_str());
  all.insert(all.end(), words.begin(), words.end());
  return std::get<cli::Options>(cli::parse_command_line(all, around));
}

ExitCode merge(const cli::Options& options, const std::vector<Partial>& partials, View& view,
               system::Output& output) {
  const FileParts parts(partials);
  const View::LineOf line_of = [&](std::string_view source, std::uint64_t offset,
                                   std::uint64_t line) {
    return parts.line_of(source, offset, line);
  };
  for (const Partial& partial : partials) {
    if (view.load(partial.stats, options.partial ? nullptr : line_of)) continue;
    usage_error(fmt::format("--merge: {} is of another version of this program",
                            name_of_file(partial.name)));
  }
  Presenter presenter(options, view, Origin::files);
  Writer writer(output, options.judges());
  const Partial all = joined(partials, view);
  if (options.partial) return put(all, presenter, writer);
  presenter.begin();
  for (const PartialShard& shard : all.shards) {
    Shown sums = shard.sums;
    writer.put(sums);
  }
  for (std::size_t file = 0; file < parts.files(); ++file) {
    count_lone(all.files[file].name, parts.of(file), presenter);
  }
  return end(presenter, writer);
}

}  // namespace logprobs::app
