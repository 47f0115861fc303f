// The yardstick of the benches: the cost of extracting every token, logprob, alternative and byte
// from a Batch output file with simdjson, judging and showing nothing. It prints a checksum and
// totals, so that the compiler cannot drop any part and the benches can compare counts.
//
//   bench_bare_loop FILE

#include <fcntl.h>
#include <simdjson.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

namespace ondemand = simdjson::ondemand;

/// The lines of a file, read in blocks into one buffer with the padding that simdjson needs.
class Lines {
 public:
  explicit Lines(const char* path) : file_(::open(path, O_RDONLY | O_CLOEXEC)) {
    if (file_ < 0) throw std::system_error(errno, std::generic_category(), path);
  }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  ~Lines() { ::close(file_); }

  /// False at the end of the file; the line is valid until the next call.
  bool next(simdjson::padded_string_view& line) {
    std::size_t searched = 0;
    const char* newline = nullptr;
    while ((newline = find_newline(searched)) == nullptr) {
      searched = end_ - begin_;
      if (!read_block()) break;
    }
    if (begin_ == end_) return false;
    const char* first = buffer_.data() + begin_;
    const std::size_t length =
        newline != nullptr ? static_cast<std::size_t>(newline - first) : end_ - begin_;
    line = simdjson::padded_string_view(first, length, buffer_.size() - begin_);
    begin_ += length + (newline != nullptr ? 1 : 0);
    return true;
  }

 private:
  static constexpr std::size_t block = 1 << 20;

  const char* find_newline(std::size_t searched) const {
    const char* from = buffer_.data() + begin_ + searched;
    const std::size_t length = end_ - begin_ - searched;
    return length == 0 ? nullptr : static_cast<const char*>(std::memchr(from, '\n', length));
  }

  bool read_block() {
    if (begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    const std::size_t wanted = end_ + block + simdjson::SIMDJSON_PADDING;
    if (buffer_.size() < wanted) buffer_.resize(wanted);
    const ssize_t count = ::read(file_, buffer_.data() + end_, block);
    if (count < 0) throw std::system_error(errno, std::generic_category(), "read");
    end_ += static_cast<std::size_t>(count);
    return count > 0;
  }

  int file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
};

/// A token, chosen or an alternative. The text stays in the parser's memory until the next line.
struct Scored {
  std::string_view text;
  double logprob = 0;
  std::size_t first_byte = 0, byte_count = 0;
};

struct Token : Scored {
  std::size_t first_alternative = 0, alternative_count = 0;
};

/// The contents of one line, flat; the memory is reused for the next.
struct Response {
  std::vector<Token> tokens;
  std::vector<Scored> alternatives;
  std::vector<std::uint8_t> bytes;
  bool completed = false;

