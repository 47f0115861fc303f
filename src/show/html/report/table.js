// Sortable tables, whose rows are made as they come into view.

function mark_sorted(heads, by, sign) {
  heads.forEach((head, at) => head.ariaSort = at !== by ? 'none' : sign > 0 ? 'ascending' : 'descending');
}

const append = (cell, row, value) => cell.append(value);

// columns: [[value(row), fill(cell, row, value) = append]], one for each head of the table; keeps(row)
// says whether a row is shown. Returns a function that shows the rows anew, with at least `least` of
// them, and whose `order` has all rows that can be shown.
function sorted_table(table, columns, rows, keeps) {
  const body = table.createTBody();
  const heads = all('th', table);
  let by = 0;
  let sign = 1;

  function more(count) {
    end.disconnect();
    const begin = body.rows.length;
    for (const row of refresh.order.slice(begin, begin + count)) {
      const line = body.insertRow();
      for (const [value, fill = append] of columns) fill(line.insertCell(), row, value(row));
    }
    if (begin + count < refresh.order.length) end.observe(body.lastElementChild);
  }

  // Unknown values come last.
  function refresh(least = 100) {
    const [value] = columns[by];
    const known = (key) => key !== '' && !Number.isNaN(key);
    refresh.order = rows.filter(keeps).map((row) => [value(row), row])
        .sort(([a], [b]) => known(b) - known(a) || (a < b ? -sign : a > b ? sign : 0))
        .map(([, row]) => row);
    mark_sorted(heads, by, sign);
    body.replaceChildren();
    more(least);
  }

  const end = new IntersectionObserver((entries) => {
    if (entries.at(-1).isIntersecting) more(100);
  }, near);
  heads.forEach((head, at) => head.firstChild.onclick = () => {
    sign = by === at ? -sign : 1;
    by = at;
    refresh();
  });
  refresh();
  return refresh;
}

const without_unit = (text) => String(text).replace(/ [a-z]+$/, '');
const only_clues = one('#only');

function make_token_table(answer) {
  const table = one('.words', answer.section);
  const others = (i) => answer.list(i).filter(({chosen}) => !chosen).slice(0, 4);
  const columns = {
    '#': [(i) => i, (cell, i) => add(cell, 'button', i).onclick = () => go(answer, i)],
    token: [(i) => answer.text(i), (cell, i, text) => add(cell, 'bdi', text, look_of(answer, [i]))],
    logprob: [(i) => answer.tokens.logprob[i] ?? ''],
    clues: [(i) => clue_names(answer, i)],
    instead: [(i) => others(i).map(({text, probability}) => `${text} ${probability_percent(probability)}`).join('  ')],
  };
  const column = ({textContent: name}) => columns[name]
      ?? [(i) => answer.number(name, i), (cell, i) => cell.append(without_unit(number_text(answer, name, i)))];
  const keeps = (i) => !only_clues.checked || answer.clues(i).length;
  return sorted_table(table, all('th', table).map(column), count_up(answer.size), keeps);
}

// Sorts rows that the page has from the beginning by their text, without the signs of bounds.
function make_sortable(head, at, heads) {
  const name = head.textContent;
  const body = head.closest('table').tBodies[0];
  head.textContent = '';
  add(head, 'button', name).onclick = () => {
    const sign = head.ariaSort === 'ascending' ? -1 : 1;
    const text = ({cells}) => cells[at].textContent.replace(/^[<>≤≥ ]+/, '');
    const compare = (a, b) => sign * text(a).localeCompare(text(b), undefined, {numeric: true});
    body.append(...[...body.rows].sort(compare));
    mark_sorted(heads, at, sign);
  };
}

// Captured, for it does not bubble.
addEventListener('toggle', ({target}) => {
  const answer = target.open && target.matches('.table') && answer_of(target);
  if (answer) answer.table ??= make_token_table(answer);
}, true);

function add_strip(cell, {levels}, size) {
  if (!size) return;
  const strip = cell.appendChild(one('#strip').content.firstChild.cloneNode(true));
  const height = (i) => Math.round(100 * (cuts[levels.charCodeAt(3 * i) - 1] ?? 0));
  strip.setAttribute('viewBox', `0 0 ${size} 100`);
  strip.firstChild.setAttribute('d', `M0 100${count_up(size).map((i) => `V${100 - height(i)}h1`).join('')}V100Z`);
}

function make_index() {
  const columns = [
    [({place}) => place, (cell, {name, heading}, place) => {
      const link = add(cell, 'a');
      link.href = `#a${place}`;
      link.title = name;
      add(link, 'bdi', heading);
    }],
    [({least}) => least ?? NaN, (cell, {word}, least) => {
      if (word === undefined) return;
      add(cell, 'bdi', word);
      add(cell, 'span', probability_percent(least));
    }],
    [({size}) => size, (cell, answer, size) => {
      add_strip(cell, answer, size);
      cell.append(size);
    }],
    [({counts}) => counts.unsure],
    [({perplexity}) => perplexity ?? NaN, (cell, _, x) =>
      cell.append(x < 1000 ? x.toFixed(2) : x ? x.toPrecision(3) : '')],
  ];
  const filter = one('#filter');
  const words_of = (row) => row.words ??= [row.name, row.heading, row.content].join(' ').toLowerCase();
  const keeps = (row) => (!only_clues.checked || row.counts.unsure)
      && words_of(row).includes(filter.value.toLowerCase());
  filter.oninput = () => index();
  return sorted_table(one('#index'), columns, answers, keeps);
}

const index = one('#index') && make_index();
