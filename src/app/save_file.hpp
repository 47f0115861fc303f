// The files of --save and --save-response.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/history.hpp"
#include "logprobs/ask.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// A file with a whole response, to which branches can be added.
struct SavedAnswer {
  std::string file{};      ///< empty: there is none, or it is no file of which lines are replaced
  std::uint64_t size = 0;  ///< of the response, in bytes
  std::uint64_t end = 0;   ///< of the file, in bytes, as it was left
  std::uint64_t next_line = 1;  ///< the line that comes after it; counts from 1
  bool in_line = false;         ///< its last line has not ended
};

/// Has the file end with these lines, instead of those of the last call. Returns a sentence that
/// says why it cannot; empty: it does, or there is no file. A file to which somebody else has added
/// something keeps that.
std::string keep_after(SavedAnswer& saved, const std::string& lines);

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

  /// The whole response, after finish().
  const SavedAnswer& saved() const { return saved_; }

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
  SavedAnswer saved_;
  std::uint64_t lines_ = 0;  // that were written
  bool in_line_ = false;     // the last one has not ended
};

/// Where an answer is kept.
struct SaveFiles {
  SaveFile exchange;                 ///< of --save: with its request
  SaveFile response;                 ///< of --save-response: alone
  std::optional<History> history{};  ///< for --last; absent: not kept there
};

}  // namespace logprobs::app
