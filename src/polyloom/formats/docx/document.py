"""Word files: bytes to segments, new XML into the file, and what no translation may change."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Hashable, Iterator, Mapping

from msgspec.structs import replace

from polyloom.formats.contract import ReadRequest
from polyloom.formats.docx.alt_texts import alt_text_segments
from polyloom.formats.docx.charts import chart_segments
from polyloom.formats.docx.core_properties import core_property_segments
from polyloom.formats.docx.list_numbering import ListCounter, read_list_definitions
from polyloom.formats.docx.numbered_tags import describe_tags, write_tags
from polyloom.formats.docx.package_parts import PackagePart, PartRole
from polyloom.formats.docx.paragraph_kinds import (
    ParagraphClassifier,
    ParagraphSpan,
    find_paragraphs,
)
from polyloom.formats.docx.paragraph_reader import protected_markup, read_paragraph
from polyloom.formats.docx.paragraph_styles import read_paragraph_styles
from polyloom.formats.docx.stories import Story, lay_out_stories, replace_stories
from polyloom.formats.docx.trimmed_paragraph import trim_paragraph
from polyloom.formats.docx.untranslatable_styles import (
    UntranslatableStyles,
    read_untranslatable_styles,
    untranslated_paragraph_styles,
)
from polyloom.formats.format_options import UNTRANSLATED_STYLES
from polyloom.model import CellPlace, Document, Segment

NAME = "docx"
_PLACES = {PartRole.HEADER: "in the page header", PartRole.FOOTER: "in the page footer"}


def read(data: bytes, request: ReadRequest) -> Document:
    """The segments of a Word file, with spans in bytes of the document's body: all its stories.

    Kinds come from styles and not from wording, so that ``request.kinds`` is not needed; where it
    is given, an output is read again, and limits on its size do not apply. Raises UserError for
    bytes that are no Word file, or a damaged or suspicious one.
    """
    layout = lay_out_stories(data, request.where, limited=request.kinds is None)
    untranslatable = read_untranslatable_styles(data)
    left_out = untranslated_paragraph_styles(data, UNTRANSLATED_STYLES.of(request.options))
    classifier = ParagraphClassifier(
        read_paragraph_styles(_first(layout.parts, PartRole.STYLES)),
        ListCounter(read_list_definitions(_first(layout.parts, PartRole.NUMBERING))),
    )
    segments: list[Segment] = []
    for number in layout.order:
        segments += _segments(
            layout.stories[number], layout.starts[number], classifier, untranslatable, left_out
        )
    kinds = request.options.kinds
    chosen = tuple(
        replace(segment, kind=kinds.get(number, segment.kind))
        for number, segment in enumerate(segments, 1)
    )
    return Document(data, NAME, "utf-8", chosen, unpacked=layout.body)


def splice(document: Document, pieces: Mapping[int, bytes]) -> bytes:
    """The file's bytes with new XML in the place of some segments, by index."""
    if not pieces:
        return document.data
    layout = lay_out_stories(document.data)
    waiting = deque(sorted(pieces))
    changed: dict[int, bytes] = {}
    for number in layout.order:
        start = layout.starts[number]
        xml = layout.stories[number].xml
        parts = []
        position = 0
        while waiting and document.segments[waiting[0]].end <= start + len(xml):
            index = waiting.popleft()
            found = document.segments[index]
            parts += [xml[position : found.start - start], pieces[index]]
            position = found.end - start
        if parts:
            changed[number] = b"".join([*parts, xml[position:]])
    return replace_stories(document.data, changed)


def outline(document: Document) -> Hashable:
    """A digest of every byte outside segments, and of what is neither text nor formatting inside.

    The formatting inside segments is left out: ``render`` checks each tag of a translation.
    """
    digest = hashlib.sha256()
    body = document.body
    untranslatable = read_untranslatable_styles(document.data)
    position = 0
    for segment in document.segments:
        digest.update(body[position : segment.start])
        source = body[segment.start : segment.end]
        for raw in protected_markup(read_paragraph(source, untranslatable)):
            digest.update(b"\0%d\0" % len(raw) + raw)
        digest.update(b"\0")
        position = segment.end
    digest.update(body[position:])
    return digest.digest()


def _first(parts: tuple[PackagePart, ...], role: PartRole) -> bytes | None:
    return next((part.xml for part in parts if part.role is role), None)


def _segments(
    story: Story,
    offset: int,
    classifier: ParagraphClassifier,
    untranslatable: UntranslatableStyles,
    left_out: Mapping[str, str],
) -> Iterator[Segment]:
    if story.role is PartRole.PROPERTIES:
        yield from core_property_segments(story.xml, offset)
        return
    if story.role is PartRole.CHART:
        yield from chart_segments(story.xml, offset)
        return
    if story.is_description:
        yield from alt_text_segments(story.xml, offset)
        return
    place = "in a text box" if story.nested else _PLACES.get(story.role, "")
    for paragraph in find_paragraphs(story.xml):
        found = classifier.classify(paragraph, story.role)
        style = paragraph.properties.value(b"w:pStyle") if paragraph.properties else None
        segment = None if style in left_out else _segment(story.xml, paragraph, untranslatable)
        if segment is not None:
            yield Segment(
                found.kind,
                segment[0],
                offset + paragraph.start,
                offset + paragraph.end,
                found.depth,
                found.marker,
                note="; ".join(filter(None, (place, segment[1]))),
                cell=_in_body(paragraph.cell, offset),
            )


def _in_body(cell: CellPlace | None, offset: int) -> CellPlace | None:
    """The place of a cell of a story that begins at an offset in the document's body."""
    return None if cell is None else replace(cell, table=cell.table + offset)


def _segment(
    xml: bytes, paragraph: ParagraphSpan, untranslatable: UntranslatableStyles
) -> tuple[str, str] | None:
    """The text of a paragraph and what its tags stand for; None where it has no letter or digit."""
    trimmed = trim_paragraph(read_paragraph(xml[paragraph.start : paragraph.end], untranslatable))
    if trimmed is None:
        return None
    tagged = write_tags(trimmed)
    return tagged.text, describe_tags(tagged)
