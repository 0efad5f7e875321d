"""Other programs rewrite a catalog, each in its own way; an update then changes no translation."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po

from polyloom.model import State
from polyloom.po.parser import read_catalog
from support.polyloom import STATEMENT, catalog_file, make_project, polyloom, read
from support.programs import require_program

# A finished translation of several lines, a draft of a changed text, a draft by memory, one that a
# person marked, one that waits, one that is obsolete, notes, headers and flags of others.
LONG = "Que la crisis tiene 28 causas en nuestro país, " * 4
TRANSLATIONS = {
    "Peru: National insurgency": "Perú: insurgencia «nacional»",
    "By the movement": "Por el movimiento",
    "That the crisis has 28 causes in our country.": LONG,
    "That the corruption scandals have shown it.": "Que los escándalos lo han mostrado.",
    "We reaffirm that it is time to change.": "Reafirmamos que es hora de cambiar.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("made") / "project", locales='"es"')
    assert polyloom(project, "sync").code == 0
    path = catalog_file(project, "es")
    text = path.read_text(encoding="utf-8")
    for msgid, msgstr in TRANSLATIONS.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    text = text.replace('msgid "By the', '#, fuzzy\nmsgid "By the')
    text = text.replace("#. Title", "# Ask Ana — “national”?\n#\n# And Beto.\n#. Title")
    text = text.replace(
        '"X-Generator: Polyloom\\n"', '"X-Generator: Polyloom\\n"\n"X-Our-Own: kept: ñ\\n"'
    )
    path.write_text(text, encoding="utf-8")
    (project / "source/statement.txt").write_text(
        STATEMENT.replace("corruption scandals", "big corruption scandals").replace(
            "We reaffirm that it is time to change.\n", ""
        ),
        encoding="utf-8",
    )
    assert polyloom(project, "sync").code == 0
    states = {entry.state for entry in read(project, "es").entries}
    assert states == {State.TRANSLATED, State.DRAFT, State.UNTRANSLATED}
    assert any(entry.obsolete for entry in read(project, "es").entries)
    return project


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "project"))


TranslationsByText = dict[str, tuple[tuple[str, ...], State, bool]]


def translations_by_text(root: Path) -> TranslationsByText:
    """What a translator would miss if it were otherwise."""
    return {
        entry.msgid: (entry.msgstr, entry.state, entry.obsolete)
        for entry in read(root, "es").entries
    }


def comments(root: Path) -> dict[str, list[str]]:
    return {
        entry.msgid: [comment.strip() for comment in entry.translator_comments]
        for entry in read(root, "es").entries
    }


def gettext(program: str, *options: str) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        command = [require_program(program), *options, "-o", str(path), str(path)]
        subprocess.run(command, check=True, capture_output=True)

    return rewrite


def msgmerge(*options: str) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        template = path.parents[2] / "statement.pot"
        command = [require_program("msgmerge"), *options, "-o", str(path), str(path), str(template)]
        subprocess.run(command, check=True, capture_output=True)

    return rewrite


def saved_by_polib(path: Path) -> None:
    polib.pofile(str(path), wrapwidth=78).save()


def saved_by_babel(path: Path) -> None:
    catalog = read_po(BytesIO(path.read_bytes()), locale="es")
    with path.open("wb") as file:
        write_po(file, catalog, width=76)


def _with_header(path: Path, fields: dict[str, str], width: int) -> None:
    """As an editor saves: its own fields, a date of revision, its own wrapping."""
    file = polib.pofile(str(path), wrapwidth=width)
    file.metadata.update({"PO-Revision-Date": "2026-12-01 18:03+0100", **fields})
    file.save()
    gettext("msgcat", f"--width={width}")(path)


def saved_like_poedit(path: Path) -> None:
    fields = {
        "Last-Translator": "Ana <ana@example.org>",
        "X-Generator": "Poedit 3.4",
        "X-Poedit-Basepath": "../..",
        "X-Poedit-SourceCharset": "UTF-8",
    }
    _with_header(path, fields, 79)


def saved_like_weblate(path: Path) -> None:
    fields = {
        "Last-Translator": "Ana <ana@example.org>",
        "Language-Team": "Spanish <https://hosted.example.org/projects/letters/es/>",
        "X-Generator": "Weblate 5.8",
    }
    _with_header(path, fields, 77)


def with_carriage_returns(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


CALM = {
    "msgcat": gettext("msgcat"),
    "msgcat --no-wrap": gettext("msgcat", "--no-wrap"),
    "msgcat --width=40": gettext("msgcat", "--width=40"),
    "msgcat --escape": gettext("msgcat", "--escape"),
    "msgconv": gettext("msgconv", "--to-code=UTF-8"),
    "msgattrib": gettext("msgattrib"),
    "msgmerge": msgmerge("--previous", "--quiet"),
    "msgmerge --no-wrap": msgmerge("--previous", "--quiet", "--no-wrap", "--no-fuzzy-matching"),
    "polib": saved_by_polib,
    "Poedit": saved_like_poedit,
    "Weblate": saved_like_weblate,
    "CRLF": with_carriage_returns,
}
# These put entries into another order, drop what they do not know, or write another charset.
RESTLESS = {
    "msgcat --sort-output": gettext("msgcat", "--sort-output"),
    "msgcat --sort-by-file": gettext("msgcat", "--sort-by-file"),
    "msgcat --no-location": gettext("msgcat", "--no-location"),
    "msgconv to another charset": gettext("msgconv", "--to-code=GB18030"),
    "Babel": saved_by_babel,
}


@pytest.mark.parametrize("name", CALM)
def test_what_means_the_same_is_not_rewritten(root: Path, name: str) -> None:
    before = translations_by_text(root), comments(root)
    path = catalog_file(root, "es")
    CALM[name](path)
    rewritten = path.read_bytes()
    run = polyloom(root, "sync")
    assert (run.code, run.err) == (0, "")
    assert path.read_bytes() == rewritten
    assert (translations_by_text(root), comments(root)) == before


@pytest.mark.parametrize("name", RESTLESS)
def test_no_translation_and_no_state_changes(root: Path, name: str) -> None:
    before = translations_by_text(root)
    path = catalog_file(root, "es")
    RESTLESS[name](path)
    assert polyloom(root, "sync").code == 0
    assert translations_by_text(root) == before
    after = path.read_bytes()
    assert polyloom(root, "sync").code == 0
    assert path.read_bytes() == after


def test_headers_of_editors_stay(root: Path) -> None:
    path = catalog_file(root, "es")
    saved_like_poedit(path)
    (root / "source/statement.txt").write_text(STATEMENT, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    header = dict(read_catalog(path.read_bytes(), "es").header)
    assert header["X-Poedit-Basepath"] == "../.."
    assert header["X-Our-Own"] == "kept: ñ"
    assert header["PO-Revision-Date"] == "2026-12-01 18:03+0100"
    assert datetime.fromisoformat(header["POT-Creation-Date"])


def test_poedit_clears_fuzzy_on_an_edit(root: Path) -> None:
    path = catalog_file(root, "es")
    file = polib.pofile(str(path))
    (draft,) = (each for each in file if each.previous_msgid and not each.obsolete)
    draft.msgstr += " Y más."
    draft.flags.remove("fuzzy")
    draft.previous_msgid = None
    file.save()
    saved_like_poedit(path)
    before = translations_by_text(root)
    assert polyloom(root, "sync").code == 0
    assert before[draft.msgid][1] is State.TRANSLATED
    assert translations_by_text(root) == before
    # What was said of the draft has been answered; that done, nothing churns.
    synced = path.read_bytes()
    assert b"# Polyloom: the source changed" not in synced
    assert polyloom(root, "sync").code == 0
    assert path.read_bytes() == synced


@pytest.mark.parametrize("name", ["msgcat --no-wrap", "msgcat --width=40", "polib"])
def test_drafts_are_put_in_and_all_else_stays_as_it_is(root: Path, name: str) -> None:
    (root / "source/other.txt").write_text(
        "Other\n\nThat the corruption scandals have shown it.\n", encoding="utf-8"
    )
    (root / "source/statement.txt").write_text(
        (root / "source/statement.txt").read_text(encoding="utf-8") + "\n\nOther\n",
        encoding="utf-8",
    )
    assert polyloom(root, "sync").code == 0
    other = catalog_file(root, "es", "other")
    other.write_text(
        other.read_text(encoding="utf-8").replace(
            'msgid "Other"\nmsgstr ""', 'msgid "Other"\nmsgstr "Otro"'
        ),
        encoding="utf-8",
    )
    path = catalog_file(root, "es")
    CALM[name](path)
    before = path.read_text(encoding="utf-8").split("\n\n")
    run = polyloom(root, "translate", "--engine", "memory")
    assert run.code == 0, run.err
    after = path.read_text(encoding="utf-8").split("\n\n")
    changed = [number for number, text in enumerate(before) if text != after[number]]
    assert len(after) == len(before)
    assert ['msgstr "Otro"' in after[number] for number in changed] == [True]
