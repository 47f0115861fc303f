"""A report page in a browser: opens it, reads what it shows, and operates its keys and switches."""

import atexit
import functools
import json
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))

import program  # noqa: E402  (needs the path above)
from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.actions.action_builder import ActionBuilder  # noqa: E402
from selenium.webdriver.common.actions.pointer_input import PointerInput  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

FLAGS = ("--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-extensions", "--disable-features=Translate,OptimizationHints,MediaRouter,"
         "BackForwardCache,RenderDocument,SpareRendererForSitePerProcess")
DESKTOP, PHONE = (1280, 900), (390, 844)
PATIENCE = 20  # seconds until a wait gives up

# Scripts that read the page, each in one call. `shown` waits until everything is painted.
SHOWN = """const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));"""
READERS = """
const texts = (nodes) => Array.from(nodes, (node) => node.textContent);
const read_card = () => {
  const card = document.getElementById('card');
  if (card.hidden) return null;
  card.querySelector('dd:not([hidden]) button')?.click();  // all digits of the logprob
  const facts = {};
  for (const name of card.querySelectorAll('dt:not([hidden])')) {
    facts[name.textContent] = name.nextElementSibling.textContent;
  }
  const bars = Array.from(card.querySelectorAll('li'), (bar) => ({
    text: bar.querySelector('.word').textContent, share: bar.querySelector('.share').textContent,
    width: parseFloat(bar.querySelector('.track span').style.width),
    chosen: bar.ariaCurrent === 'true', rest: bar.classList.contains('rest')}));
  const [head, clues = ''] = card.querySelector('.about').textContent.split(' · ');
  return {word: card.querySelector('h2').textContent, bars, facts, clues, head,
          pinned: card.classList.contains('pinned'),
          number: Number(/token #(\\d+) of/.exec(head)?.[1])};
};
const answer = (i) => document.querySelectorAll('.answer')[i];
const press = (key) => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
const onwards = () => {
  const line = document.querySelector('[data-active]').closest('.text').querySelector('div');
  return line.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
};
const move = (name, value) => {
  const slider = document.querySelector(`input[name='${name}']`);
  slider.value = value;
  for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind, {bubbles: true}));
};
"""
CARDS = """
const {rows} = JSON.parse(document.getElementById('settings').textContent);
const tokens = atob(rows[arguments[0]].levels).length / 3;
press('Escape');
document.activeElement.blur();
const first = answer(arguments[0]).querySelector('[data-t]');
first.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
return Array.from({length: tokens}, (_, i) => {
  if (i) press(onwards());
  return read_card();
});"""
PAINTED = """return Array.from(document.querySelectorAll('.answer'), (one) =>
  Array.from(one.querySelectorAll('[data-t]'), ({dataset, classList, textContent}) => ({
    first: Number(dataset.t), count: Number(dataset.n ?? 1), look: Array.from(classList),
    more: 'more' in dataset, text: textContent})));"""
# The style spells out white space with a clue; the part after a line break stays as it is.
ANSWERS = """return Array.from(document.querySelectorAll('.answer'), (one) =>
  Array.from(one.querySelectorAll('.text > div'), (line) => {
    const copy = line.cloneNode(true);
    for (const part of copy.querySelectorAll('.clue[data-white]')) {
      part.textContent = part.dataset.white;
    }
    for (const part of copy.querySelectorAll('.clue[data-more]')) {
      const {t} = part.dataset;
      if (one.querySelector(`[data-white][data-t="${t}"]`)) part.textContent = '';
    }
    return copy.textContent;
  }).join('\\n'));"""
TABLE = """const table = document.querySelectorAll(arguments[0])[arguments[1]];
return {heads: texts(table.tHead.rows[0].cells),
        rows: Array.from(table.tBodies[0].rows, (row) => texts(row.cells)),
        sorted: Array.from(table.tHead.rows[0].cells, (head) => head.ariaSort)};"""


@functools.cache
def driver():
    """The browser of this process, which quits when the process exits."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    folder = tempfile.TemporaryDirectory()
    flags = FLAGS + (("--no-sandbox",) if os.geteuid() == 0 else ())
    for flag in (*flags, f"--user-data-dir={folder.name}"):
        options.add_argument(flag)
    # The default start page takes seconds.
    options.add_experimental_option("prefs", {"session.restore_on_startup": 4,
                                              "session.startup_urls": ["about:blank"]})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    atexit.register(folder.cleanup)
    atexit.register(started.quit)
    started.set_script_timeout(PATIENCE)
    return started


def requests(events):
    """The addresses that were requested and not blocked by the page's policy."""
    events = list(events)
    blocked = {event["params"]["requestId"] for event in events
               if event["method"] == "Network.loadingFailed"
               and event["params"].get("blockedReason") == "csp"}
    return {event["params"]["request"]["url"].partition("#")[0] for event in events
            if event["method"] == "Network.requestWillBeSent"
            and event["params"]["requestId"] not in blocked}


