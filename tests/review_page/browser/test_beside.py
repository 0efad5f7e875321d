"""What stands beside a text in the browser: suggestions, findings while one writes, history."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.accord import EARLIER, UNTRANSLATED
from support.git import Clone
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

PATH = "/document/es/accord.md"
VILLAGES = "of 12 villages"


def test_a_suggestion_is_taken_by_its_key_and_stays(server: ReviewServer, visit: Visitors) -> None:
    page = visit(server, PATH)
    view = DocumentView(page)
    segment = view.open(UNTRANSLATED)
    suggestion = segment.locator('[data-suggestion="1"]')
    expect(suggestion).to_contain_text(EARLIER["es"])
    expect(segment.locator(".suggestions ins")).to_have_text("spring")
    segment.locator("textarea[data-catalog]").focus()
    page.keyboard.press("Alt+Digit1")
    expect(segment.locator("textarea[data-catalog]")).to_have_value(EARLIER["es"])
    segment.locator("textarea[data-catalog]").fill("Nos veremos.")
    view.press(segment, "draft")
    expect(view.said()).to_contain_text("Saved as a draft")
    expect(segment.locator('[data-suggestion="1"]')).to_contain_text(EARLIER["es"])


def test_findings_come_and_go_while_one_writes(server: ReviewServer, visit: Visitors) -> None:
    page = visit(server, PATH)
    segment = DocumentView(page).open(VILLAGES)
    findings, area = segment.locator(".findings"), segment.locator("textarea[data-catalog]")
    expect(findings).to_contain_text("[numbers]")
    area.fill("Nosotras, las *asambleas*  de 12 aldeas, nos hemos reunido.")
    expect(findings).not_to_contain_text("[numbers]")
    expect(findings).to_contain_text("[double-spaces]")
    expect(area).to_be_focused()
    findings.locator(".fix").click()
    expect(area).to_have_value("Nosotras, las *asambleas* de 12 aldeas, nos hemos reunido.")
    expect(findings).to_have_text("")


def test_a_finding_is_accepted_by_a_key(
    accord: Clone, server: ReviewServer, visit: Visitors
) -> None:
    page = visit(server, PATH)
    view = DocumentView(page)
    segment = view.open(VILLAGES)
    page.keyboard.press("Escape")
    view.keys("f")
    expect(view.said()).to_contain_text("Accepted: what “numbers” finds there is meant.")
    expect(segment.locator(".finding.accepted")).to_contain_text("[numbers]")
    assert '"check": "numbers"' in accord.read("locales/es/reviews/accord.jsonl")


def test_what_was_put_in_can_be_used_at_once(server: ReviewServer, visit: Visitors) -> None:
    page = visit(server, PATH)
    # On a slow machine it takes a while until htmx settles what it has put in.
    page.evaluate("htmx.config.defaultSettleDelay = 60_000")
    segment = DocumentView(page).open(VILLAGES)
    segment.locator(".history summary").click()
    expect(segment.locator(".events")).to_contain_text("A Translator")
    segment.locator(".open-close").click()
    expect(segment.locator("textarea[data-catalog]")).to_have_count(0)


def test_the_history_is_looked_for_when_it_is_opened(server: ReviewServer, visit: Visitors) -> None:
    page = visit(server, PATH)
    segment = DocumentView(page).open(VILLAGES)
    segment.locator(".history summary").click()
    expect(segment.locator(".events")).to_contain_text("A Translator")


def test_a_filter_is_an_address(server: ReviewServer, visit: Visitors) -> None:
    page = visit(server, PATH)
    page.keyboard.press("/")
    page.keyboard.type("villages")
    page.keyboard.press("Enter")
    expect(page.locator(".segment")).to_have_count(1)
    assert "source=villages" in page.url
    page.goto(page.url.replace("/document/es/accord.md", "/find/es"))
    page.locator(".found a").first.click()
    expect(page.locator(".segment.open textarea[data-catalog]")).to_be_focused()
