// The switches, the sliders, and the legend, which shows the thresholds.

const sliders = all('.sliders input');

const threshold_of = (name) => thresholds[name] ?? thresholds.bands[name];

// Bands never overlap: a threshold that moves past another one takes it along.
function set_threshold(name, value) {
  if (name in thresholds) thresholds[name] = value;
  else thresholds.bands = thresholds.bands.map((other, at) =>
    at < name ? Math.max(other, value) : at > name ? Math.min(other, value) : value);
  for (const answer of answers) answer.counted = null;
  set_limits();
}

function threshold_text(name) {
  const threshold = threshold_of(name);
  if (name in thresholds) return `< ${threshold_percent(threshold)}`;
  if (coloured_by !== 'entropy') return `≤ ${threshold_percent(threshold)}`;
  return threshold ? `≥ ${Math.log2(1 / threshold).toFixed(2)} bits` : 'none';
}

one('.controls').oninput = ({target}) => {
  if (target.type === 'range') set_threshold(target.name, +target.value);
  if (target.name === 'by') coloured_by = target.value;
  if (target.id) root.classList.toggle(target.id, target.checked);
  for (const slider of sliders) {
    const value = threshold_of(slider.name);
    slider.value = value;
    slider.nextElementSibling.value = threshold_percent(value);
  }
  for (const place of all('[data-threshold]')) place.textContent = threshold_text(place.dataset.threshold);
  ++version;
  for (const answer of in_view) load(answer);
  index?.();
  if (active) fill_card(active.answer, active.token);
};

// Tab stops once per answer.
function prepare({section}) {
  const first = one('[data-t]', section);
  if (first) first.tabIndex = 0;
  for (const head of all('.found thead tr', section)) [...head.cells].forEach(make_sortable);
}

for (const answer of answers) {
  prepare(answer);
  viewed.observe(answer.section);
}
for (const kind in marks) root.style.setProperty(`--${kind}`, JSON.stringify(marks[kind]));
root.classList.add('live');
follow_link();
