"""``review --next``: a person at a terminal, an editor, and others at work beside them."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from polyloom.language.locales import direction
from polyloom.model import State
from support.faults import fill, small_disk
from support.git import make_clone
from support.other_systems import WITHOUT_UNIX
from support.polyloom import (
    SPANISH,
    catalog_file,
    entry,
    files,
    make_project,
    polyloom,
    translate_by_hand,
)
from support.terminal import CTRL_C, CTRL_D, Terminal, at_terminal

pytestmark = pytest.mark.slow

ANA, BEN = "Ana <ana@example.org>", "Ben <ben@example.org>"
LEDGER = "locales/es/reviews/statement.jsonl"
TITLE = "Peru: National insurgency"


def project(folder: Path, extra: str = "", changes: Mapping[str, str] | None = None) -> Path:
    root = make_project(folder / "project", locales='"es"', extra=extra)
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", {**SPANISH, **(changes or {})})
    return root


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def editor(folder: Path, script: str) -> dict[str, str]:
    """An editor that does what a shell script says with the file ``$1``."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return {"VISUAL": "", "EDITOR": str(path)}


def session(
    root: Path, *words: str, by: str = ANA, environment: Mapping[str, str] | None = None
) -> AbstractContextManager[Terminal]:
    return at_terminal(root, "review", "es", "--next", *words, "--by", by, environment=environment)


def acts(root: Path) -> list[tuple[str, str]]:
    """Verdicts and texts of the ledger."""
    path = root / LEDGER
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [(act["verdict"], act.get("text", "")) for act in map(json.loads, lines)]


def test_a_round(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root, environment=editor(tmp_path, "sed -i s/causas/razones/ $1")) as terminal:
        first = terminal.question()
        assert "statement.txt#title (1 of 7, 7 to go)\ntranslated, awaiting review\n" in first
        assert f"source (en)\n  {TITLE}\ntranslation (es)\n  Perú: insurgencia nacional\n" in first
        assert "notes\n  Title\nafter it\n  By the movement\n  Por el movimiento\n" in first
        terminal.press("a")
        assert "#byline (2 of 7, 6 to go)" in terminal.question()
        assert acts(root) == [("approve", "")]
        terminal.press("r")
        terminal.shown("what is wrong with it[?] ")
        terminal.press("Not “by” – «de»\n")
        assert "#paragraph-1 (3 of 7, 5 to go)" in terminal.question()
        assert acts(root)[1:] == [("reject", "Not “by” – «de»")]
        assert entry(root, "es", "By the movement").state is State.DRAFT
        terminal.press("s")
        terminal.question()
        terminal.press("c")
        terminal.shown("your comment: ")
        terminal.press("A colon?\n")
        assert "said of it\n  20" in (again := terminal.question())
        assert f"{ANA} commented: A colon?" in again
        assert "(4 of 7, 5 to go)" in again
        terminal.press("s")
        assert "Que la crisis tiene 28 causas aquí." in terminal.question()
        terminal.press("e")
        assert "translation (es)\n  Que la crisis tiene 28 razones aquí." in terminal.question()
        assert entry(root, "es", "That the crisis").msgstr == (
            "Que la crisis tiene 28 razones aquí.",
        )
        terminal.press("b")
        assert "#paragraph-2 (4 of 7" in terminal.question()
        terminal.press("q")
        end = terminal.end()
    assert end.endswith("review: 1 approved, 1 rejected, 1 commented on, 1 edited; 5 texts left\n")
    assert list((root / ".polyloom").glob("edits/**/*.txt")) == []


def test_the_last_one_ends_it_and_what_is_done_does_not_come_again(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root, "statement#title", "statement#point-1") as terminal:
        terminal.question()
        terminal.press("a")
        assert "#point-1 (2 of 2, 1 to go)" in terminal.question()
        terminal.press("a")
        assert terminal.end().endswith("review: 2 approved; 0 texts left\n")
    with session(root) as terminal:
        assert "#byline (1 of 5, 5 to go)" in terminal.question()
        terminal.press("q")
        terminal.end()
    with session(root, "statement#title") as terminal:
        assert terminal.end().endswith("review: nothing done; 0 texts left\n")
    with session(root, "statement#title", by=BEN) as terminal:
        # One person's approval is what this project asks for.
        assert terminal.end().endswith("review: nothing done; 0 texts left\n")


