// From options to a request that can be sent.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/transport.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

inline constexpr std::string_view openai_host = "api.openai.com";

/// A question and the request that asks it.
struct PreparedRequest {
  Question question;
  Request request;
  bool wants_only_model = false;  ///< nobody named a model, and the server may have exactly one
  std::optional<std::vector<std::string>> models;  ///< that the server has; absent: not asked yet
  std::vector<std::string> warnings;               ///< a sentence each
  std::filesystem::path models_folder;             ///< known_models_folder()
};

/// The same for a request without a question: the server is asked for its models.
PreparedRequest prepare_models_request(const cli::AskOptions& options,
                                       const system::Environment& environment);

/// The same for going on with answers of files: the request is still without a body, and there is a
/// question if the options have words.
PreparedRequest prepare_branches(const cli::AskOptions& options,
                                 const system::Environment& environment);

/// Where a question goes. Throws Error{usage} if that is no URL of a server.
Endpoint asked_endpoint(const cli::AskOptions& options, const system::Environment& environment);

/// The request for the models of the server that `request` asks, with the same key.
Request models_request(const Request& request);

/// Brings a question that somebody types, who sees who is to be asked.
using TypeQuestion = std::function<std::string(const PreparedRequest&)>;

/// Combines options, environment, files and standard input; `type`, if there is one, brings the
/// question in place of words. Throws Error{usage} for any of them
/// that is wrong or cannot be read, Error{failed} if standard input cannot be read, and Error with
/// a signal's code if one comes while it reads.
PreparedRequest prepare_request(const cli::AskOptions& options,
                                const system::Environment& environment,
                                const TypeQuestion& type = nullptr);

}  // namespace logprobs::app
