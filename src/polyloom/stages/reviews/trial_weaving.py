"""Whether a translation can stand in its document, tried for one text at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import TranslationUnits, segment_translations
from polyloom.formats.weave import RefusedTranslation, weave
from polyloom.model import Document, State
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.structure_findings import unit_translations

# Of a document with more segments so many are tried at either side of the text.
_MOST_SEGMENTS = 200
_BESIDE = 20
_BORDER = b"\n\n"


def trial_refusals(
    document: ReviewedDocument, text: ReviewedText
) -> tuple[RefusedTranslation, ...]:
    """Why a translation, draft or not, cannot stand in its document; nothing where it can.

    It is woven in alone, wherever its text stands. Where the document is large, that is done in the
    part of it around the text, if that is read there as it is in the whole: a person waits for it.
    """
    found = unit_translations([text.status], State.DRAFT)
    if not found:
        return ()
    project = document.project
    options = project.settings(document.file.path).options
    links = project.localized_links(document.locale)
    refused: list[RefusedTranslation] = []
    for place in document.places.get(text.key, ()):
        index, translation = _of_segment(document.units, place, found[0])
        part, number = _part_around(document.units.document, index, options)
        refused += weave(part, {number: translation}, options, links).refused
    return tuple(refused)


def _of_segment(units: TranslationUnits, place: int, text: str) -> tuple[int, str]:
    """The index of the segment that a unit is in, and the segment with a text in its place."""
    parent = units.parents[place]
    begin, end = bisect_left(units.parents, parent), bisect_right(units.parents, parent)
    of_segment = TranslationUnits(
        units.document,
        units.units[begin:end],
        units.parents[begin:end],
        units.gaps[begin:end],
    )
    return parent, segment_translations(of_segment, {place - begin: text})[parent]


def _part_around(document: Document, index: int, options: DocumentOptions) -> tuple[Document, int]:
    """A part of a large document, and the number of a segment in it; else all of it."""
    begin, end = _span_around(document, index)
    is_package = document.unpacked is not None
    if (begin, end) == (0, len(document.data)) or is_package or options.kinds or options.overrules:
        return document, index
    data, wanted = document.data[begin:end], document.segments[index]
    try:
        part = segment(data, document.format, encoding=document.encoding, options=options)
    except UserError:
        return document, index
    for number, found in enumerate(part.segments):
        if replace(found, start=found.start + begin, end=found.end + begin) == wanted:
            return part, number
    return document, index


def _span_around(document: Document, index: int) -> tuple[int, int]:
    """Which bytes to try a segment in: those between empty lines around it, or all."""
    segments, data = document.segments, document.data
    if len(segments) <= _MOST_SEGMENTS:
        return 0, len(data)
    first = segments[max(index - _BESIDE, 0)]
    last = segments[min(index + _BESIDE, len(segments) - 1)]
    begin = data.rfind(_BORDER, 0, first.start)
    end = data.find(_BORDER, last.end)
    return (0 if begin < 0 else begin + len(_BORDER)), (len(data) if end < 0 else end + 1)