def test_drafts_come_last_with_what_has_changed(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root / "source/statement.txt", "28 causes", "29 causes")
    assert polyloom(root, "sync").code == 0
    polyloom(root, "approve", "es", "--by", BEN)
    polyloom(root, "unapprove", "es", "statement#paragraph-3", "--by", BEN)
    with session(root, environment=editor(tmp_path, "sed -i s/28/29/ $1")) as terminal:
        assert "#paragraph-3 (1 of 2, 2 to go)" in terminal.question()
        terminal.press("s")
        card = terminal.question()
        assert "draft, the source has changed since" in card
        assert "That the crisis has [-28-]{+29+} causes" in re.sub(r"28 ?29", "[-28-]{+29+}", card)
        assert "error: the number 29 is missing" in card
        assert "f finish" in card
        terminal.press("a")
        assert "not approved: it is a draft" in terminal.question()
        terminal.press("e")
        card = terminal.question()
        assert "translated, awaiting review" in card
        assert "error:" not in card
        terminal.press("a")
        terminal.end()
    found = entry(root, "es", "That the crisis")
    assert (found.flags, found.previous, found.translator_comments) == ((), None, ())
    assert found.msgstr == ("Que la crisis tiene 29 causas aquí.",)


def test_a_draft_can_be_taken_as_it_is(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(catalog_file(root, "es"), 'msgid "We affirm:"', '#, fuzzy\nmsgid "We affirm:"')
    before = files(root)
    with session(root, "statement#paragraph-2") as terminal:
        terminal.question()
        terminal.press("f")
        assert "translated, awaiting review" in terminal.question()
        terminal.press("a")
        assert terminal.end().endswith("1 finished, 1 approved; 0 texts left\n")
    assert entry(root, "es", "We affirm:").state is State.TRANSLATED
    changed = {name for name, data in files(root).items() if before.get(name) != data}
    assert changed == {LEDGER, "locales/es/LC_MESSAGES/statement.po"}


def test_an_approval_given_by_mistake_is_taken_back(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root) as terminal:
        assert "unapprove" not in terminal.question()
        terminal.press("a")
        terminal.question()
        terminal.press("b")
        assert "\napproved\n" in terminal.question()
        terminal.press("u")
        assert "(1 of 7, 7 to go)\ntranslated, awaiting review" in terminal.question()
        terminal.press("q")
        terminal.end()
    assert [verdict for verdict, _ in acts(root)] == ["approve", "withdraw"]


def test_every_key_is_explained_and_no_other_does_anything(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = files(root)
    with session(root) as terminal:
        terminal.question()
        terminal.press("?")
        explained = terminal.question()
        keys = re.findall(r"^  (\S)  \S", explained, re.MULTILINE)
        assert keys == re.findall(r"(\S) [a-z]+", explained.rpartition("\n")[2])
        # Arrows begin with the escape character; a capital letter may be the end of one.
        for pressed in ("A", "x", "\x1b[A", "\x1ba", "é", "\n", " "):
            terminal.press(pressed)
            terminal.question()
        terminal.press("q")
        assert terminal.end().endswith("review: nothing done; 7 texts left\n")
    assert files(root) == before


@pytest.mark.parametrize("key", ["r", "c"])
def test_a_rejection_and_a_comment_say_something(tmp_path: Path, key: str) -> None:
    root = project(tmp_path)
    before = files(root)
    with session(root) as terminal:
        terminal.question()
        terminal.press(key)
        terminal.shown("wrong with it[?] |comment: ")
        terminal.press("   \n")
        assert "polyloom: a " in terminal.question()
        terminal.press("q")
        terminal.end()
    assert files(root) == before


@pytest.mark.parametrize(
    ("typed", "code"), [(CTRL_C, 130), (CTRL_D, 0), ("r" + CTRL_C, 130), ("c" + CTRL_D, 0)]
)
def test_it_can_be_left_at_any_time(tmp_path: Path, typed: str, code: int) -> None:
    root = project(tmp_path)
    with session(root) as terminal:
        terminal.question()
        terminal.press("a")
        terminal.question()
        for key in typed[:-1]:
            terminal.press(key)
            terminal.shown("wrong with it[?] |comment: ")
        terminal.press(typed[-1])
        assert terminal.end(code).endswith("review: 1 approved; 6 texts left\n")
        assert terminal.is_as_found()
    assert acts(root) == [("approve", "")]


def test_what_is_typed_before_a_text_is_shown_is_not_said_of_it(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root) as terminal:
        terminal.question()
        terminal.press("aaaa")
        terminal.question()
        terminal.press("q")
        terminal.end()
    assert acts(root) == [("approve", "")]


def test_what_was_said_before_a_sudden_end_is_written(tmp_path: Path) -> None:
    root = project(tmp_path)
    for number in range(7):
        with session(root) as terminal:
            assert f"(1 of {7 - number}, {7 - number} to go)" in terminal.question()
            terminal.press("a")
            if number < 6:
                terminal.question()
            else:
                terminal.shown("0 texts left")
            terminal.kill()
        assert len(acts(root)) == number + 1
    assert polyloom(root, "report").code == 0


def test_an_edit_outlives_a_sudden_end(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = files(root)
    with session(
        root, environment=editor(tmp_path, "sed -i 1s/nacional/indígena/ $1; echo edited; sleep 60")
    ) as terminal:
        terminal.question()
        terminal.press("e")
        terminal.shown("edited")
        terminal.kill()
    assert files(root) == before
    with session(root, environment=editor(tmp_path, "grep -q indígena $1 && echo found")) as again:
        assert "kept\n  an edit of it that is in no catalog yet" in again.question()
        again.press("e")
        again.shown("found")
        assert "kept\n" not in again.question()
        again.press("q")
        again.end()
    assert entry(root, "es", TITLE).msgstr == ("Perú: insurgencia indígena",)


def test_ctrl_c_in_the_editor_is_the_editors(tmp_path: Path) -> None:
    root = project(tmp_path)
    # As editors do, this one goes on.
    script = "trap '' INT; echo ready; sleep 1; sed -i 1s/nacional/andina/ $1"
    with session(root, environment=editor(tmp_path, script)) as terminal:
        terminal.question()
        terminal.press("e")
        terminal.shown("ready")
        terminal.press(CTRL_C)
        assert "Perú: insurgencia andina" in terminal.question()
        terminal.press(CTRL_C)
        terminal.end(130)


@pytest.mark.parametrize(
    "others",
    [
        ("catalog", "Perú: insurgencia nacional", "Perú: insurrección"),
        ("catalog", 'msgid "Peru', '#, fuzzy\nmsgid "Peru'),
        ("ledger", "comment", "Wait!"),
        ("ledger", "reject", "No."),
    ],
)
@pytest.mark.parametrize("key", ["a", "e"])
def test_nothing_is_said_of_what_was_not_seen(
    tmp_path: Path, others: tuple[str, str, str], key: str
) -> None:
    root = project(tmp_path)
    with session(
        root, "statement#title", environment=editor(tmp_path, "sed -i 1s/nacional/andina/ $1")
    ) as terminal:
        terminal.question()
        where, old, new = others
        if where == "catalog":
            change(catalog_file(root, "es"), old, new)
        else:
            assert polyloom(root, old, "es", "statement#title", new, "--by", BEN).code == 0
        between = files(root)
        terminal.press(key)
        anew = terminal.question()
        assert "polyloom: somebody has changed it meanwhile; look at it again" in anew
        assert "statement.txt#title (1 of 1" in anew
        assert files(root) == between
        if where == "ledger":
            assert BEN in anew
        if key == "e":
            assert "an edit of it that is in no catalog yet" in anew
        terminal.press("q")
        terminal.end()


def test_what_others_have_settled_is_passed_over(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root) as terminal:
        terminal.question()
        polyloom(root, "approve", "es", "statement#byline", "--by", BEN)
        change(root / "source/statement.txt", "The country is in crisis.\n\n", "")
        polyloom(root, "sync")
        terminal.press("s")
        assert "#paragraph-1 (4 of 7, 5 to go)" in (card := terminal.question())
        assert "We affirm:" in card
        # One that was not seen cannot be gone through, but what is broken ends nothing.
        change(root / "polyloom.toml", "name =", "name")
        terminal.press("a")
        assert "polyloom.toml" in terminal.question()
        change(root / "polyloom.toml", "name ", "name = ")
        terminal.press("a")
        terminal.question()
        terminal.press("q")
        terminal.end()
    assert len(acts(root)) == 2


def test_a_catalog_that_breaks_on_the_way_is_named(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root) as terminal:
        terminal.question()
        catalog = catalog_file(root, "es").read_bytes()
        catalog_file(root, "es").write_bytes(catalog + b"<<<<<<< ours\n")
        terminal.press("a")
        assert "statement.po:" in terminal.question()
        catalog_file(root, "es").write_bytes(catalog)
        terminal.press("a")
        terminal.question()
        terminal.press("q")
        terminal.end()
    assert acts(root) == [("approve", "")]


def test_two_people_at_once(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root) as one, session(root, by=BEN) as other:
        one.question()
        other.question()
        one.press("a")
        one.question()
        other.press("a")
        assert "somebody has changed it meanwhile" in (anew := other.question())
        assert f"{ANA} approved" in anew
        other.press("s")
        other.question()
        other.press("a")
        other.question()
        one.press("s")
        one.question()
        one.press("q")
        one.end()
        other.press("q")
        other.end()
    assert len(acts(root)) == 2


def test_two_steps_are_two_people(tmp_path: Path) -> None:
    root = project(tmp_path, "[review]\nsteps = 2\n")
    for by in (ANA, BEN):
        with session(root, "statement#title", by=by) as terminal:
            shown = terminal.question()
            assert ("1 of 2 approvals" in shown) == (by == BEN)
            terminal.press("a")
            terminal.end()
    with session(root, "statement#title", by="Cy") as terminal:
        assert "0 texts left" in terminal.end()


def test_where_no_review_is_asked_for_there_are_drafts_only(tmp_path: Path) -> None:
    root = project(tmp_path, "[review]\nsteps = 0\n")
    change(catalog_file(root, "es"), 'msgid "We affirm:"', '#, fuzzy\nmsgid "We affirm:"')
    with session(root) as terminal:
        assert "#paragraph-2 (1 of 1" in terminal.question()
        terminal.press("f")
        terminal.question()
        terminal.press("a")
        assert "no approval is needed" in terminal.question()
        terminal.press("q")
        terminal.end()


def test_ones_own_work_is_for_others_to_approve(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "clone")
    root = project(tmp_path, "[review]\nown_work = false\n")
    for name, data in files(root).items():
        (clone.root / name).parent.mkdir(parents=True, exist_ok=True)
        (clone.root / name).write_bytes(data)
    clone.commit("translated")
    translator = "A Translator <translator@example.org>"
    with session(clone.root, by=translator) as terminal:
        assert "0 texts left" in terminal.end()
    with session(
        clone.root, environment=editor(tmp_path, "sed -i 1s/nacional/andina/ $1")
    ) as terminal:
        terminal.question()
        terminal.press("e")
        terminal.question()
        terminal.press("a")
        assert "not approved: you made the translation yourself" in terminal.question()
        terminal.press("s")
        terminal.question()
        terminal.press("a")
        terminal.question()
        terminal.press("q")
        assert terminal.end().endswith("review: 1 edited, 1 approved; 6 texts left\n")
    with session(clone.root, "statement#title", by=ANA) as terminal:
        assert "0 texts left" in terminal.end()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "the editor ended with exit code 3, and nothing was changed; the translation"),
        ("kill -9 $$", "the editor ended with exit code -9, and nothing was changed"),
        (": > $1", "the text was emptied; the translation stays as it is"),
        ("rm $1", "the text was emptied; the translation stays as it is"),
        ("true", "nothing was changed; the translation stays as it is"),
        ("sed -i 's/$/\\r/' $1", "nothing was changed; the translation stays as it is"),
    ],
)
def test_an_editor_that_changes_nothing(tmp_path: Path, script: str, said: str) -> None:
    root = project(tmp_path)
    before = files(root)
    with session(root, environment=editor(tmp_path, script)) as terminal:
        terminal.question()
        terminal.press("e")
        assert f"polyloom: {said}" in terminal.question()
        terminal.press("q")
        terminal.end()
    assert files(root) == before
    assert list((root / ".polyloom").glob("edits/**/*.txt")) == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("sed -i 1s/nacional/andina/ $1; exit 1", "the editor ended with exit code 1; your text"),
        (r"printf 'Per\372: andina\n' > $1", "line 1 is no UTF-8; save it as UTF-8; your text"),
        (r"printf 'andina\007\n' > $1", "it has a control character (U+0007); take it out; your"),
        (r"printf 'andina\000\n' > $1", "it has a control character (U+0000); take it out; your"),
        ("sed -i '1s/.*/andina/;2d' $1", "the line to cut at is gone; remove what stands below"),
    ],
)
def test_an_editor_that_leaves_what_cannot_be_taken(tmp_path: Path, script: str, said: str) -> None:
    root = project(tmp_path)
    before = files(root)
    with session(root, environment=editor(tmp_path, script)) as terminal:
        terminal.question()
        terminal.press("e")
        assert f"polyloom: {said}" in (answer := terminal.question())
        assert "and e goes on with it\n" in answer
        assert files(root) == before
        # The next editor gets what was written.
        editor(tmp_path, "grep -q andina $1 && echo again; printf 'Perú andino\\n' > $1")
        terminal.press("e")
        terminal.shown("again")
        assert "translation (es)\n  Perú andino\n" in terminal.question()
        terminal.press("q")
        terminal.end()


