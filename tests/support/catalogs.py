"""Templates and catalogs, and random entries of few words, so that many of them are alike."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, Previous

HEADER = (
    ("Language", "es"),
    ("POT-Creation-Date", "2026-01-01 00:00+0000"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)


def template(*entries: Entry) -> Catalog:
    return Catalog((("POT-Creation-Date", "2026-01-01 00:00+0000"),), entries, (), ("fuzzy",))


def catalog(*entries: Entry) -> Catalog:
    return Catalog(HEADER, entries)


SENTENCES = st.lists(
    st.sampled_from(
        ["we", "ask", "the", "committee", "to", "publish", "all", "12", "14", "mines", "Peru", "."]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)
SOURCES = st.builds(
    Entry,
    msgid=SENTENCES,
    msgctxt=st.none() | st.sampled_from(["title", "point"]),
    msgid_plural=st.none() | SENTENCES,
    flags=st.sampled_from([(), ("no-wrap",), ("c-format",)]),
)


@st.composite
def translated(draw: st.DrawFn) -> Entry:
    source = draw(SOURCES)
    form = st.sampled_from(["", " ", "uno", "dos", "tres\n"])
    count = 1 if source.msgid_plural is None else draw(st.integers(1, 3))
    flags = draw(st.lists(st.sampled_from(["fuzzy", "mt", "no-wrap"]), unique=True))
    return replace(
        source,
        msgstr=tuple(draw(st.lists(form, min_size=count, max_size=count))),
        translator_comments=tuple(draw(st.lists(st.just(" note"), max_size=1))),
        previous=draw(st.none() | st.builds(Previous, SENTENCES)),
        flags=tuple(sorted(flags, key=lambda flag: flag != "fuzzy")),
        obsolete=draw(st.booleans()),
    )


def catalogs_of(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[tuple[Entry, ...]]:
    return st.lists(entries, max_size=8, unique_by=lambda entry: entry.key).map(
        lambda found: tuple(sorted(found, key=lambda entry: entry.obsolete))
    )
