"""What a screen reader, a phone, and eyes that see little contrast make of the page (axe-core)."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from support.accord import UNTRANSLATED
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_DESK, _PHONE = (1280, 900), (390, 844)


@pytest.mark.parametrize(
    ("locale", "spoken", "look"),
    [
        ("es", "en", ("light", *_DESK)),
        ("ar", "ar", ("dark", *_PHONE)),
        ("zh_Hans", "zh-CN", ("dark", *_DESK)),
        ("es", "es", ("light", *_PHONE)),
        ("ar", "ar", ("light", *_DESK)),
    ],
)
def test_nothing_is_in_anybodys_way(
    server: ReviewServer, visit: Visitors, locale: str, spoken: str, look: tuple[str, int, int]
) -> None:
    scheme, width, height = look
    page = visit(
        server,
        locale=spoken,
        color_scheme=scheme,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    assert _barriers(page) == []
    page.goto(f"{server.origin}/document/{locale}/accord.md")
    view = DocumentView(page)
    segment = view.open(UNTRANSLATED)
    for details in segment.locator("details").all():
        details.evaluate("details => { details.open = true; }")
    expect(page.locator("#progress progress")).to_be_visible()
    assert _barriers(page) == []
    # A phone has no button for it.
    segment.focus()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    assert _barriers(page) == []
    page.goto(f"{server.origin}/approve/{locale}/accord.md")
    assert _barriers(page) == []
    page.goto(f"{server.origin}/find/{locale}?is=awaiting")
    assert _barriers(page) == []
    page.goto(f"{server.origin}/concordance/{locale}?phrase=water&side=source")
    assert _barriers(page) == []
    page.goto(f"{server.origin}/document/{locale}/nothing.md")
    assert _barriers(page) == []


def _barriers(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    page.evaluate(_AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    barriers = [
        f"{each['id']}: {node['html']}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
    width, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [*barriers, *([f"it is {width} pixels wide"] if width > shown else [])]
