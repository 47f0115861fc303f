// The card of the active token: its numbers and alternatives.

const card = by_id('card');

function add(parent, name, text = '', look = '') {
  const element = parent.appendChild(document.createElement(name));
  element.textContent = text;
  if (look) element.className = look;
  return element;
}

function clue_names(answer, i) {
  return answer.clues(i).map((name) => `${marks[name] ?? ''} ${name}`.trim()).join(', ');
}

function facts_of({tokens}, i) {
  const shown = {probability: probability_percent, logprob: String, rank: String,
                 margin: margin_percent, entropy: (bits) => `≥ ${bits.toFixed(2)} bits`};
  return Object.keys(shown).filter((name) => !Number.isNaN(tokens[name][i]))
      .map((name) => [name, shown[name](tokens[name][i])]);
}

function add_bar(list, {text, probability, chosen, rest}) {
  const row = add(list, 'li', '', rest && 'rest');
  if (chosen) row.ariaCurrent = 'true';
  add(row, 'span', chosen ? '▸' : '');
  add(row, 'bdi', text, 'word');
  const bar = add(add(row, 'span', '', 'track'), 'span', '', rest ? '' : band_of(probability));
  bar.style.width = `${(probability || 0) * 100}%`;
  add(row, 'span', rest ? percent(probability, []) : probability_percent(probability), 'share');
}

function fill_card(answer, i) {
  card.replaceChildren();
  const head = add(card, 'p', '', 'head');
  add(head, 'bdi', answer.text(i), `word ${look_of(answer, i, i + 1).names}`);
  add(head, 'span', ` token #${i} of ${answer.size}`, 'quiet');
  const clues = clue_names(answer, i);
  if (clues) add(card, 'p', clues, 'clues');
  const facts = add(card, 'dl');
  for (const [name, value] of facts_of(answer, i)) {
    add(facts, 'dt', name);
    add(facts, 'dd', value);
  }
  const list = add(card, 'ol');
  list.ariaLabel = 'Alternatives';
  let rest = 1;
  for (const entry of answer.list(i)) {
    add_bar(list, entry);
    rest -= entry.probability;
  }
  // A smaller rest is a rounding error.
  if (rest > 1e-6) add_bar(list, {text: '(all others)', probability: rest, rest: true});
}

// Below the visible part of the token, or above it; on phones the style decides.
function show_card(answer, i) {
  fill_card(answer, i);
  card.hidden = false;
  const boxes = elements_of(answer, i).flatMap((element) => [...element.getClientRects()]);
  const seen = boxes.filter(({top, bottom}) => bottom > 0 && top < innerHeight);
  const {left, top, bottom} = (seen.length ? seen : boxes).at(-1);
  const {offsetWidth, offsetHeight} = card;
  const is_low = bottom + 6 + offsetHeight > innerHeight && top > offsetHeight + 6;
  const right = root.clientWidth - offsetWidth - 8;
  card.style.left = `${Math.max(8, Math.min(left, right)) + scrollX}px`;
  card.style.top = `${(is_low ? top - offsetHeight - 6 : bottom + 6) + scrollY}px`;
}

// Tells screen readers what the card shows.
function announce(answer, i) {
  const facts = [clue_names(answer, i), ...facts_of(answer, i).map((fact) => fact.join(' '))];
  by_id('said').textContent = `${answer.text(i)}: ${facts.filter(Boolean).join(', ')}`;
}
