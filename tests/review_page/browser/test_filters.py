"""Texts that are looked for: in a document, in all of a language, and by their words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from support.accord import EARLIER, LOCALES, TRANSLATIONS, UNTRANSLATED, WRITTEN
from support.git import Clone
from support.polyloom import entry
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

WATER = "Water belongs to whoever drinks it."


@pytest.fixture
def view(server: ReviewServer, visit: Visitors) -> DocumentView:
    return DocumentView(visit(server, "/document/es/accord.md"))


def sources(page: Page) -> list[str]:
    """The sources of the texts that are shown."""
    return [each.strip() for each in page.locator(".side.source .text").all_inner_texts()]


def chosen(view: DocumentView, condition: str) -> None:
    """Have a condition of the form asked for."""
    view.page.locator("details.filters").evaluate("details => { details.open = true; }")
    view.page.locator(f'.filters input[name=is][value="{condition}"]').check()
    view.page.locator(".filters button").first.click()
    view.page.wait_for_url("**is=*")


def test_a_key_leads_to_the_search(
    view: DocumentView, server: ReviewServer, visit: Visitors
) -> None:
    view.segment(WATER).focus()
    view.page.keyboard.press("/")
    expect(view.page.locator("input[name=source]")).to_be_focused()
    view.page.keyboard.type("WATER")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url("**source=WATER*")
    assert [each.endswith(WATER) for each in sources(view.page)] == [True]
    # The address is all that somebody else needs.
    _, _, path = view.page.url.partition(server.origin)
    other = visit(server, path)
    assert sources(other) == sources(view.page)


def test_conditions_are_asked_for_together(view: DocumentView) -> None:
    chosen(view, "untranslated")
    assert UNTRANSLATED in sources(view.page)
    assert all(not each.endswith(WATER) for each in sources(view.page))
    untranslated = len(sources(view.page))
    view.page.locator("details.filters summary").click()
    view.page.locator('.filters input[name=is][value="awaiting"]').check()
    view.page.locator(".filters button").first.click()
    expect(view.page.locator(".segment")).not_to_have_count(untranslated)
    assert len(sources(view.page)) == untranslated + len(TRANSLATIONS["es"])


def test_a_check_is_asked_for(view: DocumentView) -> None:
    view.page.locator("details.filters summary").click()
    view.page.locator(".filters select[name=check]").select_option("numbers")
    view.page.locator(".filters button").first.click()
    view.page.wait_for_url("**check=numbers*")
    assert [each.startswith("We, the") for each in sources(view.page)] == [True]


def test_what_is_found_is_edited_where_it_is_found(view: DocumentView, accord: Clone) -> None:
    chosen(view, "untranslated")
    view.press(view.write(UNTRANSLATED, WRITTEN["es"]), "save")
    assert entry(accord.root, "es", UNTRANSLATED, "accord").msgstr == (WRITTEN["es"],)
    expect(view.segment(UNTRANSLATED)).to_have_attribute("data-state", "translated")


def test_all_documents_are_searched(view: DocumentView) -> None:
    view.page.locator("details.filters summary").click()
    view.page.locator(".filters input[name=source]").fill("we will meet")
    view.page.locator(".filters button[formaction]").click()
    view.page.wait_for_url("**/find/es*")
    expect(view.page.locator("main")).to_contain_text("accord.md")
    expect(view.page.locator("main")).to_contain_text(EARLIER["es"])
    view.page.locator(".found a").first.click()
    expect(view.page.locator("form.editor")).to_have_count(1)


@pytest.mark.parametrize(
    ("locale", "phrase"),
    [(locale, TRANSLATIONS[locale][WATER].split()[0][:5]) for locale in LOCALES],
)
def test_words_are_looked_up(
    server: ReviewServer, visit: Visitors, locale: str, phrase: str
) -> None:
    page = visit(server, f"/document/{locale}/accord.md")
    page.locator("details.filters summary").click()
    page.locator(f'.filters a[href*="concordance/{locale}"]').click()
    expect(page.locator("input[name=phrase]")).to_be_focused()
    page.keyboard.insert_text(phrase)
    page.locator("select[name=side]").select_option("translation")
    page.locator("main form button").click()
    expect(page.locator(".found")).to_contain_text(TRANSLATIONS[locale][WATER])
    page.locator(".found a").first.click()
    expect(page.locator("form.editor")).to_have_count(1)


@pytest.mark.parametrize("query", ["is=nonsense", "check=nothing", "nonsense=1"])
@pytest.mark.parametrize("path", ["/document/es/accord.md", "/find/es"])
def test_an_unknown_filter_is_told(
    server: ReviewServer, visit: Visitors, path: str, query: str
) -> None:
    page = visit(server)
    answer = page.goto(f"{server.origin}{path}?{query}")
    assert answer is not None
    assert 400 <= answer.status < 500
    word = "nonsense" if "nonsense" in query else "nothing"
    expect(page.locator("main")).to_contain_text(word)
