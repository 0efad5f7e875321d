from __future__ import annotations

import re
from pathlib import Path

from polyloom.model import Document, Kind, Rendition, Segment
from polyloom.outputs.web_page import render_page
from support.chromium import shown_by_chromium
from support.html_tree import read_html

# Measured in the browser, and written where the dumped document shows it.
MEASURE = """<script>
const box = (node) => node.getBoundingClientRect();
const item = document.querySelector("li"), text = document.querySelector("li > p");
const range = document.createRange(); range.selectNodeContents(text);
const english = document.querySelector("[lang=en]");
document.body.dataset.measured = JSON.stringify({
  marker: getComputedStyle(item).listStyleType,
  right: box(document.querySelector("main")).right - box(range).right > 20,
  english: getComputedStyle(english).direction,
  wide: document.documentElement.scrollWidth <= innerWidth,
});
</script></body>"""


def test_an_arabic_page_of_points(tmp_path: Path) -> None:
    segments = (
        Segment(Kind.TITLE, "", 0, 0),
        Segment(Kind.POINT, "", 0, 0, 1, "1)"),
        Segment(Kind.POINT, "", 0, 0, 1, "2)"),
    )
    texts = ("بيرو: انتفاضة وطنية", "أن الأزمة في بلدنا", "That the crisis")
    rendition = Rendition(
        Document(b"", "plaintext", "utf-8", segments), "ar", texts, ("ar", "ar", "en"), {}
    )
    rendered = render_page(rendition).decode()
    dumped = shown_by_chromium(rendered.replace("</body>", MEASURE), tmp_path)
    measured = re.search(r'data-measured="([^"]*)"', dumped)
    assert measured is not None
    assert measured[1].replace("&quot;", '"') == (
        '{"marker":"decimal-paren","right":true,"english":"ltr","wide":true}'
    )
    # The browser repaired nothing: it sees the elements that were written.
    written = [element.tag for element in read_html(rendered) if element.tag in {"ol", "li", "p"}]
    assert re.findall(r"<(ol|li|p)[ >]", dumped.split("<main>")[1]) == written
