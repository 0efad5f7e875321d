"""Document to template: an entry for each text, with what its translator needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from polyloom.formats.places import Place, places
from polyloom.formats.units import Units
from polyloom.model import Entry
from polyloom.project import Note

_HEADING_LENGTH = 60


@dataclass(slots=True)
class _Gathered:
    """What is known of one msgid, from all places where it occurs."""

    words: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


def template_entries(units: Units, reference: str, notes: Sequence[Note]) -> tuple[Entry, ...]:
    """The entries of a document's template, in document order; equal texts share one.

    ``reference`` is the document's path in references, which name the segment (``#point-2``) and
    no line, so that an inserted line changes none of them.
    """
    gathered: dict[tuple[str | None, str], _Gathered] = {}
    found = places(units.document.segments, units.parents)
    for segment, place in zip(units.units, found, strict=True):
        known = gathered.setdefault((segment.context, segment.text), _Gathered())
        known.words.append(_comment(place))
        if segment.note:
            known.said.append(f"Note: {segment.note}")
        known.references.append(_reference(reference, place))
    return tuple(
        Entry(
            msgid=text,
            msgctxt=context,
            extracted_comments=tuple(
                dict.fromkeys([*known.words, *known.said, *_notes(text, notes)])
            ),
            references=tuple(dict.fromkeys(known.references)),
        )
        for (context, text), known in gathered.items()
    )


def _comment(place: Place) -> str:
    words = place.words[:1].upper() + place.words[1:]
    return f"{words}, under “{_shortened(place.heading)}”" if place.heading else words


def _shortened(heading: str) -> str:
    if len(heading) <= _HEADING_LENGTH:
        return heading
    cut = heading[:_HEADING_LENGTH]
    return (cut.rpartition(" ")[0] or cut) + " …"


def _reference(path: str, place: Place) -> str:
    """A reference is one word; gettext encloses file names with blanks in U+2068 and U+2069."""
    word = f"{path}#{place.anchor}"
    return f"\u2068{word}\u2069" if word.split() != [word] else word


def _notes(text: str, notes: Sequence[Note]) -> list[str]:
    return [f"Note: {note.note}" for note in notes if note.text in text]
