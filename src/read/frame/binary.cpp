#include "read/frame/binary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "read/frame/logits_format.hpp"

namespace logprobs::read {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view front;
  std::string_view also;      // is in the bytes after it, up to 512
  std::string_view what;      // "this is ..."
  std::string_view command;   // prints the text that is in it; empty if none is known
  std::string_view advice{};  // what to do if there is no command; empty: save it as JSON
};

constexpr std::string_view save_tensors =
    "save logits with safetensors.torch.save_file({\"scores\": torch.stack(out.scores), "
    "\"sequences\": out.sequences}, \"scores.safetensors\")";
constexpr std::string_view save_either =
    "save responses as JSON, and raw logits with numpy.save() or safetensors";

// The first that fits counts.
constexpr std::array signatures{
    Signature{"\xFD\x37zXZ", "", "xz data", "xz -dc FILE"},
    Signature{"BZh", "1AY&SY", "bzip2 data", "bzip2 -dc FILE"},
    Signature{"\x04\x22\x4D\x18", "", "lz4 data", "lz4 -dc FILE"},
    Signature{"\x02\x21\x4C\x18", "", "lz4 data", "lz4 -dc FILE"},
    Signature{"\x1F\x9D", "", "data of compress", "zcat FILE"},
    Signature{"\x1F\x8B", "", "gzip data", "gzip -dc FILE"},
    Signature{"\x28\xB5\x2F\xFD", "", "zstd data", "zstd -dc FILE"},
    Signature{"7z\xBC\xAF\x27\x1C", "", "a 7-Zip archive", "7z x -so FILE"},
    Signature{"PK\3\4", "_journal/", "an .eval log of Inspect", "inspect log dump FILE"},
    Signature{"PK\3\4", "data.pkl", "a PyTorch file", "", save_tensors},
    Signature{"PK\3\4", ".npy", "an archive of NumPy arrays", "",
              "save logits and ids with numpy.save(), a file each, and name the ids with --ids"},
    Signature{"PK\3\4", "[Content_Types]", "an Office document", ""},
    // A line end in the archive's time stamp hides the names in it.
    Signature{"PK\3\4", "", "a zip archive, or an .eval log of Inspect (inspect log dump FILE)",
              "unzip -p FILE"},
    Signature{"", "\0ustar"sv, "a tar archive", "tar -xOf FILE"},
    Signature{"PAR1", "", "a Parquet file",
              "python3 -c \"import pandas; print(pandas.read_parquet('FILE')"
              ".to_json(orient='records', lines=True))\""},
    Signature{"ARROW1", "", "an Arrow file",
              "python3 -c \"import pandas; print(pandas.read_feather('FILE')"
              ".to_json(orient='records', lines=True))\""},
    Signature{"\xFF\xFF\xFF\xFF", "", "an Arrow stream",
              "python3 -c \"import datasets; datasets.Dataset.from_file('FILE')"
              ".to_json('/dev/stdout')\""},
    Signature{"SQLite format 3\0"sv, "", "an SQLite database",
              "sqlite3 FILE 'select COLUMN from TABLE'"},
    Signature{"\x80\2\x8A\nl\xFC", "", "a PyTorch file", "", save_tensors},
    Signature{"\x80\2", "", "a Python pickle", "", save_either},
    Signature{"\x80\3", "", "a Python pickle", "", save_either},
    Signature{"\x80\4", "", "a Python pickle", "", save_either},
    Signature{"\x80\5", "", "a Python pickle", "", save_either},
    Signature{"\x89HDF", "", "an HDF5 file", ""},
    Signature{"Obj\1", "avro.", "an Avro file", ""},
    Signature{"GGUF", "", "a GGUF model, not its logits", "",
              "llama-perplexity --kl-divergence-base FILE writes them"},
    Signature{"%PDF-", "", "a PDF", ""},
    Signature{"\x89PNG", "", "a picture", ""},
    Signature{"\xFF\xD8\xFF", "", "a picture", ""},
    Signature{"\xFF\xFE\0\0"sv, "", "UTF-32 text", "iconv -f UTF-32 -t UTF-8 FILE"},
    Signature{"\0\0\xFE\xFF"sv, "", "UTF-32 text", "iconv -f UTF-32 -t UTF-8 FILE"},
    Signature{"\xFF\xFE", "", "UTF-16 text", "iconv -f UTF-16 -t UTF-8 FILE"},
    Signature{"\xFE\xFF", "", "UTF-16 text", "iconv -f UTF-16 -t UTF-8 FILE"},
    Signature{"{\0"sv, "", "UTF-16 text without a byte order mark",
              "iconv -f UTF-16LE -t UTF-8 FILE"},
    Signature{"[\0"sv, "", "UTF-16 text without a byte order mark",
              "iconv -f UTF-16LE -t UTF-8 FILE"},
    Signature{"\0{\0"sv, "", "UTF-16 text without a byte order mark",
              "iconv -f UTF-16BE -t UTF-8 FILE"},
    Signature{"\0[\0"sv, "", "UTF-16 text without a byte order mark",
              "iconv -f UTF-16BE -t UTF-8 FILE"},
};

