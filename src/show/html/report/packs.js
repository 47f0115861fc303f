// Most answers of a long page are packed; those near the view are unpacked into their sections.

const most_unpacked = 200;
const unpacked = new Set();  // the oldest first
const whole_page = new Promise((done) => addEventListener('load', done));

// Returns a promise if it takes time.
function load(answer) {
  if (!answer.section.firstChild) return answer.loading ??= unpack(answer);
  if (answer.painted !== version) paint(answer);
}

async function unpack(answer) {
  const {section, pack} = answer;
  if (!one(`#z${pack}`)) await whole_page;
  const bytes = Uint8Array.from(atob(one(`#z${pack}`).textContent), (c) => c.charCodeAt());
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const sections = (await new Response(stream).text()).split('</section>');
  const markup = sections.find((some) => some.includes(` id="${section.id}"`));
  const page = new DOMParser().parseFromString(markup, 'text/html');
  section.append(...page.body.firstChild.childNodes);
  for (const old of unpacked) {
    if (unpacked.size <= most_unpacked || in_view.has(old) || old === active?.answer) continue;
    unpacked.delete(old);
    old.section.replaceChildren();
    Object.assign(old, {painted: 0, parsed: null, elements: null, table: null, loading: null});
  }
  unpacked.add(answer);
  prepare(answer);
  load(answer);
}

// Unpacks the answers before that to which a link leads, too, so that it stays in place.
function follow_link() {
  const place = +location.hash.slice(2);
  if (!answers[place]) return;
  const loading = answers.slice(Math.max(0, place - 5), place + 1).map(load).filter(Boolean);
  if (loading.length) Promise.all(loading).then(() => answers[place].section.scrollIntoView());
}

addEventListener('hashchange', follow_link);