def test_a_text_that_would_break_its_document_is_not_written(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    (root / "source/statement.txt").rename(root / "source/statement.md")
    (root / "source/statement.md").write_text("# Title\n\nSome *text* here.\n", encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", {"Title": "Título", "Some *text* here.": "Un *texto* aquí."})
    before = files(root)
    script = "printf 'Un <div> *texto* aquí.\\n' > $1"
    with session(root, "statement.md#paragraph-1", environment=editor(tmp_path, script)) as one:
        one.question()
        one.press("e")
        answer = one.question()
        assert re.search(r"polyloom: .*(tag|structure).*your text is kept", answer)
        assert files(root) == before
        editor(tmp_path, "sed -i 's/<div> //; 1s/Un/Aquí un/' $1")
        one.press("e")
        assert "Aquí un *texto* aquí." in one.question()
        one.press("q")
        one.end()


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"EDITOR": "no-such-editor"}, "there is no program “no-such-editor”, which EDITOR names"),
        ({"EDITOR": "./none -x"}, "there is no program “./none”, which EDITOR names"),
        ({"EDITOR": "vi 'x"}, "EDITOR is no command: vi 'x; mend its quotation marks"),
        ({"EDITOR": "true", "VISUAL": "none-such"}, "“none-such”, which VISUAL names; install it"),
        ({"EDITOR": "", "PATH": "/nowhere"}, "no editor is installed; install one, and name it"),
    ],
)
def test_a_missing_editor_is_one_sentence(
    tmp_path: Path, variables: Mapping[str, str], said: str
) -> None:
    root = project(tmp_path)
    before = files(root)
    with session(root, environment={"VISUAL": "", **variables}) as terminal:
        terminal.question()
        terminal.press("e")
        assert said in terminal.question()
        terminal.press("a")
        terminal.question()
        terminal.press("q")
        terminal.end()
    assert {name for name in files(root) if files(root)[name] != before.get(name)} == {LEDGER}


