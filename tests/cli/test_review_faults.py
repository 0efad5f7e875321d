"""What a reviewer can do wrong, or find broken: one sentence, and nothing is lost."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from support.git import make_clone
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
from support.terminal import at_terminal

pytestmark = pytest.mark.slow

ANA, BEN = "Ana <ana@example.org>", "Ben <ben@example.org>"
LEDGER = "locales/es/reviews/statement.jsonl"
# Each command of reviewers, and each that reads what they say.
SAYING: tuple[tuple[str, ...], ...] = (
    ("approve", "es", "statement#byline"),
    ("unapprove", "es", "statement#title"),
    ("reject", "es", "statement#byline", "no"),
    ("comment", "es", "statement#byline", "so?"),
    ("accept", "es", "statement#byline", "numbers"),
)
READING: tuple[tuple[str, ...], ...] = (
    ("review", "es"),
    ("blame", "es", "statement#title"),
    ("reviews", "evidence", "es", "statement"),
    ("reviews", "compact"),
    ("report",),
    ("check",),
    ("build",),
)
NAMING_TEXTS = (*SAYING, ("review", "es", "statement#title"), ("blame", "es", "statement#title"))


def project(folder: Path) -> Path:
    root = make_project(folder / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", SPANISH)
    say(root, "approve", "es", "statement#title")
    return root


def say(root: Path, *words: str, by: str = ANA) -> Run:
    by_whom = ("--by", by) if words in SAYING or words[0] == "approve" else ()
    return polyloom(root, *words, *by_whom)


def acts(root: Path) -> list[str]:
    """The verdicts of the ledger, of lines that are acts."""
    lines = (root / LEDGER).read_bytes().splitlines()
    return [json.loads(line)["verdict"] for line in lines if line.startswith(b'{"v": 1')]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("words", [*SAYING, *READING], ids=lambda words: "-".join(words[:2]))
def test_lines_that_are_no_acts_are_named_by_every_command_and_kept(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    root = project(tmp_path)
    lines = b'nonsense\n{"v": 9, "verdict": "sign"}\n' + b'{"a":' * 2000 + b"\n"
    with (root / LEDGER).open("ab") as ledger:
        ledger.write(lines)
    run = say(root, *words)
    assert run.code == 1
    told = [line for line in run.err.splitlines() if f"{LEDGER}:" in line]
    assert [line.partition(f"{LEDGER}:")[2][:2] for line in told] == ["2:", "3:", "4:"]
    assert "this line is of another version of Polyloom's ledger" in told[1]
    assert lines in (root / LEDGER).read_bytes()
    if words in SAYING:
        assert len(acts(root)) == 2


def test_a_session_names_them_too(tmp_path: Path) -> None:
    root = project(tmp_path)
    with (root / LEDGER).open("ab") as ledger:
        ledger.write(b"nonsense\n")
    with at_terminal(root, "review", "es", "--next", "--by", ANA) as terminal:
        assert f"{LEDGER}:2: this line is no act" in terminal.question()
        terminal.press("a")
        terminal.question()
        terminal.press("q")
        terminal.end(1)
    assert b"nonsense\n" in (root / LEDGER).read_bytes()


def test_lines_of_a_renamed_documents_ledger_are_named_too(tmp_path: Path) -> None:
    root = project(tmp_path)
    with (root / LEDGER).open("ab") as ledger:
        ledger.write(b"nonsense\n")
    (root / "source/statement.txt").rename(root / "source/new.txt")
    assert polyloom(root, "sync").code == 0
    run = polyloom(root, "report")
    assert f"{LEDGER}:2: this line is no act" in run.err
    assert run.code == 1


@pytest.mark.parametrize("words", NAMING_TEXTS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("statement#tilte", "did you mean “statement.txt#title”?"),
        ("By the movment", "did you mean “By the movement”?"),
        ("statment", "did you mean “statement”?"),
    ],
)
def test_a_text_that_does_not_exist_is_answered_with_the_nearest(
    tmp_path: Path, words: tuple[str, ...], name: str, said: str
) -> None:
    root = project(tmp_path)
    before = files(root)
    command, locale, _, *more = words
    by_whom = () if command == "blame" else ("--by", ANA)
    run = polyloom(root, command, locale, name, *more, *by_whom)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert said in run.err
    assert files(root) == before


@pytest.mark.parametrize(
    ("name", "said"), [("numbrs", "did you mean numbers?"), ("xyzzy", "there are empty, numbers")]
)
def test_a_check_that_does_not_exist_is_answered_with_the_nearest(
    tmp_path: Path, name: str, said: str
) -> None:
    root = project(tmp_path)
    before = files(root)
    run = polyloom(root, "accept", "es", "statement", name, "--by", ANA)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert f"there is no check “{name}”; {said}" in run.err
    assert files(root) == before
    change(
        catalog_file(root, "es"), 'msgid "We affirm', f'# polyloom: accept={name}\nmsgid "We affirm'
    )
    line = entry(root, "es", "We affirm:").line
    run = polyloom(root, "check")
    assert run.code == 1
    place = f"locales/es/LC_MESSAGES/statement.po:{line}"
    assert f"{place}: accept={name}: there is no check “{name}”; {said}" in run.err
    with (root / "polyloom.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[[checks.accepted]]\ncheck = "{name}"\n')
    run = polyloom(root, "check")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert f"there is no check “{name}”; {said}" in run.err


@pytest.mark.parametrize("words", SAYING, ids=lambda words: words[0])
@pytest.mark.parametrize("git", ["there", "gone"])
def test_without_a_name_nothing_is_said(tmp_path: Path, words: tuple[str, ...], git: str) -> None:
    root = project(tmp_path)
    clone = make_clone(root)
    clone.git("config", "--unset", "user.name")
    clone.git("config", "--unset", "user.email")
    before = files(root)
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    if git == "gone":
        nobody["PATH"] = str(tmp_path)
    run = polyloom(root, *words, environment=nobody)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "git does not know who you are; give --by" in run.err
    for by in ("", " ", "\x1b[2J", "a\nb"):
        run = polyloom(root, *words, "--by", by, environment=nobody)
        assert (run.code, run.err.count("\n")) == (2, 1)
        assert "--by names nobody" in run.err
    assert files(root) == before


def approved(root: Path) -> int:
    return int(polyloom(root, "report", "--json").json["locales"]["es"]["segments"]["approved"])


@pytest.mark.parametrize("renamed", [False, True])
def test_a_clock_that_runs_backwards_takes_no_word_back(tmp_path: Path, *, renamed: bool) -> None:
    root = project(tmp_path)
    early = {"SOURCE_DATE_EPOCH": "1000000000"}
    name = "statement"
    for verdict, reason, count in (("reject", ["no"], 0), ("approve", [], 1)) * 2:
        if renamed:
            # Then what was said before stands in another ledger.
            (root / f"source/{name}.txt").rename(root / f"source/{name}s.txt")
            assert polyloom(root, "sync").code == 0
            catalog_file(root, "es", name).unlink()
            name = f"{name}s"
        if verdict == "approve":
            change(catalog_file(root, "es", name), "#, fuzzy\n", "")
        words = (verdict, "es", f"{name}#title", *reason, "--by", ANA)
        assert polyloom(root, *words, environment=early).code == 0
        assert approved(root) == count


@pytest.mark.parametrize(
    "words",
    [
        ("reject", "es", "statement#byline"),
        ("reject", "es", "statement#byline", ""),
        ("reject", "es", "statement#byline", " \t\n"),
        ("comment", "es", "statement#byline", " "),
    ],
)
def test_who_rejects_or_comments_says_something(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = project(tmp_path)
    before = files(root)
    run = polyloom(root, *words, "--by", ANA)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert files(root) == before


def test_a_reason_steers_no_terminal(tmp_path: Path) -> None:
    root = project(tmp_path)
    reason = "a\x1b[2J\u202eb\n  c"
    assert polyloom(root, "reject", "es", "statement#title", reason, "--by", ANA).code == 0
    assert entry(root, "es", "Peru").translator_comments == (
        r" Polyloom: rejected: a\x1b[2J\u202eb c",
    )
    assert json.loads((root / LEDGER).read_text("utf-8").splitlines()[-1])["text"] == reason
    assert "\x1b" not in polyloom(root, "blame", "es", "statement#title").out


def test_a_ledger_in_conflict_speaks_for_both_sides(tmp_path: Path) -> None:
    root = project(tmp_path)
    clone = make_clone(root)
    # Nobody has told git of the union here.
    (root / ".gitattributes").unlink()
    clone.commit("approved")
    clone.git("checkout", "-q", "-b", "theirs")
    polyloom(root, "approve", "es", "statement#byline", "--by", BEN)
    clone.commit("theirs")
    clone.git("checkout", "-q", "main")
    polyloom(root, "approve", "es", "statement#paragraph-1", "--by", ANA)
    clone.commit("ours")
    for style in ("merge", "diff3"):
        clone.git("-c", f"merge.conflictStyle={style}", "merge", "-q", "theirs", code=1)
        conflict = (root / LEDGER).read_bytes()
        assert conflict.count(b"<<<<<<<") == 1
        run = polyloom(root, "report")
        assert run.code == 1
        assert run.err.count("this line is a mark of a conflict in git") == 3 + (style == "diff3")
        assert approved(root) == 3
        run = polyloom(root, "approve", "es", "statement#paragraph-2", "--by", BEN)
        assert (run.code, run.out) == (1, "approve: 1 text approved\n")
        assert approved(root) == 4
        assert (root / LEDGER).read_bytes().startswith(conflict)
        # As the sentence says: without the marks, and with the lines of both sides.
        marks = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
        lines = (root / LEDGER).read_bytes().splitlines(keepends=True)
        (root / LEDGER).write_bytes(b"".join(line for line in lines if line[:7] not in marks))
        run = polyloom(root, "report")
        assert (run.code, run.err) == (0, "")
        assert approved(root) == 4
        clone.git("merge", "--abort")


@pytest.mark.parametrize("words", SAYING, ids=lambda words: words[0])
def test_a_full_disk_is_one_sentence_and_the_next_run_carries_on(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    root = project(tmp_path)
    before = files(root)
    run = run_without_room(root, *words, "--by", ANA)
    assert run.code == 1
    assert run.err.count("\n") == 1
    assert f"{LEDGER}: cannot write it: " in run.err
    assert "free some space" in run.err
    assert files(root) == before
    assert say(root, *words).code == 0
    assert len(acts(root)) == 2


def test_a_rejection_holds_where_there_is_no_room_for_the_draft(tmp_path: Path) -> None:
    root = project(tmp_path)
    words = ("reject", "es", "statement#title", "no", "--by", ANA)
    run = run_without_room(root, *words, room=1000)
    assert run.code == 1
    assert "statement.po: cannot write it" in run.err
    assert acts(root) == ["approve", "reject"]
    segments = polyloom(root, "report", "--json").json["locales"]["es"]["segments"]
    assert (segments["approved"], segments["draft"]) == (0, 1)
    assert polyloom(root, *words).code == 0
    assert entry(root, "es", "Peru").is_fuzzy


def test_compacting_without_room_keeps_the_ledger(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "approve", "es")
    polyloom(root, "unapprove", "es", "statement#title", "--by", ANA)
    before = files(root)
    run = run_without_room(root, "reviews", "compact", room=400)
    assert run.code == 1
    assert "free some space" in run.err
    assert files(root) == before
    assert polyloom(root, "reviews", "compact").code == 0


def run_without_room(root: Path, *words: str, room: int = 300) -> Run:
    """Run the program where no file may have more bytes than there is room for."""
    done = subprocess.run(
        [sys.executable, "-m", "polyloom", "-C", str(root), *words],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(done.returncode, done.stdout, done.stderr)
