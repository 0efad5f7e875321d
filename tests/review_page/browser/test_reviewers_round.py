"""A reviewer's round from its start to its end: with the keyboard alone, and in a clone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.accord import UNTRANSLATED, WRITTEN
from support.git import Clone, make_clone
from support.polyloom import SPANISH, entry, make_project, polyloom, translate_by_hand
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer, review_server

EDITOR = "textarea[data-catalog]"
TITLE = "The accord of the valley"
WATER = "Water belongs to whoever drinks it."


def in_order(page: Page, count: int) -> list[str]:
    """What gets the focus, one after the other, by the tabulator."""
    found = []
    for _ in range(count):
        page.keyboard.press("Tab")
        found.append(
            str(
                page.evaluate(
                    "(() => { const each = document.activeElement;"
                    " return [each.tagName, each.className, each.name ?? '', each.value ?? '']"
                    ".join(' '); })()"
                )
            )
        )
    return found


@pytest.mark.slow
def test_the_keyboard_alone_is_enough(server: ReviewServer, accord: Clone, visit: Visitors) -> None:
    view = DocumentView(visit(server))
    page = view.page
    # From the start page to the document: its link is reached by the tabulator.
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "accord.md":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#document")).to_be_visible()
    page.wait_for_load_state()
    locale = str(page.locator("#document").get_attribute("data-locale"))
    written = WRITTEN[locale]

    # The last text is written, saved, and approved by its button; the focus stays where it was.
    view.segment(TITLE).focus()
    while not view.focused_text().startswith(UNTRANSLATED):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    editor = view.segment(UNTRANSLATED).locator(EDITOR)
    expect(editor).to_be_focused()
    page.keyboard.insert_text(written)
    view.keys("Control+s")
    expect(view.segment(UNTRANSLATED)).to_have_attribute("data-state", "translated")
    expect(editor).to_be_focused()
    assert editor.evaluate("area => area.selectionStart") == len(written)
    expect(view.said()).not_to_be_empty()
    # Behind the editor come its buttons, in the order in which they are read.
    order = in_order(page, 4)
    assert [each.split()[-1] for each in order] == ["save", "draft", "approve", "save-approve"]
    page.keyboard.press("Shift+Tab")
    view.keys("Enter")
    expect(view.segment(UNTRANSLATED)).to_have_attribute("data-state", "approved")
    expect(view.segment(UNTRANSLATED).locator('button[value="approve"]')).to_be_focused()

    # Out of the editor, up to another one, which is rejected with a reason.
    editor.focus()
    page.keyboard.press("Escape")
    expect(view.segment(UNTRANSLATED)).to_be_focused()
    while not view.focused_text().endswith(WATER):
        page.keyboard.press("k")
    page.keyboard.press("r")
    expect(view.segment(WATER).locator("textarea[name=reason]")).to_be_focused()
    page.keyboard.type("asks too little")
    view.keys("Control+Enter")
    expect(view.segment(WATER)).to_have_attribute("data-state", "draft")
    assert entry(accord.root, locale, WATER, "accord").is_fuzzy
    assert view.focused_text().endswith(WATER)

    # The document as a whole: the form of the list is reached and sent.
    page.keyboard.press("Escape")
    page.locator("button[form=selection]").focus()
    page.keyboard.press("Enter")
    page.locator("main button.approve").focus()
    page.keyboard.press("Enter")
    expect(view.segment(TITLE)).to_have_attribute("data-state", "approved")


# Two findings that can be corrected, one that is meant.
SLIPS = {
    "The country is in crisis.": "El país  está en crisis.",
    "By the movement": "Por  el movimiento",
    "That the crisis has 28 causes in our country.": "Que la crisis tiene muchas causas aquí.",
}
SCANDALS = "That the corruption scandals have shown it."


@pytest.fixture
def statements(tmp_path: Path) -> Clone:
    """A clone with one translated document, of which nothing has been reviewed."""
    root = make_project(tmp_path / "statements", locales='"es"')
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", {**SPANISH, **SLIPS})
    return make_clone(root)


@pytest.mark.slow
def test_a_round_changes_what_was_reviewed_and_nothing_else(
    statements: Clone, visit: Visitors
) -> None:
    root = statements.root
    with review_server(root) as server:
        view = DocumentView(visit(server))
        view.page.get_by_role("link", name="statement.txt").click()
        corrected = ("The country is in crisis.", "By the movement")
        for source in corrected:
            segment = view.open(source)
            segment.locator(".fix").first.click()
            expect(segment.locator(EDITOR)).to_have_value(SPANISH[source])
            view.press(segment, "save")
            expect(segment.locator(".finding:not(.accepted)")).to_have_count(0)
        meant = view.open("That the crisis has 28 causes")
        expect(meant.locator(".finding")).to_have_count(1)
        meant.locator(EDITOR).focus()
        view.keys("Alt+f")
        expect(meant.locator(".finding:not(.accepted)")).to_have_count(0)
        point = view.open(SCANDALS)
        point.locator(EDITOR).focus()
        view.page.keyboard.press("Alt+r")
        view.page.keyboard.type("escándalos de quién")
        view.keys("Control+Enter")
        expect(point).to_have_attribute("data-state", "draft")
        view.page.locator("button[form=selection]").click()
        expect(view.page.locator("table.approvals").last).to_contain_text(SCANDALS)
        view.page.locator("main button.approve").click()
        expect(view.segment("We affirm:")).to_have_attribute("data-state", "approved")
        assert server.end().count("closed") == 1
    changed = statements.git("status", "--porcelain", "-uall").out.split("\n")[:-1]
    assert changed == [
        " M locales/es/LC_MESSAGES/statement.po",
        "?? locales/es/reviews/statement.jsonl",
    ]
    for source, slip in SLIPS.items():
        now = entry(root, "es", source).msgstr[0]
        assert now == (SPANISH[source] if source in corrected else slip)
    assert entry(root, "es", SCANDALS).is_fuzzy
    difference = statements.git("diff", "-U0").out.splitlines()
    taken = [line for line in difference if line[:1] == "-" and line[:3] != "---"]
    assert sorted(taken) == sorted(f'-msgstr "{SLIPS[source]}"' for source in corrected)
    acts = [
        json.loads(line)["verdict"]
        for line in (root / "locales/es/reviews/statement.jsonl").read_text().splitlines()
    ]
    assert acts == ["accept", "reject", *["approve"] * (len(SPANISH) - 1)]
    report = polyloom(root, "report", "es")
    assert report.code == 0
    assert "rejected" in report.out
    assert polyloom(root, "build", "es").code == 0
    assert "El país está en crisis." in (root / "build/es/statement.txt").read_text()
