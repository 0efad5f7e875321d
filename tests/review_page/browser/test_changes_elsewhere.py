"""What others do to a text while it is edited: in another browser, in an editor, by git."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.accord import TRANSLATIONS, WRITTEN
from support.git import Clone
from support.polyloom import catalog_file, entry, polyloom
from support.review_browser import DocumentView, Visitors, is_answer_to_act
from support.review_server import ReviewServer

pytestmark = pytest.mark.slow

WATER = "Water belongs to whoever drinks it."
ADDRESS = "/document/es/accord.md"
THEIRS = "El agua es de todas."
OWN = WRITTEN["es"]


def water(clone: Clone) -> str:
    return entry(clone.root, "es", WATER, "accord").msgstr[0]


def replace_in_catalog(clone: Clone, old: str, new: str) -> None:
    """Change a catalog as an editor does."""
    path = catalog_file(clone.root, "es", "accord")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def view(server: ReviewServer, visit: Visitors) -> DocumentView:
    return DocumentView(visit(server, ADDRESS))


def test_of_two_browsers_the_second_is_shown_both_texts(
    server: ReviewServer, accord: Clone, visit: Visitors, view: DocumentView
) -> None:
    other = DocumentView(visit(server, ADDRESS))
    segment = view.write(WATER, OWN)
    other.press(other.write(WATER, THEIRS), "save")
    view.press(segment, "save-approve")
    expect(segment.locator(".conflict")).to_contain_text(THEIRS)
    expect(segment.locator("textarea[data-catalog]")).to_have_value(OWN)
    assert water(accord) == THEIRS
    assert not (accord.root / "locales/es/reviews/accord.jsonl").exists()
    # Whoever has seen both may choose.
    view.press(segment, "save")
    expect(segment.locator(".conflict")).to_have_count(0)
    assert water(accord) == OWN


def test_what_an_editor_has_written_can_be_taken(accord: Clone, view: DocumentView) -> None:
    segment = view.write(WATER, OWN)
    replace_in_catalog(accord, TRANSLATIONS["es"][WATER], THEIRS)
    view.press(segment, "save")
    expect(segment.locator(".conflict")).to_contain_text(THEIRS)
    segment.locator(".theirs").click()
    expect(segment.locator("textarea[data-catalog]")).to_have_value(THEIRS)
    expect(segment.locator(".conflict")).to_have_count(0)
    assert water(accord) == THEIRS
    # What was written is given up: it does not come back.
    view.page.goto(view.page.url)
    expect(view.open(WATER).locator("textarea[data-catalog]")).to_have_value(THEIRS)


def test_nothing_is_approved_that_has_changed_since_it_was_shown(
    accord: Clone, view: DocumentView
) -> None:
    segment = view.open(WATER)
    # What is shown before the server has answered is told again by its answer.
    segment.locator("aside.beside").wait_for()
    replace_in_catalog(accord, TRANSLATIONS["es"][WATER], THEIRS)
    view.press(segment, "approve")
    expect(segment.locator(".problem")).to_be_visible()
    assert not (accord.root / "locales/es/reviews/accord.jsonl").exists()


def test_nothing_is_approved_that_has_changed_since_it_was_listed(
    accord: Clone, view: DocumentView
) -> None:
    view.page.locator("button[form=selection]").click()
    replace_in_catalog(accord, TRANSLATIONS["es"][WATER], THEIRS)
    view.page.locator("main button.approve").click()
    expect(view.page.locator(".problem")).to_be_visible()
    expect(view.page.locator("table.approvals").first).to_contain_text(THEIRS)
    assert not (accord.root / "locales/es/reviews/accord.jsonl").exists()
    view.page.locator("main button.approve").click()
    expect(view.segment(WATER)).to_have_attribute("data-state", "approved")


def test_what_git_brings_is_shown(accord: Clone, view: DocumentView) -> None:
    replace_in_catalog(accord, TRANSLATIONS["es"][WATER], THEIRS)
    accord.git("stash", "-q")
    view.page.reload()
    expect(view.segment(WATER)).to_contain_text(TRANSLATIONS["es"][WATER])
    accord.git("stash", "pop", "-q")
    view.page.reload()
    expect(view.segment(WATER)).to_contain_text(THEIRS)


def test_a_text_that_has_gone_from_its_document_is_kept_as_a_draft(
    accord: Clone, view: DocumentView
) -> None:
    segment = view.write(WATER, OWN)
    document = accord.root / "source/accord.md"
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace(f"- {WATER}\n", ""), encoding="utf-8")
    assert polyloom(accord.root, "sync").code == 0
    with view.page.expect_response(is_answer_to_act):
        segment.locator('button[value="save"]').click()
    expect(view.page.locator(".segment.gone .problem")).to_contain_text("accord.po")
    catalog = catalog_file(accord.root, "es", "accord").read_text(encoding="utf-8")
    assert f'#~ msgid "{WATER}"\n#~ msgstr "{OWN}"' in catalog
    assert "#~ msgid" in catalog.partition("#, fuzzy")[2]
