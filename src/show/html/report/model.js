'use strict';
// The thresholds, and the answers with the program's numbers.

const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const {thresholds, cuts, marks, rows} = JSON.parse(one('#settings').textContent);
const kinds = ['low', 'ambiguous', 'not-top'];
let coloured_by = 'probability';
let limits;  // the highest level with each kind of clue

function set_limits() {
  limits = [thresholds.low, thresholds.ambiguous, 0].map((threshold) => cuts.findIndex((cut) => cut >= threshold));
}
set_limits();

// A choice of an answer: what rows.hpp says of it, its section and, once needed, its tokens.
class Answer {
  constructor(row, place) {
    Object.assign(this, row, {place, section: one(`#a${place}`), levels: atob(row.levels), painted: 0});
    this.size = this.levels.length / 3;
  }

  // Arrays with a value per token, as documented in data.hpp.
  get tokens() { return this.parsed ??= JSON.parse(one('script', this.section).textContent); }

  number(name, i) {
    if (name !== 'surprisal') return this.tokens[name]?.[i] ?? NaN;
    return this.number('probability', i) > 0 ? Math.max(0, -this.tokens.logprob[i] / Math.LN2) : NaN;
  }

  // [{text, probability, model, chosen}], most probable first.
  list(i) {
    return this.tokens.list[i].map(([text, probability, model], place) => ({
      text: text.replaceAll(' ', '␣'), probability: probability ?? NaN, model,
      chosen: place === this.tokens.chosen[i],
    }));
  }

  text(i) { return this.list(i)[this.tokens.chosen[i]].text; }

  clues(i) { return kinds.filter((_, k) => this.levels.charCodeAt(3 * i + k) <= limits[k]); }

  // What decides the band: from 0, the least certain, to 1; NaN if unknown.
  certainty(i) {
    const number = this.number(coloured_by, i);
    return coloured_by === 'entropy' ? 2 ** -number : number;
  }

  // How many tokens have a clue, and how many have each.
  get counts() {
    if (this.counted) return this.counted;
    const counts = {unsure: 0, low: 0, ambiguous: 0, 'not-top': 0};
    for (let i = 0; i < this.size; ++i) {
      const clues = this.clues(i);
      if (clues.length) ++counts.unsure;
      for (const kind of clues) ++counts[kind];
    }
    return this.counted = counts;
  }

  // The elements of each token that the text shows: several if it continues after a line break. It
  // leaves out special tokens, such as the one that ends it.
  get shown() {
    if (this.elements) return this.elements;
    this.elements = new Map();
    for (const element of all('[data-t]', this.section)) {
      for (const i of tokens_in(element)) this.elements.set(i, [...this.elements.get(i) ?? [], element]);
    }
    return this.elements;
  }
}

const answers = rows.map((row, place) => new Answer(row, place));
const answer_of = (element) => answers[element.closest('.answer').id.slice(1)];

const count_up = (size, first = 0) => Array.from({length: size}, (_, i) => first + i);

// One, or several that share a character.
const tokens_in = ({dataset: {t, n = 1}}) => count_up(+n, +t);

function band_of(certainty) {
  if (isNaN(certainty)) return '';
  const place = thresholds.bands.findIndex((threshold) => certainty > threshold);
  return ['green', 'lime', 'yellow', 'orange', 'red'].at(place);
}

// One decimal. Rounding never lifts a number to a threshold that it is below.
function percent(value, limits = []) {
  if (isNaN(value)) return '?';
  let tenths = Math.round(value * 1000);
  for (const limit of limits) if (value < limit && tenths / 1000 >= limit) --tenths;
  if (tenths <= 0 && value > 0) return '<0.1%';
  return tenths >= 1000 && value < 1 ? '>99.9%' : `${(tenths / 10).toFixed(1)}%`;
}

const probability_percent = (p) => percent(p, [...thresholds.bands, thresholds.low]);
const threshold_percent = (threshold) => `${+(threshold * 100).toPrecision(10)}%`;
