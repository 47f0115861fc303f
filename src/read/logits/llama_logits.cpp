#include "read/logits/llama_logits.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>

namespace logprobs::read {
namespace {

struct Header {
  std::array<char, 8> magic;
  std::int32_t context;  // tokens of a chunk
  std::int32_t vocabulary;
  std::int32_t chunks;
};

/// The run of one chunk. The first half of its tokens has no rows.
Run run_of(const Header& header, std::uint64_t chunk, std::uint64_t rows_begin) {
  const auto context = static_cast<std::uint64_t>(header.context);
  const auto vocabulary = static_cast<std::uint64_t>(header.vocabulary);
  Run run;
  run.name = fmt::to_string(chunk);
  run.rows = context - 1 - context / 2;
  run.length = context;
  run.vocabulary = vocabulary;
  run.ids = {"", NumberType::i32, {context}, sizeof(Header) + chunk * context * 4};
  run.logits = {"", NumberType::quantized, {run.rows, vocabulary}, 0};
  run.logits.begin = rows_begin + chunk * run.rows * row_size(run.logits);
  return run;
}

}  // namespace

Runs read_llama_logits(const RandomFile& file) {
  Runs runs;
  Header header{};
  std::array<char, sizeof header> bytes{};
  if (!file.read(0, bytes)) {
    runs.problem = "it is cut off in its header";
    return runs;
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.context < 3 || header.vocabulary < 1 || header.chunks < 1) {
    runs.problem =
        fmt::format("its header says that {} chunks have {} tokens of a vocabulary of {}",
                    header.chunks, header.context, header.vocabulary);
    return runs;
  }
  constexpr std::int32_t most_chunks = 100'000;
  if (header.chunks > most_chunks) {
    runs.problem = fmt::format("its header says that it has {} chunks; more than {} are not read",
                               header.chunks, most_chunks);
    return runs;
  }
  const auto chunks = static_cast<std::uint64_t>(header.chunks);
  const std::uint64_t rows_begin =
      sizeof(Header) + chunks * static_cast<std::uint64_t>(header.context) * 4;
  const Run first = run_of(header, 0, rows_begin);
  runs.problem = check_size(first);
  if (!runs.problem.empty()) return runs;
  const std::uint64_t chunk_size = first.rows * row_size(first.logits);
  if (rows_begin > file.size() || chunk_size > (file.size() - rows_begin) / chunks) {
    runs.problem =
        fmt::format("it has {} bytes, and {} chunks of {} tokens need more: it is cut off",
                    file.size(), header.chunks, header.context);
    return runs;
  }
  for (std::uint64_t chunk = 0; chunk < chunks; ++chunk) {
    runs.all.push_back(run_of(header, chunk, rows_begin));
  }
  return runs;
}

}  // namespace logprobs::read
