"""A document on the page: its parts, the next text that wants doing, and texts of several forms."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from polyloom.cli.main import main
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from support.polyloom import catalog_file, entry, make_project
from support.review_pages import (
    ACT,
    ADDRESS,
    client_for,
    done,
    fields,
    name_of,
    opened,
    said,
    sent,
    translated_project,
)

TITLE = "Peru: National insurgency"
LAST = "We reaffirm that it is time to change."


def long_project(folder: Path, count: int = 100) -> Path:
    text = "".join(f"Paragraph number {number} says so.\n\n" for number in range(1, count + 1))
    root = make_project(folder / "project", locales='"es"', text=text)
    assert main(["-C", str(root), "-q", "sync"]) == 0
    return root


def numbers(text: str) -> list[int]:
    """The texts that are there, by their numbers."""
    return [int(number) for number in re.findall(r'data-number="(\d+)"', text)]


def test_a_long_document_comes_in_parts(tmp_path: Path) -> None:
    page = client_for(long_project(tmp_path))
    first = page.get(ADDRESS).text
    assert numbers(first) == [*range(1, 41)]
    parts = re.findall(r'id="(c-\d+)"[^>]* data-texts="([^"]+)"', first)
    assert [part for part, _ in parts] == ["c-41", "c-81"]
    assert [number for _, address in parts for number in numbers(page.get(address).text)] == [
        *range(41, 101)
    ]


def test_each_part_has_a_link_for_browsers_without_script(tmp_path: Path) -> None:
    page = client_for(long_project(tmp_path))
    links = re.findall(r'<a href="([^"]+)">Texts \d+ to \d+</a>', page.get(ADDRESS).text)
    assert [numbers(page.get(link.partition("#")[0]).text)[0] for link in links] == [41, 81]


@pytest.mark.parametrize(
    ("number", "first"),
    [("1", 1), ("40", 1), ("41", 41), ("100", 81), ("0", 1), ("-3", 1), ("x", 1), ("9" * 5000, 1),
     ("٤١", 1), ("", 1)],
)  # fmt: skip
def test_an_address_with_a_number(tmp_path: Path, number: str, first: int) -> None:
    page = client_for(long_project(tmp_path))
    assert numbers(page.get(f"{ADDRESS}?from={quote(number)}").text)[0] == first


def test_the_part_of_an_opened_text(tmp_path: Path) -> None:
    page = client_for(long_project(tmp_path))
    text = page.get(f"{ADDRESS}?text={name_of('Paragraph number 77 says so.')}").text
    assert numbers(text)[0] == 41
    assert len(re.findall('class="segment [^"]* open"', text)) == 1


def next_of(page: TestClient, source: str) -> str:
    address = f"/next/es/statement.txt?text={name_of(source)}"
    answer = page.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.text.partition("\n")[0])


def test_the_next_text_that_wants_doing(tmp_path: Path) -> None:
    page = client_for(translated_project(tmp_path))
    assert next_of(page, TITLE) == f"t-{name_of('By the movement')}"
    done(page, "By the movement", "approve")
    assert next_of(page, TITLE) == f"t-{name_of('The country is in crisis.')}"
    assert next_of(page, LAST) == f"t-{name_of(TITLE)}"
    plain = page.get("/next/es/statement.txt", follow_redirects=False)
    assert plain.headers["location"].startswith(f"{ADDRESS}?text={name_of(TITLE)}#")


def test_nothing_wants_doing(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    assert main(["-C", str(root), "-q", "approve", "es", "--by", "Ana"]) == 0
    page = client_for(root)
    assert next_of(page, TITLE) == ""
    assert page.get("/next/es/statement.txt", follow_redirects=False).headers["location"] == ADDRESS


def test_a_text_that_stands_in_two_places_is_one(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es"', text="One.\n\nTwo.\n\nOne.\n")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    text = client_for(root).get(ADDRESS).text
    ids = re.findall(r'class="segment[^>]* id="(t-[^"]+)"', text)
    assert ids == [f"t-{name_of(each)}" for each in ("One.", "Two.")] + [f"t-{name_of('One.')}-2"]


def test_a_text_with_several_forms(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    path = catalog_file(root, "es")
    catalog = read_catalog(path.read_bytes(), "es")
    title, *rest = catalog.entries
    plural = replace(title, msgid_plural="Peru: insurgencies", msgstr=("una", "varias"))
    path.write_bytes(write_catalog(replace(catalog, entries=(plural, *rest))))
    page = client_for(root)
    form = opened(page, TITLE)
    assert (form["form-0"], form["form-1"]) == ("una", "varias")
    missing = sent(page, {**form, "act": "save", "form-1": ""})
    assert "One of the forms is empty" in missing.text
    assert fields(missing.text)["form-1"] == ""
    assert said(sent(page, {**form, "act": "save", "form-1": "muchas"})) == "Saved as translated."
    assert entry(root, "es", TITLE).msgstr == ("una", "muchas")
    less = {name: text for name, text in opened(page, TITLE).items() if name != "form-1"}
    assert "another number of forms" in sent(page, {**less, "act": "save"}).text


def test_a_document_that_has_gone(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    form = {**opened(page, TITLE), "act": "draft", "form-0": "lo mío"}
    (root / "source/statement.txt").unlink()
    assert page.get(ADDRESS).status_code == 404
    assert "is kept as the draft" in sent(page, form).text
    assert entry(root, "es", TITLE).msgstr == ("lo mío",)
    catalog_file(root, "es").unlink()
    answer = sent(page, form)
    assert answer.status_code == 409
    assert "copy your text" in answer.text
    assert "lo mío" in answer.text
    nobody = sent(client_for(root), form)
    assert nobody.status_code in (404, 409)
    assert not catalog_file(root, "es").exists()


def test_a_catalog_of_several_documents(tmp_path: Path) -> None:
    root = make_project(
        tmp_path / "project", locales='"es"', extra='[catalogs]\ncatalog = "project"\n'
    )
    (root / "source/other.txt").write_text("Another\n")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    page = client_for(root)
    answer = sent(page, {**opened(page, TITLE), "act": "save-approve", "form-0": "Perú"}, ACT)
    assert said(answer) == "Saved as translated. Approved."
    assert entry(root, "es", TITLE, "messages").msgstr == ("Perú",)


def test_the_language_of_the_page_is_the_browsers(tmp_path: Path) -> None:
    page = client_for(translated_project(tmp_path))
    assert '<html lang="es" dir="ltr"' in page.get("/", headers={"Accept-Language": "es-PE"}).text
    assert '<html lang="ar" dir="rtl"' in page.get("/", headers={"Accept-Language": "ar"}).text
    assert '<html lang="en" dir="ltr"' in page.get("/", headers={"Accept-Language": "tlh"}).text
    chosen = client_for(translated_project(tmp_path / "other"), language="fr")
    assert '<html lang="fr"' in chosen.get("/", headers={"Accept-Language": "es"}).text


def test_each_side_has_its_language_and_direction(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    assert main(["-C", str(root), "-q", "new-locale", "ar"]) == 0
    assert main(["-C", str(root), "-q", "sync"]) == 0
    text = client_for(root).get(f"/document/ar/statement.txt?text={name_of(TITLE)}").text
    assert '<div class="text" lang="en" dir="ltr">' in text
    assert re.search(r'<textarea [^>]*lang="ar" dir="rtl"', text)


def test_a_text_by_the_word_that_catalogs_have_for_it(tmp_path: Path) -> None:
    page = client_for(translated_project(tmp_path))
    answer = page.get(f"{ADDRESS}?at=title", follow_redirects=False)
    assert answer.headers["location"].startswith(f"{ADDRESS}?text={name_of(TITLE)}#")
    nothing = page.get(f"{ADDRESS}?at=point-99")
    assert nothing.status_code == 404
    assert "statement.txt has no text “point-99”." in nothing.text
