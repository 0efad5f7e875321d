"""Word files: bytes to Document, and back with other text."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Hashable, Iterator, Mapping

from msgspec.structs import replace

from polyloom.formats.contract import ReadRequest, UnfitTranslation
from polyloom.formats.docx.alt_texts import alt_text_segments, escape_xml_value
from polyloom.formats.docx.charts import chart_segments
from polyloom.formats.docx.core_properties import core_property_segments
from polyloom.formats.docx.list_numbering import ListCounter, read_list_definitions
from polyloom.formats.docx.numbered_tags import describe_tags, read_tags, write_tags
from polyloom.formats.docx.package_parts import PackagePart, PartRole
from polyloom.formats.docx.paragraph_content import fragments_of, items_have_words, write_runs
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
)
from polyloom.formats.docx.xml_nodes import characters_not_in_xml, escape_xml
from polyloom.language.line_breaks import flatten
from polyloom.model import Document, Kind, Segment

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
    classifier = ParagraphClassifier(
        read_paragraph_styles(_first(layout.parts, PartRole.STYLES)),
        ListCounter(read_list_definitions(_first(layout.parts, PartRole.NUMBERING))),
    )
    segments: list[Segment] = []
    for number in layout.order:
        segments += _segments(
            layout.stories[number], layout.starts[number], classifier, untranslatable
        )
    kinds = request.options.kinds
    chosen = tuple(
        replace(segment, kind=kinds.get(number, segment.kind))
        for number, segment in enumerate(segments, 1)
    )
    return Document(data, NAME, "utf-8", chosen, unpacked=layout.body)


def render(document: Document, segment: Segment, translation: str) -> str:
    """The XML of a translation, in the place of a segment's.

    Raises UnfitTranslation for tags that are not the source's, for characters that XML cannot hold,
    and for a translation without letter or digit.
    """
    flat = flatten(translation)
    ill = next(characters_not_in_xml(flat), None)
    if ill is not None:
        raise UnfitTranslation(
            f"a Word file cannot hold the character U+{ord(ill):04X}", "remove it"
        )
    if not flat:
        return ""
    source = document.body[segment.start : segment.end]
    trimmed = trim_paragraph(read_paragraph(source, read_untranslatable_styles(document.data)))
    if trimmed is None:
        # A property, a description, a chart's title: text and nothing else.
        if not any(map(str.isalnum, flat)):
            raise _no_words()
        return escape_xml_value(flat) if segment.kind is Kind.ATTRIBUTE else escape_xml(flat)
    items = read_tags(write_tags(trimmed), trimmed.formatting, flat)
    if not items_have_words(items):
        raise _no_words()
    pieces = (piece for item in items for piece in fragments_of(item))
    return write_runs([*trimmed.before, *pieces, *trimmed.after]).decode()


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


def _no_words() -> UnfitTranslation:
    return UnfitTranslation(
        "the translation has no letter or digit", "write words, or leave it empty"
    )


def _first(parts: tuple[PackagePart, ...], role: PartRole) -> bytes | None:
    return next((part.xml for part in parts if part.role is role), None)


def _segments(
    story: Story, offset: int, classifier: ParagraphClassifier, untranslatable: UntranslatableStyles
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
        segment = (
            None if untranslatable.has(style) else _segment(story.xml, paragraph, untranslatable)
        )
        if segment is not None:
            yield Segment(
                found.kind,
                segment[0],
                offset + paragraph.start,
                offset + paragraph.end,
                found.depth,
                found.marker,
                note="; ".join(filter(None, (place, segment[1]))),
            )


def _segment(
    xml: bytes, paragraph: ParagraphSpan, untranslatable: UntranslatableStyles
) -> tuple[str, str] | None:
    """The text of a paragraph and what its tags stand for; None where it has no letter or digit."""
    trimmed = trim_paragraph(read_paragraph(xml[paragraph.start : paragraph.end], untranslatable))
    if trimmed is None:
        return None
    tagged = write_tags(trimmed)
    return tagged.text, describe_tags(tagged)
