"""Translations as the XML of paragraphs, with the formatting and codes of the source."""

from __future__ import annotations

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.docx.alt_texts import escape_xml_value
from polyloom.formats.docx.numbered_tags import read_tags, write_tags
from polyloom.formats.docx.paragraph_content import fragments_of, items_have_words, write_runs
from polyloom.formats.docx.paragraph_reader import read_paragraph
from polyloom.formats.docx.trimmed_paragraph import trim_paragraph
from polyloom.formats.docx.untranslatable_styles import read_untranslatable_styles
from polyloom.formats.docx.xml_nodes import characters_not_in_xml, escape_xml
from polyloom.language.line_breaks import flatten
from polyloom.messages import message
from polyloom.model import Document, Kind, Segment
from polyloom.placeables.localized_links import LocalizedLinks


def render(document: Document, segment: Segment, translation: str, links: LocalizedLinks) -> str:
    """The XML of a translation, in the place of a segment's.

    Raises UnfitTranslation for tags that are not the source's, for characters that XML cannot hold,
    and for a translation without letter or digit.
    """
    del links
    flat = flatten(translation)
    ill = next(characters_not_in_xml(flat), None)
    if ill is not None:
        raise UnfitTranslation(
            message(
                "a Word file cannot hold the character U+{code_point}", code_point=f"{ord(ill):04X}"
            ),
            message("remove it"),
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


def _no_words() -> UnfitTranslation:
    return UnfitTranslation(
        message("the translation has no letter or digit"), message("write words, or leave it empty")
    )
