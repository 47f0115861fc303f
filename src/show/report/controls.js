// Switches and sliders, and the legend, which says what they are set to.

const sliders = document.querySelectorAll('[type=range]');
let asked = 0;

const limit_of = (name) => limits[name] ?? limits.bands[name];

// Bands never overlap: a border that is moved past another takes it along.
function set_limit(name, value) {
  if (name in limits) {
    limits[name] = value;
    return;
  }
  limits.bands = limits.bands.map((border, at) => {
    return at < name ? Math.max(border, value) : at > name ? Math.min(border, value) : value;
  });
}

function limit_text(name) {
  const limit = limit_of(name);
  if (name in limits) return border_percent(limit);
  if (coloured_by !== 'entropy') return `> ${border_percent(limit)}`;
  return limit ? `< ${Math.log2(1 / limit).toFixed(2)} bits` : 'any';
}

function explain() {
  for (const slider of sliders) {
    slider.value = limit_of(slider.name);
    slider.nextElementSibling.value = border_percent(limit_of(slider.name));
  }
  for (const place of document.querySelectorAll('[data-limit]')) {
    place.textContent = limit_text(place.dataset.limit);
  }
}

// At most once a frame.
function update() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(() => {
    for (const answer of answers) answer.counted = null;
    explain();
    repaint();
    index?.refresh();
    if (active) show_card(active.answer, active.token);
  });
}

document.querySelector('.controls').oninput = ({target}) => {
  if (target.type === 'range') set_limit(target.name, +target.value);
  if (target.name === 'by') coloured_by = target.value;
  if (target.id) root.classList.toggle(target.id, target.checked);
  update();
};

for (const {section} of answers) {
  const first = section.querySelector('[data-t]');
  if (first) first.tabIndex = 0;
}
root.classList.add('live');
