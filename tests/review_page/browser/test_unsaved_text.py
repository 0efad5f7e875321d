"""What is not saved is lost by nothing: no reload, no end of the program, no refusal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from support.accord import UNTRANSLATED, WRITTEN
from support.git import Clone
from support.polyloom import entry
from support.review_browser import DocumentView, Visitors, is_answer_to_act
from support.review_server import ReviewServer, review_server

pytestmark = pytest.mark.slow

ADDRESS = "/document/es/accord.md"
EDITOR = "textarea[data-catalog]"
OWN = WRITTEN["es"]


@pytest.fixture
def first_server(own_accord: Clone) -> Iterator[ReviewServer]:
    """A server that a test may end."""
    with review_server(own_accord.root) as started:
        yield started


def test_it_survives_the_end_of_the_server(
    own_accord: Clone, first_server: ReviewServer, visit: Visitors
) -> None:
    view = DocumentView(visit(first_server, ADDRESS))
    segment = view.open(UNTRANSLATED)
    segment.locator(EDITOR).focus()
    view.page.keyboard.type(OWN[:10])
    first_server.kill()
    view.page.keyboard.type(OWN[10:])
    segment.locator('button[value="save"]').click()
    expect(view.page.locator("#failed")).not_to_be_empty()
    expect(segment.locator(EDITOR)).to_have_value(OWN)
    with review_server(own_accord.root, port=first_server.port) as second:
        assert second.port == first_server.port
        view.page.goto(second.address)
        view.page.goto(second.origin + ADDRESS)
        segment = view.open(UNTRANSLATED)
        expect(segment.locator(EDITOR)).to_have_value(OWN)
        expect(view.said()).not_to_be_empty()
        assert entry(own_accord.root, "es", UNTRANSLATED, "accord").msgstr == ("",)
        view.press(segment, "save")
        assert entry(own_accord.root, "es", UNTRANSLATED, "accord").msgstr == (OWN,)
        # What is saved is not kept besides.
        view.page.wait_for_function(
            "() => Object.keys(localStorage).every((key) => key.endsWith(':place'))"
        )


def test_it_survives_a_reload(server: ReviewServer, visit: Visitors) -> None:
    view = DocumentView(visit(server, ADDRESS))
    view.write(UNTRANSLATED, OWN)
    view.page.reload()
    expect(view.open(UNTRANSLATED).locator(EDITOR)).to_have_value(OWN)


def test_it_survives_a_text_that_is_closed(server: ReviewServer, visit: Visitors) -> None:
    view = DocumentView(visit(server, ADDRESS))
    segment = view.write(UNTRANSLATED, OWN)
    segment.locator(".open-close").click()
    expect(segment.locator(EDITOR)).to_have_count(0)
    expect(view.open(UNTRANSLATED).locator(EDITOR)).to_have_value(OWN)


def test_what_is_typed_while_an_answer_is_awaited_stays(
    server: ReviewServer, visit: Visitors
) -> None:
    view = DocumentView(visit(server, ADDRESS))
    segment = view.write(UNTRANSLATED, OWN)
    segment.locator(EDITOR).focus()
    with view.page.expect_response(is_answer_to_act):
        view.page.keyboard.press("Control+s")
        view.page.keyboard.press("End")
        view.page.keyboard.type(" Y en otoño.")
    expect(segment).to_have_attribute("data-state", "translated")
    expect(segment.locator(EDITOR)).to_have_value(f"{OWN} Y en otoño.")
    expect(segment.locator(EDITOR)).to_be_focused()
    view.page.reload()
    expect(view.open(UNTRANSLATED).locator(EDITOR)).to_have_value(f"{OWN} Y en otoño.")


def test_the_start_page_leads_back_to_where_one_was(server: ReviewServer, visit: Visitors) -> None:
    view = DocumentView(visit(server, ADDRESS))
    view.open(UNTRANSLATED)
    view.page.goto(server.origin)
    view.page.locator("#resume a").click()
    expect(view.segment(UNTRANSLATED).locator(EDITOR)).to_be_focused()
