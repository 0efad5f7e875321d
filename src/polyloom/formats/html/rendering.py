"""Translations as HTML: escaped, with the tags of the source.

Nothing of a translation but its text, and the translated values of attributes, is ever copied: for
each of its tags the source's tag is written, and a translation with a tag or a comment that the
source segment does not have is refused. So a translation can leave tags out and put them elsewhere,
but it can add none, nor an attribute, a link target or a script.
"""

from __future__ import annotations

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.html.elements import TAGLESS
from polyloom.formats.html.inline_runs import html_has_words
from polyloom.formats.html.page_front_matter import render_front_matter_value
from polyloom.formats.html.reference_escapes import (
    decode_references,
    escape_html_text,
    escape_html_value,
)
from polyloom.formats.html.segmenter import is_xml
from polyloom.formats.html.source_tags import SourceTags
from polyloom.formats.html.tokenizer import TEXTUAL, TokenType, tokenize
from polyloom.formats.html.visible_text import collapse_white_space, normalize_line_ends
from polyloom.formats.source_text import source_text
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Document, Kind, Segment
from polyloom.placeables.localized_links import LocalizedLinks
from polyloom.placeables.shortcodes import SHORTCODE, shortcodes

_AROUND_SHORTCODES = late_pattern(f"({SHORTCODE.pattern})")
# How many bytes to look back at a time for a quotation mark: whole characters of UTF-16.
_STEP = 64


def render(document: Document, segment: Segment, translation: str, links: LocalizedLinks) -> str:
    """What to write in a segment's place; characters that the encoding lacks become references.

    An empty result means that there is nothing to write. Raises UnfitTranslation for a translation
    whose tags do not nest or are not the source's, that has no word, or that adds shortcodes.
    """
    if not translation.strip():
        return ""
    refuse_shortcodes(segment.text, translation)
    if segment.kind is Kind.FRONT_MATTER:
        page = document.data[document.bom :].decode(document.encoding)
        before = document.data[document.bom : segment.start].decode(document.encoding)
        return render_front_matter_value(page, len(before), translation)
    source = source_text(document, segment)
    if segment.kind is Kind.ATTRIBUTE:
        text = render_attribute_value(source, _quote_before(document, segment.start), translation)
    elif segment.marker in TAGLESS:
        text = render_tagless_text(source, translation, lines="\n" in segment.text)
    else:
        head = document.data[document.bom : document.bom + _STEP].decode(
            document.encoding, "ignore"
        )
        lines = "\n" in segment.text
        text = render_running_text(source, translation, links, lines=lines, xml=is_xml(head))
    return text.encode(document.encoding, "xmlcharrefreplace").decode(document.encoding)


def render_attribute_value(source: str, quote: str, translation: str) -> str:
    """A translation as an attribute's value, in the place of ``source``, the value as written.

    ``quote`` is the source's quotation mark, or empty. Raises UnfitTranslation where there is no
    word in it.
    """
    value = escape_html_value(collapse_white_space(translation).strip(), source)
    if value and not html_has_words(value):
        raise _wordless()
    return value if quote or not value else f'"{value}"'


def render_tagless_text(source: str, translation: str, *, lines: bool) -> str:
    """A translation as the content of ``title`` or ``textarea``, in which nothing is a tag.

    ``lines`` says whether line breaks are kept. Raises UnfitTranslation where there is no word in
    it.
    """
    text = (
        normalize_line_ends(translation) if lines else collapse_white_space(translation)
    ).strip()
    if text and not html_has_words(text):
        raise _wordless()
    text = _escaped(text, source)
    return text.replace("\n", _line_end(source)) if lines else text


def render_running_text(
    source: str, translation: str, links: LocalizedLinks, *, lines: bool, xml: bool
) -> str:
    """A translation as running text in the place of ``source``, the segment as written.

    ``links`` says which link targets may be replaced, ``lines`` whether line breaks are kept.
    Raises UnfitTranslation where tags of the source overlap or lack their partner, unless they
    stand in the source's order, where there is a tag or comment that the source does not have as
    often, and where there is no word.
    """
    text = (
        normalize_line_ends(translation) if lines else collapse_white_space(translation)
    ).strip()
    if not text:
        return ""
    run = tuple(tokenize(text, xml=xml))
    tags = SourceTags(source, links, xml=xml)
    known = tags.in_order(text, run)
    before = behind = ""
    if known is None:
        known = tags.in_pairs(text, run)
        before, behind = tags.lone(TokenType.END), tags.lone(TokenType.START)
    for index, token in enumerate(run):
        if token.type not in TEXTUAL and index not in known:
            raise tags.added(text[token.start : token.end], token)
    pieces = [_escaped(text[token.start : token.end], source) for token in run]
    if not any(html_has_words(piece) for index, piece in enumerate(pieces) if index not in known):
        raise _wordless()
    written = "".join(known.get(index, piece) for index, piece in enumerate(pieces))
    written = written.replace("\n", _line_end(source)) if lines else written
    return before + written + behind


def refuse_shortcodes(source: str, translation: str) -> None:
    """Raise UnfitTranslation for a shortcode that a translation has and its source has not.

    Character references are decoded for that: scripts on a page see what they stand for.
    """
    found = shortcodes(translation) | shortcodes(decode_references(translation))
    for code in (
        found - (shortcodes(source) | shortcodes(decode_references(source))) if found else ()
    ):
        raise UnfitTranslation(
            message("the translation adds the shortcode “{code}”", code=code),
            message("use only the shortcodes of the source, each as often as there"),
        )


def _escaped(text: str, source: str) -> str:
    """A translation's text, escaped but for those shortcodes that the source has."""
    if "{" not in text:
        return escape_html_text(text, source)
    parts = _AROUND_SHORTCODES.split(text)
    return "".join(
        part if number % 2 and part in source else escape_html_text(part, source)
        for number, part in enumerate(parts)
    )


def _wordless() -> UnfitTranslation:
    return UnfitTranslation(
        message("there is no word in the translation"),
        message("translate the text, or leave it empty"),
    )


def _line_end(source: str) -> str:
    return next((eol for eol in ("\r\n", "\n", "\r") if eol in source), "\n")


def _quote_before(document: Document, position: int) -> str:
    """The quotation mark that opens the value at ``position``, in bytes, or an empty text."""
    before = ""
    start = position
    while not before and start > document.bom:
        start = max(document.bom, start - _STEP)
        before = document.data[start:position].decode(document.encoding, "ignore").rstrip()
    return before[-1:] if before.endswith(('"', "'")) else ""
