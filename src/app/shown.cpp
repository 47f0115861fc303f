#include "app/shown.hpp"

#include "logprobs/show.hpp"

namespace logprobs::app {

bool Shown::is_due() const { return !said.empty() || out.size() >= View::much; }

std::size_t Shown::memory() const {
  std::size_t memory = sizeof(Shown) + out.capacity();
  for (const Message& message : said) {
    memory += sizeof(Message) + message.source.capacity() + message.what.capacity() +
              message.gist.capacity();
  }
  return memory;
}

void Shown::clear() {
  out.clear();
  said.clear();
  code = ExitCode::ok;
  trips = failed = broken = faults = 0;
  first_trip.clear();
  lone.reset();
}

void Course::add(const Course& later) {
  for (std::size_t i = 0; i < later.found_fields.size(); ++i) {
    found_fields[i] = found_fields[i] || later.found_fields[i];
  }
  saw_answer = saw_answer || later.saw_answer;
  is_open = later.is_open;
  all_whole = all_whole && later.all_whole;
  lost_something = lost_something || later.lost_something;
}

Answer broken_answer(const std::string& source, const Problem& problem) {
  Answer answer;
  answer.source = source;
  answer.place = problem.place;
  answer.state = State::unusable;
  answer.failure = Failure{problem.message, problem.code, {}};
  return answer;
}

}  // namespace logprobs::app
