// The active token is under the pointer, or pinned by click or focus.

let active = null;  // {answer, token}
let pinned = false;

function mark({answer, token}, on) {
  for (const element of answer.shown.get(token)) element.toggleAttribute('data-active', on);
  one('.cursor', answer.section).setAttribute('d', on ? `M${token + .5} 0V100` : '');
}

function leave() {
  if (!active) return;
  mark(active, false);
  active = null;
  pinned = false;
  card.hidden = true;
}

function enter(answer, token, pin) {
  if (active?.answer !== answer || active.token !== token) {
    leave();
    active = {answer, token};
    mark(active, true);
    fill_card(answer, token);
  }
  pinned = pin;
  card.classList.toggle('pinned', pin);
}

// Focuses a token, or the next that is shown; Tab stops once per answer.
function go(answer, wanted, step = 1) {
  const loading = load(answer);
  if (loading) return loading.then(() => go(answer, wanted, step));
  const shown = [...answer.shown.keys()];
  const token = step > 0 ? shown.find((i) => i >= wanted) ?? shown.at(-1)
      : shown.findLast((i) => i <= wanted) ?? shown[0];
  if (token === undefined) return;
  const [element] = answer.shown.get(token);
  for (const stop of all('[data-t][tabindex="0"]', answer.section)) stop.tabIndex = -1;
  element.tabIndex = 0;
  element.scrollIntoView({block: 'nearest'});
  enter(answer, token, true);
  element.focus({preventScroll: true});
  announce(answer, token);
}

function token_of(target) {
  const element = target.closest('[data-t], [data-token]');
  return element && {answer: answer_of(element), token: +(element.dataset.t ?? element.dataset.token)};
}

// The active or focused token, or the start of the focused or the first visible answer.
function here() {
  const focused = document.activeElement;
  const found = active ?? token_of(focused);
  if (found) return found;
  const some = answers.filter(({size}) => size);
  const answer = some.find(({section}) => section.contains(focused))
      ?? some.find(({section}) => section.getBoundingClientRect().bottom > 0) ?? some[0];
  return {answer, token: -1};
}

function walk(step) {
  const {answer, token} = here();
  if (answer) go(answer, token + step, step);
}

// Right means back in an answer that begins from right to left.
function turn(step) {
  const line = one('.text div', here().answer?.section);
  walk(line?.dir === 'rtl' ? -step : step);
}

// Goes to the next token with a clue in any answer that the index shows, in its order; after the
// last comes the first.
function jump(step) {
  const {answer, token} = here();
  const order = index?.order ?? answers;
  const is_listed = order.includes(answer);
  const place = is_listed ? order.indexOf(answer) : step > 0 ? -1 : order.length;
  for (let k = is_listed ? 0 : 1; order.length && k <= order.length; ++k) {
    const other = order.at((place + k * step) % order.length);
    let i = k === 0 ? token + step : step > 0 ? 0 : other.size - 1;
    for (; i >= 0 && i < other.size; i += step) {
      if (!other.clues(i).length || other.hidden?.includes(i)) continue;
      return load(other)?.then(() => jump(step)) ?? go(other, i);
    }
  }
}

const keys = {
  ArrowRight: () => turn(1), ArrowLeft: () => turn(-1), n: () => jump(1), p: () => jump(-1),
  Home: () => walk(-Infinity), End: () => walk(Infinity), Enter: () => walk(0), Escape: leave,
  '?': () => {
    one('#keys').toggleAttribute('open');
    one('#keys').scrollIntoView({block: 'nearest'});
  },
};

// Sliders and scrollers keep the keys that they need; Home and End need a pinned token.
addEventListener('keydown', (event) => {
  const {key, target} = event;
  if (target.type === 'search') return;
  const is_letter = key.length === 1;
  const modified = event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && !is_letter);
  if (is_letter && !one('#letters').checked) return;
  if (!(key in keys) || modified || (key === 'Enter' && !token_of(target))) return;
  const moves = !is_letter && key !== 'Escape';
  if (moves && (target.closest('input, .scroll') || (/Home|End/.test(key) && !pinned))) return;
  event.preventDefault();
  keys[key]();
});

// A sheet that opens below the pointer would cover what is read.
const docked = matchMedia('(min-width: 1100px)');

addEventListener('pointerover', ({target}) => {
  if (pinned || !docked.matches || target.closest('aside')) return;
  const found = token_of(target);
  if (found) enter(found.answer, found.token, false); else leave();
});

addEventListener('click', ({target, clientX}) => {
  if (target.closest('.next')) return jump(1);
  const strip = target.closest('.answer .strip');
  if (strip) {
    const {left, width} = strip.getBoundingClientRect();
    const answer = answer_of(strip);
    return go(answer, Math.floor((clientX - left) / width * answer.size));
  }
  const found = token_of(target);
  if (!found) {
    if (!target.closest('aside, form, button')) leave();
  } else if (pinned && target.closest('[data-active]')) {
    leave();
  } else {
    go(found.answer, found.token);
  }
});

addEventListener('focusin', ({target}) => {
  const found = token_of(target);
  const is_new = !pinned || !('active' in target.dataset);
  if (found && is_new && target.matches(':focus-visible')) go(found.answer, found.token);
});
