#include "explore/walk_through.hpp"

namespace logprobs::explore {
namespace {

using std::chrono::milliseconds;

bool is_interrupt(const Key& key) {
  constexpr char32_t control_c = 3;
  return key.name == KeyName::character && key.character == control_c;
}

/// What ends a screen by itself, for a wake that does.
std::optional<Ending> ending_of(system::Wake wake) {
  if (wake == system::Wake::gone) return Ending::gone;
  if (wake == system::Wake::signal) return Ending::interrupted;
  return std::nullopt;
}

// Only while somebody walks through an answer, something else than keys is waited for.

template <typename Scene>
int descriptor_of(const Scene& /*scene*/) {
  return -1;
}
int descriptor_of(const Explorer& explorer) { return explorer.descriptor(); }

template <typename Scene>
void take_what_came(Scene& /*scene*/) {}
void take_what_came(Explorer& explorer) { explorer.attend(); }

/// False if nothing is asked for.
template <typename Scene>
bool stop_asking(Scene& /*scene*/) {
  return false;
}
bool stop_asking(Explorer& explorer) { return explorer.stop(); }

/// Gives the keys that are there to `scene`, until one of them ends or stops something. `act` does
/// what an action other than to draw, to end or to stop asks for.
template <typename Scene, typename Act>
std::optional<Ending> take_keys(Scene& scene, Stage& stage, Act act) {
  while (const std::optional<Key> key = stage.next_key()) {
    if (is_interrupt(*key)) {
      if (stop_asking(scene)) continue;
      return Ending::interrupted;
    }
    const Action action = scene.take(*key);
    if (action == Action::leave) return Ending::leave;
    if (action == Action::list) return Ending::list;
    if (action == Action::stop) return Ending::stop;
    if (action == Action::suspend) stage.suspend();
    if (action == Action::redraw) stage.forget();
    act(action);
  }
  return std::nullopt;
}

/// Draws what `scene` shows and gives it the keys that come within `most` (absent: for ever), and
/// those that come at once after them.
template <typename Scene, typename Act>
std::optional<Ending> attend_scene(Scene& scene, Stage& stage, std::optional<milliseconds> most,
                                   Act act) {
  for (;;) {
    if (const auto ended = take_keys(scene, stage, act)) return ended;
    if (!stage.draw(scene.rows(stage.columns(), stage.rows()))) return Ending::gone;
    const system::Wake wake = stage.wait(descriptor_of(scene), most);
    if (wake == system::Wake::other) take_what_came(scene);
    if (const auto ended = ending_of(wake)) return ended;
    if (most && wake == system::Wake::time) return take_keys(scene, stage, act);
    if (most) most = milliseconds(0);
  }
}

/// The same until something ends the scene.
template <typename Scene, typename Act>
Ending play(Scene& scene, Stage& stage, Act act) {
  for (;;) {
    const auto ended = attend_scene(scene, stage, std::nullopt, act);
    if (ended && *ended != Ending::stop) return *ended;  // nothing is asked for
  }
}

/// What a walk has the terminal do.
auto acts_of(Explorer& explorer, Stage& stage) {
  return [&](Action action) {
    if (action == Action::copy) stage.copy(explorer.copied());
    if (action == Action::mouse) stage.set_mouse(explorer.wants_mouse());
  };
}

}  // namespace

Ending walk_through(Explorer& explorer, Stage& stage) {
  return play(explorer, stage, acts_of(explorer, stage));
}

std::optional<Ending> attend(Explorer& explorer, Stage& stage, milliseconds most) {
  return attend_scene(explorer, stage, most, acts_of(explorer, stage));
}

Ending choose(Chooser& chooser, Stage& stage) {
  return play(chooser, stage, [](Action) {});
}

Ending type_question(QuestionLine& line, Stage& stage) {
  return play(line, stage, [](Action) {});
}

}  // namespace logprobs::explore
