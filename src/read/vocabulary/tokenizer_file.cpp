#include "read/vocabulary/tokenizer_file.hpp"

#include <fmt/format.h>

#include <new>
#include <optional>
#include <utility>

#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "read/json/fields.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t most_tokens = std::size_t{1} << 22;  // the largest models have a quarter

constexpr std::string_view no_model =
    R"(model, as a tokenizer.json does, and is no vocab.json ({"token": id, ...}) either)";

bool lacks(std::string_view what, Context& context) {
  context.trouble = {"", fmt::format("has no {}", what)};
  return false;
}

/// Fills a TokenizerFile. Like all readers, its functions return false once they reported trouble.
class FileReader {
 public:
  FileReader(TokenizerFile& file, Context& context) : file_(file), context_(context) {}

  bool read(Object& top) {
    bool first = true;
    const bool good = each_field(top, context_, [&](Key key, Value& value) {
      if (std::exchange(first, false)) file_.flat = kind_of(raw_text(value)) == "a number";
      if (file_.flat) return read_token(key, value);
      bool plain = false;
      const std::string_view name = key_text(key, plain);
      return read_part(name, value) || context_.in(name);
    });
    if (!good) return false;
    if (file_.flat || has_vocab_) return true;
    return lacks(has_model_ ? "model.vocab" : no_model, context_);
  }

 private:
  bool read_part(std::string_view name, Value& value) {
    if (name == "model") return read_model(value);
    if (name == "added_tokens") return read_added(value);
    if (name == "decoder") return read_components(value, file_.decoder, context_);
    if (name == "pre_tokenizer") return read_components(value, file_.pre_tokenizer, context_);
    if (name == "normalizer") return read_components(value, file_.normalizer, context_);
    return true;
  }

  bool read_model(Value& value) {
    has_model_ = true;
    return each_field_of(value, context_, [&](Key key, Value& field) {
      bool plain = false;
      const std::string_view name = key_text(key, plain);
      return read_model_field(name, field) || context_.in(name);
    });
  }

  bool read_model_field(std::string_view name, Value& value) {
    if (name == "type") return read_string(value, file_.model_type, context_);
    if (name == "vocab") return read_vocab(value);
    if (name == "continuing_subword_prefix") {
      return read_string(value, file_.continuation_prefix, context_);
    }
    if (name == "end_of_word_suffix") return read_string(value, file_.word_suffix, context_);
    if (name != "byte_fallback") return true;
    std::optional<bool> flag;
    read_flag(value, flag);
    file_.byte_fallback = flag.value_or(false);
    return true;
  }

  bool read_vocab(Value& value) {
    has_vocab_ = true;
    if (raw_text(value).starts_with('[')) return read_pieces(value);
    return each_field_of(value, context_, [&](Key key, Value& id) { return read_token(key, id); });
  }

  /// A field of a vocabulary: a token's name and its id.
  bool read_token(Key key, Value& value) {
    bool plain = false;
    const std::string_view inside = key_text(key, plain);
    const std::size_t begin = file_.names.size();
    if (!append_unescaped({inside.data() - 1, inside.size() + 2}, file_.names,
                          context_.notes.lone_surrogate)) {
      return context_.syntax();
    }
    if (!has_room(file_.tokens)) return false;
    NamedId& token = file_.tokens.emplace_back();
    token.name = since(begin);
    return read_id_of(token, value) || context_.in(visible_quote(file_.name_of(token)));
  }

  bool read_id_of(NamedId& token, Value& value) {
    std::optional<std::int64_t> id;
    if (!read_integer(value, id, context_)) return false;
    if (!id) return context_.mismatch("null", "a whole number");
    token.id = *id;
    return true;
  }

  /// The vocabulary of a Unigram model: pairs of a token's name and its score, in the order of ids.
  bool read_pieces(Value& value) {
    return each_of(value, context_, [&](Value& pair, std::size_t index) {
      if (!has_room(file_.tokens)) return false;
      NamedId& token = file_.tokens.emplace_back();
      token.id = static_cast<std::int64_t>(index);
      bool named = false;
      return each_of(pair, context_,
                     [&](Value& part, std::size_t place) {
                       if (place == 0) named = read_name(part, token);
                       return place != 0 || named;
                     }) &&
             (named || lacks("name", context_));
    });
  }

