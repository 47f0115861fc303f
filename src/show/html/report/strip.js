// The strip above an answer's text, with a step per token.

// Without a token the cursor is out of sight.
function move_cursor({section, size}, token = -1) {
  const cursor = section.querySelector('.cursor');
  cursor.setAttribute('x', token);
  if (token < 0) return;
  const strip = cursor.ownerSVGElement;
  const scroller = strip.parentElement;
  scroller.scrollLeft = (token + 0.5) / size * strip.clientWidth - scroller.clientWidth / 2;
}

addEventListener('click', ({target, clientX}) => {
  const strip = target.closest('.strip');
  if (!strip) return;
  const {left, width} = strip.getBoundingClientRect();
  const answer = answer_of(strip);
  go(answer, Math.floor((clientX - left) / width * answer.size));
});
