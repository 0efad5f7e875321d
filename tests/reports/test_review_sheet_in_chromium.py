"""A review sheet in a real browser: what is typed comes away as a file, and nothing else runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from polyloom.language.marked_runs import difference_runs
from polyloom.model import Finding, Severity
from polyloom.reports.review_sheet_html import ReviewSheet, SheetEntry, review_sheet_html
from polyloom.review.ledger import Verdict
from polyloom.review.returned_sheet import (
    Remark,
    ReturnedSheet,
    SheetText,
    plain_sheet,
    read_returned_sheet,
)
from polyloom.stages.reviews.text_labels import StateLabel
from support.programs import require_browser

pytestmark = pytest.mark.slow

MARKS = [f"{number:016x}.fedcba9876543210" for number in range(4)]
HOSTILE = '<script>document.title="run"</script><img src=x onerror="document.title=1">'
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run"]


def sheet(locale: str = "es") -> ReviewSheet:
    finding = Finding("numbers", Severity.ERROR, "a.po", 3, f"{HOSTILE} 27", "write 28")
    label = (StateLabel("translated", "translated"),)
    entries = (
        SheetEntry("t1", "title", "title", "title", 0, "", ("Strike",), ("Huelga",), label,
                   mark=MARKS[0], can_approve=True),
        SheetEntry("t2", "point-1", "point 1 of 2", "point", 1, "1)", (f"{HOSTILE} 28",),
                   (f"{HOSTILE} 27",), label, ("1 finding",), findings=(finding,),
                   changes=(difference_runs("In 27", "In 28"),), said=(HOSTILE,),
                   note=HOSTILE, mark=MARKS[1], can_approve=True),
        SheetEntry("t3", "point-2", "point 2 of 2", "point", 1, "2)", ("Strike",), ("Huelga",),
                   label, mark=MARKS[0], first="t1"),
        SheetEntry("t4", "paragraph", "paragraph", "paragraph", 0, "", ("x" * 300,), (), label,
                   ("not translated",), mark=MARKS[3]),
    )  # fmt: skip
    blank = ReturnedSheet("Statements", locale, "a.md", "", ())
    texts = [SheetText(each.mark, each.reference, each.sources[0], "") for each in entries]
    plain = plain_sheet(blank, texts)
    return ReviewSheet("Statements", "a.md", "en", locale, entries, ("4 texts",), plain)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = require_browser()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


def opened(context: BrowserContext, folder: Path, locale: str = "es") -> tuple[Page, list[str]]:
    """The sheet from a file, and what the browser complains of; nothing may be fetched."""
    file = folder / "sheet.html"
    file.write_text(review_sheet_html(sheet(locale)), "utf-8")
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file.as_uri())
    said.remove(file.as_uri())
    return page, said


def test_what_is_typed_comes_away_as_a_file_that_can_be_taken_in(
    browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(accept_downloads=True)
    page, said = opened(context, tmp_path)
    assert page.title() == "a.md – español"
    page.locator("#t1 summary").click()
    page.locator("#t1").get_by_label("It is right").check()
    page.locator("#t2 summary").click()
    page.locator("#t2").get_by_label("It is wrong").check()
    page.locator("#take").click()
    # Neither without a name nor without a reason.
    assert page.evaluate("document.activeElement.id") == "name"
    page.get_by_label("Your name and address").fill("Ana <ana@example.org>")
    page.locator("#take").click()
    assert page.evaluate("document.activeElement.closest('.pair').id") == "t2"
    page.locator("#t2 textarea").fill('Say "28".')
    page.locator("#t4 summary").click()
    page.locator("#t4 textarea").fill("When?")
    assert page.locator("#count").text_content() == "3"
    page.reload()
    assert page.locator("#count").text_content() == "3"
    with page.expect_download() as download:
        page.locator("#take").click()
    assert download.value.suggested_filename == "review-es-a.json"
    found = read_returned_sheet(Path(download.value.path()).read_bytes(), "x")
    assert found == ReturnedSheet(
        "Statements",
        "es",
        "a.md",
        "Ana <ana@example.org>",
        (
            Remark(MARKS[0], "title", Verdict.APPROVE),
            Remark(MARKS[1], "point-1", Verdict.REJECT, 'Say "28".'),
            Remark(MARKS[3], "paragraph", Verdict.COMMENT, "When?"),
        ),
    )
    assert not [each for each in said if not each.startswith(("file:", "blob:"))]
    context.close()


def test_without_script_all_is_there_to_read_and_a_text_to_fill_in(
    browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _ = opened(context, tmp_path)
    assert page.locator(".remark").first.is_hidden()
    assert page.locator("#bar").is_hidden()
    assert "copy the text" in page.locator("header").inner_text()
    page.locator(".plain summary").click()
    filled = page.locator(".plain pre").inner_text().replace("Comment:", "Comment: Sure?", 1)
    assert read_returned_sheet(filled.encode(), "x").remarks == (
        Remark(MARKS[0], "title", Verdict.COMMENT, "Sure?"),
    )
    context.close()


Scheme = Literal["light", "dark"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "locale"), [(1280, "es"), (390, "ar"), (390, "zh_Hans")])
def test_for_everybody_on_every_screen(
    browser: Browser, tmp_path: Path, scheme: Scheme, width: int, locale: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page, _ = opened(context, tmp_path, locale)
    for summary in page.locator("details:visible > summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    columns = page.locator("#t1 .cell").evaluate_all("cells => cells.map((cell) => cell.offsetTop)")
    assert (columns[0] == columns[1]) is (width == 1280)
    direction = (
        page.locator("#t1 .cell").nth(1).evaluate("cell => getComputedStyle(cell).direction")
    )
    assert direction == ("rtl" if locale == "ar" else "ltr")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.title().startswith("a.md")
    context.close()
