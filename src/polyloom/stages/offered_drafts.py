"""The drafts that a catalog has offered, so that those which another program empties come back.

They are kept in the project's state folder, which may be deleted: what is empty then stays so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, EntryKey, State
from polyloom.po.notes import without_change_note
from polyloom.po.provenance import without_provenance
from polyloom.project import Project
from polyloom.workspace.files import read_if_there, write_derived
from polyloom.workspace.paths import drafts_path


class RecoveredCatalog(NamedTuple):
    """A catalog in which drafts that were emptied are there again, and how many these are."""

    catalog: Catalog
    recovered: int


def remember_drafts(project: Project, locale: str, name: str, catalog: Catalog) -> None:
    """Keep the drafts of a catalog. Where they cannot be kept nothing is said: all goes on."""
    drafts = [
        entry for entry in catalog.entries if not entry.obsolete and entry.state is State.DRAFT
    ]
    if drafts:
        with contextlib.suppress(UserError):
            data = msgspec.json.encode(drafts)
            write_derived(project.root, drafts_path(locale, name), data)


def with_emptied_drafts(
    project: Project, locale: str, name: str, catalog: Catalog
) -> RecoveredCatalog:
    """The catalog with the drafts that it offered in the entries that were emptied since.

    An entry was emptied if it still says where its draft came from: an older source text (``#|``),
    a change of the source, or an engine. Whoever wants none takes that out, too.
    """
    if not any(map(_was_emptied, catalog.entries)):
        return RecoveredCatalog(catalog, 0)
    drafts = offered_drafts(project, locale, name)
    entries = tuple(
        _with_draft(entry, drafts[entry.key])
        if entry.key in drafts and _was_emptied(entry)
        else entry
        for entry in catalog.entries
    )
    recovered = sum(new is not old for new, old in zip(entries, catalog.entries, strict=True))
    return RecoveredCatalog(replace(catalog, entries=entries), recovered)


def _was_emptied(entry: Entry) -> bool:
    if entry.obsolete or entry.has_translation:
        return False
    comments = entry.translator_comments
    return entry.previous is not None or bool(
        comments
        and (without_change_note(comments) != comments or without_provenance(comments) != comments)
    )


def _with_draft(entry: Entry, draft: Entry) -> Entry:
    # Another program may have broken our notes into lines.
    others = without_change_note(without_provenance(entry.translator_comments))
    comments = dict.fromkeys((*draft.translator_comments, *others))
    return replace(
        entry,
        msgstr=draft.msgstr,
        msgid_plural=draft.msgid_plural,
        translator_comments=tuple(comments),
        flags=("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")),
        previous=draft.previous,
    )


def offered_drafts(project: Project, locale: str, name: str) -> Mapping[EntryKey, Entry]:
    """The drafts that were kept of a catalog, by their keys; none where there is no such file."""
    try:
        data = read_if_there(project.root, drafts_path(locale, name))
        drafts = msgspec.json.decode(data or b"[]", type=list[Entry])
    except (UserError, msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return {entry.key: entry for entry in drafts}
