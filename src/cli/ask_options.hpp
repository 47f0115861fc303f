// What the command line says of asking.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logprobs/question.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::cli {

/// How a question is asked, and where its response goes. An empty file name: not given.
struct AskOptions {
  Question question;                    ///< prepare_request() adds prompt and model
  std::vector<std::string> words;       ///< of the prompt; `-` is all of standard input
  bool as_it_is = false;                ///< ask it, even if it looks like a mistake: `--` is first
  std::optional<std::string> model;     ///< absent: from the environment, or the default
  std::optional<std::string> base_url;  ///< the same
  std::string system_file;              ///< a file with the system message
  std::string api_key_file;             ///< a file with the key
  std::string api_key_env;              ///< a variable's name; empty: OPENAI_API_KEY
  std::vector<std::string> headers;     ///< "Name: value", or "@" and a file's name
  Connection connection;
  std::string cacert;                ///< a file with CAs instead of the system's
  bool allow_insecure_http = false;  ///< a key may go over plain http
  std::string save;                  ///< the file to keep request and response in
  std::string save_response;         ///< the file to keep the response alone in
  bool no_history = false;           ///< do not keep the answer for --last
  bool dry_run = false;              ///< print the request instead of sending it
};

}  // namespace logprobs::cli
