// The card of the active token: its alternatives and its numbers.

const card = by_id('card');

function add(parent, name, text = '', look = '') {
  const element = parent.appendChild(document.createElement(name));
  element.textContent = text;
  if (look) element.className = look;
  return element;
}

const clue_names = (answer, i) =>
  answer.clues(i).map((name) => `${marks[name] ?? ''} ${name}`.trim()).join(', ');

// Rounding never lifts a lower bound.
const bits_text = (bits, exact) =>
  exact ? bits.toFixed(2) : `≥ ${(Math.floor(bits * 100) / 100).toFixed(2)}`;

// [name, text, all digits if there are more].
function facts_of({tokens}, i) {
  const shown = {
    probability: probability_percent, margin: margin_percent, rank: String,
    possible: (count) => `${count} tokens`, model: probability_percent,
    surprisal: (bits) => `${bits.toFixed(2)} bits`,
    entropy: (bits) => `${bits_text(bits, tokens.exact)} bits`,
    logprob: (nats) => String(+nats.toPrecision(3)),
  };
  return Object.keys(shown).filter((name) => Number.isFinite(tokens[name][i]))
      .map((name) => [name, shown[name](tokens[name][i]), String(tokens[name][i])]);
}

function add_bar(list, {text, probability, model, chosen, rest, sign = ''}) {
  const row = add(list, 'li', '', rest && 'rest');
  if (chosen) row.ariaCurrent = 'true';
  add(row, 'bdi', text, 'word');
  add(add(row, 'span', '', 'track'), 'span').style.width = `${(probability || 0) * 100}%`;
  const share_of = rest || sign ? percent : probability_percent;
  // What cannot be drawn any more was cut away by sampling.
  const share = model > 0 && probability === 0 ? 'cut' : sign + share_of(probability);
  add(row, 'span', share, 'share');
  if (model !== undefined) add(row, 'span', `model ${share_of(model)}`, 'share quiet');
}

function fill_list(list, answer, i) {
  list.replaceChildren();
  const entries = answer.list(i);
  let [rest, model] = [1, 1];
  for (const entry of entries) {
    rest -= entry.probability;
    model -= entry.model;  // NaN if there is none
  }
  // A smaller rest is a rounding error.
  [rest, model] = [rest, model].map((share) => share > 1e-6 || Number.isNaN(share) ? share : 0);
  const hot = heated(entries, rest || 0);
  entries.forEach((entry, place) => {
    const probability = temperature === 1 ? entry.probability : hot.shares[place];
    add_bar(list, {...entry, probability, sign: hot.sign});
  });
  if (rest || model) {
    add_bar(list, {text: 'all others', probability: hot.rest, rest: true, sign: hot.rest_sign,
                   model: Number.isNaN(model) ? undefined : model});
  }
}

function add_slider(answer, i, list) {
  const label = add(card, 'label', 'temperature ', 'heat');
  const slider = add(label, 'input');
  const value = add(label, 'output');
  Object.assign(slider, {type: 'range', min: 0, max: 2, step: 0.05, value: temperature});
  const show = () => {
    value.value = (+slider.value).toFixed(2);
    fill_list(list, answer, i);
  };
  slider.oninput = () => {
    temperature = +slider.value;
    show();
  };
  show();
}

function fill_card(answer, i) {
  card.replaceChildren();
  add(add(card, 'h2'), 'bdi', answer.text(i), 'word');
  const about = [`token #${i} of ${answer.size}`, clue_names(answer, i)];
  add(card, 'p', about.filter(Boolean).join(' · '), 'about quiet');
  const list = add(card, 'ol');
  list.ariaLabel = 'Alternatives';
  list.className = answer.tokens.model_list ? 'drawn' : '';
  add_slider(answer, i, list);
  const facts = add(card, 'dl');
  for (const [name, text, exact] of facts_of(answer, i)) {
    add(facts, 'dt', name);
    const value = add(facts, 'dd');
    if (name !== 'logprob' || text === exact) value.textContent = text;
    else add(value, 'button', text).onclick = ({target}) => target.textContent = exact;
  }
  card.hidden = false;
}

// Tells screen readers what people see: “October, 24 percent, not the top choice; my had 75 percent”.
function announce(answer, i) {
  const spoken = (p) => Number.isNaN(p) ? 'unknown' : `${Math.round(p * 100)} percent`;
  const plain = (text) => text.replaceAll('␣', ' ').trim() || text;
  const clues = answer.clues(i);
  const [best, second] = answer.list(i);
  const other = clues.includes('not-top') ? best : clues.includes('ambiguous') && second;
  const said = [plain(answer.text(i)), spoken(answer.tokens.probability[i]),
                ...clues.map((name) => name === 'not-top' ? 'not the top choice' : name)];
  by_id('said').textContent = said.join(', ')
      + (other ? `; ${plain(other.text)} had ${spoken(other.probability)}` : '');
}
