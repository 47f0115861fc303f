// The models that a server has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logprobs::ask {

/// The names in a server's list of models, in its order, at most 10,000; none if `body` is no such
/// list. Names above 200 bytes are left out.
std::vector<std::string> model_names(std::string_view body);

/// True if a refusal with this message and HTTP status (0: none) says that the server does not have
/// the model.
bool says_no_such_model(std::string_view message, int status);

/// The names in a sentence: all of a few, else how many there are and those that are most like
/// `wanted`.
std::string named_models(const std::vector<std::string>& names, std::string_view wanted);

}  // namespace logprobs::ask
