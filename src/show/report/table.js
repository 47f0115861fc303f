// Tables whose columns sort, and whose rows are made as they come into view.

const batch = 100;

class SortedTable {
  // columns: [{title, value(row), cell(place, row)}]; rows(): those that the filter leaves.
  constructor(table, columns, rows) {
    Object.assign(this, {columns, rows, shown: batch, body: table.createTBody()});
    const head = add(table.createTHead(), 'tr');
    this.heads = columns.map(({title}, at) => {
      const cell = add(head, 'th');
      cell.scope = 'col';
      add(cell, 'button', title).onclick = () => this.sort(at);
      return cell;
    });
    this.end = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.more();
    }, near);
    this.refresh();
  }

  sort(at) {
    this.descending = this.by === at && !this.descending;
    this.by = at;
    this.heads.forEach((head, i) => {
      head.ariaSort = i !== at ? 'none' : this.descending ? 'descending' : 'ascending';
    });
    this.shown = batch;
    this.refresh();
  }

  refresh() {
    this.order = this.by === undefined ? this.rows() : this.sorted();
    this.body.replaceChildren();
    this.more(this.shown);
  }

  // The unknown comes last.
  sorted() {
    const {value} = this.columns[this.by];
    const sign = this.descending ? -1 : 1;
    const lacks = (key) => key === '' || Number.isNaN(key);
    const compare = (a, b) => lacks(a) - lacks(b) || (a < b ? -sign : a > b ? sign : 0);
    return this.rows().sort((a, b) => compare(value(a), value(b)));
  }

  more(count = batch) {
    this.end.disconnect();
    const begin = this.body.rows.length;
    this.shown = begin + count;
    for (const row of this.order.slice(begin, this.shown)) {
      const line = add(this.body, 'tr');
      for (const {cell} of this.columns) cell(add(line, 'td'), row);
    }
    if (this.shown < this.order.length) this.end.observe(this.body.lastElementChild);
  }
}

// A column of what value(row) gives, as shown(value).
function column(title, value, shown = String) {
  const text = (row) => Number.isNaN(value(row)) ? '' : shown(value(row));
  return {title, value, cell: (place, row) => place.append(text(row))};
}

function make_token_table(answer) {
  const known = (name, shown) => column(name, (i) => answer.tokens[name][i], shown);
  const columns = [
    {title: '#', value: (i) => i,
     cell: (place, i) => add(place, 'button', i).onclick = () => go(answer, i)},
    {title: 'token', value: (i) => answer.text(i),
     cell: (place, i) => add(place, 'bdi', answer.text(i), look_of(answer, i, i + 1).names)},
    known('probability', probability_percent), known('logprob'), known('rank'),
    known('margin', margin_percent), known('entropy', (bits) => bits.toFixed(2)),
    column('clues', (i) => clue_names(answer, i)),
  ];
  const shown = (i) => !by_id('only').checked || answer.has_clue(i);
  const rows = () => [...Array(answer.size).keys()].filter(shown);
  answer.table = new SortedTable(answer.section.querySelector('table'), columns, rows);
}

// It is made once it is opened; the event does not bubble.
addEventListener('toggle', ({target}) => {
  const answer = target.matches('.answer details') && answer_of(target);
  if (answer && !answer.table) make_token_table(answer);
}, true);

function make_index() {
  const data = (name) => ({section}) => Number(section.dataset[name] ?? NaN);
  const clues = ({counts}) => Object.values(counts).reduce((sum, count) => sum + count);
  const cell = (place, {section}) => {
    const link = add(place, 'a');
    link.href = `#${section.id}`;
    add(link, 'bdi', section.ariaLabel);
  };
  const columns = [
    {title: 'answer', value: (answer) => answers.indexOf(answer), cell},
    column('tokens', ({size}) => size),
    column('perplexity', data('perplexity'), (value) => value.toFixed(2)),
    column('least sure', data('least'), probability_percent),
    column('clues', clues),
    ...['low', 'ambiguous', 'not-top'].map((clue) => column(clue, ({counts}) => counts[clue])),
  ];
  const shown = (answer) => !by_id('only').checked || clues(answer) > 0;
  return new SortedTable(by_id('index'), columns, () => answers.filter(shown));
}

const index = by_id('index') && make_index();