class BrowserTest(program.ProgramTest):
    """A test that opens pages, none of which may log errors, open dialogs or load anything."""

    noise = False  # whether the test expects errors in the console

    def setUp(self):
        super().setUp()
        self.driver = driver()
        self.sized()
        self.media()
        self.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=0, y=0)
        self.addCleanup(self.check_quiet)

    def open(self, *words, stdin=b"", code=program.OK):
        """Opens the report that these arguments give; `json` then reads the same response."""
        self.source = (words, stdin.encode() if isinstance(stdin, str) else stdin)
        page = self.folder / "page.html"
        result = program.run(*words, "-f", "html", "-o", str(page), stdin=self.source[1])
        self.assertEqual(result.code, code, result.err.decode())
        self.open_file(page)

    def open_file(self, page):
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.address = "file://" + quote(str(page))
        self.driver.get(self.address)
        self.shown()

    def json(self, *words):
        """The choices of the same responses, from `-f json`."""
        given, stdin = self.source
        out = program.run(*given, *words, "-f", "json", stdin=stdin).out.decode()
        responses = [json.loads(line) for line in out.split("\n") if line]
        return [choice for response in responses for choice in response["choices"] or [None]]

    def text(self, *words):
        """The answers of the same responses, from the text view."""
        given, stdin = self.source
        plain = ("-f", "text", "-q", "--color", "never", "--marks", "none")
        return program.run(*given, *words, *plain, stdin=stdin).out.decode()

    def check_quiet(self):
        """Expects no error in the console, no dialog, and no request but for the page."""
        messages = [entry["message"] for entry in self.driver.get_log("browser")]
        events = [json.loads(entry["message"])["message"]
                  for entry in self.driver.get_log("performance")]
        if not self.noise:
            self.assertEqual(messages, [])
            self.assertLessEqual(requests(events), {getattr(self, "address", "")})
        self.assertNotIn("Page.javascriptDialogOpening", [event["method"] for event in events])

    def js(self, script, *values):
        return self.driver.execute_script(READERS + script, *values)

    def shown(self):
        """Waits until all changes are painted."""
        self.driver.execute_async_script(SHOWN)

    def wait(self, condition):
        """Waits until `condition()` is true; returns its value."""
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.02).until(
            lambda _: condition())

    def cdp(self, command, **values):
        return self.driver.execute_cdp_cmd(command, values)

    def sized(self, size=DESKTOP):
        self.cdp("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1],
                 deviceScaleFactor=1, mobile=size == PHONE)

    def media(self, kind="screen", scheme="light"):
        scheme = {"name": "prefers-color-scheme", "value": scheme}
        self.cdp("Emulation.setEmulatedMedia", media=kind, features=[scheme])

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def find_all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def token(self, number, answer=0):
        """The element of a token."""
        return self.find(f"#a{answer} [data-t='{number}']")

    def point_at(self, element):
        ActionChains(self.driver, duration=0).move_to_element(element).perform()

    def tap(self, element):
        """Taps the beginning of an element with a finger."""
        x, y = self.js("""arguments[0].scrollIntoView({block: 'center'});
                       const box = arguments[0].getClientRects()[0];
                       return [box.left + box.width / 2, box.top + box.height / 2];""", element)
        self.act("touch", round(x), round(y))

    def act(self, kind, x, y):
        """Clicks with a pointer of this kind at a point in the window."""
        chain = ActionBuilder(self.driver, mouse=PointerInput(kind, kind), duration=0)
        chain.pointer_action.move_to_location(x, y).pointer_down().pointer_up()
        chain.perform()

    def keys(self, *keys):
        """Presses keys, wherever the focus is."""
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def tab_to(self, selector, back=False):
        """Presses Tab until an element that matches `selector` has the focus."""
        for _ in range(60):
            self.shift_tab() if back else self.keys(Keys.TAB)
            if self.js("return document.activeElement.matches(arguments[0])", selector):
                return
        self.fail(f"Tab does not reach {selector}")

    def shift_tab(self):
        chain = ActionChains(self.driver, duration=0)
        chain.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    def card(self):
        """The card's content, or None if no card is shown."""
        return self.js("return read_card()")

    def cards(self, answer=0):
        """The cards of all tokens of an answer, one after another."""
        return self.js(CARDS, answer)

    def painted(self):
        """The elements of the tokens, a list for each answer."""
        return self.js(PAINTED)

    def answers(self):
        """The texts of the answers."""
        return self.js(ANSWERS)

    def active(self):
        """The numbers of the active answer and token, or None."""
        card = self.card()
        return card and (self.js("return Number(document.querySelector('[data-active]')"
                                 ".closest('.answer').id.slice(1))"), card["number"])

    def table(self, selector=".words", place=0):
        return self.js(TABLE, selector, place)

    def open_details(self, selector):
        """Opens a <details> and waits for its content."""
        self.js("for (const one of document.querySelectorAll(arguments[0])) one.open = true",
                selector)
        self.shown()

    def set(self, name, value):
        """Moves a slider."""
        self.js("move(...arguments)", name, value)
        self.shown()

    def choose(self, selector):
        """Clicks a switch of the settings."""
        self.open_details(".controls details:first-child")
        self.find(selector).click()
        self.shown()
