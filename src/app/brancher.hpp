// Asks a model to go on with an answer from another token.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/caller.hpp"
#include "app/live.hpp"
#include "app/prepare.hpp"
#include "ask/continuation.hpp"
#include "cli/options.hpp"
#include "explore/branches.hpp"
#include "logprobs/model.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::app {

/// Finds out how the server is asked, and asks it. Nothing is asked before go_on() is called.
class Brancher {
 public:
  /// All must outlive this.
  Brancher(const cli::Options& options, const PreparedRequest& prepared, Transport& transport,
           const World& world)
      : options_(options), caller_(options, prepared, transport, world) {}

  /// The host that is asked.
  const std::string& host() const { return caller_.host(); }
  /// Asks for the answer from `fork` on, at temperature 0 if a token is forced. `request` is the
  /// body of the request that the answer is of; `model` is asked instead of the request's, unless
  /// it is empty. Throws what Transport::send() throws.
  Came go_on(const std::string& request, const std::string& model, const Answer& answer,
             const explore::Fork& fork);
  /// Asks a question, whose body of the chat API this is. Throws the same.
  Came ask(const std::string& body);

 private:
  /// A text to go on with, and the tokens that it is made of, where they are known.
  struct Beginning {
    ask::Continuation continuation;
    std::optional<std::vector<std::int64_t>> ids{};  // of the answer's tokens and the forced one
    std::string exact{};                             // the text of these, byte for byte
  };
  Came ask_as(ask::Continue how, const Beginning& beginning);
  Came ask_with_ids(const Beginning& beginning);
  std::optional<std::vector<std::int64_t>> ids_of(const Beginning& beginning, Came& failure);
  std::optional<std::vector<std::int64_t>> tokenize(const std::string& text, bool is_prompt,
                                                    Came& failure);
  bool are_of_this_model(const Beginning& beginning);
  ask::Continue mode_for(const std::string& request, Came& failure);
  ask::Continue find_out(const std::string& request, Came& failure);

  const cli::Options& options_;
  Caller caller_;
  std::optional<ask::Continue> found_;          // how the server is asked
  std::map<std::string, std::string> prompts_;  // of templates, by their requests: the last one
};

}  // namespace logprobs::app
