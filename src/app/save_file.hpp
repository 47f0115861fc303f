// The files of --save and --save-response.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/history.hpp"
#include "logprobs/ask.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Keeps a response as it comes, alone or together with its request. Only its owner can read the
/// file. An error after it was opened does not throw, since the answer is still to be shown:
/// finish() reports it.
class SaveFile {
 public:
  /// How keeping the response went.
  struct Outcome {
    std::string said;     ///< a message for the user; empty: all is well
    bool failed = false;  ///< it could not be written
  };

  /// `option` names it, for messages. With an empty name nothing is kept. Throws Error{failed} if
  /// the file cannot be opened, and Error{usage} for a terminal, which would obey escape sequences
  /// in a response.
  SaveFile(std::string_view option, const std::string& name);
  /// Without finish(), keeps what came as NAME.partial: an error ends the run.
  ~SaveFile();
  SaveFile(const SaveFile&) = delete;
  SaveFile& operator=(const SaveFile&) = delete;

  /// Keeps the request, too, whose body this is, without secrets. Called before any write().
  void keep_request(const std::string& request) { exchange_.emplace(request); }
  /// Takes more of the response. Does nothing after an error.
  void write(std::string_view bytes);
  /// Throws Error{usage} if this and the view, or this and another, would replace the other's file,
  /// also as NAME.partial.
  void refuse_collision(const system::Output& view) const;
  void refuse_collision(const SaveFile& other) const;
  /// Puts the file in place or, if the response is not `whole`, keeps it as NAME.partial. A
  /// response of no bytes leaves no file.
  Outcome finish(bool whole);

 private:
  bool is_lost_with(const system::Output& other) const;
  void put(std::string_view text);
  void put_rest(bool whole);

  std::string_view option_;
  std::string name_;
  std::optional<KeptExchange> exchange_;  // absent: the response is kept alone
  std::optional<system::Output> file_;
  bool any_ = false;
  int error_ = 0;  // errno of the write that failed
};

/// Where an answer is kept.
struct SaveFiles {
  SaveFile exchange;                 ///< of --save: with its request
  SaveFile response;                 ///< of --save-response: alone
  std::optional<History> history{};  ///< for --last; absent: not kept there
};

}  // namespace logprobs::app
