// Asks for branches while somebody is at the keys.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/brancher.hpp"
#include "app/conversations.hpp"
#include "app/live.hpp"
#include "app/prepare.hpp"
#include "cli/options.hpp"
#include "explore/asker.hpp"
#include "logprobs/transport.hpp"
#include "system/bell.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// Asks in a thread of its own, one request at a time.
class BackgroundAsker final : public explore::Asker {
 public:
  /// `options` must outlive this. Throws what Conversations' constructor throws.
  BackgroundAsker(const cli::Options& options, PreparedRequest prepared, const World& world);
  ~BackgroundAsker() override { stop(); }

  std::string refusal(const Answer& answer, const std::string& request) override;
  std::string whom(const Answer& answer, const std::string& request) override;
  std::int64_t most_tokens() const override { return options_.branches.most_tokens; }
  std::optional<std::int64_t> most_tokens_of_question() const override {
    return options_.ask.question.max_tokens;
  }
  void start(const Answer& answer, const std::string& request, const explore::Fork& fork) override;
  void start_question(const Answer& answer, const std::string& request,
                      const std::string& question) override;
  int descriptor() const override { return bell_.descriptor(); }
  std::optional<explore::Continued> poll() override;
  std::optional<explore::Continued> wait() override;
  void stop() override;

 private:
  bool pause(std::chrono::milliseconds time);
  std::string request_of(const Answer& answer, const std::string& request) const;
  std::string model_of(const Answer& answer, const std::string& request) const;
  void start(std::function<Came()> ask);

  const cli::Options& options_;
  PreparedRequest prepared_;
  std::unique_ptr<Transport> transport_;
  World world_;
  Conversations conversations_;
  Brancher brancher_;
  system::Bell bell_;  // rings when something came
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_given_up_ = false;
  std::optional<explore::Continued> came_;
};

/// Whoever goes on with the answers of files; null if nobody is to be asked about them. Throws what
/// prepare_branches() throws.
std::unique_ptr<BackgroundAsker> asker_for_files(const cli::Options& options,
                                                 const system::Environment& environment,
                                                 const World& world);

}  // namespace logprobs::app
