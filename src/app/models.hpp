// Asks a server which models it has.
#pragma once

#include <string>
#include <vector>

#include "app/prepare.hpp"
#include "logprobs/error.hpp"
#include "logprobs/transport.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// What a server said when it was asked for its models.
struct ModelList {
  HttpResult result;
  std::vector<std::string> names;  ///< without secrets; none if the result is no list
};

/// Asks once, and keeps the names for completion. Throws what Transport::send() throws.
ModelList ask_for_models(const PreparedRequest& prepared, Transport& transport);

/// Writes the names, a line each, made visible, or says why there are none; returns the exit code.
ExitCode print_models(const PreparedRequest& prepared, Transport& transport,
                      system::Output& output);

/// If nobody named a model, asks the server for its models, and asks the question of the only one
/// if it has one alone. Returns a sentence that says so; empty: nothing changed.
std::string take_only_model(PreparedRequest& prepared, Transport& transport);

/// What the server has in place of a model that it says it has not. It is asked unless it was
/// before. None if it lists that model all the same.
std::vector<std::string> models_instead(const PreparedRequest& prepared, Transport& transport);

}  // namespace logprobs::app
