#include "explore/walk_through.hpp"

namespace logprobs::explore {
namespace {

bool is_interrupt(const Key& key) {
  constexpr char32_t control_c = 3;
  return key.name == KeyName::character && key.character == control_c;
}

/// Draws what `scene` shows, and gives it keys, until one of them ends it. `act` does what an
/// action other than to draw, or to end, asks for.
template <typename Scene, typename Act>
Ending play(Scene& scene, Stage& stage, Act act) {
  for (;;) {
    if (!stage.draw(scene.rows(stage.columns(), stage.rows()))) return Ending::gone;
    const system::Wake wake = stage.wait(-1);
    if (wake == system::Wake::gone) return Ending::gone;
    if (wake == system::Wake::signal) return Ending::interrupted;
    while (const std::optional<Key> key = stage.next_key()) {
      if (is_interrupt(*key)) return Ending::interrupted;
      const Action action = scene.take(*key);
      if (action == Action::leave) return Ending::leave;
      if (action == Action::list) return Ending::list;
      if (action == Action::suspend) stage.suspend();
      if (action == Action::redraw) stage.forget();
      act(action);
    }
  }
}

}  // namespace

Ending walk_through(Explorer& explorer, Stage& stage) {
  return play(explorer, stage, [&](Action action) {
    if (action == Action::copy) stage.copy(explorer.copied());
    if (action == Action::mouse) stage.set_mouse(explorer.wants_mouse());
  });
}

Ending choose(Chooser& chooser, Stage& stage) {
  return play(chooser, stage, [](Action) {});
}

}  // namespace logprobs::explore
