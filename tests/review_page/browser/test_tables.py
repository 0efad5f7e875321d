"""A table is a table on the page: its cells beside and below each other, each a text of its own."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

EDITOR = "textarea[data-catalog]"


def cell(view: DocumentView, source: str) -> Locator:
    text = view.page.locator(".side.source .text", has_text=source)
    return view.page.locator(".segment[data-column]").filter(has=text)


def box(view: DocumentView, source: str, side: str) -> Any:
    return cell(view, source).locator(f".side.{side}").bounding_box()


@pytest.mark.parametrize(("locale", "spoken"), [("es", "es"), ("ar", "ar")])
def test_cells_stand_in_rows_and_columns(
    server: ReviewServer, visit: Visitors, locale: str, spoken: str
) -> None:
    view = DocumentView(visit(server, f"/document/{locale}/accord.md", locale=spoken))
    starts = [
        box(view, source, side)["x"]
        for side in ("source", "translation")
        for source in ("Village", "Families")
    ]
    assert starts == sorted(starts, reverse=locale == "ar")
    assert box(view, "Village", "source")["y"] == box(view, "Families", "translation")["y"]
    above, below = box(view, "Village", "source"), box(view, "Upper mill", "source")
    assert (above["x"], above["width"]) == (below["x"], below["width"])
    assert above["y"] < below["y"]


def test_one_goes_from_cell_to_cell_and_out_of_the_table(
    server: ReviewServer, visit: Visitors
) -> None:
    view = DocumentView(visit(server, "/document/es/accord.md"))
    segment = cell(view, "Village")
    segment.locator(".side.source .text").click()
    expect(segment.locator(EDITOR)).to_be_focused()
    assert box(view, "Village", "source")["y"] > box(view, "Families", "source")["y"]
    followed = []
    for _ in range(3):
        view.page.keyboard.press("Alt+ArrowDown")
        expect(view.page.locator(f"{EDITOR}:focus")).to_have_count(1)
        followed.append(view.focused_text())
    assert followed[:2] == ["Families", "Upper mill"]
    assert followed[-1].startswith("Read ")
    expect(segment.locator(EDITOR)).to_have_count(0)
    assert "2" in (cell(view, "Families").get_attribute("aria-label") or "")


def test_a_phone_shows_one_cell_below_the_other(server: ReviewServer, visit: Visitors) -> None:
    phone = {"width": 390, "height": 844}
    view = DocumentView(visit(server, "/document/es/accord.md", viewport=phone))
    assert box(view, "Village", "source")["x"] == box(view, "Families", "source")["x"]
