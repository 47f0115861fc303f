#include "app/logits.hpp"

#include <string>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"
#include "read/logits/memory_file.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;
using logprobs::cli::Options;

namespace {

const std::string logits =
    samples::npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
                 samples::raw(std::vector<float>{0, 1, 2, 1, 0, 0}));
const std::string ids = samples::npy("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }",
                                     samples::raw(std::vector<std::int64_t>{2, 0}));

/// What a run with one source shows, and then its messages.
struct Run {
  explicit Run(const std::string& file, Options options = {}) {
    const Folder folder;
    system::Output output(folder / "out");
    const std::unique_ptr<View> view = make_view("plain", {});
    Presenter presenter(options, *view, Origin::files);
    Writer writer(output, false);
    std::optional<Tokenizer> tokenizer;
    were_logits = show_logits(file, options, tokenizer, presenter, writer);
    if (!were_logits) warn_of_unused(file, options, presenter);
    for (const Message& message : presenter.shown.said) said += message.what + "\n";
    code = presenter.shown.code;
    output.commit();
    text = contents(folder / "out");
  }
  std::string text, said;
  bool were_logits = false;
  ExitCode code = ExitCode::ok;
};

std::string usage(const std::string& file, const Options& options) {
  try {
    const Run run(file, options);
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::usage);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("an array of logits is shown with the tokens and texts of other files") {
  const Folder folder;
  const std::string file = folder.file("logits.npy", logits);
  Options options;
  options.ids = folder.file("ids.npy", ids);
  options.quiet = true;
  CHECK(Run(file, options).text == "<2><0>");
  options.tokenizer = folder.file("vocab.json", R"({"a": 0, "b": 1, "c": 2})");
  CHECK(Run(file, options).text == "ca");
}

TEST_CASE("what is not a file of logits is left alone") {
  const Folder folder;
  for (const std::string& name : {folder.file("a.json", R"({"logits": [1, 2]})"),
                                  folder.file("empty", ""), folder / "none"}) {
    const Run run(name);
    CHECK_FALSE(run.were_logits);
    CHECK((run.text + run.said).empty());
  }
}

TEST_CASE("options that are of no use for a source are named") {
  const Folder folder;
  const std::string file = folder.file("a.json", "{}");
  Options options;
  options.tokenizer = "t";
  CHECK(Run(file, options).said == "warning: --tokenizer is for raw logits, which these are not\n");
  options.ids = "i";
  options.layout = Layout::forward;
  options.end_tokens = {2};
  const Run run(file, options);
  CHECK(run.said ==
        "warning: --tokenizer, --ids, --layout, --eos are for raw logits, which these are not\n");
  CHECK(run.code == ExitCode::ok);
  options.quiet = true;
  CHECK(Run(file, options).said.empty());
}

TEST_CASE("a file that goes with logits and cannot be used is a mistake") {
  const Folder folder;
  const std::string file = folder.file("logits.npy", logits);
  Options options;
  options.ids = folder / "none";
  CHECK_THAT(usage(file, options), Contains("--ids: ") && Contains("cannot be opened"));
  options.ids = folder.file("ids.npy", ids);
  options.tokenizer = folder / "none";
  CHECK_THAT(usage(file, options), Contains("--tokenizer: ") && Contains("cannot be opened"));
  options.tokenizer = folder.file("empty", "");
  CHECK_THAT(usage(file, options), Contains("is empty"));
  options.tokenizer = folder.file("bees.json", "[]");
  CHECK_THAT(usage(file, options), Contains("bees.json is not a JSON object"));
}
