"""What Polyloom says to translators in an entry's comments, until it is done with.

Translator comments are what every gettext tool keeps. A remark is one line that begins with
``Polyloom:``; it goes when the translation is finished, or another one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from polyloom.model import Entry
from polyloom.po.quoting import escape

_MARK = " Polyloom: "
# A draft was made of a finished translation, or of one that was a draft before.
_CHANGED = f"{_MARK}the source changed: "
_CHANGED_UNDER_DRAFT = f"{_MARK}the source changed under a draft: "
_SUGGESTED = f"{_MARK}perhaps "
# An obsolete entry came from another catalog.
_FROM = f"{_MARK}from the catalog "


def changed(change: str, *, finished: bool) -> str:
    """The remark on a draft whose source text changed; ``change`` says in words how.

    ``finished`` says whether the translation was no draft before.
    """
    return f"{_CHANGED if finished else _CHANGED_UNDER_DRAFT}{change}"


def suggestions(candidates: Sequence[Entry]) -> tuple[str, ...]:
    """Remarks that offer the translations of other texts, where it is open which one fits."""
    return tuple(
        f'{_SUGGESTED}"{escape(form)}"'
        for form in dict.fromkeys(
            form for entry in candidates for form in entry.msgstr if form.strip()
        )
    )


def came_from(entry: Entry) -> str:
    """The catalog that an obsolete entry was in before its documents shared one, if it says so."""
    for comment in entry.translator_comments:
        if comment.startswith(_FROM):
            return comment.removeprefix(_FROM)
    return ""


def with_origin(entry: Entry, catalog: str) -> Entry:
    """The entry with a remark that names the catalog that it came from, or (empty) without one."""
    comments = tuple(
        comment for comment in entry.translator_comments if not comment.startswith(_FROM)
    )
    if catalog:
        comments = (*comments, f"{_FROM}{catalog}")
    same = comments == entry.translator_comments
    return entry if same else replace(entry, translator_comments=comments)


def without_remarks(comments: Iterable[str]) -> tuple[str, ...]:
    """The comments that are people's."""
    return tuple(comment for comment in comments if not comment.startswith(_MARK))


def was_finished(entry: Entry) -> bool:
    """Whether the entry is a draft for no other reason than that its source text changed."""
    return any(comment.startswith(_CHANGED) for comment in entry.translator_comments)
