// Shows answers as they would have been from another token on.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/brancher.hpp"
#include "app/conversations.hpp"
#include "app/live.hpp"
#include "app/prepare.hpp"
#include "cli/options.hpp"
#include "explore/branches.hpp"
#include "explore/what_if.hpp"
#include "logprobs/error.hpp"
#include "logprobs/model.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show.hpp"

namespace logprobs::app {

/// A view that has the model go on with each answer it is given: --branch gives that answer to the
/// view of the format; --what-if shows the branches, below the painted answer where that is text.
class BranchingView : public View {
 public:
  /// All must outlive this; `view` is that of the format. Throws what Conversations' constructor
  /// throws.
  BranchingView(const cli::Options& options, const ShowOptions& show,
                const PreparedRequest& prepared, Transport& transport, const World& world,
                View& view)
      : options_(options),
        show_(show),
        view_(view),
        conversations_(options, prepared),
        brancher_(options, prepared, transport, world),
        write_(options.branches.what_if ? explore::what_if_writer(options.format) : nullptr) {}

  void begin(std::string& out) override;
  void grow(const Answer& answer, const Report& report, std::string& out) override;
  bool grows() const override { return paints() && view_.grows(); }
  void done(const Answer& answer, const Report& report, std::string& out) override;
  void broken() override { view_.broken(); }
  void remark(std::string_view line, std::string& out) override;
  void end(std::string& out) override;

  /// The worst of what became of the branches.
  ExitCode code() const { return code_; }
  /// The branches as --save keeps them, after the answer that was asked for.
  const std::string& lines() const { return lines_; }

 private:
  struct Kept {
    Answer answer;
    Report report;
  };

  bool paints() const { return write_ == explore::write_text; }
  bool uses_view() const { return write_ == nullptr || paints(); }
  void branch(const Answer& answer, const Report& report, std::string& out);
  void show_branch(const Answer& answer, const Report& report, std::string& out);
  void show_what_if(const Answer& answer, const Report& report, std::string& out);
  std::optional<explore::Fork> wanted_fork(const Answer& answer, const Report& report);
  Came go_on(const Answer& answer, const explore::Fork& fork);
  void fail(const Answer& answer, const std::string& problem, ExitCode code);
  void keep(const Answer& answer, const Report& report, const explore::Fork& fork,
            const Came& came);

  const cli::Options& options_;
  const ShowOptions& show_;
  View& view_;
  Conversations conversations_;
  Brancher brancher_;
  explore::WriteWhatIf write_;
  std::vector<Kept> waiting_;  // of the question just asked: its connection is still open
  std::string lines_;          // of branches that came
  ExitCode code_ = ExitCode::ok;
};

}  // namespace logprobs::app
