"""Outputs that the format of a document has not: ``polyloom build`` says so, once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.polyloom import make_project, polyloom

CUE = "1\n00:00:01,000 --> 00:00:02,000\nOne day.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project")
    (project / "source/talk.srt").write_text(CUE, encoding="utf-8")
    assert polyloom(project, "sync").code == 0
    return project


def build(root: Path, *arguments: str) -> tuple[int, str, str]:
    done = polyloom(root, "build", "--minimum-coverage", "0", *arguments)
    return done.code, done.out, done.err


def test_it_is_said_once_for_all_locales(root: Path) -> None:
    code, _, said = build(root)
    assert code == 0
    assert said.count("no page of talk.srt: subtitles are shown with their film\n") == 1
    assert len(list(root.glob("build/*/talk.srt"))) > 1
    assert list(root.glob("build/*/talk.html")) == []
    assert list(root.glob("build/*/statement.html")) != []


def test_several_documents_are_counted(root: Path) -> None:
    (root / "source/speech.SRT").write_text(CUE, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    assert "no page of 2 documents (.SRT, .srt): subtitles are shown" in build(root)[2]


def test_json_tells_it_too(root: Path) -> None:
    assert json.loads(build(root, "--json")[1])["omitted"] == [
        {
            "outputs": ["page"],
            "format": "subrip",
            "documents": ["talk.srt"],
            "reason": "subtitles are shown with their film",
        }
    ]


def test_who_wants_no_pages_is_told_nothing(root: Path) -> None:
    settings = root / "polyloom.toml"
    settings.write_text(settings.read_text() + "\n[build]\noutputs = []\n", encoding="utf-8")
    code, said, complaints = build(root, "--json")
    assert (code, json.loads(said)["omitted"], complaints) == (0, [], "")
