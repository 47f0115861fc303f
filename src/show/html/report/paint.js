// Paints bands and clues.

const in_view = new Set();  // answers; others are painted when they come into view
let version = 0;            // of what decides the looks

// A character has the band of its least sure token and the clues of all its tokens.
function look_of(answer, tokens) {
  const least = tokens.map((i) => answer.certainty(i))
      .reduce((least, other) => least <= other || isNaN(other) ? least : other);
  const clues = new Set(tokens.flatMap((i) => answer.clues(i)));
  return [band_of(least), ...clues, clues.size && 'clue'].filter(Boolean).join(' ');
}

function paint(answer) {
  answer.painted = version;
  const {section, counts} = answer;
  for (const element of all('[data-t]', section)) element.className = look_of(answer, tokens_in(element));
  for (const element of all('[data-count]', section)) {
    const kind = element.dataset.count;
    element.textContent = `${counts[kind]} ${kind.replace('-', ' ')}`;
  }
  for (const next of all('.next', section)) next.hidden = !counts.unsure;
  answer.table?.();
}

const near = {rootMargin: '50%'};
const viewed = new IntersectionObserver((entries) => {
  for (const {target, isIntersecting} of entries) {
    const answer = answer_of(target);
    in_view[isIntersecting ? 'add' : 'delete'](answer);
    if (isIntersecting) load(answer);
  }
}, near);

addEventListener('beforeprint', () => {
  for (const answer of answers) if (answer.section.firstChild) load(answer);
  for (const list of all('.clues')) list.open = true;
  index?.(Infinity);
});
