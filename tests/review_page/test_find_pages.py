"""Filters of the page, as addresses that can be passed on, and looking words up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from threading import Event

import pytest

from polyloom.cli.main import main
from support.polyloom import catalog_file, polyloom
from support.review_pages import ADDRESS, client_for, name_of, translated_project

POINT = "That the crisis has 28 causes in our country."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = translated_project(tmp_path)
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("28 causas", "27 causas"), "utf-8")
    (root / "source/other.md").write_text("# <b>Other</b>\n\nWe affirm it.\n", "utf-8")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    return root


def names(page: str) -> list[str]:
    return re.findall(r'<article [^>]*data-name="(\w+)"', page)


def test_a_document_shows_what_a_filter_wants(root: Path) -> None:
    page = client_for(root)
    shown = page.get(f"{ADDRESS}?check=numbers").text
    assert names(shown) == [name_of(POINT)]
    assert "1 of 7 texts" in shown
    assert '<option value="numbers" selected>' in shown
    shown = page.get(f"{ADDRESS}?is=awaiting&translation=CRISIS&source=").text
    assert len(names(shown)) == 2
    assert '<input type="checkbox" name="is" value="awaiting" checked>' in shown
    assert names(page.get(f"{ADDRESS}?is=rejected").text) == []
    assert len(names(page.get(ADDRESS).text)) == 7


def test_across_documents(root: Path) -> None:
    page = client_for(root)
    shown = page.get("/find/es?is=findings&is=untranslated").text
    assert "3 texts" in shown
    assert f'href="{ADDRESS}?is=untranslated&amp;is=findings"' in shown
    assert f'href="{ADDRESS}?text={name_of(POINT)}#t-{name_of(POINT)}"' in shown
    assert 'href="/document/es/other.md?' in shown
    assert "&lt;b&gt;Other&lt;/b&gt;" in shown
    shown = page.get("/find/es?source=cris%C3%ADs").text
    assert "<mark>crisis</mark>" in shown
    # Nothing is asked for yet.
    assert "0 texts" in page.get("/find/es").text


@pytest.mark.parametrize("address", ["/find/es", ADDRESS])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("is=drafft", "there is no filter “is=drafft”: did you mean draft? use one of"),
        ("colour=red", "there is no filter “colour”: use one of is, check, source, translation"),
        ("check=numbrs", "there is no check of single texts “numbrs”: did you mean numbers?"),
    ],
)
def test_an_unknown_filter_is_answered_with_those_that_there_are(
    root: Path, address: str, query: str, said: str
) -> None:
    answer = client_for(root).get(f"{address}?{query}")
    assert answer.status_code == 409
    found = unescape(answer.text).replace("; ", ": ")
    assert said in found


def test_more_than_are_shown_at_once(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    words = "\n\n".join(f"Some text number {number}." for number in range(150))
    (root / "source/long.txt").write_text(f"Title\n\n{words}\n", "utf-8")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    page = client_for(root)
    address = "/document/es/long.txt?is=untranslated&source=number"
    shown = page.get(address).text
    assert len(names(shown)) == 100
    assert f'<a href="{address.replace("&", "&amp;")}&amp;from=101">50 more texts</a>' in shown
    shown = page.get(f"{address}&from=101").text
    assert len(names(shown)) == 50
    assert "Texts before these" in shown
    assert "50 more texts" in page.get("/find/es?source=number").text


def test_words_are_looked_up_in_both_languages(root: Path) -> None:
    page = client_for(root)
    shown = page.get("/concordance/es?phrase=PAIS").text
    assert "El <mark>país</mark> está en crisis." in shown
    assert f'href="{ADDRESS}?text={name_of("The country is in crisis.")}' in shown
    assert "0 texts" in page.get("/concordance/es?phrase=pais&side=source").text
    shown = page.get("/concordance/es?phrase=%3Cb%3E").text
    assert "<mark>&lt;b&gt;</mark>" in shown
    assert 'value="&lt;b&gt;"' in shown


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("phrase=a&side=left", "words are not looked up in “left”"),
        (f"phrase={'a' * 2000}", "that is more than a phrase"),
    ],
)
def test_what_cannot_be_looked_up(root: Path, query: str, said: str) -> None:
    answer = client_for(root).get(f"/concordance/es?{query}")
    assert answer.status_code == 409
    assert said in unescape(answer.text)


@pytest.mark.parametrize("address", ["/find/xx", "/concordance/xx?phrase=a"])
def test_a_locale_that_is_not_there(root: Path, address: str) -> None:
    assert client_for(root).get(address).status_code == 404


def test_a_broken_catalog_is_told_and_the_others_are_looked_through(root: Path) -> None:
    assert polyloom(root, "sync").code == 0
    catalog_file(root, "es").write_text('msgid "x', "utf-8")
    shown = client_for(root).get("/find/es?is=untranslated").text
    assert "locales/es/LC_MESSAGES/statement.po" in shown
    assert "2 texts" in shown


@pytest.mark.parametrize(
    ("lock", "address"),
    [
        ("findings_lock", "/find/es?is=findings"),
        ("findings_lock", f"{ADDRESS}?is=findings"),
        ("index_lock", "/concordance/es?phrase=crisis"),
    ],
)
def test_what_takes_long_holds_up_nobody(root: Path, lock: str, address: str) -> None:
    waits, is_over = Event(), Event()

    @contextmanager
    def held() -> Iterator[None]:
        waits.set()
        is_over.wait(5)
        yield

    page = client_for(root, **{lock: held()})
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(page.get, address)
        assert waits.wait(5)
        assert page.get(ADDRESS).status_code == 200
        assert not answer.done()
        is_over.set()
        assert answer.result().status_code == 200
