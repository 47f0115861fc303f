// The strip below an answer's text, with a step per token.

// Without a token the cursor is out of sight.
function move_cursor({section, size, tokens}, token = -1) {
  const width = Math.max(1, size / 300);
  const height = Math.max(6, 100 * (tokens.probability[token] || 0));
  const place = {x: token < 0 ? -width : token - (width - 1) / 2, y: 100 - height, width, height};
  const cursor = section.querySelector('.cursor');
  for (const name in place) cursor.setAttribute(name, place[name]);
}

addEventListener('click', ({target, clientX}) => {
  const strip = target.closest('.strip');
  if (!strip) return;
  const {left, width} = strip.getBoundingClientRect();
  const answer = answer_of(strip);
  go(answer, Math.floor((clientX - left) / width * answer.size));
});
