'use strict';
// The thresholds, and the answers with the program's numbers.

const root = document.documentElement;
const by_id = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const {thresholds, marks} = JSON.parse(by_id('settings').textContent);
let coloured_by = 'probability';

// A choice of an answer: its section and, once needed, its tokens.
class Answer {
  constructor(section) {
    this.section = section;
    this.size = +section.dataset.tokens;
    this.counted = JSON.parse(section.dataset.counts);  // until a slider moves
  }

  // Arrays with a value per token, as documented in data.hpp.
  get tokens() {
    if (this.parsed) return this.parsed;
    const tokens = JSON.parse(this.section.querySelector('script').textContent);
    for (const name of ['logprob', 'probability', 'margin', 'entropy', 'rank', 'possible', 'model']) {
      tokens[name] = (tokens[name] ?? []).map((number) => number ?? NaN);
    }
    tokens.surprisal = tokens.logprob.map((nats, i) => tokens.probability[i] > 0 ? Math.max(0, -nats / Math.LN2) : NaN);
    tokens.not_top = new Set(tokens.not_top);
    return this.parsed = tokens;
  }

  word(i, place) { return this.tokens.list[i][2 * place].replaceAll(' ', '␣'); }

  text(i) { return this.word(i, this.tokens.chosen[i]); }

  // [{text, probability, model, chosen}], most probable first.
  list(i) {
    const {list, chosen, model_list} = this.tokens;
    return Array.from({length: list[i].length / 2}, (_, place) => ({
      text: this.word(i, place), probability: list[i][2 * place + 1] ?? NaN,
      model: model_list?.[i][place], chosen: place === chosen[i],
    }));
  }

  // A list that begins with 0 has floors only, which are never ambiguous.
  clues(i) {
    const {probability, margin, list, not_top} = this.tokens;
    return [probability[i] < thresholds.low && 'low',
            margin[i] < thresholds.ambiguous && list[i][1] !== 0 && 'ambiguous',
            not_top.has(i) && 'not-top'].filter(Boolean);
  }

  has_clue(i) { return this.clues(i).length > 0; }

  // What decides the band: from 0, the least certain, to 1; NaN if unknown.
  certainty(i) {
    return coloured_by === 'entropy' ? 2 ** -this.tokens.entropy[i] : this.tokens[coloured_by][i];
  }

  // How many tokens have a clue, and how many have each.
  get counts() {
    if (this.counted) return this.counted;
    this.counted = {unsure: 0, low: 0, ambiguous: 0, 'not-top': 0};
    for (let i = 0; i < this.size; ++i) {
      const clues = this.clues(i);
      if (clues.length > 0) ++this.counted.unsure;
      for (const name of clues) ++this.counted[name];
    }
    return this.counted;
  }
}

const answers = all('.answer').map((section) => new Answer(section));
const place_of = ({id}) => +id.slice(1);
const answer_of = (element) => answers[place_of(element.closest('.answer'))];

function band_of(certainty) {
  if (Number.isNaN(certainty)) return '';
  const place = thresholds.bands.findIndex((threshold) => certainty > threshold);
  return ['green', 'lime', 'yellow', 'orange', 'red'].at(place);
}

// One decimal. Rounding never lifts a number to a threshold that it is below.
function percent(value, limits = []) {
  if (Number.isNaN(value)) return '?';
  let tenths = Math.round(value * 1000);
  for (const limit of limits) if (value < limit && tenths / 1000 >= limit) --tenths;
  if (tenths <= 0 && value > 0) return '<0.1%';
  return tenths >= 1000 && value < 1 ? '>99.9%' : `${(tenths / 10).toFixed(1)}%`;
}

const probability_percent = (p) => percent(p, [...thresholds.bands, thresholds.low]);
const margin_percent = (margin) => percent(margin, [thresholds.ambiguous]);
const threshold_percent = (threshold) => `${+(threshold * 100).toPrecision(10)}%`;