def test_no_file_of_the_project_is_the_editor(tmp_path: Path) -> None:
    root = project(tmp_path)
    program = root / "bin/vi"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\ntouch $0.ran\n", encoding="utf-8")
    program.chmod(0o755)
    environment = {"VISUAL": "", "EDITOR": "vi", "PATH": f"{root}/bin"}
    with session(root, environment=environment) as terminal:
        terminal.question()
        terminal.press("e")
        assert "there is no program “vi”" in terminal.question()
        terminal.press("q")
        terminal.end()
    assert not (root / "bin/vi.ran").exists()


def test_lines_that_an_editor_breaks_are_one_where_the_source_is(tmp_path: Path) -> None:
    root = project(tmp_path)
    script = r"printf '\n  Perú:\n  una  insurgencia\n\n' > $1"
    with session(root, "statement#title", environment=editor(tmp_path, script)) as terminal:
        terminal.question()
        terminal.press("e")
        terminal.question()
        terminal.press("q")
        terminal.end()
    assert entry(root, "es", TITLE).msgstr == ("Perú: una  insurgencia",)


PLURAL = """\
msgid "We affirm:"
msgid_plural "We affirm %d things:"
msgstr[0] "Afirmamos:"
msgstr[1] "Afirmamos %d cosas:"
msgstr[2] "Afirmamos %d de cosas:"
"""


