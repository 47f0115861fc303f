// Shared by the tests of reading and judging: small responses, and answers as one line of text.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace samples {

/// JSON without backslashes: single quotes become double ones.
inline std::string json(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\'', '"');
  return out;
}

/// How much is left out of what would take long: 1 for nothing.
inline std::size_t thinning() {
  const char* const stride = std::getenv("LOGPROBS_STRIDE");
  return stride == nullptr ? 1 : std::max(1UL, std::strtoul(stride, nullptr, 10));
}

inline std::string_view word(logprobs::State state) {
  constexpr std::string_view words[] = {"open",     "complete",  "cut",        "refused",
                                        "unusable", "no_choice", "no_logprobs"};
  return words[static_cast<std::size_t>(state)];
}

inline std::string_view word(logprobs::Kind kind) {
  constexpr std::string_view words[] = {"prompt", "reasoning", "content", "refusal"};
  return words[static_cast<std::size_t>(kind)];
}

/// A choice as `0=Hel|lo:stop` or `1:refusal=No`, or as `0"text"` if it has only a message.
inline std::string show(const logprobs::Answer& answer, const logprobs::Choice& choice) {
  std::string out = std::to_string(choice.index);
  if (choice.kind != logprobs::Kind::content) out += fmt::format(":{}", word(choice.kind));
  if (choice.tokens.empty() && !choice.message.empty()) out += '"' + choice.message + '"';
  for (const logprobs::Token& token : choice.tokens) {
    out += &token == choice.tokens.data() ? '=' : '|';
    out += answer.view(token.text);
  }
  return choice.finish_reason.empty() ? out : out + ':' + choice.finish_reason;
}

/// All choices, separated by spaces.
inline std::string show(const logprobs::Answer& answer) {
  std::string out;
  for (const logprobs::Choice& choice : answer.choices) {
    out += (out.empty() ? "" : " ") + show(answer, choice);
  }
  return out;
}

/// `text@-0.5`, followed by `(name)` if the token string differs from the bytes, and by `#id`.
template <typename Entry>
std::string show_entry(const logprobs::Answer& answer, const Entry& entry) {
  std::string out(answer.view(entry.text));
  if (answer.view(entry.name) != out) out += fmt::format("({})", answer.view(entry.name));
  out += fmt::format("@{:g}", entry.logprob);
  return entry.id ? out + fmt::format("#{}", *entry.id) : out;
}

/// A token with its alternatives: `a@-0.5[a@-0.5 b@-2]`.
inline std::string show_token(const logprobs::Answer& answer, const logprobs::Token& token) {
  std::string out;
  for (const logprobs::Alternative* entry = answer.begin(token); entry != answer.end(token);
       ++entry) {
    out += (out.empty() ? "" : " ") + show_entry(answer, *entry);
  }
  return show_entry(answer, token) + (out.empty() ? "" : "[" + out + "]");
}

/// The document that a word names. `x0=A`: a chunk with the token A of choice 0, id x; `x0=A.`: the
/// same with the end sign; `x0.`: only the end sign; `R:x0=A`: one that names the role. `W:x=A`: a
/// whole response. `D`: [DONE]; `U` or `U:x`: the usage chunk; `E`: an error; `B`: not JSON; `?`:
/// an event of some other kind.
inline std::string document(std::string_view script) {
  if (script == "D") return "[DONE]";
  if (script == "U") return json("{'object':'chat.completion.chunk','choices':[],'usage':{}}");
  if (script.starts_with("U:")) {
    return json(fmt::format("{{'id':'{}','object':'chat.completion.chunk','choices':[]}}",
                            script.substr(2)));
  }
  if (script == "E") return json("{'error':{'message':'overloaded','code':503}}");
  if (script == "B") return "{broken}";
  if (script == "?") return json("{'type':'ping'}");
  const bool whole = script.starts_with("W:");
  const bool role = script.starts_with("R:");
  if (whole || role) script.remove_prefix(2);
  const bool last = whole || script.ends_with('.');
  if (script.ends_with('.')) script.remove_suffix(1);
  const std::size_t sign = std::min(script.find('='), script.size());
  const std::string_view token = script.substr(std::min(sign + 1, script.size()));
  std::string list = "null";
  if (!token.empty()) list = fmt::format("{{'content':[{{'token':'{}','logprob':-0.5}}]}}", token);
  return json(fmt::format(
      "{{'id':'{}','object':'chat.completion{}','choices':[{{'index':{},'{}':{{{}'content':'{}'}},"
      "'logprobs':{},'finish_reason':{}}}]}}",
      script.substr(0, 1), whole ? "" : ".chunk", whole ? "0" : script.substr(1, sign - 1),
      whole ? "message" : "delta", role ? "'role':'assistant'," : "", token, list,
      last ? "'stop'" : "null"));
}

/// The documents that the words of `script` name, each enclosed in `before` and `after`.
inline std::string documents(std::string_view script, std::string_view before,
                             std::string_view after) {
  std::string out;
  while (!script.empty()) {
    const std::size_t end = std::min(script.find(' '), script.size());
    out += fmt::format("{}{}{}", before, document(script.substr(0, end)), after);
    script.remove_prefix(std::min(end + 1, script.size()));
  }
  return out;
}

inline std::string sse(std::string_view script) { return documents(script, "data: ", "\n\n"); }
inline std::string lines(std::string_view script) { return documents(script, "", "\n"); }

/// Describes a token or an alternative for `make_token()`.
struct Entry {
  std::string_view text{};
  double logprob = logprobs::unknown_logprob;
  std::optional<std::int64_t> id{};
  std::string_view name{};  // if empty, the text
};

inline logprobs::Span add_text(logprobs::Answer& answer, std::string_view text) {
  const std::size_t begin = answer.bytes.size();
  answer.bytes += text;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())};
}

/// Makes a token with its alternatives, which must be sorted as the reader sorts them.
inline logprobs::Token make_token(logprobs::Answer& answer, const Entry& chosen,
                                  const std::vector<Entry>& list) {
  const auto fill = [&](auto& target, const Entry& entry) {
    target.text = target.shown = add_text(answer, entry.text);
    target.name = entry.name.empty() ? target.text : add_text(answer, entry.name);
    target.logprob = entry.logprob;
    target.id = entry.id;
  };
  logprobs::Token token;
  fill(token, chosen);
  token.alternatives = {static_cast<std::uint32_t>(answer.alternatives.size()),
                        static_cast<std::uint32_t>(list.size())};
  for (const Entry& entry : list) fill(answer.alternatives.emplace_back(), entry);
  return token;
}

}  // namespace samples
