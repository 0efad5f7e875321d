"""Bad input gets a sentence where one looks, and no text is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from polyloom.workspace.lock import project_lock
from support.accord import TRANSLATIONS, UNTRANSLATED, WRITTEN
from support.faults import fill, small_disk
from support.git import Clone
from support.polyloom import catalog_file, entry
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer, review_server

pytestmark = pytest.mark.slow

ADDRESS = "/document/es/accord.md"
EDITOR = "textarea[data-catalog]"
OWN = WRITTEN["es"]
WATER = "Water belongs to whoever drinks it."


@pytest.fixture
def view(server: ReviewServer, visit: Visitors) -> DocumentView:
    return DocumentView(visit(server, ADDRESS))


def test_of_a_port_that_is_taken_the_next_is(own_accord: Clone, server: ReviewServer) -> None:
    with review_server(own_accord.root, port=server.port) as second:
        assert second.port != server.port
        told = second.end()
    assert f"{server.port} is taken" in told


def test_a_broken_catalog_says_where(
    server: ReviewServer, accord: Clone, view: DocumentView
) -> None:
    segment = view.write(UNTRANSLATED, OWN)
    path = catalog_file(accord.root, "es", "accord")
    whole = path.read_text(encoding="utf-8")
    broken = whole.replace('msgid "Village"', 'msgid "Village')
    path.write_text(broken, encoding="utf-8")
    view.press(segment, "save")
    line = broken[: broken.index('msgid "Village\n')].count("\n") + 1
    expect(view.page.get_by_text(f"accord.po:{line}").first).to_be_visible()
    assert OWN in [
        each.input_value()
        for each in view.page.locator("textarea[name^=form], textarea[readonly]").all()
    ]
    # The others can be read and written.
    view.page.goto(server.origin)
    expect(view.page.locator("tr[id='es-accord.md'] .problem")).to_contain_text(f"accord.po:{line}")
    view.page.goto(f"{server.origin}/document/ar/accord.md")
    view.press(view.write(UNTRANSLATED, WRITTEN["ar"]), "save")
    assert entry(accord.root, "ar", UNTRANSLATED, "accord").msgstr == (WRITTEN["ar"],)
    # What was written is there again once the catalog can be read.
    path.write_text(whole, encoding="utf-8")
    view.page.goto(server.origin + ADDRESS)
    expect(view.open(UNTRANSLATED).locator(EDITOR)).to_have_value(OWN)


def test_a_catalog_that_was_deleted_loses_no_text(accord: Clone, view: DocumentView) -> None:
    segment = view.write(UNTRANSLATED, OWN)
    catalog_file(accord.root, "es", "accord").unlink()
    view.press(segment, "save")
    expect(view.page.locator(".problem").first).to_contain_text("polyloom sync")
    assert OWN in [each.input_value() for each in view.page.locator("textarea").all()]
    accord.git("checkout", "-q", "--", ".")
    view.page.reload()
    expect(view.open(UNTRANSLATED).locator(EDITOR)).to_have_value(OWN)


def test_a_disk_that_is_full_loses_no_text(
    accord_template: Clone, tmp_path: Path, visit: Visitors
) -> None:
    with small_disk(tmp_path / "disk", kilobytes=4000, files=1000) as disk:
        root = disk / "project"
        shutil.copytree(accord_template.root, root, symlinks=True)
        catalog = catalog_file(root, "es", "accord")
        before = catalog.read_bytes()
        with review_server(root) as server:
            view = DocumentView(visit(server, ADDRESS))
            segment = view.write(UNTRANSLATED, OWN)
            fill(disk)
            view.press(segment, "save")
            expect(segment.locator(".problem")).to_be_visible()
            expect(segment.locator(EDITOR)).to_have_value(OWN)
            assert catalog.read_bytes() == before
            (disk / "filling").unlink()
            view.press(segment, "save")
            expect(segment).to_have_attribute("data-state", "translated")
        assert entry(root, "es", UNTRANSLATED, "accord").msgstr == (OWN,)


def test_another_run_that_writes_is_named(accord: Clone, view: DocumentView) -> None:
    segment = view.write(UNTRANSLATED, OWN)
    with project_lock(accord.root, "translate", wait=0.0, notice=lambda _: None):
        view.press(segment, "save")
        expect(segment.locator(".problem")).to_contain_text("translate")
        expect(segment.locator(EDITOR)).to_have_value(OWN)
    view.press(segment, "save")
    expect(segment).to_have_attribute("data-state", "translated")


@pytest.mark.parametrize(
    "address",
    [
        "/document/es/nothing.md",
        "/document/xx/accord.md",
        "/document/es/accord.md?text=0123456789abcdef",
        "/document/es/../../polyloom.toml",
        "/document/es/..%2F..%2Fpolyloom.toml",
        "/locale/xx",
        "/nothing",
        "/static/../access.py",
        "/static/..%2Faccess.py",
    ],
)
def test_an_unknown_address_is_told(server: ReviewServer, visit: Visitors, address: str) -> None:
    page = visit(server)
    answer = page.goto(server.origin + address)
    assert answer is not None
    assert answer.status == 404
    assert page.locator("body").inner_text().strip()
    assert "source_locale" not in page.content()
    assert "import" not in page.content()


@pytest.mark.parametrize("query", ["from=0", "from=99999", "from=x", "from=-1"])
def test_an_unknown_place_is_the_nearest(server: ReviewServer, visit: Visitors, query: str) -> None:
    view = DocumentView(visit(server, f"{ADDRESS}?{query}"))
    expect(view.segment(WATER)).to_be_visible()


def test_two_megabytes_are_kept_and_not_sent(accord: Clone, view: DocumentView) -> None:
    segment = view.open(UNTRANSLATED)
    segment.locator(EDITOR).evaluate(
        """area => {
            area.value = "agua ".repeat(400_000);
            area.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    segment.locator('button[value="save"]').click()
    expect(view.page.locator("#failed")).to_contain_text("1 MB")
    assert segment.locator(EDITOR).evaluate("area => area.value.length") == 2_000_000
    assert entry(accord.root, "es", UNTRANSLATED, "accord").msgstr == ("",)


def test_nobody_is_made_to_write_anything_where_one_only_looks(
    own_accord: Clone, visit: Visitors
) -> None:
    with review_server(own_accord.root, "--read-only") as server:
        view = DocumentView(visit(server, ADDRESS))
        expect(view.segment(WATER)).to_contain_text(TRANSLATIONS["es"][WATER])
        view.segment(WATER).focus()
        for key in ("e", "s", "a", "Alt+a", "Control+s", "u", "f"):
            view.page.keyboard.press(key)
        expect(view.page.locator("textarea")).to_have_count(0)
        assert own_accord.git("status", "--porcelain").out == ""


@pytest.fixture
def nobodys(own_accord: Clone, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReviewServer]:
    """The page where git does not know who reviews."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    own_accord.git("config", "--unset", "user.name")
    own_accord.git("config", "--unset", "user.email")
    with review_server(own_accord.root) as started:
        yield started


def test_where_nobody_is_named_the_page_says_so(nobodys: ReviewServer, visit: Visitors) -> None:
    view = DocumentView(visit(nobodys, ADDRESS))
    expect(view.page.locator(".who")).not_to_be_empty()
    expect(view.page.locator("button[form=selection]")).to_have_count(0)
