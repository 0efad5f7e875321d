"""Flags in ``#=`` lines are flags (gettext manual, “Evolution of the PO File Format”)."""

from __future__ import annotations

import subprocess

import pytest
from msgspec.structs import replace

from polyloom.merge.entry_merge import merge_entries
from polyloom.model import Catalog, Entry, State
from polyloom.po.equivalence import same_entry
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from polyloom.update.reconciliation import reconcile
from support.programs import require_program

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def entry_of(lines: str) -> Entry:
    (entry,) = read_catalog((HEADER + lines).encode(), "es.po").entries
    return entry


@pytest.mark.parametrize(
    ("lines", "flags", "equals_flags", "state"),
    [
        ("#= fuzzy\n", ("fuzzy",), ("fuzzy",), State.DRAFT),
        ("#=fuzzy\n", ("fuzzy",), ("fuzzy",), State.DRAFT),
        ("#=\tfuzzy ,c-format\n", ("fuzzy", "c-format"), ("fuzzy", "c-format"), State.DRAFT),
        ("#= reviewed\n#, fuzzy\n", ("fuzzy", "reviewed"), ("reviewed",), State.DRAFT),
        ("#= reviewed\n#= fuzzy\n", ("reviewed", "fuzzy"), ("reviewed", "fuzzy"), State.DRAFT),
        ("#, fuzzy\n#= fuzzy\n", ("fuzzy",), (), State.DRAFT),
        ("#= range: 0..9, own\n", ("range: 0..9", "own"), ("range: 0..9", "own"), State.TRANSLATED),
        ("#= not-fuzzy\n", ("not-fuzzy",), ("not-fuzzy",), State.TRANSLATED),
        ("# = fuzzy\n", (), (), State.TRANSLATED),
        ("#. = fuzzy\n", (), (), State.TRANSLATED),
        ("#=\n", (), (), State.TRANSLATED),
    ],
)
@pytest.mark.parametrize("blank", ["", " "])
def test_they_are_read(
    lines: str, flags: tuple[str, ...], equals_flags: tuple[str, ...], state: State, blank: str
) -> None:
    # A blank before the string is what only the exact way of reading knows.
    entry = entry_of(f'{lines}msgid {blank}"One"\nmsgstr "Uno"\n')
    assert (entry.flags, entry.equals_flags, entry.state) == (flags, equals_flags, state)


@pytest.mark.parametrize(
    "entry",
    [
        '#= fuzzy\nmsgid "One"\nmsgstr "Uno"\n',
        '# Ana\n#. Point\n#: a.txt#1\n#, fuzzy\n#= c-format, own\nmsgid "One"\nmsgstr "Uno"\n',
        '#= fuzzy\n#| msgid "Won"\nmsgid "One"\nmsgstr "Uno"\n',
        '#= fuzzy\n#~ msgid "One"\n#~ msgstr "Uno"\n',
        '#= fuzzy\nmsgid "One"\nmsgid_plural "Some"\nmsgstr[0] "Uno"\nmsgstr[1] "Dos"\n',
    ],
)
def test_they_are_written_as_they_were(entry: str) -> None:
    data = (HEADER + entry).encode()
    assert write_catalog(read_catalog(data, "es.po")) == data
    assert read_catalog(write_catalog(read_catalog(data, "es.po")), "") == read_catalog(data, "")


def test_a_headers_line_stays() -> None:
    data = ("# Ana\n#= own, other\n#, fuzzy\n" + HEADER).encode()[:-1]
    catalog = read_catalog(data, "es.po")
    assert catalog.header_flags == ("fuzzy",)
    assert write_catalog(catalog) == data


def test_msgcat_sees_comments_in_them_and_loses_none() -> None:
    data = (HEADER + '#= fuzzy\nmsgid "One"\nmsgstr "Uno"\n').encode()
    command = [require_program("msgcat"), "-"]
    seen = subprocess.run(command, input=data, capture_output=True, check=True).stdout
    assert b"# = fuzzy\n" in seen or b"#= fuzzy\n" in seen or b"#, fuzzy\n" in seen


def test_the_sort_of_line_is_no_change_of_meaning() -> None:
    entry = Entry("One", ("Uno",), flags=("fuzzy", "own"))
    assert same_entry(entry, replace(entry, flags=("own", "fuzzy"), equals_flags=("own",)))
    assert not same_entry(entry, replace(entry, flags=("own",)))


def test_an_update_keeps_them_and_carries_none_into_a_finished_entry() -> None:
    template = Catalog((), (Entry("One"), Entry("Twenty-one words of this text are here again")))
    draft = Entry("One", ("Uno",), flags=("own", "fuzzy"), equals_flags=("own", "fuzzy"))
    old = Catalog((), (draft, Entry("Twenty words of this text are here again", ("Veinte",))))
    kept, changed = reconcile(template, old).catalog.entries
    assert kept.state is State.DRAFT
    assert set(kept.equals_flags) == {"own", "fuzzy"}
    assert changed.state is State.DRAFT
    # What is added goes into the line that every tool knows.
    assert b"#, fuzzy\n" in write_catalog(Catalog((), (changed,)))


def test_a_flag_that_goes_goes_from_its_line() -> None:
    entry = Entry("One", ("Uno",), flags=("own",), equals_flags=("fuzzy", "own"))
    assert write_catalog(Catalog((), (entry,))) == b'#= own\nmsgid "One"\nmsgstr "Uno"\n'
    entry = replace(entry, flags=())
    assert write_catalog(Catalog((), (entry,))) == b'msgid "One"\nmsgstr "Uno"\n'


def test_a_merge_takes_a_draft_that_was_finished() -> None:
    base = Entry("One", ("Uno",), flags=("fuzzy",), equals_flags=("fuzzy",))
    ours = replace(base, translator_comments=(" mine",))
    theirs = replace(base, flags=(), equals_flags=())
    merged = merge_entries(base, ours, theirs, prefer_theirs=False)
    assert merged is not None
    assert merged.entry.state is State.TRANSLATED
    assert merged.entry.translator_comments == (" mine",)
