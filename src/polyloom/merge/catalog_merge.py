"""Three-way merge of catalogs and templates."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from polyloom.merge.entry_merge import merge_entries
from polyloom.merge.header_merge import is_newer, merge_headers
from polyloom.merge.three_way import merge_lines, merge_order
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.header import CREATION_DATE

_Entries = dict[EntryKey, Entry]


class MergedCatalog(Struct, frozen=True):
    """A merged catalog; ``contested`` are its entries that both sides translated differently.

    Those are drafts with our translation, and theirs in a comment.
    """

    catalog: Catalog
    contested: tuple[Entry, ...] = ()


def merge_catalogs(base: Catalog, ours: Catalog, theirs: Catalog) -> MergedCatalog:
    """What both sides made of a catalog or template, entry by entry.

    A file that is not there counts as an empty catalog. What one side changed is taken over, dates,
    references and the order of entries never stand in the way, and an entry that one side worked on
    and the other removed is kept as obsolete. The result has every form of every translation that
    a side added, as msgstr or in a comment, and a side that nobody changed gives the other one.
    """
    if theirs in (ours, base):
        return MergedCatalog(ours)
    if ours == base:
        return MergedCatalog(theirs)
    prefer_theirs = is_newer(theirs, ours, CREATION_DATE)
    before, our, their = _by_key(base), _by_key(ours), _by_key(theirs)
    _follow_changed_texts(before, our, their)
    _follow_changed_texts(before, their, our)
    merged: _Entries = {}
    contested: set[EntryKey] = set()
    for key in dict.fromkeys([*our, *their]):
        old, mine, other = before.get(key), our.get(key), their.get(key)
        result = merge_entries(
            old,
            mine,
            other,
            origin=old or _origin(before, mine, other),
            prefer_theirs=prefer_theirs,
        )
        if result.entry is not None:
            merged[key] = result.entry
        if result.contested:
            contested.add(key)
    order = merge_order([*before], [*our], [*their], merged, prefer_theirs=prefer_theirs)
    entries = sorted((merged[key] for key in order), key=lambda entry: entry.obsolete)
    catalog = Catalog(
        merge_headers(base, ours, theirs),
        tuple(entries),
        merge_lines(base.header_comments, ours.header_comments, theirs.header_comments),
        merge_lines(base.header_flags, ours.header_flags, theirs.header_flags),
    )
    return MergedCatalog(catalog, tuple(entry for entry in entries if entry.key in contested))


def _by_key(catalog: Catalog) -> _Entries:
    return {entry.key: entry for entry in catalog.entries}


def _origin(before: _Entries, *sides: Entry | None) -> Entry | None:
    """What was there before of an entry that is a draft made from another text."""
    for entry in sides:
        if entry is not None and entry.previous is not None:
            found = before.get((entry.previous.msgctxt, entry.previous.msgid))
            if found is not None:
                return found
    return None


def _follow_changed_texts(before: _Entries, here: _Entries, there: _Entries) -> None:
    """Take a translation that was revised there to the draft that was made from it here.

    Here the source text has changed, and the translation from before went along as a draft; there
    somebody revised it under the old text.
    """
    for key, draft in here.items():
        if draft.previous is None or key in before or key in there:
            continue
        old_key = (draft.previous.msgctxt, draft.previous.msgid)
        old, revised = before.get(old_key), there.get(old_key)
        if old is None or revised is None or old_key in here:
            continue
        if (
            draft.msgstr != old.msgstr
            or revised.msgstr == old.msgstr
            or not revised.has_translation
        ):
            continue
        if len(revised.msgstr) != len(draft.msgstr):
            continue
        here[key] = replace(
            draft,
            msgstr=revised.msgstr,
            translator_comments=merge_lines(
                old.translator_comments, draft.translator_comments, revised.translator_comments
            ),
        )
        there[old_key] = old
