"""The page in a browser that runs no script: links and forms alone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from support.accord import TRANSLATIONS, UNTRANSLATED, WRITTEN
from support.git import Clone
from support.polyloom import entry
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

WATER = "Water belongs to whoever drinks it."
OWN = WRITTEN["es"]


@pytest.fixture
def view(server: ReviewServer, visit: Visitors) -> DocumentView:
    return DocumentView(visit(server, "/document/es/accord.md", java_script_enabled=False))


def verdicts(clone: Clone) -> list[str]:
    ledger = clone.root / "locales/es/reviews/accord.jsonl"
    return [json.loads(line)["verdict"] for line in ledger.read_text().splitlines()]


def test_a_document_is_read(view: DocumentView, server: ReviewServer) -> None:
    for source, translation in TRANSLATIONS["es"].items():
        assert source.split("*")[0] in view.page.locator("#document").inner_text()
        assert translation.split("*")[0] in view.page.locator("#document").inner_text()
    view.page.goto(server.origin)
    view.page.locator("tr[id='es-accord.md'] a").click()
    expect(view.segment(WATER)).to_be_visible()


def test_a_text_is_saved_and_approved(view: DocumentView, accord: Clone) -> None:
    view.segment(UNTRANSLATED).locator(".open-close").click()
    view.page.locator("textarea[name=form-0]").fill(OWN)
    view.page.locator('button[value="save"]').click()
    expect(view.said()).not_to_be_empty()
    assert entry(accord.root, "es", UNTRANSLATED, "accord").msgstr == (OWN,)
    view.page.locator('button[value="approve"]').click()
    expect(view.segment(UNTRANSLATED)).to_have_attribute("data-state", "approved")
    assert verdicts(accord) == ["approve"]


def test_what_is_refused_is_not_lost(view: DocumentView, accord: Clone) -> None:
    view.segment(WATER).locator(".open-close").click()
    view.page.locator("textarea[name=form-0]").fill(OWN)
    view.page.locator('button[value="approve"]').click()
    expect(view.page.locator(".problem")).to_be_visible()
    expect(view.page.locator("textarea[name=form-0]")).to_have_value(OWN)
    assert entry(accord.root, "es", WATER, "accord").msgstr == (TRANSLATIONS["es"][WATER],)


def test_a_document_is_approved(view: DocumentView, accord: Clone) -> None:
    view.page.locator("button[form=selection]").click()
    view.page.locator("main button.approve").click()
    expect(view.segment(WATER)).to_have_attribute("data-state", "approved")
    assert verdicts(accord) == ["approve"] * len(TRANSLATIONS["es"])
