"""The project's own document and translations, as they are committed."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from polyloom.formats.segmentation import segment
from polyloom.model import Kind, State
from support.polyloom import files, polyloom, read
from support.programs import require_program

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ["es", "fr", "pt_BR", "ar", "zh_Hans"]
# Machines have drafted these, and nobody has read them yet.
DRAFTED = ["ca", "it"]
NAME = "peru-statement"
DOCUMENTS = {NAME: 14, "translating": 33}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for part in ("source", "locales"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "polyloom.toml", tmp_path)
    return tmp_path


def test_the_document_is_the_authors_byte_for_byte() -> None:
    data = (ROOT / "source/peru-statement.txt").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert digest == "5b059677a6c0d106ef457b7df67ddce15f316bea291629ce3591339fda1a4844"


def test_it_segments_into_fourteen() -> None:
    document = segment((ROOT / "source/peru-statement.txt").read_bytes())
    kinds = [found.kind for found in document.segments]
    assert kinds == [
        Kind.TITLE,
        Kind.BYLINE,
        *[Kind.PARAGRAPH] * 7,
        *[Kind.POINT] * 4,
        Kind.PARAGRAPH,
    ]
    points = [found for found in document.segments if found.kind is Kind.POINT]
    assert [point.marker for point in points] == ["1)", "2)", "3)", "4)"]
    assert not any(")" in point.text[:3] for point in points)
    assert document.segments[3].text.startswith("On Thursday")
    assert "defends\u00a0 in our country" in document.segments[10].text


def test_everything_is_translated_and_nothing_approved(root: Path) -> None:
    report = polyloom(root, "report", "--json").json
    assert list(report["locales"]) == LOCALES + DRAFTED
    for locale in LOCALES:
        documents = report["locales"][locale]["documents"]
        assert list(documents) == list(DOCUMENTS)
        for name, total in DOCUMENTS.items():
            segments = documents[name]["segments"]
            assert (segments["total"], segments["translated"]) == (total, total)
            assert (segments["approved"], segments["draft"], segments["outdated"]) == (0, 0, 0)
            assert documents[name]["published"] is True


def test_drafts_of_machines_are_told_apart_and_not_published(root: Path) -> None:
    report = polyloom(root, "report", "--json").json
    for locale in DRAFTED:
        counted = report["locales"][locale]
        assert counted["segments"]["draft"] == sum(DOCUMENTS.values())
        assert counted["origins"]["segments"] == {"person": 0, "memory": 0, "machine": 47}
        assert not any(each["published"] for each in counted["documents"].values())
        for name in DOCUMENTS:
            for entry in read(root, locale, name).entries:
                assert any("Draft by apertium" in line for line in entry.translator_comments)
    assert polyloom(root, "build", *DRAFTED).code == 0
    assert not (root / "build").exists()


def test_all_checks_pass(root: Path) -> None:
    run = polyloom(root, "check", "--fail-on", "warning")
    assert (run.code, run.out) == (0, "no findings in 14 catalogs\n")


def test_gettext_has_nothing_to_say() -> None:
    msgfmt = require_program("msgfmt")
    catalogs = sorted((ROOT / "locales").rglob("*.po"))
    assert len(catalogs) == len(DOCUMENTS) * len([*LOCALES, *DRAFTED])
    for path in catalogs:
        checked = subprocess.run(
            [msgfmt, "-c", "--statistics", "-o", "/dev/null", str(path)],
            capture_output=True,
            text=True,
            env={"LC_ALL": "C", "PATH": str(Path(msgfmt).parent)},
            check=False,
        )
        number = DOCUMENTS[path.stem]
        said = f"{number} translated messages.\n"
        if path.relative_to(ROOT / "locales").parts[0] in DRAFTED:
            said = f"0 translated messages, {number} fuzzy translations.\n"
        assert (checked.returncode, checked.stderr) == (0, said)


def test_the_pipeline_changes_nothing_that_is_committed(root: Path) -> None:
    before = files(root)
    for command in ("sync", "translate", "check", "build", "report"):
        assert polyloom(root, command).code == 0
    after = files(root)
    assert {path: after[path] for path in before} == before
    built = sorted(path for path in after if path not in before)
    assert built.pop(0) == "build/.manifest.json"
    assert built == sorted(
        f"build/{locale}/{name}"
        for locale in LOCALES
        for name in (f"{NAME}.txt", f"{NAME}.html", "translating.md", "translating.html")
    )


def test_names_are_as_the_author_meant_them(root: Path) -> None:
    for locale in ("es", "fr", "pt_BR"):
        text = "".join(entry.msgstr[0] for entry in read(root, locale, NAME).entries)
        assert "Manuel Gómez de la Torre" in text
        assert text.count("Dina Boluarte") == 2
        assert "Baluarte" not in text
        assert "Manual" not in text
    noted = [
        entry
        for entry in read(root, "es", NAME).entries
        if any(comment.startswith("Note: a typing error") for comment in entry.extracted_comments)
    ]
    assert [entry.state for entry in noted] == [State.TRANSLATED]


def test_emptied_catalogs_give_the_source_back(root: Path) -> None:
    shutil.rmtree(root / "locales")
    polyloom(root, "sync")
    assert polyloom(root, "build", "--minimum-coverage", "0").code == 0
    for name in (f"{NAME}.txt", "translating.md"):
        source = (root / "source" / name).read_bytes()
        for locale in LOCALES:
            assert (root / "build" / locale / name).read_bytes() == source


def test_the_arabic_page_runs_from_right_to_left(root: Path) -> None:
    polyloom(root, "build", "ar")
    page = (root / f"build/ar/{NAME}.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count("<li>") == 4
    assert 'lang="en"' not in page


def test_an_edited_point_and_a_new_one_before_it(root: Path) -> None:
    source = root / "source/peru-statement.txt"
    text = source.read_text(encoding="utf-8")
    text = text.replace("3) The peoples’", "3) Bread has become dear.\n\n4) The peoples’")
    text = text.replace("very deep social", "deep social").replace("4) That, in", "5) That, in")
    source.write_text(text, encoding="utf-8")
    for command in ("sync", "translate", "check", "build"):
        assert polyloom(root, command).code == 0
    counted = polyloom(root, "report", "--json").json["locales"]
    for locale in LOCALES:
        segments = counted[locale]["documents"][NAME]["segments"]
        assert (segments["total"], segments["translated"]) == (15, 13), locale
        assert (segments["draft"], segments["untranslated"]) == (1, 1), locale
