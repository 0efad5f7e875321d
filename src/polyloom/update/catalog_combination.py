"""One catalog out of several, for documents that had a catalog each and share one now."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from msgspec.structs import replace

from polyloom.merge.header_merge import merge_headers
from polyloom.merge.three_way import merge_lines
from polyloom.model import Catalog, Entry, Origin
from polyloom.po.comments import is_source_flag
from polyloom.po.notes import translation_in_other_catalog, without_passing_notes
from polyloom.po.provenance import origin_of, without_provenance

_EMPTY = Catalog((), ())


def combine_catalogs(parts: Iterable[tuple[str, Catalog]]) -> Catalog:
    """The entries of several catalogs, given with their names; of each context and text one.

    Of two translations of one text the one that is used stands before the obsolete one, the
    finished one before the draft, a person's before a machine's, the earlier catalog's before the
    later one's; the other one is kept in a comment. Comments and flags are those of both.

    Every form of every translation is in the result, as msgstr or in a comment.
    """
    named = list(parts)
    entries: dict[tuple[str | None, str], tuple[str, Entry]] = {}
    for name, catalog in named:
        for entry in catalog.entries:
            known = entries.get(entry.key)
            new = (name, entry)
            entries[entry.key] = new if known is None else _combined(known, new)
    catalogs = [catalog for _, catalog in named]
    return Catalog(
        reduce(_with_merged_header, catalogs).header,
        tuple(sorted((entry for _, entry in entries.values()), key=lambda each: each.obsolete)),
        tuple(dict.fromkeys(line for each in catalogs for line in each.header_comments)),
        catalogs[0].header_flags,
        tuple(dict.fromkeys(line for each in catalogs for line in each.end_comments)),
        catalogs[0].header_text,
    )


def _combined(one: tuple[str, Entry], other: tuple[str, Entry]) -> tuple[str, Entry]:
    """One entry of two with the same context and text, and the catalog of its translation."""
    winner, loser = (other, one) if _rank(other[1]) > _rank(one[1]) else (one, other)
    won, lost = winner[1], loser[1]
    comments = without_provenance(lost.translator_comments)
    if won.has_translation:
        comments = without_passing_notes(comments)
    comments = (*comments, *translation_in_other_catalog(loser[0], lost, won.msgstr))
    flags = [flag for flag in lost.flags if flag != "fuzzy" and not is_source_flag(flag)]
    entry = replace(
        won,
        translator_comments=merge_lines((), won.translator_comments, comments),
        flags=tuple(dict.fromkeys((*won.flags, *flags))),
    )
    return winner[0], entry


def _rank(entry: Entry) -> tuple[bool, bool, int, bool]:
    """How much an entry counts beside another one, in the order that ``combine_catalogs`` tells."""
    return (
        entry.has_translation,
        not entry.obsolete,
        entry.state.rank,
        origin_of(entry) is Origin.PERSON,
    )


def _with_merged_header(one: Catalog, other: Catalog) -> Catalog:
    return replace(one, header=merge_headers(_EMPTY, one, other))
