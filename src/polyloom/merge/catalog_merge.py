"""Three-way merge of catalogs and templates, entry by entry."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from polyloom.merge.entry_merge import MergedEntry, merge_entries
from polyloom.merge.header_merge import is_newer, merge_headers
from polyloom.merge.three_way import merge_lines, merge_order
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.header import CREATION_DATE

_Entries = dict[EntryKey, Entry]


class MergedCatalog(Struct, frozen=True):
    """A merged catalog; ``contested`` are its entries that both sides translated differently.

    Those are drafts with our translation, and have theirs in a comment.
    """

    catalog: Catalog
    contested: tuple[Entry, ...] = ()


def merge_catalogs(base: Catalog, ours: Catalog, theirs: Catalog) -> MergedCatalog:
    """What both sides made of a catalog or template, entry by entry.

    What one side changed is taken over. Dates, references and the order of entries never conflict.
    An entry that one side worked on and the other removed is kept as obsolete. Where one side is
    as before, the result is the other one. For a file that is not there, give an empty catalog.

    Every form of every translation that a side added is in the result, as msgstr or in a comment.
    """
    if theirs in (ours, base):
        return MergedCatalog(ours)
    if ours == base:
        return MergedCatalog(theirs)
    prefer_theirs = is_newer(theirs, ours, CREATION_DATE)
    before, our, their = _by_key(base), _by_key(ours), _by_key(theirs)
    _take_revisions_to_drafts(before, our, their)
    _take_revisions_to_drafts(before, their, our)
    merged = _merged_by_key(before, our, their, prefer_theirs=prefer_theirs)
    order = merge_order([*before], [*our], [*their], merged, prefer_theirs=prefer_theirs)
    in_order = [merged[key] for key in order]
    entries = sorted((each.entry for each in in_order), key=lambda entry: entry.obsolete)
    contested = {each.entry.key for each in in_order if each.contested}
    catalog = Catalog(
        merge_headers(base, ours, theirs),
        tuple(entries),
        merge_lines(base.header_comments, ours.header_comments, theirs.header_comments),
        merge_lines(base.header_flags, ours.header_flags, theirs.header_flags),
        merge_lines(base.end_comments, ours.end_comments, theirs.end_comments),
        ours.header_text,
    )
    return MergedCatalog(catalog, tuple(entry for entry in entries if entry.key in contested))


def _by_key(catalog: Catalog) -> _Entries:
    return {entry.key: entry for entry in catalog.entries}


def _merged_by_key(
    before: _Entries, our: _Entries, their: _Entries, *, prefer_theirs: bool
) -> dict[EntryKey, MergedEntry]:
    """The merged entries by key, without those that are gone."""
    merged: dict[EntryKey, MergedEntry] = {}
    for key in dict.fromkeys([*our, *their]):
        base, ours, theirs = before.get(key), our.get(key), their.get(key)
        result = merge_entries(
            base,
            ours,
            theirs,
            predecessor=base or _predecessor(before, ours, theirs),
            prefer_theirs=prefer_theirs,
        )
        if result is not None:
            merged[key] = result
    return merged


def _predecessor(before: _Entries, *sides: Entry | None) -> Entry | None:
    """The entry of before from whose text and translation a side made a draft."""
    for entry in sides:
        if entry is not None and entry.previous is not None:
            found = before.get((entry.previous.msgctxt, entry.previous.msgid))
            if found is not None:
                return found
    return None


def _take_revisions_to_drafts(before: _Entries, here: _Entries, there: _Entries) -> None:
    """Give a translation that was revised ``there`` to the draft that was made from it ``here``.

    Here the source text changed, and the translation from before became a draft of the new one;
    there somebody revised it under the old text. Both sides are changed in place.
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
