"""Whatever stands in documents, catalogs and ledgers is text on the page, and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from polyloom.cli.main import main
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from support.hostile_texts import PAYLOADS
from support.polyloom import catalog_file, make_project
from support.review_pages import ADDRESS, client_for, done, name_of, opened

# What the page itself has; everything else would be somebody's.
HARMLESS = "A harmless text."


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, but for what texts may have."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        # Marks, placeables and what the checks find depend on the text.
        if (tag, named.get("class")) in {("span", "fixed"), ("button", "token")}:
            return
        self.elements.append((tag, tuple(sorted(named))))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def skeleton(page: str) -> Skeleton:
    found = Skeleton()
    found.feed(page)
    found.close()
    return found


def hostile_project(folder: Path, payload: str) -> Path:
    """A project with a text of somebody's in its document, its catalog and its comments."""
    root = make_project(folder / "project", locales='"es"', text="A title\n\nA text.\n")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    path = catalog_file(root, "es")
    catalog = read_catalog(path.read_bytes(), "es")
    title, text = catalog.entries
    hostile = replace(text, msgstr=(payload,), translator_comments=(f" {payload}".split("\n")[0],))
    path.write_bytes(write_catalog(replace(catalog, entries=(title, hostile))))
    return root


def own_elements(page: TestClient) -> set[tuple[str, tuple[str, ...]]]:
    return set(skeleton(page.get(f"{ADDRESS}?text={name_of('A text.')}").text).elements)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, tuple[str, ...]]]:
    """All elements that the page has with texts that harm nobody."""
    found: set[tuple[str, tuple[str, ...]]] = set()
    for text in (HARMLESS, " ", "3 **b** `c` {d} <b>e</b>", "12", "https://example.org/f"):
        page = client_for(hostile_project(tmp_path_factory.mktemp("known"), text))
        done(page, "A text.", "comment", comment=text)
        found |= own_elements(page)
    return found


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_translation_is_text(
    tmp_path: Path, payload: str, known: set[tuple[str, tuple[str, ...]]]
) -> None:
    page = client_for(hostile_project(tmp_path, payload))
    done(page, "A text.", "comment", comment=payload)
    shown = page.get(f"{ADDRESS}?text={name_of('A text.')}").text
    strange = {
        element
        for element in skeleton(shown).elements
        if element not in known and element[0] not in {"mark", "ins", "del", "code"}
    }
    assert strange == set()
    assert opened(page, "A text.")["form-0"] == payload


def test_names_of_documents_are_text(tmp_path: Path) -> None:
    starts = []
    for place, name in enumerate(("harmless", "a'onload=x&<b>&amp;{{ 7*7 }}")):
        root = make_project(tmp_path / str(place), locales='"es"', text="A title\n")
        (root / "source/statement.txt").rename(root / f"source/{name}.txt")
        assert main(["-C", str(root), "-q", "sync"]) == 0
        page = client_for(root)
        page.get("/")
        starts.append(skeleton(page.get("/").text))
        assert page.get(f"/document/es/{quote(name)}.txt").status_code == 200
    assert starts[0].elements == starts[1].elements
    assert "a'onload=x&<b>&amp;{{ 7*7 }}.txt" in starts[1].texts
