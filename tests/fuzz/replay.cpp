// Calls each target with its seeds, without libFuzzer. Usage: fuzz_replay FOLDER, which seeds.py
// has filled.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#define TARGETS(entry)                                                                  \
  entry(read) entry(views) entry(visible) entry(redactor) entry(wire) entry(vocabulary) \
      entry(logits) entry(keys) entry(config)

#define DECLARE(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
TARGETS(DECLARE)

namespace {

struct Target {
  const char* name;
  int (*call)(const std::uint8_t* data, std::size_t size);
};

#define ROW(name) {#name, fuzz_##name},
constexpr Target targets[] = {TARGETS(ROW)};

/// Returns how many seeds there are. A target that finds a fault ends the run.
int replay(const Target& target, const std::filesystem::path& folder) {
  int seeds = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / target.name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string seed(std::istreambuf_iterator<char>(file), {});
    std::fprintf(stderr, "%s\n", entry.path().c_str());
    target.call(reinterpret_cast<const std::uint8_t*>(seed.data()), seed.size());
    ++seeds;
  }
  return seeds;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int sum = 0;
  for (const Target& target : targets) {
    const int seeds = replay(target, argv[1]);
    if (seeds == 0) return 1;
    sum += seeds;
  }
  std::printf("result: %zu fuzz targets replay %d inputs\n", std::size(targets), sum);
}
