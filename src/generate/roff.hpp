// A man page as it is written: in roff, with the macros of man(7).
#pragma once

#include <string>
#include <string_view>

namespace logprobs::generate {

/// A page that grows from its top. In a text that is marked, *word* is what is typed, and {WORD}
/// stands for something else; options stand out by themselves.
class Roff {
 public:
  /// The first lines: the page's name, its date, what it is of, and what that is for.
  Roff(std::string_view name, std::string_view date, std::string_view source,
       std::string_view purpose);

  void section(std::string_view name);
  void subsection(std::string_view name);
  /// A marked text; between two of them is a space.
  void paragraph(std::string_view text);
  /// What a list says of something; both are marked.
  void item(std::string_view tag, std::string_view text);
  /// Lines as they are to be typed.
  void code(std::string_view lines);
  /// What comes until end_inner() is further to the right.
  void begin_inner();
  void end_inner();

  const std::string& page() const { return page_; }

 private:
  void line(std::string_view text);
  void text(std::string_view marked);

  std::string page_;
};

/// `text` as a marked text that says the same: nothing in it is a mark. Those of its words that
/// `value` is made of ("A,B") stand for something else.
std::string marked(std::string_view text, std::string_view value = {});

}  // namespace logprobs::generate
