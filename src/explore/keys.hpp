// Turns the bytes that a terminal sends into keys.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::explore {

/// What was pressed. Modifiers of a named key are left out: Ctrl-Right is `right`.
enum class KeyName {
  character,  ///< typed text, or a control such as Ctrl-C
  enter,
  tab,
  back_tab,
  escape,
  backspace,
  erase,  ///< Del
  up,     ///< also the mouse's wheel, as `down`
  down,
  left,
  right,
  home,
  end,
  page_up,
  page_down,
  paste,
  press,    ///< the left button of the mouse
  unknown,  ///< any other key, a late answer of the terminal, or what is no key
};

/// One key, or one paste.
struct Key {
  KeyName name = KeyName::unknown;
  char32_t character = 0;  ///< of a `character`; Ctrl-C is 3
  std::string text{};      ///< of a `paste`, as it came but for its line ends, which are \n
  bool is_cut = false;     ///< the paste was longer than is kept
  int column = 0;          ///< of a `press`, from 0
  int row = 0;

  bool operator==(const Key&) const = default;
};

/// Reads keys from bytes in whatever pieces they come. Its memory is bounded, whatever comes.
class KeyReader {
 public:
  /// How many bytes of a paste are kept.
  static constexpr std::size_t longest_paste = std::size_t{1} << 20;

  /// Takes what the terminal sent.
  void feed(std::string_view bytes);
  /// The next key; none until more is fed.
  std::optional<Key> next();
  /// Once next() gives none: whether an escape or a part of a sequence is there, of which the rest
  /// should come within 25 ms. A paste may take any time.
  bool waits() const;
  /// 25 ms have passed and nothing came: a lone escape is a key. Another part of a sequence is
  /// given up only when this is said often, since a digit in the rest would pass for a key.
  void hurry() { ++hurried_; }

 private:
  /// What was taken: nothing if more must come first.
  struct Taken {
    std::size_t size = 0;
    std::optional<Key> key{};
  };
  /// `parameters`: inside a sequence that is too long; `words`: inside an answer of the terminal.
  enum class State { keys, parameters, words, paste };

  Taken take(std::string_view rest);
  Taken take_sequence(std::string_view rest);
  Taken skip_parameters(std::string_view rest);
  Taken skip_words(std::string_view rest);
  Taken take_paste(std::string_view rest);
  void keep(std::string_view text);
  Key finish_paste();
  std::optional<Key> give_up();

  std::string bytes_;
  std::size_t begin_ = 0;  // what was taken of them
  std::string paste_;
  bool is_cut_ = false;
  State state_ = State::keys;
  int hurried_ = 0;  // times since something came
};

}  // namespace logprobs::explore
