'use strict';
// The page's settings, and its answers with the numbers that the program judged.

const root = document.documentElement;
const by_id = (id) => document.getElementById(id);
const {limits, marks} = JSON.parse(by_id('settings').textContent);
let coloured_by = 'probability';

// One choice of a response: its section and, once they are needed, its tokens.
class Answer {
  constructor(section) {
    this.section = section;
    this.size = +section.dataset.tokens;
    this.counted = JSON.parse(section.dataset.counts);  // until a slider moves
  }

  // A value for each token; in `list` its alternatives: text, logprob, text ...
  get tokens() {
    if (this.parsed) return this.parsed;
    const tokens = JSON.parse(this.section.querySelector('script').textContent);
    for (const name of ['logprob', 'probability', 'margin', 'entropy', 'rank']) {
      tokens[name] = tokens[name].map((number) => number ?? NaN);
    }
    tokens.not_top = new Set(tokens.not_top);
    this.parsed = tokens;
    return tokens;
  }

  text(i) { return this.list(i)[this.tokens.chosen[i]].text; }

  // [{text, logprob, probability, chosen}], most probable first.
  list(i) {
    const {list, chosen} = this.tokens;
    return Array.from({length: list[i].length / 2}, (_, at) => {
      const text = list[i][2 * at].replaceAll(' ', '␣');
      const logprob = list[i][2 * at + 1] ?? NaN;
      return {text, logprob, probability: probability_of(logprob), chosen: at === chosen[i]};
    });
  }

  clues(i) {
    const {probability, margin, list, not_top} = this.tokens;
    return {low: probability[i] < limits.low,
            ambiguous: margin[i] < limits.ambiguous && !is_floor(list[i][1]),
            'not-top': not_top.has(i)};
  }

  has_clue(i) { return Object.values(this.clues(i)).includes(true); }

  // What decides the band: 1 for no doubt, 0 for the most; NaN where it is not known.
  certainty(i) {
    return coloured_by === 'entropy' ? 2 ** -this.tokens.entropy[i] : this.tokens[coloured_by][i];
  }

  get counts() {
    if (this.counted) return this.counted;
    this.counted = {low: 0, ambiguous: 0, 'not-top': 0};
    for (let i = 0; i < this.size; ++i) {
      const clues = this.clues(i);
      for (const name in clues) this.counted[name] += clues[name];
    }
    return this.counted;
  }
}

const answers = Array.from(document.querySelectorAll('.answer'), (section) => new Answer(section));

function answer_of(element) {
  return answers[element.closest('.answer').id.slice(1)];
}

const is_floor = (logprob) => logprob <= -1000;

// More than 0 also where a number cannot say it, but for a floor.
function probability_of(logprob) {
  if (!(logprob <= 1e-6)) return NaN;
  return is_floor(logprob) ? 0 : Math.min(Math.exp(logprob) || Number.MIN_VALUE, 1);
}

function band_of(certainty) {
  if (Number.isNaN(certainty)) return '';
  const place = limits.bands.findIndex((border) => certainty > border);
  return ['green', 'lime', 'yellow', 'orange', 'red'].at(place);
}

// One decimal, but never on or past a border that it is short of.
function percent(value, borders) {
  if (Number.isNaN(value)) return '?';
  let tenths = Math.round(value * 1000);
  for (const border of borders) if (value < border && tenths / 1000 >= border) --tenths;
  if (tenths <= 0 && value > 0) return '<0.1%';
  return tenths >= 1000 && value < 1 ? '>99.9%' : `${(tenths / 10).toFixed(1)}%`;
}

const probability_percent = (p) => percent(p, [...limits.bands, limits.low]);
const margin_percent = (margin) => percent(margin, [limits.ambiguous]);
const border_percent = (border) => `${Number((border * 100).toPrecision(10))}%`;
