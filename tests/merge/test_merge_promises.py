"""What holds of every merge: nothing is lost, and nothing that is settled is unsettled."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.merge import merge_catalogs
from polyloom.model import Catalog, Entry, Previous
from polyloom.po.parser import read_catalog
from polyloom.po.quoting import escape_po
from polyloom.po.writer import write_catalog
from support.programs import require_program

DATES = st.sampled_from(
    ["2026-11-23 10:00+0100", "2026-11-23 09:30+0000", "2020-01-01 00:00+0000", "YEAR-MO-DA"]
)
CONTENT_TYPE = ("Content-Type", "text/plain; charset=UTF-8")
MSGIDS = st.sampled_from(["a", "b", "c", "d\n", "e"])
CONTEXTS = st.sampled_from([None, None, "title"])
WORDS = st.sampled_from(["", " ", "uno", "dos", "tres\n", 'cua"tro', "cin\\co"])
COMMENTS = st.sampled_from([" note", "", " Draft by memory, 2026-11-23", ' msgstr "x"'])
FLAGS = st.sampled_from(["fuzzy", "mt", "no-wrap", "c-format"])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    plural = draw(st.sampled_from([None, None, None, "many"]))
    count = 1 if plural is None else draw(st.integers(1, 3))
    flags = draw(st.lists(FLAGS, max_size=3, unique=True))
    flags.sort(key=lambda flag: flag != "fuzzy")
    behind_equals = [flag for flag in flags if draw(st.booleans())]
    others = [flag for flag in flags if flag not in behind_equals]
    return Entry(
        draw(MSGIDS),
        tuple(draw(st.lists(WORDS, min_size=count, max_size=count))),
        draw(CONTEXTS),
        plural,
        tuple(draw(st.lists(COMMENTS, max_size=2))),
        tuple(draw(st.lists(st.sampled_from(["Title", "Point 1"]), max_size=1))),
        tuple(draw(st.lists(st.sampled_from(["s.txt#1", "s.txt#2"]), max_size=2, unique=True))),
        (*others, *behind_equals),
        tuple(behind_equals),
        draw(st.none() | st.builds(Previous, MSGIDS, CONTEXTS)),
        draw(st.sampled_from([False, False, True])),
    )


@st.composite
def headers(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    fields = {
        "PO-Revision-Date": DATES,
        "POT-Creation-Date": DATES,
        "Last-Translator": st.sampled_from(["Ana", "Beto"]),
        "X-Poedit": st.just("1"),
    }
    names = draw(st.lists(st.sampled_from([*fields]), unique=True))
    return (*((name, draw(fields[name])) for name in names), CONTENT_TYPE)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    found = draw(st.lists(entries(), min_size=1, max_size=5, unique_by=lambda entry: entry.key))
    return Catalog(
        draw(headers()),
        tuple(sorted(found, key=lambda entry: entry.obsolete)),
        tuple(draw(st.lists(st.sampled_from([" by Ana", " by Beto"]), max_size=2, unique=True))),
        tuple(draw(st.lists(st.just("fuzzy"), max_size=1))),
    )


def flagged(*flags: str) -> dict[str, Any]:
    return {"flags": flags, "equals_flags": ()}


def leave(_draw: st.DrawFn, entry: Entry) -> Entry | None:
    return entry


def remove(_draw: st.DrawFn, _entry: Entry) -> Entry | None:
    return None


def translate(draw: st.DrawFn, entry: Entry) -> Entry | None:
    return replace(entry, msgstr=tuple(draw(WORDS) for _ in entry.msgstr), **flagged())


def draft(draw: st.DrawFn, entry: Entry) -> Entry | None:
    comments = (*entry.translator_comments, *draw(st.lists(COMMENTS, max_size=1)))
    drafted = replace(entry, translator_comments=comments, **flagged("fuzzy"))
    return replace(drafted, msgstr=tuple(draw(WORDS) for _ in entry.msgstr))


def move(_draw: st.DrawFn, entry: Entry) -> Entry | None:
    return replace(entry, obsolete=not entry.obsolete)


def reword(draw: st.DrawFn, entry: Entry) -> Entry | None:
    """The source text changes, and the translation goes along as a draft."""
    before = Previous(entry.msgid, entry.msgctxt, entry.msgid_plural)
    return replace(entry, msgid=draw(MSGIDS), previous=before, **flagged("fuzzy"))


EDITS = st.sampled_from([leave, translate, translate, draft, remove, move, reword])


@st.composite
def edited(draw: st.DrawFn, base: Catalog) -> Catalog:
    """What a person, or an update, makes of a catalog."""
    changed = [draw(EDITS)(draw, entry) for entry in base.entries]
    found = {entry.key: entry for entry in changed if entry is not None}
    for entry in draw(st.lists(entries(), max_size=2)):
        found.setdefault(entry.key, entry)
    ordered = [*found.values()]
    if draw(st.booleans()):
        ordered.reverse()
    return replace(
        base,
        header=draw(headers()),
        entries=tuple(sorted(ordered, key=lambda entry: entry.obsolete)),
    )


VERSIONS = catalogs().flatmap(lambda base: st.tuples(st.just(base), edited(base), edited(base)))


def added(base: Catalog, side: Catalog) -> set[str]:
    """The forms that a side has where there was something else before.

    A draft says from what text it was made; what stood there has not been added by the draft.
    """
    before = {entry.key: entry.msgstr for entry in base.entries}
    forms: set[str] = set()
    for entry in side.entries:
        known = before.get(entry.key)
        if known is None:
            sources = [entry.previous] if entry.previous else []
            known = tuple(
                form
                for source in sources
                for form in before.get((source.msgctxt, source.msgid), ())
            )
        forms |= {form for form in entry.msgstr if form.strip() and form not in known}
    return forms


def kept(catalog: Catalog) -> list[str]:
    return [
        text
        for entry in catalog.entries
        for text in (*map(escape_po, entry.msgstr), *entry.translator_comments)
    ]


@settings(max_examples=150)
@given(VERSIONS)
def test_nothing_that_a_side_added_is_lost(versions: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = versions
    merged = merge_catalogs(base, ours, theirs).catalog
    texts = kept(merged)
    for form in added(base, ours) | added(base, theirs):
        assert any(escape_po(form) in text for text in texts), form
    keys = [entry.key for entry in merged.entries]
    assert len(keys) == len(set(keys))
    assert [entry.obsolete for entry in merged.entries] == sorted(
        entry.obsolete for entry in merged.entries
    )
    assert read_catalog(write_catalog(merged), "merged") == merged


@given(VERSIONS)
def test_a_side_that_changed_nothing_gives_the_other(
    versions: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, side, _ = versions
    for ours, theirs in ((side, base), (base, side), (side, side)):
        merged = merge_catalogs(base, ours, theirs)
        assert merged.catalog == side
        assert not merged.contested


@given(VERSIONS)
def test_whichever_side_is_ours_the_same_is_kept(
    versions: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, ours, theirs = versions
    here, there = merge_catalogs(base, ours, theirs), merge_catalogs(base, theirs, ours)
    assert {entry.key for entry in here.contested} == {entry.key for entry in there.contested}
    assert {(entry.key, entry.obsolete) for entry in here.catalog.entries} == {
        (entry.key, entry.obsolete) for entry in there.catalog.entries
    }
    contested = {entry.key for entry in here.contested}
    same_dates = ours.field("POT-Creation-Date") == theirs.field("POT-Creation-Date")
    other = {entry.key: entry for entry in there.catalog.entries}
    for entry in here.catalog.entries:
        if entry.key not in contested and not same_dates:
            assert entry.state is other[entry.key].state


@given(VERSIONS)
def test_a_merge_that_is_merged_again_asks_nothing_again(
    versions: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, ours, theirs = versions
    merged = merge_catalogs(base, ours, theirs).catalog
    # As on a branch that goes on from the merge, and gets the same other branch once more.
    again = merge_catalogs(theirs, merged, theirs)
    assert again.catalog == merged
    assert not again.contested


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VERSIONS)
def test_gettext_reads_what_is_merged(
    tmp_path: Path, versions: tuple[Catalog, Catalog, Catalog]
) -> None:
    msgcat = require_program("msgcat")
    path = tmp_path / "merged.po"
    path.write_bytes(write_catalog(merge_catalogs(*versions).catalog))
    done = subprocess.run([msgcat, "-o", "/dev/null", path], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
