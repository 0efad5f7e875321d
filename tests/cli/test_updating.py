"""``update``, ``sync`` and ``reword`` on real projects, beside the tools that translators use."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polib
import pytest

from polyloom.model import State
from polyloom.po.parser import read_catalog
from support.polyloom import (
    SPANISH,
    STATEMENT,
    catalog_file,
    entry,
    files,
    make_project,
    polyloom,
    read,
    translate_by_hand,
)
from support.programs import require_program

EDITED = STATEMENT.replace("28 causes", "29 causes").replace("has shown", "has never shown")
EDITED = EDITED.replace("The country is in crisis.", "The country isn’t in crisis.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(project, "sync").code == 0
    translate_by_hand(project, "es", SPANISH)
    return project


def write(root: Path, text: str, name: str = "statement.txt") -> None:
    (root / "source" / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", ["sync", "update"])
def test_a_dry_run_tells_what_happens_and_writes_nothing(root: Path, command: str) -> None:
    write(root, EDITED.replace("By the movement\n\n", ""))
    if command == "update":
        polyloom(root, "extract")
    before = files(root)
    dry = polyloom(root, command, "--dry-run", "--json")
    told = polyloom(root, command, "--dry-run")
    assert files(root) == before
    assert "update: 1 catalog, 1 to be written" in told.out
    real = polyloom(root, command, "--json")
    assert files(root) != before
    reports = [run.json if command == "update" else run.json["update"] for run in (dry, real)]
    assert [report.pop("dry_run") for report in reports] == [True, False]
    assert reports[0] == reports[1]
    document = reports[0]["locales"]["es"]["statement"]
    assert (document["changed"], document["removed"]) == (2, 1)
    assert document["classes"] == {"negation": 1, "numbers": 1}
    assert document["changes"][1] == {
        "state": "draft",
        "classes": ["numbers"],
        "what": "numbers (28 → 29)",
        "old": "That the crisis has 28 causes in our country.",
        "new": "That the crisis has 29 causes in our country.",
    }


def test_the_difference_word_by_word(root: Path) -> None:
    write(root, EDITED)
    plain = polyloom(root, "sync", "--dry-run", "--diff")
    assert "es statement: numbers (28 → 29)\n" in plain.out
    assert "  That the crisis has [-28-]{+29+} causes in our country.\n" in plain.out
    assert "es statement: 2 changed, now drafts (1 negation, 1 numbers)\n" in plain.err
    colored = polyloom(root, "sync", "--diff", "--color", "always")
    assert "[-28-]" not in colored.out
    assert "\x1b[32m29\x1b[0m" in colored.out


def test_what_steers_a_terminal_is_shown_and_not_sent(root: Path) -> None:
    write(root, EDITED.replace("29 causes", "29 \x1b[2Jcauses"))
    assert "\x1b" not in polyloom(root, "sync", "--diff").out


def test_the_remark_stands_above_the_draft_until_it_is_finished(root: Path) -> None:
    write(root, EDITED)
    polyloom(root, "sync")
    path = catalog_file(root, "es")
    text = path.read_text(encoding="utf-8")
    assert text.count("# Polyloom: the source changed: numbers (28 → 29)\n") == 1
    path.write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    finished = path.read_text(encoding="utf-8")
    assert "# Polyloom" not in finished
    assert "#|" not in finished
    assert all(each.state is State.TRANSLATED for each in read(root, "es").entries)


def test_a_renamed_document_keeps_its_translations(root: Path) -> None:
    before = {each.msgid: each.msgstr for each in read(root, "es").entries}
    (root / "source/statement.txt").rename(root / "source/declaration.txt")
    run = polyloom(root, "sync")
    assert "es declaration: 7 moved here" in run.err
    after = read(root, "es", "declaration")
    assert {each.msgid: each.msgstr for each in after.entries} == before
    assert all(each.state is State.TRANSLATED for each in after.entries)


@pytest.mark.parametrize("other", ["appendix.txt", "zoology.txt"])
def test_paragraphs_that_went_to_another_document(root: Path, other: str) -> None:
    first, _, second = STATEMENT.partition("We affirm:")
    write(root, first)
    write(root, f"We affirm:{second.replace('28', '30')}", other)
    assert polyloom(root, "sync").code == 0
    moved = read(root, "es", other[:-4])
    assert [each.state for each in moved.entries].count(State.TRANSLATED) == 3
    (draft,) = [each for each in moved.entries if each.state is State.DRAFT]
    assert draft.translator_comments == (" Polyloom: the source changed: numbers (28 → 30)",)
    before = files(root)
    assert polyloom(root, "sync").code == 0
    assert files(root) == before


def test_typography_may_be_wanted_as_drafts(root: Path) -> None:
    write(root, STATEMENT.replace("We affirm:", "We  affirm:").replace("crisis.", "“crisis”."))
    polyloom(root, "sync")
    write(root, STATEMENT.replace("crisis.", '"crisis".'))
    draft = entry(root, "es", "The country")
    assert draft.state is State.DRAFT
    polyloom(root, "sync")
    path = root / "polyloom.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + "[catalogs]\nkeep_on_typography = false\n",
        encoding="utf-8",
    )
    write(root, STATEMENT.replace("time to change", "time – to change"))
    polyloom(root, "sync")
    translated = entry(root, "es", "We reaffirm")
    assert translated.state is State.DRAFT


def test_a_declared_rewording_keeps_translations_in_every_order(tmp_path: Path) -> None:
    edited = STATEMENT.replace("corruption scandals", "scandals of corruption")
    outcomes = []
    for steps in (
        ("reword", "extract", "update"),
        ("extract", "reword", "update"),
        ("extract", "update", "reword", "update"),
    ):
        root = make_project(tmp_path / "-".join(steps), locales='"es"')
        polyloom(root, "sync")
        translate_by_hand(root, "es", SPANISH)
        write(root, edited)
        for step in steps:
            words = ["statement", "corruption scandals", "scandals of corruption"]
            run = polyloom(root, step, *(words if step == "reword" else []))
            assert run.code == 0, run.err
        log = (root / "locales/rewordings.jsonl").read_text(encoding="utf-8")
        assert log.count("\n") == 1
        outcomes.append(read(root, "es").entries)
        # Declared twice is no change.
        again = polyloom(root, "reword", *words, "--json")
        assert again.json["known"] == 1
        assert (root / "locales/rewordings.jsonl").read_text(encoding="utf-8") == log
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert all(each.state is State.TRANSLATED for each in outcomes[0])


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("statment", "a", "b"), 2, "there is no document “statment”; did you mean statement?"),
        (("statement", "a", "a"), 2, "the old text and the new one are the same"),
        (("statement", "", "a"), 2, "the old text is empty"),
        (("statement", "crisis", "trouble"), 1, "no text of it says “trouble”; edit the source"),
        (("statement", "crisis", "country"), 1, "it still says “crisis”; edit the source first"),
        (("statement", "calamity", "crisis"), 1, "had “calamity” where “crisis” stands"),
    ],
)
def test_a_wrong_declaration_gets_a_sentence(
    root: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    before = files(root)
    run = polyloom(root, "reword", *words)
    assert (run.code, run.err.count("\n")) == (code, 1)
    assert message in run.err
    assert files(root) == before


def test_a_broken_log_of_rewordings_stops_the_update(root: Path) -> None:
    (root / "locales/rewordings.jsonl").write_text("<<<<<<< ours\n", encoding="utf-8")
    before = files(root)
    run = polyloom(root, "update")
    assert run.code == 1
    assert run.err.startswith(
        "polyloom: locales/rewordings.jsonl:1: this line declares no rewording"
    )
    assert files(root) == before


def test_gettext_agrees_with_an_updated_catalog(root: Path, tmp_path: Path) -> None:
    write(root, EDITED.replace("We affirm:", "“We affirm”:"))
    polyloom(root, "sync")
    path, template = catalog_file(root, "es"), root / "locales/statement.pot"
    checked = subprocess.run(
        [require_program("msgfmt"), "-c", "-o", "/dev/null", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    merged = tmp_path / "merged.po"
    merge = [require_program("msgmerge"), "--previous", "-q", "-o", str(merged)]
    subprocess.run([*merge, str(path), str(template)], check=True)
    theirs = read_catalog(merged.read_bytes(), "merged").entries
    ours = read(root, "es").entries

    def kept(entries: tuple[object, ...]) -> list[tuple[object, ...]]:
        return [
            (each.key, each.msgstr, each.state, each.translator_comments)  # type: ignore[attr-defined]
            for each in entries
        ]

    assert kept(theirs) == kept(ours)


@pytest.mark.parametrize("tool", ["msgmerge", "msgattrib", "msgcat", "weblate", "polib"])
def test_tools_that_rewrite_a_catalog_change_no_state(root: Path, tool: str) -> None:
    write(root, EDITED)
    polyloom(root, "sync")
    path = catalog_file(root, "es")
    before = read(root, "es").entries
    if tool == "polib":
        polib.pofile(str(path)).save(str(path))
    else:
        commands = {
            "msgmerge": ["msgmerge", "-q", "--previous", str(path), "locales/statement.pot"],
            "msgattrib": ["msgattrib", "--no-wrap", str(path)],
            "msgcat": ["msgcat", "--width=40", str(path)],
            "weblate": ["msgcat", "--width=77", str(path)],
        }
        require_program(commands[tool][0])
        subprocess.run([*commands[tool], "-o", str(path)], check=True, cwd=root)
    if tool == "weblate":
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace('"MIME-Version', '"X-Generator: Weblate 5.0\\n"\n"MIME-Version'),
            encoding="utf-8",
        )
    rewritten = path.read_bytes()
    assert polyloom(root, "sync").code == 0
    assert path.read_bytes() == rewritten
    assert read(root, "es").entries == before
