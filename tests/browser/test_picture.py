"""`-f svg` in a browser: what is in it can be seen, read and selected, wherever it is shown."""

import base64
import json
import unittest

import page
import program
import samples

POLAND, NUMBER, RTL = (str(name) for name in (
    program.EXAMPLES / "poland-long.json", program.EXAMPLES / "random-number.json",
    program.ROOT / "tests" / "data" / "svg" / "right-to-left" / "right-to-left.json"))
PICTURES = [out for out in sorted((program.ROOT / "tests" / "data").rglob("*/out"))
            if out.read_bytes().startswith(b"<svg ")]
OPTIONS = ((), ("--palette=colorblind",), ("--marks=lines",), ("--background=dark",),
           ("--background=light", "--palette=colorblind"))

OUTSIDE = """const {width, height} = document.documentElement.viewBox.baseVal;
return Array.from(document.querySelectorAll('text, rect, path')).filter((element) => {
  const box = element.getBBox();
  return box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height;
}).map((element) => element.outerHTML);"""
# The contrast (WCAG 2.1) of each colour of text to the page, the least first.
CONTRASTS = """const light = (color) => {
  const [r, g, b] = color.match(/\\d+/g).map((value) => value / 255).map(
    (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
};
const back = light(getComputedStyle(document.querySelector('.page')).fill);
const fills = new Set(Array.from(document.querySelectorAll('text, tspan'),
  (text) => getComputedStyle(text).fill));
return Array.from(fills, light).map((text) => Math.max(text, back) / Math.min(text, back)).sort(
  (a, b) => a - b);"""
LINES = """return Array.from(document.querySelectorAll('text'), (line) => {
  const box = line.getBBox();
  return {text: line.textContent, top: box.y, left: box.x, right: box.x + box.width,
          bottom: box.y + box.height};
});"""


