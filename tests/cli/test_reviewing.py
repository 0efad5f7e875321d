"""A reviewer's commands: what they write, and what the gate makes of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from polyloom.model import State
from support.git import Clone, make_clone
from support.polyloom import (
    SPANISH,
    Run,
    catalog_file,
    entry,
    files,
    make_project,
    polyloom,
    translate_by_hand,
)

ANA, BEN = "Ana <ana@example.org>", "Ben <ben@example.org>"
LEDGER = "locales/es/reviews/statement.jsonl"


def project(folder: Path, extra: str = "") -> Path:
    root = make_project(folder / "project", locales='"es"', extra=extra)
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", SPANISH)
    return root


def say(root: Path, command: str, *words: str, by: str = ANA, code: int = 0) -> Run:
    run = polyloom(root, command, *words, "--by", by)
    assert run.code == code, run.err
    return run


def approved(root: Path) -> int:
    report = polyloom(root, "report", "--json").json
    return int(report["locales"]["es"]["segments"]["approved"])


def acts(root: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (root / LEDGER).read_text("utf-8").splitlines()]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_approval_holds_until_source_or_translation_changes(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = files(root)
    assert say(root, "approve", "es", "statement").out == "approve: 7 texts approved\n"
    assert {name for name, data in files(root).items() if before.get(name) != data} == {LEDGER}
    assert approved(root) == 7
    catalog = catalog_file(root, "es")
    change(catalog, "Afirmamos:", "Se afirma:")
    assert approved(root) == 6
    change(catalog, "Se afirma:", "Afirmamos:")
    assert approved(root) == 7
    source = root / "source/statement.txt"
    change(source, "28 causes", "29 causes")
    assert polyloom(root, "sync").code == 0
    assert approved(root) == 6
    change(source, "29 causes", "28 causes")
    assert polyloom(root, "sync").code == 0
    assert approved(root) == 7


@pytest.mark.parametrize(
    "name",
    [
        "statement.txt#point-1",
        "statement#point-1",
        "source/statement.txt#point-1",
        "That the crisis has 28 causes in our country.",
        "That the crisis",
        "LINE",
    ],
)
def test_one_text_can_be_named_in_several_ways(tmp_path: Path, name: str) -> None:
    root = project(tmp_path)
    line = entry(root, "es", "That the crisis").line
    name = name.replace("LINE", f"locales/es/LC_MESSAGES/statement.po:{line}")
    run = say(root, "approve", "es", name, "--json")
    assert run.json["done"] == ["statement.txt#point-1"]
    assert approved(root) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("statemnt", "did you mean “statement”?"),
        ("statement#pint-1", "did you mean “statement.txt#point-1”?"),
        ("We", "2 texts begin with “We”; give more of it, or one of statement.txt#paragraph-2"),
        ("xyzzy", "give a document, an entry as catalogs refer to it"),
        ("locales/es/LC_MESSAGES/statement.po:1", "is no document and no entry here"),
    ],
)
def test_a_name_of_nothing_is_answered_with_the_nearest(
    tmp_path: Path, name: str, said: str
) -> None:
    root = project(tmp_path)
    assert said in say(root, "approve", "es", name, code=2).err
    assert not (root / LEDGER).exists()


def test_what_is_no_finished_translation_is_not_approved(tmp_path: Path) -> None:
    root = project(tmp_path)
    catalog = catalog_file(root, "es")
    change(catalog, 'msgid "We affirm:"', '#, fuzzy\nmsgid "We affirm:"')
    change(catalog, '"Por el movimiento"', '""')
    run = say(root, "approve", "es")
    assert run.out == "approve: 5 texts approved\n"
    assert "statement.txt#byline: not approved: it is not translated" in run.err
    assert "statement.txt#paragraph-2: not approved: it is a draft" in run.err
    run = say(root, "approve", "es", "statement#byline", code=1)
    assert run.out == "approve: 0 texts approved\n"
    assert "you have approved it already" in say(root, "approve", "es", code=1).err


def test_approvals_and_rejections_are_taken_back_by_a_line_of_their_own(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "approve", "es")
    lines = (root / LEDGER).read_bytes()
    assert say(root, "unapprove", "es", "statement#title", by=BEN).out.startswith("unapprove: 1")
    assert approved(root) == 6
    assert (root / LEDGER).read_bytes().startswith(lines)
    assert acts(root)[-1]["verdict"] == "withdraw"
    assert "nobody has approved" in say(root, "unapprove", "es", "statement#title", code=1).err
    say(root, "approve", "es", "statement#title", by=BEN)
    assert approved(root) == 7


def test_what_is_rejected_is_a_draft_that_says_why(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "reject", "es", "statement#title", "It reads like a  riddle")
    found = entry(root, "es", "Peru")
    assert found.state is State.DRAFT
    assert found.translator_comments == (" Polyloom: rejected: It reads like a riddle",)
    # An editor that takes the flag away has changed nothing yet.
    change(catalog_file(root, "es"), "#, fuzzy\n", "")
    draft = polyloom(root, "report", "--json").json["locales"]["es"]["segments"]["draft"]
    assert draft == 1
    change(catalog_file(root, "es"), "Perú: insurgencia nacional", "Insurgencia en Perú")
    assert polyloom(root, "report", "--json").json["locales"]["es"]["segments"]["draft"] == 0
    polyloom(root, "update")
    assert entry(root, "es", "Peru").translator_comments == ()


@pytest.mark.parametrize("words", [("reject", "es", "statement#title", " "), ("comment", "es")])
def test_a_rejection_has_a_reason(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = project(tmp_path)
    before = files(root)
    assert say(root, *words, code=2).err.count("\n") == 1
    assert files(root) == before


def test_a_comment_changes_no_state(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "approve", "es")
    say(root, "comment", "es", "statement#title", "Is this the party's own name?")
    assert approved(root) == 7
    assert acts(root)[-1]["text"] == "Is this the party's own name?"


def test_the_gate_of_approved_translations(tmp_path: Path) -> None:
    root = project(tmp_path, '[build]\nminimum_state = "approved"\nminimum_coverage = 0.5\n')
    assert "0% of the words are approved, 50% are needed" in polyloom(root, "build").err
    for place in ("point-1", "point-2", "paragraph-1", "paragraph-3"):
        say(root, "approve", "es", f"statement#{place}")
    assert polyloom(root, "build").code == 0
    built = (root / "build/es/statement.txt").read_text("utf-8")
    assert "Que la crisis tiene 28 causas aquí." in built
    assert "We affirm:" in built


def test_states_and_steps_by_locale_and_document(tmp_path: Path) -> None:
    settings = """
    [build]
    minimum_coverage = 1
    [build.locales.es]
    minimum_state = "approved"
    [review.locales.es]
    steps = 2
    [documents."statement.txt"]
    minimum_state = "translated"
    """
    root = project(tmp_path, settings)
    assert polyloom(root, "build").code == 0
    assert (root / "build/es/statement.txt").exists()
    change(root / "polyloom.toml", 'minimum_state = "translated"', "author = 'A'")
    say(root, "approve", "es")
    assert "0% of the words are approved" in polyloom(root, "build").err
    say(root, "approve", "es", by=BEN)
    assert approved(root) == 7
    assert "not built" not in polyloom(root, "build").err
    change(root / "polyloom.toml", "author = 'A'", "review = { steps = 0 }")
    assert "no approval is needed" in say(root, "approve", "es", by="Cy", code=1).err
    assert approved(root) == 0
    assert "not built" not in polyloom(root, "build").err


def clone_of_project(folder: Path, extra: str = "") -> Clone:
    clone = make_clone(folder / "project")
    (folder / "new").mkdir()
    root = project(folder / "new", extra)
    for name, data in files(root).items():
        path = clone.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    clone.commit("translated")
    return clone


def test_whose_work_it_is_git_knows(tmp_path: Path) -> None:
    clone = clone_of_project(tmp_path, "[review]\nown_work = false\n")
    translator = "Somebody <translator@example.org>"
    run = say(clone.root, "approve", "es", by=translator, code=1)
    assert "you made the translation yourself (own_work = false)" in run.err
    catalog = catalog_file(clone.root, "es")
    change(catalog, "Afirmamos:", "Se afirma:")
    clone.git("-c", "user.email=ben@example.org", "-c", "user.name=Ben", "commit", "-qam", "ben")
    assert say(clone.root, "approve", "es", by=BEN).out == "approve: 6 texts approved\n"
    assert say(clone.root, "approve", "es", by=translator).out == "approve: 1 text approved\n"


def test_who_it_is_git_knows_too(tmp_path: Path) -> None:
    clone = clone_of_project(tmp_path)
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    assert polyloom(clone.root, "approve", "es", "statement#title", environment=nobody).code == 0
    assert acts(clone.root)[-1]["by"] == "A Translator <translator@example.org>"
    clone.git("config", "--unset", "user.name")
    clone.git("config", "--unset", "user.email")
    run = polyloom(clone.root, "approve", "es", environment=nobody)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "git does not know who you are; give --by" in run.err


def test_two_branches_review_and_merge_without_a_conflict(tmp_path: Path) -> None:
    clone = clone_of_project(tmp_path)
    clone.git("checkout", "-q", "-b", "theirs")
    say(clone.root, "approve", "es", "statement#title", "statement#point-1")
    clone.commit("approved")
    clone.git("checkout", "-q", "main")
    say(clone.root, "approve", "es", "statement#point-1", "statement#point-2", by=BEN)
    change(catalog_file(clone.root, "es"), "insurgencia nacional", "insurgencia")
    clone.commit("approved and edited")
    clone.git("merge", "-q", "theirs", "-m", "both")
    assert len(acts(clone.root)) == 4
    # The title was approved on one side, and edited on the other.
    assert approved(clone.root) == 2


def test_an_approval_outlives_the_renaming_of_its_document(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "approve", "es")
    (root / "source/statement.txt").rename(root / "source/new.txt")
    assert polyloom(root, "sync").code == 0
    assert approved(root) == 7
    assert "you have approved it already" in say(root, "approve", "es", "new", code=1).err
    say(root, "unapprove", "es", "new#title")
    assert approved(root) == 6
    assert polyloom(root, "reviews", "evidence", "es", "new").out.count("  approve ") == 6
    events = polyloom(root, "blame", "es", "new#title", "--json").json["events"]
    assert [event["what"] for event in events] == ["approve", "withdraw"]


def test_lines_of_a_ledger_that_say_nothing_are_named_and_kept(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "approve", "es", "statement#title")
    with (root / LEDGER).open("ab") as ledger:
        ledger.write(b'nonsense\n{"v": 9}\n<<<<<<< ours')
    run = polyloom(root, "report")
    assert run.code == 1
    named = [line for line in run.err.splitlines() if ".jsonl:" in line]
    assert len(named) == 3
    assert f"{LEDGER}:2: this line is no act of a review" in run.err
    assert f"{LEDGER}:3: this line is of another version" in run.err
    assert f"{LEDGER}:4: this line is a mark of a conflict" in run.err
    # Every command that reads the ledger names them, and does its work.
    run = say(root, "approve", "es", "statement#byline", code=1)
    assert run.out == "approve: 1 text approved\n"
    assert approved(root) == 2
    for words in (
        ("unapprove", "es", "statement#title", "--by", ANA),
        ("blame", "es", "statement#title"),
        ("reviews", "evidence", "es", "statement"),
        ("reviews", "compact"),
    ):
        run = polyloom(root, *words)
        assert run.code == 1, words
        assert [line for line in run.err.splitlines() if ".jsonl:" in line] == named
    assert b'nonsense\n{"v": 9}\n<<<<<<< ours\n' in (root / LEDGER).read_bytes()


def test_a_clock_that_runs_backwards_takes_no_word_back(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "reject", "es", "statement#title", "no")
    change(catalog_file(root, "es"), "#, fuzzy\n", "")
    early = {"SOURCE_DATE_EPOCH": "1000000000"}
    run = polyloom(root, "approve", "es", "statement#title", "--by", ANA, environment=early)
    assert run.code == 0
    assert approved(root) == 1


def test_a_finding_that_is_meant_is_accepted(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(catalog_file(root, "es"), "tiene 28 causas", "tiene 29 causas")
    before = polyloom(root, "check", "--json")
    assert before.code == 1
    say(root, "accept", "es", "statement#point-1", "numbers")
    after = polyloom(root, "check", "--json")
    assert after.json["accepted"] == 1
    checks = [finding["check"] for finding in after.json["findings"]]
    assert "numbers" not in checks
    change(catalog_file(root, "es"), "tiene 29 causas", "tiene 30 causas")
    assert polyloom(root, "check").code == 1
    assert (
        "it is accepted already"
        not in say(root, "accept", "es", "statement#point-1", "numbers").err
    )


@pytest.mark.parametrize(
    ("comment", "settings"),
    [
        ("# polyloom: accept=numbers, extra-numbers\n", ""),
        ("", '[[checks.accepted]]\ncheck = "numbers"\ntext = "28 causes"\n'),
        ("", '[[checks.accepted]]\ncheck = "numbers"\nlocale = "es"\ndocument = "statement.txt"\n'),
    ],
)
def test_a_catalog_or_the_project_may_say_that_a_finding_is_meant(
    tmp_path: Path, comment: str, settings: str
) -> None:
    root = project(tmp_path, f'{settings}\n[build]\non_error = "hold"\n')
    catalog = catalog_file(root, "es")
    change(catalog, "tiene 28 causas", "tiene 29 causas")
    change(catalog, 'msgid "That the crisis', f'{comment}msgid "That the crisis')
    checks = [each["check"] for each in polyloom(root, "check", "--json").json["findings"]]
    assert "numbers" not in checks
    assert polyloom(root, "build").code == 0
    assert (root / "build/es/statement.txt").exists()


def test_the_evidence_of_a_document(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "approve", "es")
    say(root, "reject", "es", "statement#title", "a riddle", by=BEN)
    run = polyloom(root, "reviews", "evidence", "es", "statement")
    lines = run.out.splitlines()
    assert lines[0].startswith("statement.txt#title: draft [")
    assert lines[1].endswith(ANA)
    assert lines[2].endswith(f"{BEN}: a riddle")
    assert lines[-2] == "es statement.txt: 6 of 7 texts approved"
    digest = lines[-1]
    assert digest.startswith("sha256 ")
    change(catalog_file(root, "es"), "Afirmamos:", "Se afirma:")
    again = polyloom(root, "reviews", "evidence", "es", "statement").out.splitlines()
    assert again[-2] == "es statement.txt: 5 of 7 texts approved"
    assert again[-1] != digest
    assert polyloom(root, "reviews", "evidence", "es").code == 2
    with (root / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(json.dumps({**acts(root)[0], "id": "x", "by": "\x1b[2J"}) + "\n")
    assert "\x1b" not in polyloom(root, "reviews", "evidence", "es", "statement").out


def test_a_compacted_ledger_says_the_same(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "approve", "es")
    say(root, "unapprove", "es", "statement#title")
    with (root / LEDGER).open("ab") as ledger:
        ledger.write(b"nonsense\n")
    before = polyloom(root, "report", "--json").json["locales"]
    kept = (root / LEDGER).read_bytes().splitlines(keepends=True)
    run = polyloom(root, "reviews", "compact")
    assert (root / LEDGER).read_bytes() == b"".join([*kept[1:7], kept[8]])
    assert run.out == "reviews: 2 lines dropped, 6 kept, 1 ledger written\n"
    assert polyloom(root, "report", "--json").json["locales"] == before
    assert (root / LEDGER).read_bytes().endswith(b"\nnonsense\n")
    # What may come back is not dropped: another translation, a source among obsolete entries.
    change(catalog_file(root, "es"), "Afirmamos:", "Se afirma:")
    change(root / "source/statement.txt", "By the movement\n\n", "")
    assert polyloom(root, "sync").code == 0
    data = (root / LEDGER).read_bytes()
    assert polyloom(root, "reviews", "compact").out.startswith("reviews: 0 lines dropped, 6 kept")
    assert (root / LEDGER).read_bytes() == data
    catalog_file(root, "es").write_bytes(b"nonsense")
    assert polyloom(root, "reviews", "compact").code == 1
    assert (root / LEDGER).read_bytes() == data


def test_the_history_of_an_entry(tmp_path: Path) -> None:
    clone = clone_of_project(tmp_path)
    root = clone.root
    say(root, "approve", "es", "statement#title")
    catalog = catalog_file(root, "es")
    change(catalog, "insurgencia nacional", "rebelión")
    clone.git("-c", "user.email=ben@example.org", "-c", "user.name=Ben", "commit", "-qam", "ben")
    later = {"SOURCE_DATE_EPOCH": "4000000000"}
    words = ("reject", "es", "statement#title", "another word", "--by", BEN)
    assert polyloom(root, *words, environment=later).code == 0
    run = polyloom(root, "blame", "es", "statement#title", "--json")
    events = [(each["by"], each["what"], each["text"]) for each in run.json["events"]]
    # A commit is of a second, an act of a microsecond: both may be of the same one.
    assert sorted(events[:3]) == [
        ("A Translator <translator@example.org>", "translated", "Perú: insurgencia nacional"),
        (ANA, "approve", "(of another translation)"),
        (BEN, "translated", "Perú: rebelión"),
    ]
    assert events[3:] == [(BEN, "reject", "another word")]
    assert polyloom(root, "blame", "es", "statement#title").out.count("\n") == 4
    assert "is 7 texts; give one of them" in polyloom(root, "blame", "es", "statement").err


def test_without_git_the_history_is_the_ledgers(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert "nobody has translated it yet" in polyloom(root, "blame", "es", "statement#title").err
    say(root, "approve", "es", "statement#title")
    (event,) = polyloom(root, "blame", "es", "statement#title", "--json").json["events"]
    assert (event["by"], event["what"], event["commit"]) == (ANA, "approve", "")
