#include "show/stats/stats.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

/// Numbers of all magnitudes that logprobs have.
std::vector<double> some_numbers(std::size_t count) {
  std::mt19937_64 draw(7);  // NOLINT(cert-msc32-c, cert-msc51-cpp): the same in each run
  std::vector<double> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    const double exponent = std::uniform_real_distribution(-30.0, 6.0)(draw);
    numbers.push_back(std::exp(exponent));
  }
  return numbers;
}

FixedSum sum_of(const std::vector<double>& numbers) {
  FixedSum sum;
  for (const double number : numbers) sum.add(-number);
  return sum;
}

LogBins bins_of(const std::vector<double>& numbers) {
  LogBins bins;
  for (const double number : numbers) bins.add(number);
  return bins;
}

}  // namespace

TEST_CASE("a fixed sum has the same bits in any order") {
  std::vector<double> numbers = some_numbers(10'000);
  const FixedSum all = sum_of(numbers);
  std::reverse(numbers.begin(), numbers.end());
  CHECK(sum_of(numbers) == all);
}

TEST_CASE("a fixed sum is as exact as its header says") {
  const std::vector<double> numbers = some_numbers(10'000);
  long double exact = 0;
  for (const double number : numbers) exact -= number;
  const double value = sum_of(numbers).value();
  CHECK(std::abs(value - static_cast<double>(exact)) <= std::abs(value) * 1e-15);
  FixedSum tiny;
  tiny.add(std::ldexp(1.0, -70));
  CHECK(tiny.value() == std::ldexp(1.0, -70));
  tiny.add(1e300);  // cut, and no overflow
  CHECK(tiny.value() == std::ldexp(1.0, 50));
}

TEST_CASE("percentiles are within 0.4% of what they are the logarithm of") {
  std::vector<double> numbers = some_numbers(5'000);
  const LogBins bins = bins_of(numbers);
  std::sort(numbers.begin(), numbers.end());
  for (const double share : {0.001, 0.01, 0.25, 0.5, 0.75, 0.99, 0.999}) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * 5'000));
    CHECK(std::abs(std::expm1(bins.quantile(share) - numbers[rank - 1])) < 0.004);
  }
  CHECK(bins.quantile(0) == numbers.front());
  CHECK(bins.quantile(1) == numbers.back());
  CHECK(std::isnan(LogBins{}.quantile(0.5)));
}

TEST_CASE("the group of a choice") {
  Answer answer = test::answer_of({{"a", 0.5}});
  answer.model = "m";
  answer.format = "tokens";
  answer.choices[0].finish_reason = "stop";
  const auto group = [&](GroupBy by) { return group_of(answer, answer.choices[0], by); };
  CHECK(group(GroupBy::model) == "m");
  CHECK(group(GroupBy::format) == "tokens");
  CHECK(group(GroupBy::finish_reason) == "stop");
  for (const auto& [id, prefix] : std::vector<std::pair<std::string, std::string>>{
           {"task-0017", "task"}, {"a/b:3", "a/b"}, {"plain", "plain"}, {"12", ""}, {"", ""}}) {
    answer.custom_id = id;
    CHECK(group(GroupBy::custom_id_prefix) == prefix);
  }
}

TEST_CASE("the worst choices are the same in any order") {
  StatsOptions options;
  options.worst = 3;
  const auto worst = [&](std::vector<int> lines) {
    Stats stats;
    for (const int line : lines) {
      Answer answer = test::answer_of({{"a", line == 5 ? 0.1 : 0.5}});
      answer.source = "s";
      answer.place.line = static_cast<std::uint64_t>(line);
      answer.place.offset = static_cast<std::uint64_t>(line) * 10;
      Report report;
      judge_answer(answer, {}, report);
      stats.add(answer, answer.choices[0], report.choices[0], options);
    }
    std::vector<std::uint64_t> found;
    for (const WorstChoice& one : stats.worst) found.push_back(one.line.value_or(0));
    return found;
  };
  CHECK(worst({1, 2, 3, 4, 5}) == std::vector<std::uint64_t>{5, 1, 2});
  CHECK(worst({4, 3, 5, 2, 1}) == std::vector<std::uint64_t>{5, 1, 2});
}

namespace {

using Random = std::mt19937_64;

int drawn(Random& random, int most) { return std::uniform_int_distribution(0, most)(random); }

/// Answers that differ in all that is counted, of more models than groups are told apart, with
/// equally bad ones among them.
std::vector<Answer> drawn_answers(Random& random, int count) {
  std::vector<Answer> answers;
  for (int i = 0; i < count; ++i) {
    std::vector<test::Said> said;
    for (int token = drawn(random, 3); token >= 0; --token) {
      const double sure = std::exp(-drawn(random, 12));
      said.push_back({"a", sure, {{"b", 0.5}, {"a", sure}}});
    }
    Answer answer = test::answer_of(said);
    answer.source = drawn(random, 1) == 0 ? "one" : "two";
    answer.place.offset = static_cast<std::uint64_t>(drawn(random, count));
    answer.model = std::to_string(drawn(random, 1500));
    answer.choices[0].finish_reason = std::to_string(drawn(random, 3000));
    if (drawn(random, 9) == 0) answer.model = "(others)";
    if (drawn(random, 9) == 0) answer.choices[0].tokens[0].logprob = -9999;
    if (drawn(random, 9) == 0) answer.choices.clear();
    if (drawn(random, 9) == 0) answer.failure = Failure{"no", std::to_string(drawn(random, 3)), {}};
    answers.push_back(std::move(answer));
  }
  return answers;
}

/// What views of stats say that share the answers in any order, and then are joined in any order.
std::string shared_by(std::size_t count, std::vector<Answer> answers, const ShowOptions& options,
                      Random& random) {
  std::vector<std::unique_ptr<View>> sharing;
  while (sharing.size() < count) sharing.push_back(make_view("stats-json", options));
  std::shuffle(answers.begin(), answers.end(), random);
  std::string out;
  const auto any = [&] {
    return static_cast<std::size_t>(drawn(random, static_cast<int>(sharing.size()) - 1));
  };
  for (const Answer& answer : answers) {
    sharing[any()]->done(answer, test::judged(answer), out);
    if (drawn(random, 99) == 0 && count > 1) sharing[0]->absorb(*sharing[count - 1]);
  }
  while (sharing.size() > 1) {
    const std::unique_ptr<View> last = std::move(sharing.back());
    sharing.pop_back();
    sharing[any()]->absorb(*last);
    sharing[any()]->absorb(*last);  // it is empty now
  }
  sharing[0]->end(out);
  return out;
}

}  // namespace

TEST_CASE("sums that are made apart, in any order, and merged, in any order, have the same bits") {
  Random random(11);  // NOLINT(cert-msc32-c, cert-msc51-cpp): the same in each run
  const std::vector<Answer> answers = drawn_answers(random, 4'000);
  for (const GroupBy by : {GroupBy::none, GroupBy::model}) {
    for (const WorstBy worst_by : {WorstBy::perplexity, WorstBy::clues}) {
      ShowOptions options;
      options.stats = {by, worst_by, 7};
      const std::string alone = shared_by(1, answers, options, random);
      for (const std::size_t count : {1, 2, 5, 30}) {
        CHECK(shared_by(count, answers, options, random) == alone);
      }
    }
  }
}

TEST_CASE("what a view saves, another counts, bit for bit") {
  Random random(13);  // NOLINT(cert-msc32-c, cert-msc51-cpp): the same in each run
  ShowOptions options;
  options.stats = {GroupBy::model, WorstBy::probability, 30};
  const auto view = make_view("stats-json", options);
  const auto other = make_view("stats-json", options);
  std::string text;
  for (const Answer& answer : drawn_answers(random, 500)) {
    view->done(answer, test::judged(answer), text);
  }
  std::string saved;
  view->save(saved);
  REQUIRE(other->load(saved, nullptr));
  std::string again;
  other->save(again);
  CHECK(again == saved);
  std::string out;
  view->end(text);
  other->end(out);
  CHECK(out == text);
  for (const std::string_view damaged : {"", "{}", "[]", "{\"all\": {}, \"groups\": []}"}) {
    CHECK_FALSE(other->load(damaged, nullptr));
  }
  std::string after;
  other->save(after);
  CHECK(after == saved);
}

TEST_CASE("a sum's text has all of its bits") {
  const FixedSum all = sum_of(some_numbers(10'000));
  CHECK(FixedSum(all.text()) == all);
  CHECK(all.text().front() == '-');
  CHECK(FixedSum("0") == FixedSum());
  CHECK(FixedSum().text() == "0");
  for (const std::string_view wrong : {"", "-", "1.5", "x", "+1", "1e3"}) {
    CHECK_THROWS_AS(FixedSum(wrong), std::invalid_argument);
  }
  CHECK_THROWS_AS(FixedSum(std::string(39, '9')), std::invalid_argument);
}

TEST_CASE("a bin that there is none of") {
  LogBins bins;
  bins.add(128'000, 1);
  CHECK_THROWS_AS(bins.add(128'001, 1), std::out_of_range);
}

TEST_CASE("of too many names, the first by their bytes are counted apart in any order") {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < 2 * most_names; ++i) names.push_back(std::to_string(i));
  Random random(3);  // NOLINT(cert-msc32-c, cert-msc51-cpp): the same in each run
  const auto counted = [&] {
    Counts counts;
    std::shuffle(names.begin(), names.end(), random);
    for (const std::string& name : names) {
      entry(counts, name, [](std::uint64_t& into, std::uint64_t from) { into += from; }) += 3;
    }
    return counts;
  };
  const Counts counts = counted();
  CHECK(counts.size() == most_names + 1);
  CHECK(counts.at(std::string(other_names)) == 3 * most_names);
  std::sort(names.begin(), names.end());
  CHECK(counts.count(names[most_names - 1]) == 1);
  CHECK(counts.count(names[most_names]) == 0);
  CHECK(counted() == counts);
}
