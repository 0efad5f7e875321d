"""The program's own messages: extracted, translated, shipped, told."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from program_messages.catalog_project import (
    LANGUAGES,
    TEMPLATE,
    catalog_file,
    catalog_project,
    run,
    template_bytes,
)

from polyloom.messages import MessageCatalog, message, plural_message, speaking, written_number
from polyloom.po.message_catalogs import message_catalog, shipped_catalog, shipped_languages
from polyloom.po.parser import read_catalog
from support.programs import require_program

COMMANDS = Path(__file__).resolve().parents[2] / "src/polyloom/cli"
# What says a sentence to somebody, with the places of its texts.
SAYING = {"note": 0, "result": 0, "finding": 0, "reason": 0, "detail": 0, "UserError": 0}
SAYING |= {"ConfigurationError": 0}
SENTENCE = re.compile(r"[a-z]{3,} [a-z]{2,}")


def test_all_languages_ship() -> None:
    assert shipped_languages() == LANGUAGES


@pytest.mark.slow
def test_template_and_catalogs_are_up_to_date() -> None:
    assert TEMPLATE.read_bytes() == template_bytes(), "run make messages"
    with catalog_project() as root:
        done = run(root, "update")
        assert done.returncode == 0, done.stderr
        for locale in LANGUAGES:
            made = root / "locales" / locale / "LC_MESSAGES/polyloom.po"
            assert made.read_bytes() == catalog_file(locale).read_bytes(), "run make messages"


@pytest.mark.slow
def test_no_check_finds_anything() -> None:
    with catalog_project() as root:
        done = run(root, "check", "--fail-on", "warning")
        assert (done.stdout, done.returncode) == ("no findings in 5 catalogs\n", 0), done.stderr


@pytest.mark.parametrize("locale", LANGUAGES)
def test_gettext_compiles_them(locale: str, tmp_path: Path) -> None:
    msgfmt = require_program("msgfmt")
    command = [msgfmt, "-c", "-o", str(tmp_path / "out.mo"), str(catalog_file(locale))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_translation_can_be_told(locale: str) -> None:
    """None falls back to English because a value's name is wrong in it."""
    entries = [
        entry
        for entry in read_catalog(catalog_file(locale).read_bytes(), locale).entries
        if all(entry.msgstr) and not entry.obsolete and not entry.is_fuzzy
    ]
    assert len(entries) > 300
    catalog = shipped_catalog(locale)
    with speaking(catalog):
        for entry in entries:
            if entry.msgctxt is not None:
                continue
            values: dict[str, str] = dict.fromkeys(re.findall(r"\{(\w+)\}", entry.msgid), "1")
            if entry.msgid_plural is None:
                assert message(entry.msgid, **values) == (
                    entry.msgstr[0].format(**values) if values else entry.msgstr[0]
                )
                continue
            values.pop("count", None)
            for count in (0, 1, 2, 3, 11, 100, 1_000_000):
                form = entry.msgstr[catalog.form_of(count)]
                told = plural_message(entry.msgid, entry.msgid_plural, count, **values)
                assert told == form.format(count=written_number(count), **values)


def test_arabic_has_six_forms() -> None:
    one, other = "{count} text", "{count} texts"
    with speaking(shipped_catalog("ar")):
        told = [plural_message(one, other, count) for count in (0, 1, 2, 3, 11, 100)]
    assert told == ["لا نصوص", "نص واحد", "نصان", "3 نصوص", "11 نصا", "100 نص"]


def test_messages_fall_back_one_by_one() -> None:
    data = (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        b'msgid "yes"\nmsgstr "ja"\n\n'
        b'#, fuzzy\nmsgid "no"\nmsgstr "nein"\n\n'
        b'msgid "perhaps"\nmsgstr ""\n'
    )
    with speaking(message_catalog(data, "de")):
        assert [message("yes"), message("no"), message("perhaps")] == ["ja", "no", "perhaps"]


def test_a_catalog_that_is_broken_is_english() -> None:
    wrong_rule = b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n ++ 1;\\n"\n'
    catalog = message_catalog(wrong_rule, "xx")
    with speaking(catalog):
        assert plural_message("{count} text", "{count} texts", 2) == "2 texts"
    missing = shipped_catalog("tlh")
    assert isinstance(missing, MessageCatalog)
    with speaking(missing):
        assert message("error") == "error"


def unmarked(tree: ast.AST) -> list[tuple[int, str]]:
    """The sentences that are said in a module and are no messages."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = SAYING.get(name)
        said = [] if place is None else node.args[place : place + 1]
        said += [each.value for each in node.keywords if each.arg in ("help", "remedy")]
        for each in said:
            text = ""
            if isinstance(each, ast.Constant):
                text = str(each.value)
            elif isinstance(each, ast.JoinedStr):
                text = "".join(
                    str(part.value) for part in each.values if isinstance(part, ast.Constant)
                )
            if SENTENCE.search(text):
                found.append((each.lineno, text))
    return found


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.py")), ids=lambda path: path.name)
def test_what_commands_say_is_marked(path: Path) -> None:
    assert unmarked(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_what_is_not_marked_is_seen() -> None:
    code = 'console.note("nothing is there")\nraise UserError(f"{x} is gone now")\nnote("-")'
    assert [line for line, _ in unmarked(ast.parse(code))] == [1, 2]