  void clear() {
    tokens.clear();
    alternatives.clear();
    bytes.clear();
    completed = false;
  }
};

void read_bytes(ondemand::value value, Response& response, Scored& scored) {
  if (value.is_null()) return;
  scored.first_byte = response.bytes.size();
  for (auto byte : value.get_array()) {
    response.bytes.push_back(static_cast<std::uint8_t>(byte.get_uint64().value()));
  }
  scored.byte_count = response.bytes.size() - scored.first_byte;
}

/// Reads the fields that chosen tokens and alternatives share, in any order; `other` gets the rest.
template <typename Other>
void read_item(ondemand::object item, Response& response, Scored& scored, Other other) {
  for (ondemand::field field : item) {
    const ondemand::raw_json_string key = field.key();
    if (key == "token") {
      scored.text = field.value().get_string();
    } else if (key == "logprob") {
      scored.logprob = field.value().get_double();
    } else if (key == "bytes") {
      read_bytes(field.value(), response, scored);
    } else {
      other(key, field.value());
    }
  }
}

void read_alternatives(ondemand::value value, Response& response, Token& token) {
  token.first_alternative = response.alternatives.size();
  for (ondemand::object item : value.get_array()) {
    Scored alternative;
    read_item(item, response, alternative, [](auto, auto) {});
    response.alternatives.push_back(alternative);
  }
  token.alternative_count = response.alternatives.size() - token.first_alternative;
}

void read_tokens(ondemand::value value, Response& response) {
  if (value.is_null()) return;
  for (ondemand::object item : value.get_array()) {
    Token token;
    read_item(item, response, token, [&](auto key, auto alternatives) {
      if (key == "top_logprobs") read_alternatives(alternatives, response, token);
    });
    response.tokens.push_back(token);
  }
}

void read_logprobs(ondemand::value value, Response& response) {
  if (value.is_null()) return;
  for (auto field : value.get_object()) {
    const ondemand::raw_json_string key = field.key();
    if (key == "content" || key == "refusal") read_tokens(field.value(), response);
  }
}

void read_body(ondemand::object body, Response& response) {
  for (auto field : body) {
    if (field.key() != "choices") continue;
    for (ondemand::object choice : field.value().get_array()) {
      response.completed = true;
      for (auto part : choice) {
        if (part.key() == "logprobs") read_logprobs(part.value(), response);
      }
    }
  }
}

void read_line(ondemand::document& document, Response& response) {
  for (auto field : document.get_object()) {
    if (field.key() != "response") continue;
    ondemand::value value = field.value();
    if (value.is_null()) continue;
    for (auto part : value.get_object()) {
      if (part.key() == "body") read_body(part.value().get_object(), response);
    }
  }
  // Anything left over means that the line contained more than one document.
  if (!document.current_location().error()) {
    throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
  }
}

/// Cheap enough not to affect the measurement: texts contribute only their length and first byte to
/// the checksum, everything else contributes in full.
class Totals {
 public:
  void add(const Response& response) {
    responses_ += response.completed ? 1 : 0;
    tokens_ += response.tokens.size();
    alternatives_ += response.alternatives.size();
    bytes_ += response.bytes.size();
    for (const Token& token : response.tokens) mix(token);
    for (const Scored& alternative : response.alternatives) mix(alternative);
    mix(response.bytes);
  }

  void print() const {
    std::printf("checksum %016llx\n", static_cast<unsigned long long>(checksum_));
    std::printf("responses %zu\ntokens %zu\nalternatives %zu\nbytes %zu\n", responses_, tokens_,
                alternatives_, bytes_);
  }

 private:
  // Multiplying by a different odd number each time keeps the words apart, and unlike a chain of
  // hashes, the processor can do several at once.
  void mix(std::uint64_t word) { checksum_ += word * (weight_ += 0x9e3779b97f4a7c16); }

  void mix(const Scored& scored) {
    const auto first = scored.text.empty() ? 0 : static_cast<unsigned char>(scored.text.front());
    mix(std::bit_cast<std::uint64_t>(scored.logprob));
    mix(scored.text.size() << 8 | first);
  }

  void mix(std::span<const std::uint8_t> bytes) {
    std::uint64_t word = 0;
    for (; bytes.size() >= sizeof(word); bytes = bytes.subspan(sizeof(word))) {
      std::memcpy(&word, bytes.data(), sizeof(word));
      mix(word);
    }
    for (const std::uint8_t byte : bytes) mix(byte);
  }

  std::uint64_t checksum_ = 0, weight_ = 1;
  std::size_t responses_ = 0, tokens_ = 0, alternatives_ = 0, bytes_ = 0;
};

void read_file(const char* path) {
  Lines lines(path);
  ondemand::parser parser;
  Response response;
  Totals totals;
  simdjson::padded_string_view line;
  while (lines.next(line)) {
    response.clear();
    ondemand::document document = parser.iterate(line);
    read_line(document, response);
    totals.add(response);
  }
  totals.print();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench_bare_loop FILE\n", stderr);
    return 2;
  }
  try {
    read_file(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_bare_loop: %s\n", error.what());
    return 1;
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
