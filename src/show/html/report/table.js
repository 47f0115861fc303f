// Sortable tables, whose rows are made as they come into view.

class SortedTable {
  // columns: [{title, value(row), cell(place, row)}]; keeps(row) says whether a row is shown.
  constructor(table, columns, rows, keeps) {
    Object.assign(this, {columns, rows, keeps, body: table.createTBody()});
    const head = add(table.createTHead(), 'tr');
    this.heads = columns.map(({title}, at) => {
      const cell = add(head, 'th');
      add(cell, 'button', title).onclick = () => this.sort(at);
      return cell;
    });
    this.end = new IntersectionObserver((entries) => {
      if (entries.at(-1).isIntersecting) this.more();
    }, near);
    this.refresh();
  }

  sort(at) {
    this.descending = this.by === at && !this.descending;
    this.by = at;
    this.heads.forEach((head, i) => {
      head.ariaSort = i !== at ? 'none' : this.descending ? 'descending' : 'ascending';
    });
    this.refresh();
  }

  refresh() {
    this.order = this.rows.filter(this.keeps);
    if (this.by !== undefined) this.order.sort(this.comparison());
    this.body.replaceChildren();
    this.more();
  }

  // Unknown values come last.
  comparison() {
    const {value} = this.columns[this.by];
    const sign = this.descending ? -1 : 1;
    const is_unknown = (key) => key === '' || Number.isNaN(key);
    const compare = (a, b) => is_unknown(a) - is_unknown(b) || (a < b ? -sign : a > b ? sign : 0);
    return (a, b) => compare(value(a), value(b));
  }

  more(count = 100) {
    this.end.disconnect();
    const begin = this.body.rows.length;
    for (const row of this.order.slice(begin, begin + count)) {
      const line = add(this.body, 'tr');
      for (const {cell} of this.columns) cell(add(line, 'td'), row);
    }
    if (begin + count < this.order.length) this.end.observe(this.body.lastElementChild);
  }
}

// A column of value(row), formatted by shown(value).
function column(title, value, shown = String) {
  const text = (known) => Number.isNaN(known) ? '' : shown(known);
  return {title, value, cell: (place, row) => place.append(text(value(row)))};
}

function make_token_table(answer) {
  const known = (name, shown) => column(name, (i) => answer.tokens[name][i], shown);
  const columns = [
    {title: '#', value: (i) => i,
     cell: (place, i) => add(place, 'button', i).onclick = () => go(answer, i)},
    {title: 'token', value: (i) => answer.text(i),
     cell: (place, i) => add(place, 'bdi', answer.text(i), look_of(answer, i, i + 1))},
    known('probability', probability_percent), known('logprob'), known('rank'),
    known('margin', margin_percent), known('entropy', (bits) => bits_text(bits, answer.tokens.exact)),
    ...(answer.tokens.model_list ? [known('possible'), known('model', probability_percent)] : []),
    column('clues', (i) => clue_names(answer, i)),
    column('instead', (i) => answer.list(i).filter(({chosen}) => !chosen).slice(0, 4)
        .map(({text, probability}) => `${text} ${probability_percent(probability)}`).join('  ')),
  ];
  const rows = [...Array(answer.size).keys()];
  const keeps = (i) => !by_id('only').checked || answer.has_clue(i);
  answer.table = new SortedTable(answer.section.querySelector('table'), columns, rows, keeps);
}

// Captured, for it does not bubble.
addEventListener('toggle', ({target}) => {
  const answer = target.open && target.matches('.table') && answer_of(target);
  if (answer) answer.table ? answer.table.refresh() : make_token_table(answer);
}, true);

// What the filter looks for: an answer's name, question and text.
function words_of(answer) {
  const {section} = answer;
  const texts = () => all('h2, .text', section).map(({textContent}) => textContent);
  return answer.words ??= [section.ariaLabel, ...texts()].join(' ').toLowerCase();
}

function make_index() {
  const data = (name) => ({section}) => +section.dataset[name];
  const link = (place, {section}) => {
    const link = add(place, 'a');
    link.href = `#${section.id}`;
    link.title = section.ariaLabel;
    add(link, 'bdi', section.querySelector('h2')?.textContent ?? section.ariaLabel);
  };
  const least = (place, {section}) => {
    add(place, 'bdi', section.dataset.word);
    add(place, 'span', probability_percent(+section.dataset.least));
  };
  const strip = (place, {section, size}) =>
    place.append(section.querySelector('.strip')?.cloneNode(true) ?? '', size);
  const columns = [
    {title: 'answer', value: ({section}) => place_of(section), cell: link},
    {title: 'least sure', value: data('least'), cell: (place, row) => row.size && least(place, row)},
    {title: 'tokens', value: ({size}) => size, cell: strip},
    column('clues', ({counts}) => counts.unsure),
    column('perplexity', data('perplexity'), (x) => x < 1000 ? x.toFixed(2) : x.toPrecision(3)),
  ];
  const keeps = (row) => (!by_id('only').checked || row.counts.unsure > 0)
      && words_of(row).includes(by_id('filter').value.toLowerCase());
  const table = new SortedTable(by_id('index'), columns, answers, keeps);
  by_id('filter').oninput = () => table.refresh();
  return table;
}

const index = by_id('index') && make_index();
