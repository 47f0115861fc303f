#include "app/print_answer.hpp"

#include <memory>

#include "app/presenter.hpp"

namespace logprobs::app {

void print_answer(const Answer& answer, std::string_view view_name, const cli::Options& options,
                  const ShowOptions& show, const std::vector<std::string>& remarks,
                  system::Output& output) {
  Report report;
  judge(answer, options, true, report);
  const std::unique_ptr<View> view = make_view(view_name, show);
  std::string out;
  view->take_part = [&](std::string& part) { output.write(part); };
  view->begin(out);
  view->done(answer, report, out);
  for (const std::string& remark : remarks) view->remark(remark, out);
  view->end(out);
  output.write(out);
}

}  // namespace logprobs::app
