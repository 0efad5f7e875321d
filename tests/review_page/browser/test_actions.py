"""Each action of the page, in languages written from the left, from the right, and in Chinese."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Request, Route, expect

from polyloom.model import State
from support.accord import EARLIER, LINKED, LOCALES, TRANSLATIONS, UNTRANSLATED, WRITTEN
from support.git import Clone
from support.polyloom import entry
from support.review_browser import DocumentView, Visitors, is_answer_to_act
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

TITLE = "The accord of the valley"
WATER = "Water belongs to whoever drinks it."
LAND = "Land belongs to"
EDITOR = "textarea[data-catalog]"
# What browsers call the languages.
SPOKEN = {"es": "es-PE", "ar": "ar", "zh_Hans": "zh-CN"}


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    """The language that is translated into."""
    return str(request.param)


@pytest.fixture
def view(server: ReviewServer, visit: Visitors, locale: str) -> DocumentView:
    """The document's page, in the language that is translated into."""
    return DocumentView(visit(server, f"/document/{locale}/accord.md", locale=SPOKEN[locale]))


def acts(clone: Clone, locale: str) -> list[dict[str, Any]]:
    """What the ledger says."""
    ledger = clone.root / f"locales/{locale}/reviews/accord.jsonl"
    if not ledger.exists():
        return []
    return [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]


def verdicts(clone: Clone, locale: str) -> list[str]:
    return [act["verdict"] for act in acts(clone, locale)]


def editor(segment: Locator) -> Locator:
    return segment.locator(EDITOR).first


def test_a_text_is_saved_by_its_button(view: DocumentView, accord: Clone, locale: str) -> None:
    view.press(view.write(UNTRANSLATED, WRITTEN[locale]), "save")
    written = entry(accord.root, locale, UNTRANSLATED, "accord")
    assert (written.msgstr, written.state) == ((WRITTEN[locale],), State.TRANSLATED)
    assert acts(accord, locale) == []


def test_a_text_is_saved_by_key(view: DocumentView, accord: Clone, locale: str) -> None:
    view.write(UNTRANSLATED, WRITTEN[locale])
    view.keys("Control+s")
    assert entry(accord.root, locale, UNTRANSLATED, "accord").state is State.TRANSLATED


@pytest.mark.parametrize("key", ["", "Alt+d"], ids=["button", "key"])
def test_a_draft_is_saved(view: DocumentView, accord: Clone, locale: str, key: str) -> None:
    segment = view.write(UNTRANSLATED, WRITTEN[locale])
    if key:
        view.keys(key)
    else:
        view.press(segment, "draft")
    written = entry(accord.root, locale, UNTRANSLATED, "accord")
    assert (written.msgstr, written.state) == ((WRITTEN[locale],), State.DRAFT)


@pytest.mark.parametrize("key", ["", "Alt+a"], ids=["button", "key"])
def test_a_text_is_approved(view: DocumentView, accord: Clone, locale: str, key: str) -> None:
    segment = view.open(WATER)
    if key:
        editor(segment).focus()
        view.keys(key)
    else:
        view.press(segment, "approve")
    expect(segment).to_have_attribute("data-state", "approved")
    assert verdicts(accord, locale) == ["approve"]


def test_what_is_not_saved_is_not_approved(view: DocumentView, accord: Clone, locale: str) -> None:
    segment = view.write(WATER, WRITTEN[locale])
    view.press(segment, "approve")
    expect(segment.locator(".problem")).to_be_visible()
    expect(editor(segment)).to_have_value(WRITTEN[locale])
    assert acts(accord, locale) == []
    assert entry(accord.root, locale, WATER, "accord").msgstr == (TRANSLATIONS[locale][WATER],)


def test_saving_and_approving_leads_on(view: DocumentView, accord: Clone, locale: str) -> None:
    segment = view.write(UNTRANSLATED, WRITTEN[locale])
    editor(segment).focus()
    view.keys("Control+Enter")
    expect(segment).to_have_attribute("data-state", "approved")
    assert verdicts(accord, locale) == ["approve"]
    assert entry(accord.root, locale, UNTRANSLATED, "accord").msgstr == (WRITTEN[locale],)
    # The next that wants doing is the first of the document.
    expect(view.segment(TITLE).locator(EDITOR)).to_be_focused()


def test_a_rejection_has_a_reason(view: DocumentView, accord: Clone, locale: str) -> None:
    segment = view.open(WATER)
    editor(segment).focus()
    view.page.keyboard.press("Alt+r")
    expect(segment.locator("textarea[name=reason]")).to_be_focused()
    view.keys("Control+Enter")
    expect(segment.locator(".problem")).to_be_visible()
    assert acts(accord, locale) == []
    view.page.keyboard.press("Alt+r")
    view.page.keyboard.type("says too little")
    view.keys("Control+Enter")
    expect(segment).to_have_attribute("data-state", "draft")
    assert [(act["verdict"], act["text"]) for act in acts(accord, locale)] == [
        ("reject", "says too little")
    ]
    assert entry(accord.root, locale, WATER, "accord").is_fuzzy


