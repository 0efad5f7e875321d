"""Findings in drafts are shown as such and fail no run; what is finished must be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.polyloom import make_project, polyloom

SOURCE = "We have 31 reasons to say so.\n\nIt is 7 o'clock, they say.\n"
CATALOG = "locales/es/LC_MESSAGES/a.po"


def entry(source: str, translation: str, comments: str = "") -> str:
    return f'\n{comments}msgid "{source}"\nmsgstr "{translation}"\n'


def project(tmp_path: Path, first: str, second: str = "") -> Path:
    """A project whose two texts have the wrong numbers, each below these comments."""
    root = make_project(tmp_path / "project", locales='"es"')
    for document in (root / "source").iterdir():
        document.unlink()
    (root / "source/a.txt").write_text(SOURCE, encoding="utf-8")
    header = (
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    )
    catalog = root / CATALOG
    catalog.parent.mkdir(parents=True)
    texts = entry("We have 31 reasons to say so.", "Tenemos 28 razones para decirlo.", first)
    texts += entry("It is 7 o'clock, they say.", "Dicen que son las 8 en punto.", second)
    catalog.write_text(header + texts, encoding="utf-8")
    polyloom(root, "extract")
    return root


DRAFTS = [
    "#, fuzzy\n",
    "#= fuzzy\n",
    '#, fuzzy\n#| msgid "We have 28 reasons to say so."\n',
    "# Polyloom: the source changed: numbers (28 → 31)\n#, fuzzy\n",
    "# Draft by apertium, 2026-11-26\n#, fuzzy\n",
]


@pytest.mark.parametrize("draft", DRAFTS)
def test_drafts_fail_no_run(tmp_path: Path, draft: str) -> None:
    root = project(tmp_path, draft, "#, fuzzy\n")
    done = polyloom(root, "check", "--json")
    assert done.code == 0
    assert {(one["check"], one["in_draft"]) for one in done.json["findings"]} >= {("numbers", True)}
    assert all(one["in_draft"] for one in done.json["findings"])
    assert polyloom(root, "check", "--fail-on", "warning").code == 0
    shown = polyloom(root, "check").out
    assert ": error in a draft: the number 31 is missing" in shown
    assert "findings in drafts in 1 catalog" in shown
    assert polyloom(root, "build", "--minimum-state", "draft").code == 0


@pytest.mark.parametrize("draft", ["", *DRAFTS])
def test_one_finished_entry_does(tmp_path: Path, draft: str) -> None:
    root = project(tmp_path, draft)
    done = polyloom(root, "check")
    assert done.code == 1
    assert f"{CATALOG}:" in done.out
    assert ": error: the number 7 is missing" in done.out


def test_an_unknown_state_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    done = polyloom(root, "build", "--minimum-state", "x")
    assert "must be one of draft, translated, approved" in done.err
