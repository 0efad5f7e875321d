"""What Polyloom writes into translator comments, but for who made a draft (``provenance``).

Translator comments are what every gettext tool keeps. There are two sorts of ours:

- *Passing notes* begin with ``Polyloom:``. They go when the translation is finished, or when
  another note takes their place.
- *Kept translations* quote a text for which there was no place in a msgstr. They stay until a
  person removes them.

Some tools wrap comments (polib at 78 columns, Babel at 76): the lines that they make of a passing
note are read as one note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from polyloom.late_patterns import late_pattern
from polyloom.model import Entry, Freshness, State
from polyloom.po.provenance import LONGEST_COMMENT
from polyloom.po.quoting import escape_po
from polyloom.reports.printable_text import printable

_PASSING = " Polyloom: "
_CURRENT = Freshness.CURRENT
# A draft was made of a finished translation, or of one that was a draft before.
_CHANGED = f"{_PASSING}the source changed: "
_CHANGED_UNDER_DRAFT = f"{_PASSING}the source changed under a draft: "
_REJECTED = f"{_PASSING}rejected: "
_SUGGESTED = f"{_PASSING}perhaps "
_PREVIOUS_CATALOG = f"{_PASSING}from the catalog "

# Into how many lines a note may have been broken, and a suggestion that is whole.
_MOST_LINES = 100
_SUGGESTION = late_pattern(rf'{_SUGGESTED.strip()} "(?:[^"\\]|\\.)*+"')

# Written by people.
_ACCEPT = late_pattern(r"\s*polyloom:\s*accept\s*=(?P<checks>.*)", re.DOTALL)

_OTHER_SIDE = " The other side of a merge has:"


def change_note(change: str, *, finished: bool) -> str:
    """The note on a draft whose source text changed; ``change`` says in words how.

    ``finished`` says whether the translation was no draft before.
    """
    note = f"{_CHANGED if finished else _CHANGED_UNDER_DRAFT}{change}"
    room = LONGEST_COMMENT - len("#")
    return note if len(note) <= room else f"{note[: room - 1].rstrip()}…"


def with_rejection_note(entry: Entry, reason: str) -> Entry:
    """The entry as a draft with a note of why a reviewer rejects its translation."""
    room = LONGEST_COMMENT - len("#")
    note = f"{_REJECTED}{printable(' '.join(reason.split()))}"
    note = note if len(note) <= room else f"{note[: room - 1].rstrip()}…"
    comments = _without(entry.translator_comments, lambda each: each.startswith(_REJECTED))
    flags = ("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy"))
    return replace(entry, flags=flags, translator_comments=(*comments, note))


def accepted_checks(comments: Iterable[str]) -> frozenset[str]:
    """The quality checks whose findings a comment says are meant, whether there are such or not.

    >>> sorted(accepted_checks((" polyloom: accept=urls, numbers", " and more")))
    ['numbers', 'urls']
    """
    found: set[str] = set()
    for comment in comments:
        if match := _ACCEPT.fullmatch(comment):
            found.update(name for name in re.split(r"[\s,]+", match["checks"]) if name)
    return frozenset(found)


def was_finished_before_change(entry: Entry) -> bool:
    """Whether the entry is a draft for no other reason than that its source text changed."""
    return any(comment.startswith(_CHANGED) for comment in entry.translator_comments)


def freshness_of(entry: Entry) -> Freshness:
    """Whether the source has changed since the entry's translation was made.

    It is outdated if it is a draft with the text that it was made from (``#|`` lines) or with the
    note of a change: tools such as ``msgattrib --clear-previous`` drop the first, and keep the
    second. Where there is no text, or a finished one, what is left of them counts for nothing.
    """
    # Most are none, which this tells in a tenth of the time.
    if "fuzzy" not in entry.flags or entry.state is not State.DRAFT:
        return _CURRENT
    changed = entry.previous is not None or any(map(_is_change_note, entry.translator_comments))
    return Freshness.OUTDATED if changed else _CURRENT


def without_change_note(comments: Iterable[str]) -> tuple[str, ...]:
    """The comments but those that say that the source changed under a translation."""
    return _without(comments, _is_change_note)


def _is_change_note(comment: str) -> bool:
    # Some tools add or take blanks before a comment.
    return comment.lstrip().startswith((_CHANGED.lstrip(), _CHANGED_UNDER_DRAFT.lstrip()))


def suggestion_notes(candidates: Sequence[Entry]) -> tuple[str, ...]:
    """Notes that offer the candidates' translations, where it is open which of them fits."""
    forms = (form for entry in candidates for form in entry.msgstr if form.strip())
    return tuple(f'{_SUGGESTED}"{escape_po(form)}"' for form in dict.fromkeys(forms))


def previous_catalog(entry: Entry) -> str:
    """The catalog that the entry was in before its documents shared one; empty where none is noted.

    Obsolete entries carry this, so that they find their way back.
    """
    for comment in entry.translator_comments:
        if comment.startswith(_PREVIOUS_CATALOG):
            return comment.removeprefix(_PREVIOUS_CATALOG)
    return ""


def with_previous_catalog(entry: Entry, catalog: str) -> Entry:
    """The entry with a note of the catalog that it was in, or without one where that is empty."""
    comments = tuple(
        comment
        for comment in entry.translator_comments
        if not comment.startswith(_PREVIOUS_CATALOG)
    )
    if catalog:
        comments = (*comments, f"{_PREVIOUS_CATALOG}{catalog}")
    same = comments == entry.translator_comments
    return entry if same else replace(entry, translator_comments=comments)


def without_passing_notes(comments: Iterable[str]) -> tuple[str, ...]:
    """The comments that people wrote, and kept translations."""
    return _without(comments, lambda comment: comment.startswith(_PASSING))


def _without(comments: Iterable[str], is_unwanted: Callable[[str], bool]) -> tuple[str, ...]:
    """The comments but the unwanted notes, with all lines that these were broken into."""
    lines = tuple(comments)
    if not any(map(is_unwanted, lines)):
        return lines
    kept: list[str] = []
    place = 0
    while place < len(lines):
        if is_unwanted(lines[place]):
            place = _end_of_note(lines, place)
        else:
            kept.append(lines[place])
            place += 1
    return tuple(kept)


def _end_of_note(lines: Sequence[str], start: int) -> int:
    """Where the lines of the note end that begins at ``start``.

    A suggestion ends with its quotation mark. Another note goes on where it has an open bracket or
    ends with a comma, and its line no room for the next word.
    """
    most = min(start + _MOST_LINES, len(lines))
    if lines[start].lstrip().startswith(_SUGGESTED.lstrip()):
        note = ""
        for end in range(start, most):
            note = f"{note} {lines[end].strip()}"
            if _SUGGESTION.fullmatch(note.strip()):
                return end + 1
        return start + 1
    note, end = lines[start], start + 1
    while end < most and _is_unfinished(note) and not _has_room(lines[end - 1], lines[end]):
        note, end = f"{note} {lines[end].strip()}", end + 1
    return end


def _is_unfinished(note: str) -> bool:
    return note.count("(") > note.count(")") or note.endswith(",")


def _has_room(line: str, following: str) -> bool:
    """Whether the first word of the following line, if any, could stand at the line's end."""
    word = next(iter(following.split()), "")
    return not word or line.endswith("…") or len(f"#{line} {word}") <= LONGEST_COMMENT


def lost_forms(old: Entry, msgstr: tuple[str, ...]) -> tuple[str, ...]:
    """Comments that keep the forms of an entry that are not in the ``msgstr`` made of it.

    A singular entry that was made of a plural one has no place for them.
    """
    return tuple(
        f' msgstr[{number}] "{escape_po(form)}"'
        for number, form in enumerate(old.msgstr)
        if form.strip() and form not in msgstr
    )


def translation_in_other_catalog(
    name: str, entry: Entry, msgstr: tuple[str, ...]
) -> tuple[str, ...]:
    """Comments that keep the forms that catalog ``name`` has and ``msgstr`` has not."""
    return tuple(
        f' Translated otherwise in {name}: "{escape_po(form)}"'
        for form in dict.fromkeys(entry.msgstr)
        if form.strip() and form not in msgstr
    )


def translation_of_other_side(entry: Entry, known: tuple[str, ...]) -> tuple[str, ...]:
    """Comments that keep what a merge did not take of its other side, but for ``known`` forms."""
    keyword = "msgstr" if entry.msgid_plural is None else "msgstr[{}]"
    return tuple(
        f'{_OTHER_SIDE} {keyword.format(number)} "{escape_po(form)}"'
        for number, form in enumerate(entry.msgstr)
        if form.strip() and form not in known
    )


def has_translation_of_other_side(entry: Entry) -> bool:
    """Whether a merge left the translation of its other side in a comment."""
    return any(comment.startswith(_OTHER_SIDE) for comment in entry.translator_comments)