  bool read_name(Value& value, NamedId& token) {
    const std::string_view raw = raw_text(value);
    if (!is_string(raw)) return context_.mismatch(raw, "a string");
    const std::size_t begin = file_.names.size();
    if (!append_unescaped(raw, file_.names, context_.notes.lone_surrogate)) {
      return context_.syntax();
    }
    token.name = since(begin);
    return true;
  }

  bool read_added(Value& value) {
    return each_of(value, context_, [&](Value& entry, std::size_t) {
      NamedId token;
      std::optional<std::int64_t> id;
      if (!read_added_fields(entry, token, id)) return false;
      if (!id) return lacks("id", context_);
      token.id = *id;
      if (!has_room(file_.added)) return false;
      if (token.name.size != 0) file_.added.push_back(token);  // tokenizers ignores one without
      return true;
    });
  }

  bool read_added_fields(Value& entry, NamedId& token, std::optional<std::int64_t>& id) {
    std::optional<bool> special;
    const bool good = each_field_of(entry, context_, [&](Key key, Value& field) {
      if (is(key, "id")) return read_integer(field, id, context_) || context_.in("id");
      if (is(key, "content")) return read_name(field, token) || context_.in("content");
      return !is(key, "special") || read_flag(field, special);
    });
    token.special = special.value_or(false);
    return good;
  }

  bool has_room(const std::vector<NamedId>& tokens) {
    if (tokens.size() < most_tokens) return true;
    context_.trouble = {"", "is one token too many"};
    return false;
  }

  Span since(std::size_t begin) const {
    return {static_cast<std::uint32_t>(begin),
            static_cast<std::uint32_t>(file_.names.size() - begin)};
  }

  TokenizerFile& file_;
  Context& context_;
  bool has_model_ = false;
  bool has_vocab_ = false;
};

/// Why `json` is not what it should be.
std::string_view why_broken(std::string_view json) {
  const std::size_t first = json.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "is empty";
  if (json.starts_with("version https://git-lfs")) {
    return "is only the pointer to a file that Git LFS keeps; fetch it: git lfs pull";
  }
  if (!is_utf8(json)) return "is not JSON: it is not UTF-8";
  if (json[first] != '{') return "is not a JSON object; a tokenizer.json or a vocab.json is";
  if (json[json.find_last_not_of(" \t\r\n")] != '}') return "is cut off: no } is at its end";
  return "is broken JSON";
}

/// Parses and reads; false if the JSON itself is broken, or if there is trouble.
bool read_json(std::string_view json, TokenizerFile& file, Context& context) {
  std::string padded;
  padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
  padded = json;
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  Object top;
  const simdjson::error_code error =
      parser.iterate(padded.data(), padded.size(), padded.capacity()).get(document);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error != simdjson::SUCCESS) return false;
  if (document.get_object().get(top) != simdjson::SUCCESS) return false;
  if (!FileReader(file, context).read(top)) return false;
  const char* location = nullptr;
  const bool more = document.current_location().get(location) == simdjson::SUCCESS;
  return !more || context.syntax();
}

}  // namespace

TokenizerFile read_tokenizer_file(std::string_view json, std::string_view name) {
  constexpr std::size_t largest = std::size_t{1} << 28;
  if (json.size() > largest) {
    usage_error(fmt::format("{} is larger than 256 MiB, and so not a vocabulary", visible(name)));
  }
  TokenizerFile file;
  Answer none;
  Context context{none, false, json};
  if (read_json(json, file, context)) return file;
  const Trouble& trouble = context.trouble;
  if (trouble.what.empty()) usage_error(fmt::format("{} {}", visible(name), why_broken(json)));
  usage_error(
      fmt::format("{}{} {}", visible(name), trouble.path.empty() ? "" : ":", trouble.sentence()));
}

}  // namespace logprobs::read
