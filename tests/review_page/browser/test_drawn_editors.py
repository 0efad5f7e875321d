"""An editor is there at once: what the server knows of the text comes into it when it answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from support.accord import TRANSLATIONS, UNTRANSLATED, WRITTEN
from support.git import Clone
from support.polyloom import catalog_file, entry
from support.review_browser import Answers, DocumentView, Visitors
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

ADDRESS = "/document/es/accord.md"
EDITOR = "textarea[data-catalog]"
OWN = WRITTEN["es"]
LAND = "Land belongs to `those` who work it."


@pytest.fixture
def view(server: ReviewServer, visit: Visitors) -> DocumentView:
    return DocumentView(visit(server, ADDRESS))


@pytest.fixture
def answers(view: DocumentView) -> Answers:
    """The answers to what opens a text, held back."""
    return Answers.held_back(view.page, "**/segment/**")


def beside(segment: Locator) -> Locator:
    """What only the server knows."""
    return segment.locator("aside.beside")


def test_what_is_typed_before_the_answer_stays(
    view: DocumentView, answers: Answers, accord: Clone
) -> None:
    segment = view.open(UNTRANSLATED)
    expect(segment.locator(EDITOR)).to_be_focused()
    view.page.keyboard.type(OWN)
    view.page.keyboard.press("Home")
    segment.locator("details.comment > summary").click()
    segment.locator("[name=comment]").fill("Seen.")
    segment.locator(EDITOR).focus()
    expect(beside(segment)).to_have_count(0)
    answers.let_go()
    expect(beside(segment)).to_be_visible()
    expect(segment.locator(EDITOR)).to_have_value(OWN)
    expect(segment.locator(EDITOR)).to_be_focused()
    assert segment.locator(EDITOR).evaluate("area => area.selectionStart") == 0
    expect(segment.locator("[name=comment]")).to_have_value("Seen.")
    expect(segment.locator("[name=comment]")).to_be_visible()
    view.keys("Control+s")
    assert entry(accord.root, "es", UNTRANSLATED, "accord").msgstr == (OWN,)


def test_a_comment_stays_where_more_buttons_come_with_the_answer(
    view: DocumentView, answers: Answers
) -> None:
    answers.is_holding = False
    view.press(view.open(LAND), "approve")
    view.page.reload()
    answers.is_holding = True
    segment = view.open(LAND)
    segment.locator("details.comment > summary").click()
    segment.locator("[name=comment]").fill("Seen.")
    answers.let_go()
    expect(segment.locator("button[value=withdraw]")).to_be_visible()
    expect(segment.locator("button[value=undo]")).to_be_visible()
    expect(segment.locator("[name=comment]")).to_be_visible()
    expect(segment.locator("[name=comment]")).to_have_value("Seen.")
    expect(segment.locator("[name=reason]")).not_to_be_visible()


def test_it_begins_with_the_catalogs_text(view: DocumentView, answers: Answers) -> None:
    segment = view.open(LAND)
    drawn = segment.locator(EDITOR).input_value()
    answers.let_go()
    expect(segment.locator(".token")).not_to_have_count(0)
    expect(segment.locator(EDITOR)).to_have_value(drawn)
    expect(segment.locator(EDITOR)).to_have_attribute("data-catalog", drawn)
    assert drawn == TRANSLATIONS["es"][LAND]


def test_placeables_are_there_before_the_answer(view: DocumentView, answers: Answers) -> None:
    segment = view.open(LAND)
    tokens = segment.locator(".token")
    expect(tokens).to_have_text(["`those`"])
    segment.locator(EDITOR).fill("La tierra es de ")
    expect(segment.locator(".token.lost")).to_have_count(1)
    view.page.keyboard.press("Alt+p")
    expect(segment.locator(EDITOR)).to_have_value("La tierra es de `those`")
    expect(segment.locator(".token.lost")).to_have_count(0)
    answers.let_go()
    expect(beside(segment)).to_be_visible()
    expect(tokens).to_have_text(["`those`"])
    expect(segment.locator(EDITOR)).to_have_value("La tierra es de `those`")


def test_a_text_without_placeables_has_no_place_for_them(
    view: DocumentView, answers: Answers
) -> None:
    segment = view.open(UNTRANSLATED)
    expect(segment.locator(".token, .tokens")).to_have_count(0)
    answers.let_go()
    expect(beside(segment)).to_be_visible()


def test_it_is_closed_before_the_answer(view: DocumentView, answers: Answers) -> None:
    segment = view.open(UNTRANSLATED)
    view.page.keyboard.type(OWN)
    link = segment.locator(".open-close")
    expect(link).to_have_text("Close")
    link.click()
    expect(segment.locator(EDITOR)).to_have_count(0)
    expect(segment.locator(".label.unsaved")).to_be_visible()
    expect(link).to_have_text("Edit")
    answers.is_holding = False
    link.click()
    expect(beside(segment)).to_be_visible()
    expect(segment.locator(EDITOR)).to_have_value(OWN)


def test_an_act_that_is_asked_for_meanwhile_is_done_after_it(
    view: DocumentView, answers: Answers, accord: Clone
) -> None:
    segment = view.open(UNTRANSLATED)
    view.page.keyboard.type(OWN)
    view.page.keyboard.press("Control+s")
    assert entry(accord.root, "es", UNTRANSLATED, "accord").msgstr == ("",)
    answers.let_go()
    expect(segment).to_have_attribute("data-state", "translated")
    assert entry(accord.root, "es", UNTRANSLATED, "accord").msgstr == (OWN,)


def test_a_catalog_that_has_changed_since_it_was_shown_is_a_conflict(
    view: DocumentView, answers: Answers, accord: Clone
) -> None:
    segment = view.open(UNTRANSLATED)
    view.page.keyboard.type(OWN)
    catalog = catalog_file(accord.root, "es", "accord")
    before = catalog.read_text("utf-8")
    after = before.replace(
        f'msgid "{UNTRANSLATED}"\nmsgstr ""', f'msgid "{UNTRANSLATED}"\nmsgstr "De otra."'
    )
    assert after != before
    catalog.write_text(after, "utf-8")
    answers.let_go()
    expect(beside(segment)).to_be_visible()
    expect(segment.locator(EDITOR)).to_have_value(OWN)
    view.press(segment, "save")
    expect(segment.locator(".conflict .text")).to_have_text("De otra.")
    expect(segment.locator(EDITOR)).to_have_value(OWN)
    assert catalog.read_text("utf-8") == after


def test_nothing_is_approved_that_has_changed_before_the_answer(
    view: DocumentView, answers: Answers, accord: Clone
) -> None:
    source, translation = next(iter(TRANSLATIONS["es"].items()))
    segment = view.open(source)
    segment.locator('button[name=act][value="approve"]').click()
    path = catalog_file(accord.root, "es", "accord")
    path.write_bytes(path.read_bytes().replace(translation.encode(), b"Otro texto"))
    answers.let_go()
    expect(segment.locator(".problem")).to_be_visible()
    expect(segment.locator(EDITOR)).to_have_value("Otro texto")
    assert not (accord.root / "locales/es/reviews/accord.jsonl").exists()


def test_text_is_kept_where_no_answer_comes(
    view: DocumentView, answers: Answers, accord: Clone
) -> None:
    segment = view.open(UNTRANSLATED)
    view.page.keyboard.type(OWN)
    answers.refuse()
    expect(view.page.locator("#failed")).not_to_be_empty()
    expect(segment.locator(EDITOR)).to_have_value(OWN)
    view.press(segment, "save")
    expect(segment).to_have_attribute("data-state", "translated")
    assert entry(accord.root, "es", UNTRANSLATED, "accord").msgstr == (OWN,)


def test_what_is_being_composed_goes_on(view: DocumentView, answers: Answers) -> None:
    segment = view.open(UNTRANSLATED)
    keyboard = view.page.context.new_cdp_session(view.page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "shui", "selectionStart": 4, "selectionEnd": 4}
    )
    answers.let_go()
    expect(beside(segment)).to_be_visible()
    keyboard.send("Input.insertText", {"text": "水"})
    expect(segment.locator(EDITOR)).to_have_value("水")


def test_one_goes_on_without_waiting(view: DocumentView, answers: Answers) -> None:
    segment = view.open(UNTRANSLATED)
    for _ in range(2):
        view.page.keyboard.press("Alt+ArrowUp")
        assert view.page.evaluate(f"document.activeElement.matches('{EDITOR}')")
    assert view.focused_text() not in ("", UNTRANSLATED)
    expect(view.page.locator(".segment.open")).to_have_count(1)
    answers.let_go()
    expect(view.page.locator(".segment.open aside.beside")).to_be_visible()
    expect(segment.locator(EDITOR)).to_have_count(0)
    expect(segment.locator(".side.translation .text")).to_be_visible()
