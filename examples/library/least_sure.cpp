// Prints the token that the model was least sure of, for each answer in a saved file.
#include <fstream>
#include <iostream>
#include <iterator>
#include <logprobs/judge.hpp>
#include <logprobs/read.hpp>
#include <logprobs/text.hpp>

using namespace logprobs;

void print_least_sure(const Answer& answer) {
  Report report;
  judge_answer(answer, Thresholds(), report);
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Summary& summary = report.choices[i].summary;
    if (summary.scored == 0) continue;
    const Token& token = answer.choices[i].tokens[summary.least_sure];
    std::cout << visible_quote(answer.view(token.shown)) << ' ' << probability(token.logprob)
              << '\n';
  }
}

int main(int argc, char** argv) {
  std::ifstream file(argc == 2 ? argv[1] : "", std::ios::binary);
  if (!file) {
    std::cerr << "usage: least_sure FILE\n";
    return 2;
  }
  Reader reader({.source = argv[1]});
  reader.feed(std::string(std::istreambuf_iterator<char>(file), {}));
  reader.finish();
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    if (event == Event::broken) std::cerr << visible(reader.problem().message) << '\n';
    if (event == Event::done) print_least_sure(reader.answer());
  }
}
