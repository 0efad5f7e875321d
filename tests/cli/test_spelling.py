"""Spelling, with a dictionary of Hunspell made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.polyloom import SPANISH, make_project, polyloom, translate_by_hand

pytest.importorskip("hunspell")

WORDS = ("país", "está", "crisis", "movimiento", "también")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    texts = {**SPANISH, "The country is in crisis.": "El pais tambien está en crisis."}
    translate_by_hand(root, "es", texts)
    return root


@pytest.fixture
def dictionaries(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "es_ES.aff").write_text("SET UTF-8\n", encoding="utf-8")
    listed = "\n".join((str(len(WORDS)), *WORDS))
    (folder / "es_ES.dic").write_text(f"{listed}\n", encoding="utf-8")
    return {"DICPATH": str(folder)}


def test_words_that_a_dictionary_does_not_know_are_warnings(
    root: Path, dictionaries: dict[str, str]
) -> None:
    run = polyloom(root, "check", environment=dictionaries)
    assert run.code == 0
    assert run.out.splitlines()[1:3] == [
        "    El pais tambien está en crisis.",
        "       ^^^^",
    ]
    assert "the dictionary does not know “tambien” (write “también”, if that is meant)" in run.out
    assert run.out.endswith("\n2 warnings in 1 catalog\n")


def test_without_a_dictionary_nothing_is_said(root: Path) -> None:
    assert polyloom(root, "check").out == "no findings in 1 catalog\n"


def test_such_a_finding_can_be_accepted(root: Path, dictionaries: dict[str, str]) -> None:
    text = "The country is in crisis."
    assert polyloom(root, "accept", "es", text, "spelling", "--by", "Ana").code == 0
    run = polyloom(root, "check", environment=dictionaries)
    assert run.out == "no findings in 1 catalog\n"


def test_doctor_says_which_locales_have_a_dictionary(
    root: Path, dictionaries: dict[str, str]
) -> None:
    run = polyloom(root, "doctor", environment=dictionaries)
    assert "ok      spelling: checked in es\n" in run.out
    run = polyloom(root, "doctor")
    assert "missing spelling: no dictionary of Hunspell for es → " in run.out
