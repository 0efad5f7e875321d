"""What is pressed while an answer comes is pressed, also where the answer moves it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from polyloom.model import State
from support.accord import UNTRANSLATED, WRITTEN
from support.git import Clone
from support.polyloom import entry
from support.review_browser import Answers, DocumentView, Visitors, box_of
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

OWN = WRITTEN["es"]
EDITOR = "textarea[data-catalog]"
SAVE = "button[value=save]"
OPENING = "**/segment/**"
FINDINGS = "**/findings/**"


@pytest.fixture
def view(server: ReviewServer, visit: Visitors) -> DocumentView:
    return DocumentView(visit(server, "/document/es/accord.md"))


def saved(clone: Clone) -> tuple[str, ...]:
    return entry(clone.root, "es", UNTRANSLATED, "accord").msgstr


def written_with_findings_to_come(view: DocumentView) -> tuple[Locator, Answers]:
    """A text that was written with a number too many, and the answer that will say so."""
    answers = Answers.held_back(view.page, FINDINGS)
    segment = view.write(UNTRANSLATED, f"{OWN} 7")
    expect(segment.locator("[data-suggestion]").first).to_be_visible()
    return segment, answers


def test_a_button_is_pressed_while_the_whole_editor_comes(
    view: DocumentView, accord: Clone
) -> None:
    answers = Answers.held_back(view.page, OPENING)
    segment = view.write(UNTRANSLATED, OWN)
    before = view.hold_down(segment.locator(SAVE))
    answers.let_go()
    expect(segment.locator("[data-suggestion]").first).to_be_visible()
    assert box_of(segment.locator(SAVE))["y"] != before
    view.let_go()
    assert saved(accord) == (OWN,)


def test_a_button_is_pressed_while_findings_come(view: DocumentView) -> None:
    segment, answers = written_with_findings_to_come(view)
    copy = segment.locator(".copy-source")
    before = view.hold_down(copy)
    answers.let_go()
    expect(segment.locator(".finding").first).to_be_visible()
    assert box_of(copy)["y"] != before
    view.page.mouse.up()
    expect(segment.locator(EDITOR)).to_have_value(UNTRANSLATED)


def test_what_saves_and_approves_stays_where_it_is_while_findings_come(
    view: DocumentView,
) -> None:
    segment, answers = written_with_findings_to_come(view)
    before = box_of(segment.locator(".buttons"))
    answers.let_go()
    expect(segment.locator(".finding").first).to_be_visible()
    assert box_of(segment.locator(".buttons")) == before


def test_a_findings_own_button_is_pressed_while_it_comes_again(
    view: DocumentView, accord: Clone
) -> None:
    segment = view.open("We, the")
    answers = Answers.held_back(view.page, FINDINGS)
    accept = segment.locator(".accept-finding").first
    old = accept.element_handle()
    segment.locator(EDITOR).press("End")
    view.page.keyboard.type(" ")
    view.page.keyboard.press("Backspace")
    with view.page.expect_response(FINDINGS):
        view.hold_down(accept)
        answers.let_go()
    expect(accept).to_be_visible()
    view.page.wait_for_function("button => !button.isConnected", arg=old)
    view.let_go()
    expect(segment.locator(".finding:not(.accepted)")).to_have_count(0)
    assert (accord.root / "locales/es/reviews/accord.jsonl").exists()


def test_a_text_is_opened_that_moves_while_it_is_pressed(view: DocumentView) -> None:
    segment = view.segment(UNTRANSLATED)
    text = segment.locator(".side.translation .text")
    before = view.hold_down(text)
    view.page.evaluate("document.querySelector('main').style.translate = '0 -150px'")
    assert box_of(text)["y"] != before
    view.page.mouse.up()
    expect(segment.locator(EDITOR)).to_be_focused()


def test_a_button_that_one_lets_go_elsewhere_is_not_pressed(
    view: DocumentView, accord: Clone
) -> None:
    segment, answers = written_with_findings_to_come(view)
    view.hold_down(segment.locator(SAVE))
    view.page.mouse.move(10, 10)
    answers.let_go()
    expect(segment.locator(".finding").first).to_be_visible()
    view.page.mouse.up()
    view.settle()
    assert entry(accord.root, "es", UNTRANSLATED, "accord").state is State.UNTRANSLATED


def test_a_button_that_stays_is_pressed_once(view: DocumentView, accord: Clone) -> None:
    segment = view.write(UNTRANSLATED, OWN)
    expect(segment.locator("[data-suggestion]").first).to_be_visible()
    sent: list[str] = []
    view.page.on("request", lambda each: sent.append(each.url) if "/act/" in each.url else None)
    view.hold_down(segment.locator(SAVE))
    view.let_go()
    view.settle()
    assert len(sent) == 1
    assert saved(accord) == (OWN,)
