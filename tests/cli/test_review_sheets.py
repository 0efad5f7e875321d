"""``polyloom review --static`` and ``--import``: a round with a reader who has no Polyloom."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from polyloom.cli.main import main
from support.polyloom import entry, files, make_project, polyloom
from support.reviewed_projects import translate_entries

BY = "Luis Rojas <luis@example.org>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", text="Strike\n\nWe affirm.\n")
    (root / "source/guide").mkdir()
    (root / "source/guide/intro.md").write_text("# Intro\n", "utf-8")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    translate_entries(root, "statement", {"Strike": "Huelga", "We affirm.": "Afirmamos."})
    return root


def made(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def test_a_page_for_each_document_in_each_locale(root: Path, tmp_path: Path) -> None:
    before = files(root)
    run = polyloom(root, "review", "--static")
    assert (run.code, run.out.splitlines()[-1]) == (0, "review: 4 pages")
    folder = root / ".polyloom/sheets"
    assert made(folder) == [
        f"{locale}/{name}.html"
        for locale in ("es", "fr")
        for name in ("guide/intro.md", "statement.txt")
    ]
    assert files(root) == before
    written = (folder / "es/statement.txt.html").read_bytes()
    assert polyloom(root, "review", "--static").code == 0
    assert (folder / "es/statement.txt.html").read_bytes() == written
    other = tmp_path / "to/mail"
    run = polyloom(root, "review", "--static", "es", "statement", "--output", str(other))
    assert made(other) == ["es/statement.txt.html"]
    assert run.out.splitlines()[0] == str(other / "es/statement.txt.html")


def test_what_a_reader_mails_back_is_in_the_ledger_once(root: Path, tmp_path: Path) -> None:
    assert polyloom(root, "review", "--static", "es", "statement").code == 0
    page = (root / ".polyloom/sheets/es/statement.txt.html").read_text("utf-8")
    found = re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert found is not None
    mail = tmp_path / "mail.txt"
    text = unescape(found[1]).replace("Name: ", f"Name: {BY}")
    text = text.replace("Approve:", "Approve: yes", 1)
    begin, middle, end = text.rpartition("Reject:")
    mail.write_text(f"{begin}{middle} Too weak.{end}", "utf-8")
    run = polyloom(root, "review", "--import", str(mail))
    assert (run.code, run.out) == (0, "review: 2 remarks taken in\n")
    ledger = root / "locales/es/reviews/statement.jsonl"
    acts = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    assert [(act["verdict"], act.get("text", ""), act["by"]) for act in acts] == [
        ("approve", "", BY),
        ("reject", "Too weak.", BY),
    ]
    assert entry(root, "es", "We affirm.").is_fuzzy
    kept = ledger.read_bytes()
    again = polyloom(root, "review", "--import", str(mail), str(mail))
    assert (again.code, again.out) == (0, "review: 0 remarks taken in, 2 known already\n")
    assert ledger.read_bytes() == kept


def sheet(root: Path, **changed: object) -> str:
    file = root / "back.json"
    remark = {"mark": f"{'0' * 16}.{'0' * 16}", "verdict": "comment", "text": "?"}
    values = {
        "format": "polyloom-review-sheet",
        "version": 1,
        "project": "Statements",
        "locale": "es",
        "document": "statement.txt",
        "by": BY,
        "remarks": [remark],
    }
    file.write_text(json.dumps(values | changed), "utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"locale": "it"}, "the project has no locale “it”; import it into the project"),
        ({"project": "Other"}, "it is a sheet of the project “Other”, and this one is"),
        ({"document": "x.txt"}, "the project has no document “x.txt”; if it was renamed"),
        ({"by": " "}, 'it does not say whose remarks these are; give --by "Name <address>"'),
    ],
)
def test_a_file_that_cannot_be_taken_in(root: Path, changed: dict[str, object], said: str) -> None:
    file = sheet(root, **changed)
    before = files(root)
    run = polyloom(root, "review", "--import", file)
    assert run.code == 1
    assert f"polyloom: {file}: {said}" in run.err
    assert run.err.count("\n") == 1
    assert files(root) == before


def test_a_text_that_the_document_never_had(root: Path) -> None:
    run = polyloom(root, "review", "--import", sheet(root))
    assert (run.code, run.out) == (1, "review: 0 remarks taken in\n")
    assert "left alone: the document has it no more" in run.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--static", "it"), "“it” is neither a locale of the project nor a document"),
        (("--output", "x"), "--output is for --static"),
        (("--static", "--next"), "not allowed with argument"),
        (("--import", "no.json"), "no.json: cannot read it"),
        (("--static", "--output", "polyloom.toml"), "it is no folder"),
    ],
)
def test_what_is_asked_for_wrongly(root: Path, arguments: tuple[str, ...], said: str) -> None:
    words = [str(root / each) if "." in each else each for each in arguments]
    run = polyloom(root, "review", *words)
    assert run.code in (1, 2)
    assert said in run.err


def test_json(root: Path) -> None:
    report = polyloom(root, "review", "--static", "es", "statement", "--json").json
    assert report["sheets"] == ["es/statement.txt.html"]
    report = polyloom(root, "review", "--json", "--import", sheet(root)).json
    (found,) = report["files"].values()
    assert found["done"] == []
    assert len(found["left_alone"]) == 1
