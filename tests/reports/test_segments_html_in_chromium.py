"""The page with a document's segments, as a browser shows it on a phone."""

from __future__ import annotations

from pathlib import Path

from polyloom.model import Kind, Segment
from polyloom.reports.segments_html import DrawnDocument, DrawnText, segments_html
from support.chromium import shown_by_chromium

MEASURE = """<script>
const cells = [...document.querySelectorAll("tbody .text")];
document.body.dataset.measured = JSON.stringify([
  document.documentElement.scrollWidth <= innerWidth,
  cells.map((cell) => getComputedStyle(cell).direction),
  document.querySelectorAll("tbody mark").length,
]);
</script></body>"""


def test_long_lines_and_two_directions(tmp_path: Path) -> None:
    texts = (
        DrawnText("x" * 300, 1, Segment(Kind.TITLE, "", 0, 0)),
        DrawnText("\n" + " " * 300),
        DrawnText("\u0634\u0627\u064a <b>", 2, Segment(Kind.POINT, "", 0, 0, 1, "1)")),
        DrawnText("\n"),
        DrawnText("a" * 300, rule="code"),
    )
    page = segments_html(DrawnDocument("a" * 200, "en", texts, has_lines=True))
    shown = shown_by_chromium(page.replace("</body>", MEASURE), tmp_path)
    assert 'data-measured="[true,[&quot;ltr&quot;,&quot;rtl&quot;,&quot;ltr&quot;],3]"' in shown
