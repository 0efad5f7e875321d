"""Document to template: an entry for each text, with what its translator needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat

from msgspec.structs import replace

from polyloom.formats.segment_locations import SegmentLocation, segment_locations
from polyloom.formats.translation_units import TranslationUnits
from polyloom.model import Entry
from polyloom.project import Note, References

_HEADING_LENGTH = 60

# Where a text stands, what its author says of it there, and the reference to that place or nothing.
_Occurrence = tuple[SegmentLocation, str, str]


def template_entries(
    units: TranslationUnits,
    path: str,
    notes: Sequence[Note],
    style: References = References.SEGMENT,
) -> tuple[Entry, ...]:
    """The entries of a document's template, in document order; equal texts share one.

    ``path`` is the document's in references, which name the segment (``#point-2``) and no line, so
    that an inserted line changes none of them, unless the project asks for lines, or for none.
    """
    occurrences: dict[tuple[str | None, str], list[_Occurrence]] = {}
    found = segment_locations(units.document.segments, units.parents)
    references = _references(units, path, [location.anchor for location in found], style)
    for segment, location, reference in zip(units.units, found, references, strict=True):
        occurrences.setdefault((segment.context, segment.text), []).append(
            (location, segment.note, reference)
        )
    return tuple(
        Entry(
            msgid=text,
            msgctxt=context,
            extracted_comments=_comments(text, known, notes),
            references=_known_references(known),
        )
        for (context, text), known in occurrences.items()
    )


def joined_entries(parts: Sequence[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """The entries of the template that several documents share, in the documents' order.

    A text that several of them have in the same context is one entry that names all its places.
    """
    if len(parts) == 1:
        return parts[0]
    entries: dict[tuple[str | None, str], Entry] = {}
    for entry in chain.from_iterable(parts):
        known = entries.get(entry.key)
        entries[entry.key] = entry if known is None else _joined(known, entry)
    return tuple(entries.values())


def _joined(one: Entry, other: Entry) -> Entry:
    comments = (*one.extracted_comments, *other.extracted_comments)
    return replace(
        one,
        extracted_comments=tuple(dict.fromkeys(comments)),
        references=tuple(dict.fromkeys((*one.references, *other.references))),
    )


def _comments(text: str, known: Sequence[_Occurrence], notes: Sequence[Note]) -> tuple[str, ...]:
    """What translators are told: where the text stands, what its author says, and the project."""
    location, note, _ = known[0]
    if len(known) == 1 and not note and not notes:
        return (_comment(location),)
    comments = [_comment(location) for location, _, _ in known]
    comments += [f"Note: {note}" for _, note, _ in known if note]
    if notes:
        comments += _notes(text, notes)
    return tuple(dict.fromkeys(comments))


def _known_references(known: Sequence[_Occurrence]) -> tuple[str, ...]:
    if len(known) == 1:
        reference = known[0][2]
        return (reference,) if reference else ()
    return tuple(dict.fromkeys([each for _, _, each in known if each]))


def _comment(location: SegmentLocation) -> str:
    return location.words[:1].upper() + location.words[1:] + _under(location.heading)


@lru_cache(maxsize=16)
def _under(heading: str) -> str:
    """Which heading it stands under; many texts in a row stand under one."""
    return f", under “{_shortened(heading)}”" if heading else ""


def _shortened(heading: str) -> str:
    if len(heading) <= _HEADING_LENGTH:
        return heading
    cut = heading[:_HEADING_LENGTH]
    return (cut.rpartition(" ")[0] or cut) + " …"


def _references(
    units: TranslationUnits, path: str, anchors: Sequence[str], style: References
) -> Iterable[str]:
    """The reference of each unit. A file that is a package has no lines: it names segments."""
    # A reference is one word; gettext encloses file names with blanks in U+2068 and U+2069.
    before, after = ("", "") if path.split() == [path] else ("\u2068", "\u2069")
    if style is References.NONE:
        return repeat("", len(anchors))
    if style is References.LINE and units.document.unpacked is None:
        return (f"{before}{path}{after}:{line}" for line in _lines(units))
    return [f"{before}{path}#{anchor}{after}" for anchor in anchors]


def _lines(units: TranslationUnits) -> Iterator[int]:
    """The 1-based line of the document on which each unit's segment begins."""
    body, encoding = units.document.body, units.document.encoding
    line, counted = 1, units.document.bom
    for segment in units.units:
        line += body[counted : segment.start].decode(encoding, "replace").count("\n")
        counted = max(counted, segment.start)
        yield line


def _notes(text: str, notes: Sequence[Note]) -> list[str]:
    return [f"Note: {note.note}" for note in notes if note.text in text]
