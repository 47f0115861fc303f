// Switches, sliders, and the legend, which says what they are set to.

const sliders = document.querySelectorAll('[type=range]');
let asked = 0;

const threshold_of = (name) => thresholds[name] ?? thresholds.bands[name];

// Bands never overlap: a border that is moved past another takes it along.
function set_threshold(name, value) {
  for (const answer of answers) answer.counted = null;
  if (name in thresholds) thresholds[name] = value;
  else thresholds.bands = thresholds.bands.map((border, at) =>
    at < name ? Math.max(border, value) : at > name ? Math.min(border, value) : value);
}

function threshold_text(name) {
  const border = threshold_of(name);
  if (name in thresholds) return border_percent(border);
  if (coloured_by !== 'entropy') return `> ${border_percent(border)}`;
  return border ? `< ${Math.log2(1 / border).toFixed(2)} bits` : 'any';
}

function explain() {
  for (const slider of sliders) {
    const value = threshold_of(slider.name);
    slider.value = value;
    slider.nextElementSibling.value = border_percent(value);
  }
  for (const place of document.querySelectorAll('[data-threshold]')) {
    place.textContent = threshold_text(place.dataset.threshold);
  }
}

// At most once a frame.
function update() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(() => {
    explain();
    repaint();
    index?.refresh();
    if (active) show_card(active.answer, active.token);
  });
}

document.querySelector('.controls').oninput = ({target}) => {
  if (target.type === 'range') set_threshold(target.name, +target.value);
  if (target.name === 'by') coloured_by = target.value;
  if (target.id) root.classList.toggle(target.id, target.checked);
  update();
};

for (const {section} of answers) {
  const first = section.querySelector('[data-t]');
  if (first) first.tabIndex = 0;
}
root.classList.add('live');
