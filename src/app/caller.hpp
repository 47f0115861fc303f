// Calls a server for answers that are short and come as a whole.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "app/live.hpp"
#include "app/prepare.hpp"
#include "app/progress.hpp"
#include "cli/options.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/model.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::app {

/// What came of a call.
struct Came {
  Answer answer{};               ///< with one choice, unless there is a problem
  std::string problem{};         ///< why there is none, a phrase; empty: it came
  ExitCode code = ExitCode::ok;  ///< what the problem means for the run
  std::string request{};         ///< the body that was sent, without secrets; empty: none was
  std::string response{};        ///< the body that came, the same
};

/// What came of a call that has no answer.
inline Came no_answer(std::string problem, ExitCode code) {
  Came came;
  came.problem = std::move(problem);
  came.code = code;
  return came;
}

/// Sends requests to the server that a prepared request asks, with its headers and its key, which
/// nothing that is returned here has in it.
class Caller {
 public:
  /// All must outlive this.
  Caller(const cli::Options& options, const PreparedRequest& prepared, Transport& transport,
         const World& world)
      : options_(options),
        prepared_(prepared),
        transport_(transport),
        world_(world),
        redactor_(prepared.request),
        progress_(world.progress, world.waits) {}

  struct Reply {
    HttpResult result;
    std::string body{};  ///< of a 2xx response
  };
  /// Where a path is: below the base URL, or below the server's root, which is without /v1.
  enum class Below { base, root };

  /// The host that is asked.
  const std::string& host() const { return prepared_.request.endpoint.host; }
  /// A request to `path`; without a body it is a GET.
  Request request_to(std::string_view path, Below below, const std::string& body) const;
  /// Sends it, again if that may help. Throws what Transport::send() throws.
  Reply send(const Request& request);
  /// The answer in a reply. `prefill`: what the model was to go on with.
  Came read(const Request& request, const Reply& reply, const std::string& prefill) const;
  /// Why there is no answer, or not what was called for.
  Came failure_of(const Request& request, const HttpResult& result) const;

 private:
  const cli::Options& options_;
  const PreparedRequest& prepared_;
  Transport& transport_;
  const World& world_;
  Redactor redactor_;
  Progress progress_;
};

}  // namespace logprobs::app
