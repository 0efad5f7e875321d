"""``polyloom format``: canonical files on request, and not a byte without one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.polyloom import SPANISH, catalog_file, files, make_project, polyloom, translate_by_hand
from support.programs import require_program

LOOSE = 'msgid "We affirm:"\nmsgstr ""\n"Afir"\n"mamos:"\n'
CANONICAL = 'msgid "We affirm:"\nmsgstr "Afirmamos:"\n'
SPANISH_CATALOG = "locales/es/LC_MESSAGES/statement.po"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project")
    assert polyloom(project, "sync").code == 0
    translate_by_hand(project, "es", SPANISH)
    return project


def edit(root: Path, old: str, new: str, locale: str = "es") -> None:
    path = catalog_file(root, locale)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_what_polyloom_writes_is_canonical(root: Path) -> None:
    run = polyloom(root, "format", "--check")
    assert (run.code, run.out, run.err) == (0, "format: 3 files, none not canonical\n", "")


def test_what_an_editor_wrapped_otherwise_is_made_canonical_on_request_only(root: Path) -> None:
    before = files(root)
    edit(root, CANONICAL, LOOSE)
    loose = files(root)
    assert "none written" in polyloom(root, "update").out
    check = polyloom(root, "format", "--check")
    assert (check.code, check.out.splitlines()[0]) == (1, f"{SPANISH_CATALOG}: not canonical")
    assert files(root) == loose
    run = polyloom(root, "format")
    assert (run.code, run.out) == (0, f"{SPANISH_CATALOG}: written\nformat: 3 files, 1 written\n")
    assert files(root) == before


def test_templates_too_and_only_the_locales_asked_for(root: Path) -> None:
    template = root / "locales/statement.pot"
    text = template.read_bytes()
    template.write_bytes(text.replace(b"\n\n", b"\n\n\n"))
    edit(root, CANONICAL, LOOSE)
    report = polyloom(root, "format", "fr", "--json").json
    assert report == {"files": 2, "changed": ["locales/statement.pot"], "problems": []}
    assert template.read_bytes() == text


def test_a_broken_catalog_is_left_alone_and_the_others_are_done(root: Path) -> None:
    edit(root, '"Afirmamos:"', '"Afirmamos:')
    edit(root, "\n\n", "\n\n\n", "fr")
    broken = catalog_file(root, "es").read_bytes()
    run = polyloom(root, "format")
    assert run.code == 1
    assert "a string without its closing quote" in run.err
    assert f"{SPANISH_CATALOG}:" in run.err
    assert run.out.startswith("locales/fr/LC_MESSAGES/statement.po: written\n")
    assert catalog_file(root, "es").read_bytes() == broken


@pytest.mark.parametrize(("wrap", "option"), [("0", "--no-wrap"), ("40", "--width=40")])
def test_another_width_by_configuration(root: Path, wrap: str, option: str) -> None:
    path = root / "polyloom.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + f"\n[catalogs]\nwrap = {wrap}\n", encoding="utf-8"
    )
    assert "none written" in polyloom(root, "update").out
    assert polyloom(root, "format").code == 0
    file = catalog_file(root, "es")
    command = [require_program("msgcat"), option, str(file)]
    assert subprocess.run(command, capture_output=True, check=True).stdout == file.read_bytes()
    assert polyloom(root, "format", "--check").code == 0


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ("segment", "#: source/statement.txt#paragraph-2"),
        ("line", "#: source/statement.txt:7"),
        ("none", ""),
    ],
)
def test_references_by_configuration(root: Path, references: str, expected: str) -> None:
    path = root / "polyloom.toml"
    extra = f'\n[catalogs]\nreferences = "{references}"\n'
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    lines = catalog_file(root, "es").read_text(encoding="utf-8").splitlines()
    above = lines[: lines.index('msgid "We affirm:"')]
    found = [line for line in above if line.startswith("#:")]
    assert (found[-1:] or [""]) == [expected]
