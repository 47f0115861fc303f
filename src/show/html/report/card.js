// The card of the active token: its alternatives and its numbers.

const card = one('#card');

function add(parent, name, text = '', look = '') {
  const element = parent.appendChild(document.createElement(name));
  element.textContent = text;
  if (look) element.className = look;
  return element;
}

const clue_names = (answer, i) =>
  answer.clues(i).map((kind) => `${marks[kind] ?? ''} ${kind}`.trim()).join(', ');

// How each number is shown. Rounding never lifts a lower bound.
const formats = {
  probability: probability_percent,
  model: probability_percent,
  margin: (margin) => percent(margin, [thresholds.ambiguous]),
  possible: (count) => `${count} tokens`,
  surprisal: (bits) => `${bits.toFixed(2)} bits`,
  entropy: (bits, {exact}) =>
    exact ? formats.surprisal(bits) : `≥ ${formats.surprisal(Math.floor(bits * 100) / 100)}`,
  logprob: (nats) => +nats.toPrecision(3),
};

function number_text(answer, name, i) {
  const number = answer.number(name, i);
  return isNaN(number) ? '' : formats[name]?.(number, answer.tokens) ?? number;
}

function add_bar({text, probability, model, chosen, rest, sign = ''}) {
  const row = add(one('ol', card), 'li', '', rest && 'rest');
  if (chosen) row.ariaCurrent = 'true';
  add(row, 'bdi', text, 'word');
  add(add(row, 'span', '', 'track'), 'span').style.width = `${(probability || 0) * 100}%`;
  const share_of = rest || sign ? percent : probability_percent;
  // What cannot be drawn any more was cut away by sampling.
  const share = model > 0 && probability === 0 ? 'cut' : sign + share_of(probability);
  add(row, 'span', share, 'share');
  if (model !== undefined) add(row, 'span', `model ${share_of(model)}`, 'share quiet');
}

function fill_list(answer, i) {
  one('ol', card).replaceChildren();
  one('output', card).value = temperature.toFixed(2);
  const entries = answer.list(i);
  // What is not listed; less is a rounding error.
  const left = (name) => {
    const rest = entries.reduce((rest, entry) => rest - entry[name], 1);
    return rest > 1e-6 ? rest : 0;
  };
  const rest = left('probability');
  const hot = heated(entries, rest);
  entries.forEach((entry, place) => {
    const probability = temperature === 1 ? entry.probability : hot.shares[place];
    add_bar({...entry, probability, sign: hot.sign});
  });
  const model = answer.tokens.possible && left('model');
  if (rest || model) {
    add_bar({text: 'all others', probability: hot.rest, rest: true, sign: hot.rest_sign, model});
  }
}

one('.heat input').oninput = ({target}) => {
  temperature = +target.value;
  fill_list(active.answer, active.token);
};

function fill_card(answer, i) {
  card.hidden = false;
  card.classList.toggle('drawn', 'possible' in answer.tokens);
  one('.word', card).textContent = answer.text(i);
  const about = [`token #${i} of ${answer.size}`, clue_names(answer, i)];
  one('.about').textContent = about.filter(Boolean).join(' · ');
  fill_list(answer, i);
  for (const fact of all('[data-name]', card)) {
    const value = fact.closest('dd');
    fact.textContent = number_text(answer, fact.dataset.name, i);
    value.hidden = value.previousElementSibling.hidden = !fact.textContent;
  }
}

// All digits on demand.
one('[data-name=logprob]').onclick = ({target}) =>
  target.textContent = active.answer.number('logprob', active.token);

// Tells screen readers what people see: “October, 24 percent, not the top choice; my had 75 percent”.
function announce(answer, i) {
  const spoken = ({text, probability}, had = ',') =>
    `${text.replaceAll('␣', ' ').trim() || text}${had} `
    + (isNaN(probability) ? 'unknown' : `${Math.round(probability * 100)} percent`);
  const list = answer.list(i);
  const clues = answer.clues(i).map((kind) => kind === 'not-top' ? 'not the top choice' : kind);
  const other = answer.clues(i).includes('not-top') ? list[0] : clues.includes('ambiguous') && list[1];
  one('#said').textContent = [spoken(list.find(({chosen}) => chosen)), ...clues].join(', ')
      + (other ? `; ${spoken(other, ' had')}` : '');
}
