#include <algorithm>

#include "catch.hpp"
#include "cli/cli.hpp"
#include "explore/commands.hpp"
#include "generate/generate.hpp"
#include "generate/roff.hpp"
#include "generate/variables.hpp"

using namespace logprobs;
using namespace logprobs::generate;

namespace {

std::string body(void (*write)(Roff&)) {
  Roff page("x", "2026-01-01", "x 1", "x");
  const std::size_t begin = page.page().size();
  write(page);
  return page.page().substr(begin);
}

}  // namespace

TEST_CASE("the man page has a row for all keys of the explorer") {
  const std::string page = man_page();
  for (const explore::CommandRow& row : explore::command_rows()) {
    Roff alone("x", "2026-01-01", "x 1", "x");
    const std::size_t begin = alone.page().size();
    std::string about(row.about);
    if (about.front() >= 'a' && about.front() <= 'z') about.front() -= 'a' - 'A';
    alone.item(marked(row.keys), marked(about + "."));
    CHECK_THAT(page, Contains(alone.page().substr(begin)));
  }
}

TEST_CASE("the man page explains the variables of all options") {
  std::string all;
  for (const Variable& variable : variables()) all += std::string(variable.names) + ", ";
  for (const cli::OptionInfo& option : cli::option_table()) {
    std::string_view rest = option.variables;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      CHECK_THAT(all, Contains(std::string(rest.substr(0, end)) + ", "));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

TEST_CASE("roff takes no character of a text for one of its own") {
  CHECK(body([](Roff& page) { page.paragraph(".x 'y' a-b \\n \"q\" ^~` é"); }) ==
        ".PP\n\\&.x \\(aqy\\(aq a-b \\en \\(dqq\\(dq \\(ha\\(ti\\(ga \\[u00E9]\n");
}

TEST_CASE("options and what is marked stand out, other dashes do not") {
  CHECK(body([](Roff& page) {
          page.paragraph("with -r, --no-x (--y) *-z q* {FILE}; I-th -5 - x-y");
        }) ==
        ".PP\nwith \\fB\\-r\\fR, \\fB\\-\\-no\\-x\\fR (\\fB\\-\\-y\\fR) \\fB\\-z q\\fR "
        "\\fIFILE\\fR; I-th -5\n- x-y\n");
}

TEST_CASE("a sentence begins a line") {
  CHECK(body([](Roff& page) { page.paragraph("One. Two (a, b, ...). And so on... up"); }) ==
        ".PP\nOne.\nTwo (a, b, ...).\nAnd so on... up\n");
}

TEST_CASE("what an option's value is made of is marked where it stands alone") {
  CHECK(marked("from TOKEN with its RANK-th, TOKENS, A TOKEN", "TOKEN:RANK") ==
        "from {TOKEN} with its {RANK}-th, TOKENS, A {TOKEN}");
  CHECK(marked("A file", "FILE") == "A file");
  CHECK(marked("green above A", "A,B,C,D") == "green above {A}");
}

TEST_CASE("nothing of a plain text is a mark") {
  CHECK(body([](Roff& page) { page.paragraph(marked("ascii ({~} {!}) *x*")); }) ==
        ".PP\nascii ({\\(ti} {!}) *x*\n");
}
