"""``--json`` of every command: one object, whose words are those that the documentation has."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from polyloom.cli.main import COMMANDS
from support.polyloom import SPANISH, make_project, polyloom, translate_by_hand

ROOT = Path(__file__).resolve().parents[2]
# Under these words stand names, in so many levels; reports have the locales' counts beside them.
BY_NAME = {"locales": 2, "documents": 1, "classes": 1, "files": 1}
BY_NAME_IN_REPORTS = {"locales": 1, "documents": 1}

# Each command with every option that changes its report; two commands have tests of their own.
RUNS: dict[str, list[tuple[str, ...]]] = {
    "init": [("new", "--locale", "es")],
    "new-locale": [("it",)],
    "extract": [(), ("--show", "film.srt")],
    "update": [(), ("--dry-run",), ("--dry-run", "--diff"), ("es", "--diff")],
    "sync": [(), ("--dry-run",), ("--diff",)],
    "reword": [("statement", "28 causes", "29 causes")],
    "check": [(), ("es", "--fail-on", "warning"), ("--fix=all",)],
    "build": [(), ("--minimum-state", "draft", "--minimum-coverage", "0")],
    "format": [("--check",), ()],
    "report": [(), ("--html",), ("es", "--fail-under", "99", "--html", "page.html")],
    "merge-driver": [("--register",), ("base.po", "ours.po", "theirs.po", "a.po")],
    "doctor": [()],
    "accept": [("es", "statement", "extra-numbers", "--by", "Ana")],
    "approve": [("es", "statement", "--by", "Ana")],
    "review": [("es",), ("--static", "es"), ("--import", "remarks.txt")],
    "blame": [("es", "statement#title")],
    "reviews": [("evidence", "es", "statement"), ("compact", "es")],
    "unapprove": [("es", "--by", "Ana")],
    "reject": [("es", "We affirm:", "no", "--by", "Ana")],
    "comment": [("es", "We affirm:", "so?", "--by", "Ana")],
    "trust": [(), ("--yes", "command"), ("--revoke",)],
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every command has something to say: changes, findings, problems."""
    program = '[engines.command]\nrun = ["sh", "base.po"]\n'
    root = make_project(tmp_path_factory.mktemp("json") / "project", extra=program)
    subtitle = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}A subtitle.\n"
    (root / "source/film.srt").write_text(subtitle, encoding="utf-8")
    (root / "source/gone.txt").write_text("One text.\n", encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", {**SPANISH, "We affirm:": "Afirmamos que que 7:"})
    polyloom(root, "build", "--minimum-coverage", "0")
    polyloom(root, "comment", "es", "statement#title", "so?", "--by", "Ana")
    polyloom(root, "review", "--static", "es", "statement")
    page = (root / ".polyloom/sheets/es/statement.txt.html").read_text("utf-8")
    form = unescape(page.partition("<pre")[2].partition(">")[2].partition("</pre>")[0])
    remarks = form.replace("Name: ", "Name: Luis").replace("Approve:", "Approve: yes")
    (root / "remarks.txt").write_text(remarks, encoding="utf-8")
    catalog = root / "locales/es/LC_MESSAGES/statement.po"
    catalog.write_text(catalog.read_text("utf-8").replace("que que 7:", "que que que 7:"), "utf-8")
    (root / "source/gone.txt").unlink()
    (root / "build/es/gone.txt").write_text("Somebody's own.\n", encoding="utf-8")
    document = root / "source/statement.txt"
    document.write_text(document.read_text("utf-8").replace("28 causes", "29 causes"), "utf-8")
    (root / "source/broken.txt").write_bytes(b"Caf\xe9\n")
    (root / "source/picture.xyz").write_bytes(b"")
    catalog.write_text(catalog.read_text("utf-8").replace('msgid "We', 'msgid   "We'), "utf-8")
    entry = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr '
    for name, text in (("base", ""), ("ours", "1"), ("theirs", "2")):
        (root / f"{name}.po").write_text(f'{entry}"{text}"\n', encoding="utf-8")
    return root


# Commands that a command's row refers to.
REFERRED_TO = {
    "build": {"check"},
    **{command: {"accept"} for command in ("approve", "unapprove", "reject", "comment")},
}


def documented(command: str) -> tuple[set[str], set[str]]:
    """The words that the documentation has for a command, and with those that it refers to."""
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    section = page.partition("\n## What `--json` gives\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", section, flags=re.MULTILINE))
    own = rows[command]
    more = section.rpartition("|\n")[2]
    for other in ("extract", "update", "check", "accept"):
        if f"`{other}`" in own:
            more += rows[other]
    words = (set(re.findall(r"`([a-z_]+)`", text)) for text in (own, own + more))
    return next(words) - REFERRED_TO.get(command, set()), next(words)


def words_of(value: Any, by_name: Mapping[str, int], names: int = 0) -> Iterator[str]:
    """The words of an object: its keys, but for those that are names, ``names`` levels deep."""
    if isinstance(value, list):
        for each in value:
            yield from words_of(each, by_name)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if names:
                yield from words_of(inner, by_name, names - 1)
            else:
                yield key
                # A list of classes is one of words, an object of them has numbers by class.
                yield from words_of(inner, by_name, by_name.get(key, 0))


def test_every_command_is_run_here() -> None:
    assert RUNS.keys() == COMMANDS.keys() - {"translate", "pipeline"}, "add what to run to RUNS"


@pytest.mark.parametrize("command", RUNS)
def test_the_report_is_one_object_with_the_documented_words(
    prepared: Path, tmp_path: Path, command: str
) -> None:
    found: set[str] = set()
    for number, arguments in enumerate(RUNS[command]):
        root = shutil.copytree(prepared, tmp_path / str(number))
        placed = [(word == "new" and str(root / word)) or word for word in arguments]
        placed = [
            str(root / word) if word.endswith((".po", ".html", ".txt")) else word for word in placed
        ]
        run = polyloom(root, command, *placed, "--json")
        assert run.code in (0, 1), run.err
        assert run.out, run.err
        assert isinstance(run.json, dict)
        by_name = BY_NAME_IN_REPORTS if command == "report" else BY_NAME
        words = set(words_of(run.json, by_name))
        if command == "report":
            assert words == REPORT_WORDS | set(PROBLEM_WORDS if run.json["problems"] else ())
        found |= words
    if command != "report":
        own, all_words = documented(command)
        assert found <= all_words, "words that docs/reference/commands.md does not have"
        assert own <= found, "words that no run had: is there a run that has them?"


PROBLEM_WORDS = {"what", "where", "remedy"}
REPORT_WORDS = {
    *(
        "locales",
        "problems",
        "orphaned",
        "path",
        "translations",
        "remedy",
        "segments",
        "words",
        "origins",
        "reviews",
        "reviewers",
        "documents",
        "published",
        "reason",
    ),
    *("total", "translated", "approved", "draft", "untranslated", "outdated"),
    *("person", "memory", "machine"),
    *("rejected", "void", "awaiting"),
}