class Picture(page.BrowserTest):
    def draw(self, *words, **more):
        """Opens the picture that these arguments give."""
        target = self.folder / "picture.svg"
        result = program.run(*words, "-o", str(target), **more)
        self.assertEqual((result.code, result.err), (program.OK, b""))
        self.open_file(target)

    def page_color(self):
        return self.js("return getComputedStyle(document.querySelector('.page')).fill")

    def test_nothing_is_outside_of_any_picture(self):
        self.assertGreater(len(PICTURES), 10)
        for picture in PICTURES:
            target = self.folder / "picture.svg"
            target.write_bytes(picture.read_bytes())
            self.open_file(target)
            self.assertEqual(self.js(OUTSIDE), [], picture)

    def test_wide_text_has_room(self):
        for word in ("波兰总统", "🇳🇴👍🏽", "W", "ﷺ", "‮a\x1b"):
            answer = samples.answer(*[word] * 300, p=0.2)
            for words in (("--marks=emoji",), ("--width=20",)):
                self.draw("-r", "-", *words, stdin=json.dumps(answer).encode())
                self.assertEqual(self.js(OUTSIDE), [], word)

    def test_lines_do_not_overlap(self):
        self.draw("-r", POLAND)
        lines = self.js(LINES)
        self.assertEqual([line["text"].split()[0] for line in lines[:3]],
                         ["As", "elections", "current"])
        for above, below in zip(lines, lines[1:]):
            self.assertLessEqual(above["bottom"], below["top"] + 1, below)

    def test_light_and_dark_follow_the_system(self):
        self.draw("-r", POLAND)
        colors = []
        for scheme in ("light", "dark"):
            self.media(scheme=scheme)
            colors.append(self.page_color())
        self.assertEqual(colors, ["rgb(255, 255, 255)", "rgb(13, 17, 23)"])
        for name, color in zip(("light", "dark"), colors):
            self.draw("-r", POLAND, "--background", name)
            for scheme in ("light", "dark"):
                self.media(scheme=scheme)
                self.assertEqual(self.page_color(), color)

    def test_all_text_has_contrast(self):
        for source in (POLAND, NUMBER):
            for words in OPTIONS:
                self.draw("-r", source, *words)
                for scheme in ("light", "dark"):
                    self.media(scheme=scheme)
                    contrasts = self.js(CONTRASTS)
                    self.assertGreaterEqual(contrasts[0], 4.5, (source, words, scheme))
                    self.assertGreater(len(contrasts), 2)

    def test_text_can_be_selected(self):
        self.draw("-r", POLAND, "--marks=none")
        selected = self.js("""const line = document.querySelector('text');
                              getSelection().selectAllChildren(line);
                              return getSelection().toString();""")
        self.assertTrue(selected.startswith("As of October 2023, the president of Poland"), selected)

    def test_text_from_right_to_left(self):
        self.draw("-r", RTL, "-q", "--width=40")
        lines = self.js(LINES)
        first, english, last = lines[0], lines[-2], lines[-1]
        self.assertAlmostEqual(first["right"], last["right"], delta=2)
        self.assertGreater(last["left"], english["left"] + 20)
        self.assertLess(english["left"], 26)

    def test_bars_are_as_long_as_their_percentages_say(self):
        self.draw("-r", NUMBER)
        bars = self.js("""return Array.from(document.querySelectorAll('rect:not(.page)'),
                              (bar) => [bar.getBBox().width, bar.getBBox().x]);""")
        ticks = self.js("""return Array.from(document.querySelectorAll('.tick'), (tick) =>
                               [parseFloat(tick.textContent), Number(tick.getAttribute('x'))]);""")
        scale = (ticks[-1][1] - ticks[0][1]) / (ticks[-1][0] - ticks[0][0])
        shares = self.js("""return Array.from(document.querySelectorAll('text'), (text) =>
                                text.textContent).filter((text) => /^\\d+\\.\\d%/.test(text));""")
        self.assertEqual(len(bars), len(shares))
        for (width, left), share in zip(bars, shares):
            self.assertAlmostEqual(width / scale, float(share.split("%")[0]), delta=0.2)
            self.assertAlmostEqual(left, ticks[0][1], delta=1)

    def test_a_screen_reader_hears_a_title_and_the_numbers(self):
        self.draw("-r", POLAND)
        tree = self.cdp("Accessibility.getFullAXTree")["nodes"]
        images = [node for node in tree if node.get("role", {}).get("value") in ("image", "img")]
        self.assertEqual(len(images), 1)
        name = images[0]["name"]["value"]
        self.assertIn("poland-long.json", name)
        self.assertIn("42 tokens · perplexity 1.45", name)


class Embedded(page.BrowserTest):
    """As pages have pictures: in an <img>, where they may load nothing and run nothing."""

    noise = True  # the picture is another request

    def corner(self):
        """The colour of the picture's corner, from a photograph of the page."""
        photograph = self.driver.get_screenshot_as_base64()
        return self.driver.execute_async_script("""const done = arguments[1];
            const image = new Image();
            image.onload = () => {
              const canvas = document.createElement('canvas');
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              done(Array.from(context.getImageData(30, 30, 1, 1).data.slice(0, 3)));
            };
            image.src = 'data:image/png;base64,' + arguments[0];""", photograph)

    def test_in_a_page(self):
        picture = program.run("-r", POLAND, "-f", "svg").out
        source = "data:image/svg+xml;base64," + base64.b64encode(picture).decode()
        target = self.folder / "page.html"
        target.write_text(f"<body style='margin:20px;background:#888'><img src='{source}'>")
        for scheme, color in (("light", [255, 255, 255]), ("dark", [13, 17, 23])):
            self.media(scheme=scheme)
            self.open_file(target)
            size = self.js("""const image = document.querySelector('img');
                              return [image.complete, image.naturalWidth, image.naturalHeight];""")
            self.assertTrue(size[0] and size[1] > 700 and size[2] > 100, size)
            self.assertEqual(self.corner(), color)


if __name__ == "__main__":
    unittest.main()
