"""``polyloom check`` compares the catalogs of a locale with each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.polyloom import catalog_file, make_project, polyloom

SOURCE = "Open the old door.\n"
TRANSLATIONS = {"first": "Abre la puerta vieja.", "second": "Abran el portal antiguo."}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", locales='"es"')
    for name in TRANSLATIONS:
        (root / f"source/{name}.md").write_text(SOURCE, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    for name, translation in TRANSLATIONS.items():
        path = catalog_file(root, "es", name)
        text = path.read_text(encoding="utf-8")
        old = 'msgid "Open the old door."\nmsgstr ""'
        assert old in text
        path.write_text(text.replace(old, old[:-1] + translation + '"'), encoding="utf-8")
    return root


def places(root: Path) -> list[tuple[str, str]]:
    report = polyloom(root, "check", "--json").json
    return [(finding["check"], finding["path"]) for finding in report["findings"]]


def test_a_source_that_is_translated_in_two_ways_is_told_once(root: Path) -> None:
    run = polyloom(root, "check")
    assert run.code == 0
    assert places(root) == [("same-source", "locales/es/LC_MESSAGES/second.po")]
    assert "translated otherwise at locales/es/LC_MESSAGES/first.po:" in run.out


def test_it_can_be_accepted(root: Path) -> None:
    path = root / "polyloom.toml"
    rule = '\n[[checks.accepted]]\ncheck = "same-source"\ndocument = "second.md"\n'
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    report = polyloom(root, "check", "--json").json
    assert (report["findings"], report["accepted"]) == ([], 1)


def test_one_catalog_for_all_documents_has_the_source_once(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    path = root / "polyloom.toml"
    text = path.read_text(encoding="utf-8") + '\n[catalogs]\ncatalog = "project"\n'
    path.write_text(text, encoding="utf-8")
    for name in TRANSLATIONS:
        (root / f"source/{name}.md").write_text(SOURCE, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    assert places(root) == []
