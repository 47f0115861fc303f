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

// Rounding never lifts a lower bound.
function bits_text(bits, exact) {
  return exact ? bits.toFixed(2) : `≥ ${(Math.floor(bits * 100) / 100).toFixed(2)}`;
}

function facts_of({tokens}, i) {
  const shown = {probability: probability_percent, logprob: String, rank: String,
                 margin: margin_percent, possible: (count) => `${count} tokens`,
                 entropy: (bits) => `${bits_text(bits, tokens.exact)} bits`,
                 model: probability_percent};
  return Object.keys(shown).filter((name) => tokens[name][i] >= -Infinity)
      .map((name) => [name, shown[name](tokens[name][i])]);
}

function add_bar(list, {text, probability, model, chosen, rest}) {
  const row = add(list, 'li', '', rest && 'rest');
  if (chosen) row.ariaCurrent = 'true';
  add(row, 'span', chosen ? '▸' : '');
  add(row, 'bdi', text, 'word');
  const bar = add(add(row, 'span', '', 'track'), 'span', '', rest ? '' : band_of(probability));
  bar.style.width = `${(probability || 0) * 100}%`;
  const share_of = (p) => rest ? percent(p, []) : probability_percent(p);
  // What cannot be drawn any more was cut away by sampling.
  add(row, 'span', model > 0 && probability === 0 ? 'cut' : share_of(probability), 'share');
  if (model !== undefined) add(row, 'span', `model ${share_of(model)}`, 'share quiet');
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
  list.className = answer.tokens.model_list ? 'drawn' : '';
  let [rest, model] = [1, 1];
  for (const entry of answer.list(i)) {
    add_bar(list, entry);
    rest -= entry.probability;
    model -= entry.model;  // NaN if there is none
  }
  // A smaller rest is a rounding error.
  const [probability, own] = [rest, model].map((share) => share > 1e-6 ? share : 0);
  if (probability || own) {
    add_bar(list, {text: '(all others)', probability, rest: true,
                   model: Number.isNaN(model) ? undefined : own});
  }
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