def test_plural_forms(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(catalog_file(root, "es"), 'msgid "We affirm:"\nmsgstr "Afirmamos:"\n', PLURAL)
    script = "sed -i 's/Afirmamos/Decimos/' $1"
    with session(root, "statement#paragraph-2", environment=editor(tmp_path, script)) as terminal:
        card = terminal.question()
        assert "source of several\n  We affirm %d things:\n" in card
        assert "translation (es), form 2\n  Afirmamos %d de cosas:\n" in card
        terminal.press("e")
        assert "translation (es), form 1\n  Decimos %d cosas:\n" in terminal.question()
        editor(tmp_path, r"sed -i '/msgstr\[1\]/d' $1")
        terminal.press("e")
        assert (
            "the lines before the forms are not what they were; put them back, or empty"
            in terminal.question()
        )
        editor(tmp_path, ": > $1")
        terminal.press("e")
        assert "the text was emptied" in terminal.question()
        editor(tmp_path, "sed -i '2s/.*//' $1")
        terminal.press("e")
        assert (
            "one of the forms is empty; write all of them; your text is kept" in terminal.question()
        )
        editor(tmp_path, "sed -i '2s/.*/Uno/' $1")
        terminal.press("e")
        terminal.question()
        terminal.press("a")
        terminal.end()
    found = entry(root, "es", "We affirm:").msgstr
    assert found == ("Uno", "Decimos %d cosas:", "Decimos %d de cosas:")
    assert acts(root) == [("approve", "")]


@pytest.mark.parametrize(
    "settings",
    [
        '[catalogs]\ncatalog = "project"\n',
        '[catalogs]\ncatalog = "folder"\n',
        '[documents."statement.txt"]\nsegment_by = "sentence"\n',
    ],
)
def test_whatever_has_a_catalog_and_an_entry_of_its_own(tmp_path: Path, settings: str) -> None:
    text = "Title\n\nThe first sentence. The second one is longer.\n\nWe affirm:\n"
    root = make_project(tmp_path / "project", locales='"es"', extra=settings, text=text)
    (root / "source/other.txt").write_text("Other\n\nWe affirm:\n", encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    for catalog in root.glob("locales/es/LC_MESSAGES/*.po"):
        head, _, rest = catalog.read_text("utf-8").partition("\n\n")
        filled = re.sub(r'msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "¡\1!"', rest)
        catalog.write_text(f"{head}\n\n{filled}", encoding="utf-8")
    environment = editor(tmp_path, "sed -i '1s/¡/Sí: ¡/' $1")
    with session(root, "statement", environment=environment) as terminal:
        terminal.question()
        terminal.press("e")
        assert "translation (es)\n  Sí: ¡Title!\n" in terminal.question()
        terminal.press("a")
        assert "after it\n" in terminal.question()
        terminal.press("e")
        assert "translation (es)\n  Sí: ¡The first sentence." in terminal.question()
        terminal.press("r")
        terminal.shown("wrong with it[?] ")
        terminal.press("no\n")
        terminal.question()
        terminal.press("q")
        assert "2 edited, 1 approved, 1 rejected" in terminal.end()
    assert len(acts(root)) == 2
    run = polyloom(root, "review", "es")
    assert run.out.count("rejected: The first sentence.") == 1


@pytest.mark.parametrize("words", [("--next",), ("--next", "--json")])
def test_without_a_terminal_it_is_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = project(tmp_path)
    run = polyloom(root, "review", "es", *words, "--by", ANA)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "review --next " in run.err


def test_nobody_reviews(tmp_path: Path) -> None:
    root = project(tmp_path)
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    with at_terminal(root, "review", "es", "--next", environment=nobody) as terminal:
        assert "git does not know who you are; give --by" in terminal.end(2)


HOSTILE = "A\x1b]0;pwned\x07 b\u202ec\u2066"


def test_control_characters_steer_no_terminal(tmp_path: Path) -> None:
    root = project(tmp_path, changes={"We affirm:": "\\033[2J\\007\u202e"})
    polyloom(root, "comment", "es", "We affirm:", HOSTILE, "--by", ANA)
    with session(root, "statement#paragraph-2") as terminal:
        card = terminal.question()
        terminal.press("r")
        terminal.shown("wrong with it[?] ")
        terminal.press("\x16\x1b[2J\n")
        terminal.end()
        printed = re.sub(r"\x1b\[[0-9;]*m", "", terminal.transcript)
    assert r"\x1b[2J\x07" in card
    assert r"\u202e" in card
    assert "\x1b" not in printed.replace("^[", "")
    assert not set(printed) & set("\x07\u202e\u2066")


ARABIC = "تؤكد الحركة أن الأزمة لها 28 سببا في بلدنا، وأن الوقت قد حان للتغيير."
CHINESE = "我们重申，现在是改变的时候了，危机有二十八个原因，腐败丑闻已经表明了这一点。"


@pytest.mark.parametrize(
    ("columns", "text"),
    [(1, CHINESE), (40, ARABIC), (40, CHINESE), (25, "á" * 90), (200, "👩‍👩‍👧 " * 80)],
)
def test_cards_fit_the_terminal(tmp_path: Path, columns: int, text: str) -> None:
    from unicode_segmentation_rs import text_width

    root = project(tmp_path, changes={"We affirm:": text})
    words = ("review", "es", "statement#paragraph-2", "--next", "--by", ANA)
    with at_terminal(root, *words, columns=columns) as terminal:
        lines = terminal.question().split("\ntranslation (es)\n" if columns > 20 else "(es)")[-1]
        terminal.press("q")
        terminal.end()
    if columns > 20:
        shown = lines.partition("\nfindings\n")[0].partition("\nnotes\n")[0].split("\n")
        assert all(line.startswith("  ") for line in shown)
        assert all(text_width(line) <= columns for line in shown if "\u200d" not in line)
        said = "".join(line[2:] for line in shown)
        assert said.replace(" ", "") == text.replace(" ", "")


def test_a_script_from_right_to_left_shares_its_lines_with_no_other(tmp_path: Path) -> None:
    assert direction("ar") == "rtl"
    root = project(tmp_path, changes={"We affirm:": ARABIC})
    with at_terminal(
        root, "review", "es", "statement#paragraph-2", "--next", "--by", ANA, columns=200
    ) as terminal:
        assert f"\n  {ARABIC}\n" in terminal.question()
        terminal.press("q")
        terminal.end()


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_those_who_want_them(
    tmp_path: Path, environment: Mapping[str, str], *, coloured: bool
) -> None:
    root = project(tmp_path)
    change(root / "source/statement.txt", "28 causes", "29 causes")
    assert polyloom(root, "sync").code == 0
    with session(root, "statement#point-1", environment=environment) as terminal:
        terminal.question()
        terminal.press("q")
        terminal.end()
        found = bool(re.search(r"\x1b\[[0-9;]*3[0-9]", terminal.transcript))
        assert found == coloured
        assert ("[-28-]{+29+}" in terminal.transcript) != coloured


def test_a_terminal_without_utf_8(tmp_path: Path) -> None:
    root = project(tmp_path)
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    with session(root, environment=environment) as terminal:
        assert "Per\\xfa: insurgencia nacional" in terminal.question()
        terminal.press("c")
        terminal.shown("comment: ")
        terminal.press("é\n")
        assert (
            "what you typed is no text in the terminal's encoding; type it again"
            in terminal.question()
        )
        terminal.press("q")
        terminal.end()


def test_a_system_without_single_keys_takes_them_with_enter(tmp_path: Path) -> None:
    root = project(tmp_path)
    with session(root, environment={"PYTHONPATH": str(WITHOUT_UNIX)}) as terminal:
        terminal.question()
        terminal.press("a\n")
        terminal.question()
        terminal.press("r\n")
        terminal.shown("wrong with it[?] ")
        terminal.press("no\n")
        terminal.question()
        terminal.press(CTRL_D)
        assert terminal.end().endswith("review: 1 approved, 1 rejected; 5 texts left\n")


@pytest.mark.parametrize("stop", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(
    tmp_path: Path, stop: signal.Signals
) -> None:
    root = project(tmp_path)
    with session(root) as terminal:
        terminal.question()
        terminal.press("a")
        terminal.question()
        assert not terminal.is_as_found()
        terminal.process.send_signal(stop)
        assert terminal.process.wait(timeout=60) == -stop
        assert terminal.is_as_found()
    assert acts(root) == [("approve", "")]


def test_it_waits_for_others_who_write(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    root = project(tmp_path)
    with session(root, "--wait", "0.2") as terminal:
        terminal.question()
        with (root / ".polyloom/lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            terminal.press("a")
            assert "is at work here for more than 0.2 seconds" in terminal.question()
        assert not (root / LEDGER).exists()
        terminal.press("a")
        terminal.question()
        terminal.press("q")
        terminal.end()
    assert acts(root) == [("approve", "")]


@pytest.mark.parametrize("key", ["a", "r", "e"])
def test_a_full_disk_is_one_sentence_and_loses_nothing(tmp_path: Path, key: str) -> None:
    with small_disk(tmp_path / "disk", kilobytes=2000) as folder:
        root = project(folder)
        with session(
            root, environment=editor(tmp_path, "sed -i 1s/nacional/andina/ $1")
        ) as terminal:
            terminal.question()
            if key == "e":
                # What the editor itself has written is on the disk.
                editor(
                    tmp_path,
                    f"sed -i 1s/nacional/andina/ $1; cat /dev/zero > {folder}/filling; true",
                )
            else:
                fill(folder)
            before = {**files(root)}
            before.pop("filling", None)
            terminal.press(key)
            if key == "r":
                terminal.shown("wrong with it[?] ")
                terminal.press("no\n")
            assert "free some space" in terminal.question()
            assert {name: data for name, data in files(root).items() if name in before} == before
            (folder / "filling").unlink()
            editor(tmp_path, "grep -q andina $1 && touch $1")
            terminal.press(key)
            if key == "r":
                terminal.shown("wrong with it[?] ")
                terminal.press("no\n")
            terminal.question()
            terminal.press("q")
            terminal.end()
        if key == "e":
            assert entry(root, "es", TITLE).msgstr == ("Perú: insurgencia andina",)
        else:
            assert len(acts(root)) == 1


def test_what_awaits_is_listed(tmp_path: Path) -> None:
    root = project(tmp_path)
    polyloom(root, "approve", "es", "statement#title", "statement#point-1", "--by", BEN)
    polyloom(root, "reject", "es", "statement#byline", "no", "--by", BEN)
    change(catalog_file(root, "es"), "insurgencia nacional", "insurrección")
    change(catalog_file(root, "es"), 'msgid "We affirm:"', '#, fuzzy\nmsgid "We affirm:"')
    run = polyloom(root, "review", "es")
    assert run.code == 0
    assert run.out.splitlines() == [
        "statement.txt#title: changed since it was approved: Peru: National insurgency",
        "statement.txt#paragraph-1: awaiting review: The country is in crisis.",
        "statement.txt#point-2: awaiting review: That the corruption scandals have shown it.",
        "statement.txt#paragraph-3: awaiting review: We reaffirm that it is time to change.",
        "statement.txt#byline: rejected: By the movement",
        "statement.txt#paragraph-2: draft: We affirm:",
        "review: 4 translations awaiting review, 2 drafts",
    ]
    assert "did you mean “statement”?" in polyloom(root, "review", "es", "statemnt").err


def big_project(folder: Path) -> Path:
    texts = [f"Text {number} of a long document with several words." for number in range(20_000)]
    root = make_project(folder / "big", locales='"es"', text="\n\n".join(texts) + "\n")
    assert polyloom(root, "sync").code == 0
    catalog = catalog_file(root, "es")
    written = re.sub(
        r'msgid "Text (\d+) of.*"\nmsgstr ""',
        lambda match: match[0][:-2] + f'"Texto {match[1]} de un documento largo."',
        catalog.read_text(encoding="utf-8"),
    )
    catalog.write_text(written, encoding="utf-8")
    return root


def test_a_step_is_quick_in_a_big_catalog(tmp_path: Path) -> None:
    root = big_project(tmp_path)
    assert polyloom(root, "approve", "es", "--by", BEN).code == 0
    assert polyloom(root, "unapprove", "es", "--by", BEN).code == 0
    with session(root, environment=editor(tmp_path, "sed -i 1s/largo/grande/ $1")) as terminal:
        terminal.question()
        opening = terminal.processor_time()
        took = {}
        for key in ("a", "s", "b", "r", "e"):
            begin = terminal.processor_time()
            terminal.press(key)
            if key == "r":
                terminal.shown("wrong with it[?] ")
                terminal.press("no\n")
            terminal.question()
            took[key] = terminal.processor_time() - begin
        terminal.press("q")
        terminal.end()
    # Reading everything again would take about as long as opening did. A step takes a sixth of it.
    assert max(took.values()) < opening / 2, (opening, took)