constexpr std::size_t examined = 512;  // bytes: the header of a tar archive

bool fits(const Signature& signature, std::string_view text) {
  return text.starts_with(signature.front) &&
         text.substr(signature.front.size()).find(signature.also) != std::string_view::npos;
}

/// A map of MessagePack whose first key is a short string.
bool is_message_pack(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() < 3) return false;
  const bool map = byte(0) > 0x80 && byte(0) <= 0x8F;
  const bool key = byte(1) > 0xA0 && byte(1) <= 0xBF;
  return map && key && byte(2) >= 'A' && byte(2) <= 'z';
}

/// A control character, but for white space, ESC and RS, with which a line of text may begin.
bool begins_no_line(char c) {
  return static_cast<unsigned char>(c) < ' ' &&
         "\t\n\v\f\r\x1B\x1E"sv.find(c) == std::string_view::npos;
}

std::string sentence(const Signature& signature) {
  const auto& [front, also, what, command, advice] = signature;
  if (!advice.empty()) return fmt::format("this is {}; {}", what, advice);
  return command.empty()
             ? fmt::format("this is {}; save the responses in it as JSON", what)
             : fmt::format("this is {}; read it with: {} | logprobs -r -", what, command);
}

/// What files of raw logits are called.
std::string_view name_of(LogitsFormat kind) {
  switch (kind) {
    case LogitsFormat::none:
      break;
    case LogitsFormat::safetensors:
      return "safetensors";
    case LogitsFormat::npy:
      return "a NumPy array";
    case LogitsFormat::llama:
      return "of llama-perplexity";
  }
  return "";
}

}  // namespace

std::string describe_signature(std::string_view front) {
  const std::string_view text = front.substr(0, examined);
  if (const std::string_view name = name_of(logits_format(text)); !name.empty()) {
    return fmt::format(
        "these are raw logits ({}), which are read from a regular file alone, uncompressed", name);
  }
  const auto* const found = std::find_if(signatures.begin(), signatures.end(),
                                         [&](const Signature& each) { return fits(each, text); });
  return found != signatures.end() ? sentence(*found) : "";
}

std::string describe_binary(std::string_view front) {
  if (std::string known = describe_signature(front); !known.empty()) return known;
  const std::string_view text = front.substr(0, examined);
  if (is_message_pack(text)) return sentence({"", "", "MessagePack data", ""});
  if (text.empty() || text.front() == '\0') return "";
  const bool zero = text.find('\0') != std::string_view::npos;
  return zero || begins_no_line(text.front()) ? sentence({"", "", "binary data", ""}) : "";
}

}  // namespace logprobs::read
