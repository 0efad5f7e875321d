"""Document to template: an entry for each text, with what its translator needs to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from polyloom.formats.places import Place, places
from polyloom.formats.units import Units
from polyloom.model import Entry
from polyloom.project import Note, References

_HEADING_LENGTH = 60


@dataclass(slots=True)
class _Gathered:
    """What is known of one msgid, from all places where it occurs."""

    words: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


def template_entries(
    units: Units, path: str, notes: Sequence[Note], style: References = References.SEGMENT
) -> tuple[Entry, ...]:
    """The entries of a document's template, in document order; equal texts share one.

    ``path`` is the document's in references, which name the segment (``#point-2``) and no line, so
    that an inserted line changes none of them, unless the project asks for lines, or for none.
    """
    gathered: dict[tuple[str | None, str], _Gathered] = {}
    found = places(units.document.segments, units.parents)
    references = _references(units, path, [place.anchor for place in found], style)
    for segment, place, reference in zip(units.units, found, references, strict=True):
        known = gathered.setdefault((segment.context, segment.text), _Gathered())
        known.words.append(_comment(place))
        if segment.note:
            known.said.append(f"Note: {segment.note}")
        known.references += reference
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


def _references(
    units: Units, path: str, anchors: Sequence[str], style: References
) -> list[tuple[str, ...]]:
    """The references of each unit. A file that is a package has no lines: it names segments."""
    if style is References.NONE:
        return [()] * len(anchors)
    if style is References.LINE and units.document.unpacked is None:
        return [(f"{_one_word(path)}:{line}",) for line in _lines(units)]
    return [(_one_word(f"{path}#{anchor}"),) for anchor in anchors]


def _lines(units: Units) -> Iterator[int]:
    """The 1-based line of the document on which each unit's segment begins."""
    body, encoding = units.document.body, units.document.encoding
    line, counted = 1, units.document.bom
    for segment in units.units:
        line += body[counted : segment.start].decode(encoding, "replace").count("\n")
        counted = max(counted, segment.start)
        yield line


def _one_word(name: str) -> str:
    """A reference is one word; gettext encloses file names with blanks in U+2068 and U+2069."""
    return f"\u2068{name}\u2069" if name.split() != [name] else name


def _notes(text: str, notes: Sequence[Note]) -> list[str]:
    return [f"Note: {note.note}" for note in notes if note.text in text]
