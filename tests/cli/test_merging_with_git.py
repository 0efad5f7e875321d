"""Real merges by real git, which calls the program as its merge driver."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from polyloom.model import Entry, Previous, State
from polyloom.po.parser import read_catalog
from support.git import CONFLICT, Clone, make_clone
from support.polyloom import files, make_project, polyloom, read, translate_by_hand
from support.programs import require_program

PATH = "locales/es/LC_MESSAGES/letter.po"
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: letter\\n"
"POT-Creation-Date: 2026-11-23 10:00+0000\\n"
"PO-Revision-Date: {date}\\n"
"Last-Translator: {who}\\n"
"Language-Team: Spanish\\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
BASE = {"One": "", "Two": "Dos", "Three": ""}


def po(entries: dict[str, str], *, date: str = "2026-11-23 10:00+0000", who: str = "Ana") -> str:
    parts = [f'\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n' for msgid, msgstr in entries.items()]
    return HEADER.format(date=date, who=who) + "".join(parts)


OURS = po({**BASE, "One": "Uno", "Four": "Cuatro"}, date="2026-11-24 10:00+0000", who="Beto")
THEIRS = po({**BASE, "Three": "Tres", "Five": "Cinco"}, date="2026-11-25 10:00+0000", who="Ceci")


def diverged(
    root: Path, ours: str, theirs: str, base: str | None = None, *, registered: bool = True
) -> Clone:
    """A clone on ``main`` with our version, and theirs on the branch ``theirs``."""
    clone = make_clone(root, registered=registered)
    if base != "":
        clone.write(PATH, base or po(BASE))
    clone.commit("base")
    clone.git("checkout", "-q", "-b", "theirs")
    clone.write(PATH, theirs)
    clone.commit("theirs")
    clone.git("checkout", "-q", "main")
    clone.write(PATH, ours)
    clone.commit("ours")
    return clone


def merged(clone: Clone, path: str = PATH) -> dict[str, Entry]:
    """The entries of a merged catalog, which pleases gettext and git alike."""
    assert clone.git("status", "--porcelain").out == ""
    file = clone.root / path
    assert CONFLICT not in clone.read(path)
    checked = subprocess.run(
        [require_program("msgfmt"), "-c", "-o", "/dev/null", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    return {entry.msgid: entry for entry in read_catalog(file.read_bytes(), path).entries}


def texts(clone: Clone, path: str = PATH) -> dict[str, str]:
    return {msgid: entry.msgstr[0] for msgid, entry in merged(clone, path).items()}


ALL = {"One": "Uno", "Two": "Dos", "Three": "Tres", "Four": "Cuatro", "Five": "Cinco"}


def test_git_alone_cannot_merge_this(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, THEIRS, registered=False)
    clone.git("merge", "theirs", code=1)
    assert CONFLICT in clone.read(PATH)


@pytest.mark.parametrize(
    "command",
    [("merge",), ("merge", "--squash"), ("rebase",), ("cherry-pick",), ("merge", "--no-ff")],
    ids=" ".join,
)
def test_both_translate_both_add_and_both_change_the_header(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    clone = diverged(tmp_path, OURS, THEIRS)
    clone.git(*command, "theirs")
    if "--squash" in command:
        clone.commit("squashed")
    assert texts(clone) == ALL
    assert "PO-Revision-Date: 2026-11-25 10:00+0000" in clone.read(PATH)
    assert "Last-Translator: Ceci" in clone.read(PATH)


def test_a_stash_that_is_popped(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, THEIRS)
    clone.git("checkout", "-q", "theirs~1")
    clone.write(PATH, THEIRS)
    clone.git("stash")
    clone.git("checkout", "-q", "main")
    clone.git("stash", "pop")
    clone.commit("popped")
    assert texts(clone) == ALL


def test_both_translate_one_entry_differently(tmp_path: Path) -> None:
    theirs = po({**BASE, "One": "Un uno", "Three": "Tres"}, date="2026-11-25 10:00+0000")
    clone = diverged(tmp_path, OURS, theirs)
    run = clone.git("merge", "theirs")
    entries = merged(clone)
    assert entries["One"].state is State.DRAFT
    assert entries["One"].msgstr == ("Uno",)
    assert entries["One"].translator_comments == (
        ' The other side of a merge has: msgstr "Un uno"',
    )
    line = clone.read(PATH).split("\n").index('msgid "One"') + 1
    assert (
        f"{PATH}:{line}: both sides translated “One”; it is a draft, with their text in a comment"
        in run.err
    )
    assert entries["Three"].state is State.TRANSLATED


def test_a_rebase_with_several_commits_stops_nowhere(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, THEIRS)
    for number, word in enumerate(("Primero", "Un", "Uno solo")):
        clone.write(
            PATH, clone.read(PATH).replace('msgid "One"\nmsgstr "', f'msgid "One"\nmsgstr "{word} ')
        )
        clone.commit(f"step {number}")
    ours = texts(clone)
    clone.git("rebase", "theirs")
    assert texts(clone) == {**ours, "Three": "Tres", "Five": "Cinco"}
    assert ours["One"] == "Uno solo Un Primero Uno"


def test_translated_here_and_removed_there(tmp_path: Path) -> None:
    theirs = po({"Two": "Dos", "Three": ""})
    clone = diverged(tmp_path, OURS, theirs)
    clone.git("merge", "theirs")
    entries = merged(clone)
    assert entries["One"].obsolete
    assert entries["One"].msgstr == ("Uno",)


def test_reordered_and_wrapped_otherwise_there(tmp_path: Path) -> None:
    long = "A text so long that it does not go in one line of the catalog, however it is wrapped."
    base = {**BASE, long: "Largo. " * 20}
    clone = diverged(tmp_path, po({**base, "One": "Uno"}), po(base), po(base))
    clone.git("checkout", "-q", "theirs")
    msgcat = require_program("msgcat")
    file = str(clone.root / PATH)
    subprocess.run([msgcat, "--sort-output", "--width=50", "-o", file, file], check=True)
    clone.commit("sorted")
    clone.git("checkout", "-q", "main")
    clone.git("merge", "theirs")
    assert texts(clone) == {**base, "One": "Uno"}
    assert list(texts(clone)) == sorted(base)


def test_a_renamed_document(tmp_path: Path) -> None:
    many = {f"Text {number}": f"Texto {number}" for number in range(30)}
    clone = diverged(
        tmp_path, po(many), po({**many, "Text 3": "El tres"}), po({**many, "Text 1": ""})
    )
    renamed = PATH.replace("letter", "a 'new' letter")
    clone.git("mv", PATH, renamed)
    clone.commit("renamed")
    clone.git("merge", "theirs")
    assert texts(clone, renamed) == {**many, "Text 1": "Texto 1", "Text 3": "El tres"}


def test_a_catalog_that_both_add(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, THEIRS, "")
    clone.git("merge", "theirs")
    assert texts(clone) == {**ALL, "One": "Uno", "Three": "Tres"}


def test_branches_that_were_merged_crosswise(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, po({**BASE, "One": "Un uno"}))
    clone.git("branch", "before")
    clone.git("merge", "theirs")
    clone.git("checkout", "-q", "theirs")
    clone.git("merge", "before")
    clone.write(PATH, clone.read(PATH).replace('"Dos"', '"Dos y dos"'))
    clone.commit("on")
    clone.git("checkout", "-q", "main")
    clone.git("merge", "theirs")
    entries = merged(clone)
    assert entries["Two"].msgstr == ("Dos y dos",)
    said = "\n".join((*entries["One"].msgstr, *entries["One"].translator_comments))
    assert "Uno" in said
    assert "Un uno" in said


def test_line_ends_and_charsets(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, THEIRS)
    clone.git("checkout", "-q", "theirs")
    latin = clone.read(PATH).replace("charset=UTF-8", "charset=ISO-8859-1").replace("Tres", "Três")
    (clone.root / PATH).write_bytes(latin.replace("\n", "\r\n").encode("latin-1"))
    clone.commit("saved by an old editor")
    clone.git("checkout", "-q", "main")
    clone.git("merge", "theirs")
    assert texts(clone) == {**ALL, "Three": "Três"}
    assert "charset=UTF-8" in clone.read(PATH)


# What cannot be merged by entry


def test_a_version_that_cannot_be_read_is_gits_own_conflict(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, THEIRS.replace('msgstr "Dos"', 'msgstr "Dos'))
    run = clone.git("merge", "theirs", code=1)
    line = THEIRS.split("\n").index('msgstr "Dos"') + 1
    assert f"polyloom: {PATH}:{line}: in their version: " in run.err
    text = clone.read(PATH)
    assert text.count(CONFLICT) > 0
    for word in ("Uno", "Cuatro", "Tres", "Cinco"):
        assert word in text
    assert f"UU {PATH}" in clone.git("status", "--porcelain").out


def test_where_the_program_is_gone_git_merges_text(tmp_path: Path) -> None:
    clone = diverged(tmp_path, OURS, THEIRS)
    driver = clone.git("config", "merge.polyloom.driver").out.strip()
    clone.git("config", "merge.polyloom.driver", driver.replace(sys.executable, "/not/there"))
    clone.git("merge", "theirs", code=1)
    text = clone.read(PATH)
    assert CONFLICT in text
    assert "Cuatro" in text
    assert "Cinco" in text


# A whole project


def project_clone(root: Path) -> Clone:
    clone = make_clone(root)
    make_project(root, locales='"es"')
    clone.write(".gitignore", "/.polyloom/\n/build/\n")
    sync(root, "2026-11-23")
    translate_by_hand(root, "es", {"The country is in crisis.": "El país está en crisis."})
    clone.commit("a document")
    return clone


def sync(root: Path, day: str) -> None:
    moment = subprocess.run(
        ["date", "-d", f"{day} 10:00Z", "+%s"], capture_output=True, text=True, check=True
    )
    run = polyloom(root, "sync", environment={"SOURCE_DATE_EPOCH": moment.stdout.strip()})
    assert run.code == 0, run.err


def edit(clone: Clone, old: str, new: str) -> None:
    path = "source/statement.txt"
    text = clone.read(path)
    assert old in text
    clone.write(path, text.replace(old, new))


def test_after_a_merge_of_documents_and_catalogs_an_update_changes_nothing(tmp_path: Path) -> None:
    clone = project_clone(tmp_path / "a project")
    root = clone.root
    clone.git("checkout", "-q", "-b", "theirs")
    edit(clone, "The country is in crisis.", "The country is in a deep crisis.\n\nIt is winter.")
    sync(root, "2026-11-24")
    translate_by_hand(root, "es", {"It is winter.": "Es invierno."})
    clone.commit("theirs")
    clone.git("checkout", "-q", "main")
    edit(clone, "2) That the corruption", "2) That bread is dear.\n\n3) That the corruption")
    edit(clone, "We reaffirm that it is time to change.\n", "The end.\n")
    sync(root, "2026-11-25")
    translate_by_hand(root, "es", {"That bread is dear.": "Que el pan está caro."})
    path = root / "locales/es/LC_MESSAGES/statement.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("El país está", "Nuestro país está"), encoding="utf-8")
    clone.commit("ours")
    clone.git("merge", "theirs")

    entries = merged(clone, "locales/es/LC_MESSAGES/statement.po")
    before = files(root / "locales")
    assert polyloom(root, "update").code == 0
    assert files(root / "locales") == before
    # Numbers of paragraphs and points are counted anew; nothing else was left to be done.
    sync(root, "2026-11-26")
    assert {
        msgid: replace(entry, references=(), extracted_comments=())
        for msgid, entry in entries.items()
    } == {
        entry.msgid: replace(entry, references=(), extracted_comments=())
        for entry in read(root, "es").entries
    }
    assert entries["It is winter."].msgstr == ("Es invierno.",)
    assert entries["That bread is dear."].msgstr == ("Que el pan está caro.",)
    # Revised here while the text changed there: the draft has the revised translation.
    deep = entries["The country is in a deep crisis."]
    assert deep.msgstr == ("Nuestro país está en crisis.",)
    assert deep.state is State.DRAFT
    assert list(entries)[:4] == [
        "Peru: National insurgency",
        "By the movement",
        "The country is in a deep crisis.",
        "It is winter.",
    ]


def test_a_text_translated_here_while_it_changed_there_becomes_a_draft(tmp_path: Path) -> None:
    clone = project_clone(tmp_path)
    root = clone.root
    old, new = (f"2) That the corruption {what} have shown it." for what in ("scandals", "trials"))
    clone.git("checkout", "-q", "-b", "theirs")
    edit(clone, old, new)
    sync(root, "2026-11-24")
    clone.commit("theirs")
    clone.git("checkout", "-q", "main")
    translate_by_hand(root, "es", {old[3:]: "Que los escándalos lo han mostrado."})
    clone.commit("ours")
    clone.git("merge", "theirs")
    sync(root, "2026-11-25")
    entries = {entry.msgid: entry for entry in read(root, "es").entries}
    assert entries[new[3:]].msgstr == ("Que los escándalos lo han mostrado.",)
    assert entries[new[3:]].state is State.DRAFT
    assert entries[new[3:]].previous == Previous(old[3:])


def test_rewordings_of_both_sides_are_kept(tmp_path: Path) -> None:
    clone = make_clone(tmp_path)
    log = "locales/rewordings.jsonl"
    clone.write(log, "base\n")
    clone.commit("base")
    clone.git("checkout", "-q", "-b", "theirs")
    clone.write(log, "base\ntheirs\n")
    clone.commit("theirs")
    clone.git("checkout", "-q", "main")
    clone.write(log, "base\nours\n")
    clone.commit("ours")
    clone.git("merge", "theirs")
    assert sorted(clone.read(log).split()) == ["base", "ours", "theirs"]


def test_after_a_merge_that_renumbers_nothing_a_sync_writes_nothing(tmp_path: Path) -> None:
    clone = project_clone(tmp_path)
    root = clone.root
    clone.git("checkout", "-q", "-b", "theirs")
    edit(clone, "By the movement", "By the whole movement")
    sync(root, "2026-11-24")
    clone.commit("theirs")
    clone.git("checkout", "-q", "main")
    edit(clone, "time to change.", "time to change.\n\nThe end.")
    sync(root, "2026-11-25")
    translate_by_hand(root, "es", {"The end.": "Fin."})
    clone.commit("ours")
    clone.git("merge", "theirs")
    before = files(root / "locales")
    sync(root, "2026-11-26")
    assert files(root / "locales") == before
    assert clone.git("status", "--porcelain").out == ""
