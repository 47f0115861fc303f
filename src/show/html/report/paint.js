// Paints bands and clues. A part is the element of a token, or of several that share a character.

const in_view = new Set();  // answers; others are painted when they come into view

function parts_of(answer) {
  return answer.parts ??= all('[data-t]', answer.section).map((element) => {
    const first = +element.dataset.t;
    return {element, first, end: first + +(element.dataset.n ?? 1)};
  });
}

// The elements that show a token: several if it continues after a line break.
function elements_of(answer, token) {
  const parts = parts_of(answer).filter(({first, end}) => first <= token && token < end);
  return parts.map(({element}) => element);
}

// A character has the band of its least sure token and the clues of all its tokens.
function look_of(answer, first, end) {
  let least = NaN;
  const found = new Set();
  for (let i = first; i < end; ++i) {
    const certainty = answer.certainty(i);
    if (!(certainty >= least) && !Number.isNaN(certainty)) least = certainty;
    for (const name of answer.clues(i)) found.add(name);
  }
  const clues = ['low', 'ambiguous', 'not-top'].filter((name) => found.has(name));
  return [band_of(least), ...clues, clues.length && 'clue'].filter(Boolean).join(' ');
}

function paint(answer) {
  answer.stale = false;
  for (const {element, first, end} of parts_of(answer)) {
    const look = look_of(answer, first, end);
    if (element.className !== look) element.className = look;
  }
  for (const element of all('[data-count]', answer.section)) {
    const name = element.dataset.count;
    element.textContent = `${answer.counts[name]} ${name.replace('-', ' ')}`;
  }
  if (answer.section.querySelector('.table[open]')) answer.table?.refresh();
}

function repaint() {
  for (const answer of answers) answer.stale = true;
  for (const answer of in_view) paint(answer);
}

const near = {rootMargin: '50%'};
const viewed = new IntersectionObserver((entries) => {
  for (const {target, isIntersecting} of entries) {
    const answer = answer_of(target);
    if (isIntersecting) in_view.add(answer); else in_view.delete(answer);
    if (isIntersecting && answer.stale) paint(answer);
  }
}, near);
for (const {section} of answers) viewed.observe(section);

addEventListener('beforeprint', () => {
  for (const answer of answers) if (answer.stale) paint(answer);
  for (const list of all('.clues')) list.open = true;
  index?.more(Infinity);
});

// Prepares what the first move of a slider needs.
(window.requestIdleCallback ?? setTimeout)(() => {
  in_view.forEach((answer) => answer.size && answer.tokens && parts_of(answer));
});
