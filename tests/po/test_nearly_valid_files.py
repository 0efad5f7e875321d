"""Files near PO, valid and broken: refused by gettext and by us, or read alike by both."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from support.programs import require_program

CHARSETS = {
    "UTF-8": "aé“日本👍\u2028\x85\u202e\u200b\ufeffe\u0301",
    "ASCII": "az",
    "ISO-8859-1": "aé¿",
    "ISO-8859-2": "ał",
    "ISO-8859-5": "aЖ",
    "ISO-8859-15": "a€",
    "KOI8-R": "aж",
    "CP1251": "aЖ",
    "EUC-JP": "a日本",
    "SHIFT_JIS": "a表示",
    "GB18030": "a中国",
    "GBK": "a中国",
    "BIG5": "a功許",
    "EUC-KR": "a가",
}
BITS = ["one", "two ", " ", "\\n", '\\"', "\\\\", "\\t", "\\a", "\\r", "\\101", "\\x41", "%d"]
BROKEN_BITS = ['"', "\\q", "\\", "\\u0041", "\\8", "\\x", "\n"]
COMMENTS = ["# note", "#", "#note", "#. said", "#.", "#: a.c:1 b.c:2", "#: f.txt#p-1"]
FLAGS = ["#, fuzzy", "#, c-format", "#,no-wrap,fuzzy", "#, range: 0..5"]
COMMENTS += ['# "x"', "# msgid", "#~"]
INSERTED = ['"', "\\", "\n", "\n\n", "#", "#~ ", "#| ", "msgid ", "msgstr ", '"x"\n', 'msgctxt "c"']
INSERTED += [
    "msgstr[0]",
    "[1]",
    "<<<<<<< HEAD\n",
    "domain ",
    '"messages"\n',
    "\r",
    "\t",
    "\x1a",
    "é",
]
INSERTED += ["\x00", "\x04", "# c\n", 'msgid_plural "p"\n', " ", "#~| ", "\ufeff", "\u00a0"]


HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset={}\\n"\n\n'


@st.composite
def strings(draw: st.DrawFn, letters: str, mark: str) -> str:
    """What follows a keyword: one string or several, with blanks wherever they may be."""
    bit = st.sampled_from([*BITS, *letters])
    parts = draw(st.lists(st.lists(bit, max_size=5).map("".join), min_size=1, max_size=3))
    if draw(st.integers(0, 40)) == 0:
        parts[0] += draw(st.sampled_from(BROKEN_BITS))
    joint = draw(st.sampled_from(['"\n' + mark + '"', '"\n' + mark + ' \t"', '" "']))
    return f'"{joint.join(parts)}"'


@st.composite
def blocks(draw: st.DrawFn, letters: str, number: int) -> str:
    """An entry, as odd as the grammar allows; its msgid begins with a number of its own."""
    mark = draw(st.sampled_from(["", "", "", "#~ ", "#~"]))
    text = strings(letters, mark)
    lines = draw(st.lists(st.sampled_from(COMMENTS), max_size=3))
    # Of several lines with flags gettext 0.21 keeps the last; we keep all, or drafts would be none.
    lines += draw(st.lists(st.sampled_from(FLAGS), max_size=1))
    if draw(st.booleans()):
        old = f"{mark.rstrip()}| " if mark else "#| "
        lines += [f"{old}msgid {draw(strings(letters, old))}"] * draw(st.integers(0, 1))
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"{mark}msgctxt {draw(text)}")
    lines.append(f'{mark}msgid "{number}" {draw(text)}')
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"{mark}msgid_plural {draw(text)}")
        lines += [f"{mark}msgstr[{n}] {draw(text)}" for n in range(draw(st.integers(1, 3)))]
    else:
        lines.append(f"{mark}msgstr{draw(st.sampled_from([' ', '', '  ']))}{draw(text)}")
    return "\n".join(lines) + draw(st.sampled_from(["\n", "\n\n", "\n\n\n", " \n\n", " # c\n"]))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    charset = draw(st.sampled_from([*CHARSETS, "UTF-8", "UTF-8", "UTF-8"]))
    header = HEADER.format(charset)
    found = [draw(blocks(CHARSETS[charset], number)) for number in range(draw(st.integers(1, 3)))]
    text = header + "".join(found)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        place = draw(st.integers(len(header), len(text)))
        length = draw(st.integers(0, 8))
        text = text[:place] + draw(st.sampled_from(["", *INSERTED])) + text[place + length :]
    if draw(st.integers(0, 8)) == 0:
        text = text.replace("\n", "\r\n")
    return text.encode(charset, "replace")


def run(program: str, data: bytes, folder: Path) -> tuple[bytes, bool]:
    """What a gettext program makes of a file, and whether it refuses it."""
    command = [require_program(program), "-o", str(folder / "out"), "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode == 0:
        return (folder / "out").read_bytes(), False
    complaints = done.stderr.splitlines()
    return b"", not all(any(word in line for word in NO_REFUSAL) for line in complaints)


# Warnings, and what msgfmt alone says of line feeds in translations: that is a finding of ours.
NO_REFUSAL = (b"warning:", b"do not both", b"fatal error")


def read(data: bytes) -> tuple[Catalog | None, str]:
    try:
        return read_catalog(data, "x.po"), ""
    except UserError as error:
        return None, str(error)


def lost_in_silence(problem: str) -> bool:
    """Whether it is one of the few things that gettext takes and does not keep."""
    return any(what in problem for what in ("a NUL", "a domain directive", "is no part of"))


def compare(data: bytes, folder: Path) -> None:
    _, refused = run("msgfmt", data, folder)
    theirs, refused_too = run("msgcat", data, folder)
    ours, problem = read(data)
    if ours is None:
        assert refused or refused_too or lost_in_silence(problem), problem
        return
    assert not refused
    assert not refused_too
    assert printed(ours) == printed(read_catalog(theirs, "msgcat"))
    assert printed(read_catalog(write_catalog(ours), "written")) == printed(ours)


def printed(catalog: Catalog) -> list[Entry]:
    """The entries without what msgcat does not keep: see ``catalogs.writing``."""
    return [
        replace(
            entry,
            flags=tuple(sorted(_known_flags(entry))),
            # The blank after the mark is put in, and one alone may be taken away.
            translator_comments=tuple(line.strip() for line in entry.translator_comments),
        )
        for entry in catalog.entries
        if entry.msgstr[0] or not entry.obsolete
    ]


def _known_flags(entry: Entry) -> set[str]:
    known = {"c-format", "no-wrap"}
    # msgcat looks at the first form only.
    if entry.msgstr[0]:
        known.add("fuzzy")
    if entry.msgid_plural is not None and not entry.obsolete:
        known.add("range: 0..5")
    return known & set(entry.flags)


@settings(suppress_health_check=list(HealthCheck))
@given(data=files())
def test_like_gettext(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    compare(data, tmp_path_factory.getbasetemp())


@pytest.mark.slow
@settings(
    max_examples=2000,
    deadline=None,
    # A file that differs is told of as it was found: to shrink it could take longer than the rest.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(data=files())
def test_like_gettext_thousands_of_times(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    compare(data, tmp_path_factory.getbasetemp())
