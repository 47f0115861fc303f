#include "app/partial.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "app/named_file.hpp"
#include "logprobs/error.hpp"
#include "text/fnv1a.hpp"

namespace logprobs::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view head = R"({"logprobs_partial":)";
constexpr int version = 1;
constexpr std::string_view before_checksum = R"(,"checksum":")";
constexpr std::string_view after_checksum = R"("})";
constexpr std::size_t tail_size = before_checksum.size() + 16 + after_checksum.size();

std::string tail_of(std::string_view body) {
  text::Fnv1a hash;
  hash.add(body);
  return fmt::format("{}{:016x}{}", before_checksum, hash.value(), after_checksum);
}

Json json_of(const ReadPart& part) {
  Json json = {
      {"file", part.file}, {"begin", part.begin}, {"end", part.end}, {"line_ends", part.line_ends}};
  if (!part.lone) return json;
  json["lone"] = {{"message", part.lone->message}, {"code", part.lone->code}};
  if (part.lone->place.offset) json["lone"]["offset"] = *part.lone->place.offset;
  return json;
}

Json json_of(const PartialShard& shard) {
  Json json = {{"index", shard.index},        {"exit_status", static_cast<int>(shard.sums.code)},
               {"failed", shard.sums.failed}, {"broken", shard.sums.broken},
               {"trips", shard.sums.trips},   {"first_trip", shard.sums.first_trip},
               {"parts", Json::array()}};
  for (const ReadPart& part : shard.parts) json["parts"].push_back(json_of(part));
  return json;
}

ReadPart part_of(const Json& json) {
  ReadPart part;
  json.at("file").get_to(part.file);
  json.at("begin").get_to(part.begin);
  json.at("end").get_to(part.end);
  json.at("line_ends").get_to(part.line_ends);
  if (!json.contains("lone")) return part;
  const Json& lone = json.at("lone");
  part.lone.emplace();
  lone.at("message").get_to(part.lone->message);
  lone.at("code").get_to(part.lone->code);
  if (lone.contains("offset")) part.lone->place.offset = lone.at("offset").get<std::uint64_t>();
  part.lone->alone = true;
  return part;
}

PartialShard shard_of(const Json& json) {
  PartialShard shard;
  json.at("index").get_to(shard.index);
  shard.sums.code = static_cast<ExitCode>(json.at("exit_status").get<int>());
  json.at("failed").get_to(shard.sums.failed);
  json.at("broken").get_to(shard.sums.broken);
  json.at("trips").get_to(shard.sums.trips);
  json.at("first_trip").get_to(shard.sums.first_trip);
  for (const Json& part : json.at("parts")) shard.parts.push_back(part_of(part));
  return shard;
}

Partial partial_of(const Json& json) {
  Partial partial;
  json.at("options").get_to(partial.options);
  json.at("of").get_to(partial.count);
  for (const Json& file : json.at("files")) {
    partial.files.push_back(
        {file.at("name").get<std::string>(), file.at("size").get<std::uint64_t>()});
  }
  for (const Json& shard : json.at("shards")) partial.shards.push_back(shard_of(shard));
  for (const PartialShard& shard : partial.shards) {
    for (const ReadPart& part : shard.parts) static_cast<void>(partial.files.at(part.file));
  }
  partial.stats = json.at("stats").dump();
  return partial;
}

[[noreturn]] void refuse(const std::string& name, std::string_view problem) {
  usage_error(fmt::format("--merge: {} {}", name_of_file(name), problem));
}

}  // namespace

std::string text_of(const Partial& partial) {
  Json json = {{"logprobs_partial", version},
               {"options", partial.options},
               {"of", partial.count},
               {"files", Json::array()},
               {"shards", Json::array()}};
  for (const SharedFile& file : partial.files) {
    json["files"].push_back({{"name", file.name}, {"size", file.size}});
  }
  for (const PartialShard& shard : partial.shards) json["shards"].push_back(json_of(shard));
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.pop_back();
  text += fmt::format(",\"stats\":{}", partial.stats);
  return text + tail_of(text) + "\n";
}

Partial read_partial(const std::string& name) {
  constexpr std::size_t most = std::size_t{1} << 30;
  constexpr std::string_view damaged = "is damaged or cut off: run its shard again";
  const std::string text = read_named_file("--merge", name, most);
  if (text.substr(0, head.size()) != head.substr(0, text.size())) {
    refuse(name, "was not written by --partial");
  }
  std::string_view body(text);
  if (body.ends_with('\n')) body.remove_suffix(1);
  if (body.size() < tail_size) refuse(name, damaged);
  const std::string_view tail = body.substr(body.size() - tail_size);
  body.remove_suffix(tail_size);
  if (tail != tail_of(body)) refuse(name, damaged);
  if (!body.substr(head.size()).starts_with(fmt::format("{},", version))) {
    refuse(name, "is of another version of this program");
  }
  try {
    Partial partial = partial_of(Json::parse(fmt::format("{}}}", body)));
    partial.name = name;
    return partial;
  } catch (const Json::exception&) {
    refuse(name, damaged);
  } catch (const std::out_of_range&) {
    refuse(name, damaged);
  }
}

}  // namespace logprobs::app
