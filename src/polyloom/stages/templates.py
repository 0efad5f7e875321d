"""Document to template: an entry for each text, with what its translator needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from polyloom.formats.places import Place, places
from polyloom.formats.units import Units
from polyloom.model import Entry
from polyloom.project import Note

_HEADING_LENGTH = 60


def template_entries(units: Units, reference: str, notes: Sequence[Note]) -> tuple[Entry, ...]:
    """The entries of a document's template, in document order; equal texts share one.

    ``reference`` is the document's path in references, which name the segment (``#point-2``) and
    no line, so that an inserted line changes none of them.
    """
    occurrences: dict[tuple[str | None, str], list[tuple[Place, str]]] = {}
    found = places(units.document.segments, units.parents)
    for segment, place in zip(units.units, found, strict=True):
        occurrences.setdefault((segment.context, segment.text), []).append((place, segment.note))
    # A reference is one word; gettext encloses file names with blanks in U+2068 and U+2069.
    before, after = ("", "") if reference.split() == [reference] else ("\u2068", "\u2069")
    return tuple(
        Entry(
            msgid=text,
            msgctxt=context,
            extracted_comments=_comments(text, known, notes),
            references=tuple(
                dict.fromkeys([f"{before}{reference}#{place.anchor}{after}" for place, _ in known])
            ),
        )
        for (context, text), known in occurrences.items()
    )


def _comments(
    text: str, known: Sequence[tuple[Place, str]], notes: Sequence[Note]
) -> tuple[str, ...]:
    """What translators are told: where the text stands, what its author says, and the project."""
    comments = [_comment(place) for place, _ in known]
    comments += [f"Note: {note}" for _, note in known if note]
    if notes:
        comments += _notes(text, notes)
    return tuple(dict.fromkeys(comments))


def _comment(place: Place) -> str:
    return place.words[:1].upper() + place.words[1:] + _under(place.heading)


@lru_cache(maxsize=16)
def _under(heading: str) -> str:
    """Which heading it stands under; many texts in a row stand under one."""
    return f", under “{_shortened(heading)}”" if heading else ""


def _shortened(heading: str) -> str:
    if len(heading) <= _HEADING_LENGTH:
        return heading
    cut = heading[:_HEADING_LENGTH]
    return (cut.rpartition(" ")[0] or cut) + " …"


def _notes(text: str, notes: Sequence[Note]) -> list[str]:
    return [f"Note: {note.note}" for note in notes if note.text in text]