def test_a_comment_changes_no_state(view: DocumentView, accord: Clone, locale: str) -> None:
    segment = view.open(WATER)
    before = segment.get_attribute("data-state")
    editor(segment).focus()
    view.page.keyboard.press("Alt+c")
    view.page.keyboard.type("ask the upper mill")
    view.keys("Control+Enter")
    assert [(act["verdict"], act["text"]) for act in acts(accord, locale)] == [
        ("comment", "ask the upper mill")
    ]
    expect(segment).to_have_attribute("data-state", before or "")


def press_while_awaited(view: DocumentView, first: str, *later: str) -> None:
    """Press a key, and others before the server has heard of the first."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    view.page.route("**/act/**", hold, times=1)
    view.page.keyboard.press(first)
    while not held:
        view.page.wait_for_timeout(10)
    for key in later:
        view.page.keyboard.press(key)
    held[0].continue_()


def test_an_act_is_done_while_the_answer_to_another_is_awaited(
    view: DocumentView, accord: Clone, locale: str
) -> None:
    segment = view.write(WATER, WRITTEN[locale])
    press_while_awaited(view, "Control+s", "Alt+a")
    expect(segment).to_have_attribute("data-state", "approved")
    assert verdicts(accord, locale) == ["approve"]
    assert entry(accord.root, locale, WATER, "accord").msgstr == (WRITTEN[locale],)


def test_acts_in_one_breath_are_all_done_in_their_order(
    view: DocumentView, accord: Clone, locale: str
) -> None:
    segment = view.write(WATER, WRITTEN[locale])
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/act/" in request.url:
            asked.append(parse_qs(request.post_data or "")["act"][0])

    view.page.on("request", note)
    press_while_awaited(view, "Control+s", "Alt+d", "Control+Enter", "Alt+d")
    expect(segment).to_have_attribute("data-state", "approved")
    assert asked == ["save", "draft", "save-approve"]
    assert verdicts(accord, locale) == ["approve"]


def test_an_act_behind_one_that_is_refused_is_not_done(
    view: DocumentView, accord: Clone, locale: str
) -> None:
    segment = view.write(WATER, WRITTEN[locale])
    catalog = accord.root / f"locales/{locale}/LC_MESSAGES/accord.po"
    theirs = catalog.read_text("utf-8").replace(TRANSLATIONS[locale][WATER], "?" * 9)
    catalog.write_text(theirs, "utf-8")
    press_while_awaited(view, "Control+s", "Alt+d", "Control+Enter")
    expect(segment.locator(".conflict")).to_be_visible()
    view.settle()
    assert catalog.read_text("utf-8") == theirs
    assert verdicts(accord, locale) == []


@pytest.mark.parametrize("act", ["save", "approve", "save-approve"])
def test_a_button_that_is_pressed_twice_does_it_once(
    view: DocumentView, accord: Clone, locale: str, act: str
) -> None:
    segment = view.open(WATER) if act == "approve" else view.write(WATER, WRITTEN[locale])
    with view.page.expect_response(is_answer_to_act):
        segment.locator(f'button[name=act][value="{act}"]').dblclick()
    view.settle()
    expect(segment.locator(".conflict, .problem")).to_have_count(0)
    assert verdicts(accord, locale) == ([] if act == "save" else ["approve"])


def test_undo_puts_a_text_back(view: DocumentView, accord: Clone, locale: str) -> None:
    before = (accord.root / f"locales/{locale}/LC_MESSAGES/accord.po").read_bytes()
    segment = view.write(WATER, WRITTEN[locale])
    view.press(segment, "save")
    view.press(segment, "approve")
    expect(segment).to_have_attribute("data-state", "approved")
    editor(segment).focus()
    view.keys("Alt+u")
    expect(segment).not_to_have_attribute("data-state", "approved")
    assert entry(accord.root, locale, WATER, "accord").msgstr == (WRITTEN[locale],)
    view.keys("Alt+u")
    expect(editor(segment)).to_have_value(TRANSLATIONS[locale][WATER])
    assert (accord.root / f"locales/{locale}/LC_MESSAGES/accord.po").read_bytes() == before


def test_the_source_is_copied(view: DocumentView) -> None:
    segment = view.open(UNTRANSLATED)
    editor(segment).focus()
    view.page.keyboard.press("Alt+o")
    expect(editor(segment)).to_have_value(UNTRANSLATED)
    editor(segment).fill("")
    segment.locator(".copy-source").click()
    expect(editor(segment)).to_have_value(UNTRANSLATED)


def test_keys_lead_to_the_next_and_back(view: DocumentView) -> None:
    view.segment(TITLE).focus()
    view.page.keyboard.press("j")
    assert view.focused_text().startswith("We, the")
    view.page.keyboard.press("j")
    assert view.focused_text().endswith(WATER)
    view.page.keyboard.press("k")
    assert view.focused_text().startswith("We, the")


def test_keys_lead_on_while_one_writes(view: DocumentView) -> None:
    segment = view.open(TITLE)
    editor(segment).focus()
    view.page.keyboard.press("Alt+ArrowDown")
    expect(editor(view.segment("We, the"))).to_be_focused()
    view.page.keyboard.press("Alt+ArrowUp")
    expect(editor(segment)).to_be_focused()


def test_a_key_leads_to_the_next_that_wants_doing(view: DocumentView) -> None:
    for source in (TITLE, "We, the", WATER):
        segment = view.open(source)
        view.press(segment, "approve")
        expect(segment).to_have_attribute("data-state", "approved")
    view.segment(TITLE).focus()
    view.page.keyboard.press("n")
    expect(editor(view.segment(LAND))).to_be_focused()


def test_lost_and_doubled_placeables_are_told_while_one_writes(
    view: DocumentView, locale: str
) -> None:
    segment = view.open(LAND)
    place = segment.locator(".token-faults")
    expect(place).to_be_empty()
    editor(segment).fill(WRITTEN[locale])
    expect(place).to_contain_text("`those`")
    expect(segment.locator(".token.lost")).to_have_count(1)
    editor(segment).fill(f"`those` {WRITTEN[locale]} `those`")
    expect(place).to_contain_text("`those`")
    expect(segment.locator(".token.lost")).to_have_count(0)
    editor(segment).fill(f"`those` {WRITTEN[locale]}")
    expect(place).to_be_empty()


def test_a_missing_placeable_is_inserted_by_key(view: DocumentView, locale: str) -> None:
    segment = view.open(LAND)
    editor(segment).fill(WRITTEN[locale])
    editor(segment).focus()
    view.page.keyboard.press("Alt+p")
    expect(editor(segment)).to_have_value(f"{WRITTEN[locale]}`those`")
    # None is missing any more.
    view.page.keyboard.press("Alt+p")
    expect(editor(segment)).to_have_value(f"{WRITTEN[locale]}`those`")


def test_a_placeable_is_inserted_by_its_button(view: DocumentView) -> None:
    segment = view.open(LAND)
    editor(segment).fill("")
    segment.locator(".token").first.click()
    expect(editor(segment)).to_have_value("`those`")


def test_help_opens_and_closes_by_key(view: DocumentView) -> None:
    view.segment(WATER).focus()
    view.page.keyboard.press("?")
    keys = view.page.locator("dialog#keys")
    expect(keys).to_be_visible()
    view.page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(view.segment(WATER)).to_be_focused()


def test_what_is_typed_is_no_key(view: DocumentView) -> None:
    segment = view.open(UNTRANSLATED)
    editor(segment).focus()
    view.page.keyboard.type("janes? 123/")
    expect(editor(segment)).to_have_value("janes? 123/")
    expect(view.page.locator("dialog#keys")).to_be_hidden()


def test_a_document_is_approved_once_it_was_listed(
    view: DocumentView, accord: Clone, locale: str
) -> None:
    page = view.page
    page.locator("button[form=selection]").click()
    approvable, others = page.locator("table.approvals").all()
    finished = len(TRANSLATIONS[locale])
    expect(approvable.locator("tbody tr")).to_have_count(finished)
    # Each of the others says why.
    assert UNTRANSLATED in " ".join(others.locator("tbody tr").all_inner_texts())
    for row in others.locator("tbody tr").all():
        assert row.locator("td").nth(1).inner_text().strip()
    assert acts(accord, locale) == []
    approvable.locator("input[name=leave]").first.check()
    page.locator("main button.approve").click()
    expect(view.said()).not_to_be_empty()
    assert verdicts(accord, locale) == ["approve"] * (finished - 1)
    expect(view.segment(TITLE)).not_to_have_attribute("data-state", "approved")
    expect(view.segment(WATER)).to_have_attribute("data-state", "approved")


def test_what_is_selected_is_approved(view: DocumentView, accord: Clone, locale: str) -> None:
    view.segment(WATER).locator("input.select").check()
    view.segment(UNTRANSLATED).locator("input.select").check()
    view.page.locator("button[form=selection]").click()
    approvable, others = view.page.locator("table.approvals").all()
    expect(approvable.locator("tbody tr")).to_have_count(1)
    expect(others.locator("tbody tr")).to_have_count(1)
    view.page.locator("main button.approve").click()
    expect(view.segment(WATER)).to_have_attribute("data-state", "approved")
    assert verdicts(accord, locale) == ["approve"]


def test_a_text_is_written_in_its_direction(view: DocumentView, locale: str) -> None:
    segment = view.open(LINKED)
    direction = "rtl" if locale == "ar" else "ltr"
    expect(editor(segment)).to_have_attribute("dir", direction)
    expect(segment.locator(".side.source .text").first).to_have_attribute("dir", "ltr")
    language, _, _ = (editor(segment).get_attribute("lang") or "").partition("-")
    assert language == locale.partition("_")[0]


def test_what_an_input_method_composes_is_no_key(view: DocumentView) -> None:
    segment = view.open(UNTRANSLATED)
    editor(segment).focus()
    view.page.evaluate(
        """() => {
            const press = (init) => document.activeElement.dispatchEvent(new KeyboardEvent(
                "keydown", { bubbles: true, cancelable: true, ...init }));
            press({ key: "Enter", code: "Enter", ctrlKey: true, isComposing: true });
            press({ key: "Process", code: "KeyA", altKey: true, keyCode: 229 });
        }"""
    )
    expect(editor(segment)).to_be_focused()
    expect(segment).to_have_attribute("data-state", "untranslated")


@pytest.mark.parametrize("key", ["", "Alt+1"], ids=["button", "key"])
def test_a_suggestion_is_taken(view: DocumentView, locale: str, key: str) -> None:
    segment = view.open(UNTRANSLATED)
    suggestion = segment.locator('[data-suggestion="1"]')
    expect(suggestion).to_contain_text(EARLIER[locale])
    if key:
        editor(segment).focus()
        view.page.keyboard.press(key)
    else:
        suggestion.click()
    expect(editor(segment)).to_have_value(EARLIER[locale])
    expect(editor(segment)).to_be_focused()


@pytest.mark.parametrize("locale", ["es"], indirect=True)
def test_what_stands_beside_a_text_is_asked_for_once(view: DocumentView, locale: str) -> None:
    """A button that came again while it is pressed would take its click away."""
    asked: list[str] = []
    view.page.on("request", lambda sent: asked.append(sent.url) if "/beside/" in sent.url else None)
    segment = view.open(UNTRANSLATED)
    expect(segment.locator("[data-suggestion]").first).to_contain_text(EARLIER[locale])
    view.page.wait_for_timeout(500)
    assert len(asked) == 1
    view.page.goto(f"{view.page.url}?text={segment.get_attribute('data-name')}")
    expect(view.page.locator("[data-suggestion]").first).to_contain_text(EARLIER[locale])
    view.page.wait_for_timeout(500)
    assert len(asked) == 2


def test_the_same_text_elsewhere_is_named(view: DocumentView) -> None:
    segment = view.open("Nobody asked us before.")
    expect(segment.locator(".beside a", has_text="notice.txt").first).to_be_visible()


def test_a_finding_is_accepted(view: DocumentView, accord: Clone, locale: str) -> None:
    segment = view.open("We, the")
    expect(segment.locator(".finding:not(.accepted)").first).to_contain_text("12")
    editor(segment).focus()
    view.keys("Alt+f")
    expect(segment.locator(".finding:not(.accepted)")).to_have_count(0)
    assert [(act["verdict"], act["check"]) for act in acts(accord, locale)] == [
        ("accept", "numbers")
    ]


def test_findings_come_while_one_writes(view: DocumentView, locale: str) -> None:
    segment = view.open("Nobody asked us before.")
    translated = TRANSLATIONS[locale]["Nobody asked us before."]
    expect(segment.locator(".finding")).to_have_count(0)
    editor(segment).fill(translated.replace(translated[2], f"{translated[2]} 7", 1))
    expect(segment.locator(".finding").first).to_be_visible()
    editor(segment).fill(translated)
    expect(segment.locator(".finding")).to_have_count(0)


def test_what_was_said_and_changed_is_told(view: DocumentView, accord: Clone) -> None:
    segment = view.open(WATER)
    segment.locator("details.comment").evaluate("details => { details.open = true; }")
    segment.locator("textarea[name=comment]").fill("ask the upper mill")
    view.press(segment, "comment")
    expect(segment.locator(".beside")).to_contain_text("ask the upper mill")
    segment.locator("details.history summary").click()
    commit = accord.git("rev-parse", "--short=8", "HEAD").out.strip()
    expect(segment.locator("details.history")).to_contain_text(commit)
