"""A translation as it is written into an HTML document.

Nothing of a translation but its text, and the translated values of attributes, is ever copied: for
each of its tags that the source segment has too, the source's tag is written, and whatever else
looks like a tag, a comment or a reference is escaped. So a translation can leave tags out and put
them elsewhere, but it can add none, nor an attribute, a link target or a script.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.html.attributes import read_attributes, tag_identity, translatable_attributes
from polyloom.formats.html.character_references import (
    decode_references,
    decode_value_references,
    escape_html_text,
    escape_html_value,
)
from polyloom.formats.html.inline_runs import find_partners, html_has_words
from polyloom.formats.html.tokenizer import TEXTUAL, HtmlToken, TokenType, tokenize
from polyloom.formats.html.visible_text import collapse_white_space, normalize_line_ends
from polyloom.placeables.shortcodes import SHORTCODE, shortcodes

_AROUND_SHORTCODES = re.compile(f"({SHORTCODE.pattern})")
_ELEMENTS = (TokenType.START, TokenType.VOID)


def render_attribute_value(quote: str, translation: str) -> str:
    """A translation as an attribute's value; ``quote`` is the source's quotation mark, or nothing.

    Raises UnfitTranslation where there is no word in it.
    """
    value = escape_html_value(collapse_white_space(translation).strip())
    if value and not html_has_words(value):
        raise _wordless()
    return value if quote or not value else f'"{value}"'


def render_tagless_text(source: str, translation: str, *, lines: bool) -> str:
    """A translation where no tag is one: in ``title`` and ``textarea``. Raises UnfitTranslation."""
    text = (
        normalize_line_ends(translation) if lines else collapse_white_space(translation)
    ).strip()
    if text and not html_has_words(text):
        raise _wordless()
    text = _escaped(text, source)
    return text.replace("\n", _line_end(source)) if lines else text


def render_running_text(source: str, translation: str, *, lines: bool, xml: bool) -> str:
    """A translation as running text in the place of ``source``, the segment as written.

    Raises UnfitTranslation where tags of the source overlap or lack their partner, unless they
    stand in the source's order, and where no word is left.
    """
    text = (
        normalize_line_ends(translation) if lines else collapse_white_space(translation)
    ).strip()
    if not text:
        return ""
    run = tuple(tokenize(text, xml=xml))
    tags = SourceTags(source, xml)
    known = tags.in_order(text, run)
    before = behind = ""
    if known is None:
        known = tags.in_pairs(text, run)
        before, behind = tags.lone(TokenType.END), tags.lone(TokenType.START)
    pieces = [_escaped(text[token.start : token.end], source) for token in run]
    if not any(html_has_words(piece) for index, piece in enumerate(pieces) if index not in known):
        raise _wordless()
    written = "".join(known.get(index, piece) for index, piece in enumerate(pieces))
    written = written.replace("\n", _line_end(source)) if lines else written
    return before + written + behind


def refuse_shortcodes(source: str, translation: str) -> None:
    """Raise UnfitTranslation for a shortcode that the source segment's text does not have.

    Scripts on a page see what references stand for.
    """
    found = shortcodes(translation) | shortcodes(decode_references(translation))
    for code in (
        found - (shortcodes(source) | shortcodes(decode_references(source))) if found else ()
    ):
        raise UnfitTranslation(
            f"the translation adds the shortcode “{code}”",
            "use only the shortcodes of the source, each as often as there",
        )


class SourceTags:
    """The tags of a source segment, and what of them stands in a translation.

    ``left`` are those that the translation has not used yet, by what makes them the same, with
    their end tags.
    """

    def __init__(self, source: str, xml: bool) -> None:
        self.source = source
        self.run = tuple(tokenize(source, xml=xml))
        self.names = {token.name for token in self.run if token.type is TokenType.END}
        self.partners = find_partners(self.run)
        self.left: dict[Hashable, list[tuple[HtmlToken, HtmlToken]]] = {}
        for index in range(len(self.run) - 1, -1, -1):
            token = self.run[index]
            partner = self.partners.of[index]
            partner = self.partners.crossing.get(index) if partner is None else partner
            if token.type not in (*TEXTUAL, TokenType.END) and partner is not None:
                known = self.left.setdefault(_identity(source, token), [])
                known.append((token, self.run[partner]))

    def in_order(self, text: str, run: Sequence[HtmlToken]) -> dict[int, str] | None:
        """What is written for those tokens of a translation that are the source's tags.

        This is for sources whose tags overlap or lack their partner, of which browsers make sense
        by their order; None for others, and where the translation has them otherwise.
        """
        if None not in self.partners.of:
            return None
        wanted = [token for token in self.run if token.type not in TEXTUAL]
        keys = [_identity(self.source, token) for token in wanted]
        known = set(keys)
        found = [(index, _identity(text, token)) for index, token in enumerate(run)]
        found = [(index, key) for index, key in found if key in known]
        if [key for _, key in found] != keys:
            return None
        return {
            index: self.with_values(token, text, run[index])
            for (index, _), token in zip(found, wanted, strict=True)
        }

    def in_pairs(self, text: str, run: Sequence[HtmlToken]) -> dict[int, str]:
        """The same for pairs of tags that nest, and for tags that need no partner.

        Raises UnfitTranslation where a tag of the source overlaps another or lacks its partner.
        """
        partner = find_partners(run).of
        known: dict[int, str] = {}
        for index, token in enumerate(run):
            if token.type in TEXTUAL:
                continue
            end_index = partner[index]
            if token.type is TokenType.END:
                if end_index is None and token.name in self.names:
                    raise _unpaired(text[token.start : token.end])
                continue
            left = self.left.get(_identity(text, token))
            if not left:
                continue
            if end_index is None:
                raise _unpaired(text[token.start : token.end])
            start, end = left.pop()
            if end_index != index:
                known[end_index] = (
                    self.source[end.start : end.end] if end is not start else f"</{token.name}>"
                )
            known[index] = self.with_values(start, text, token)
        return known

    def lone(self, type_: TokenType) -> str:
        """The tags of a type that have no counterpart in the source segment, but may elsewhere."""
        return "".join(
            self.source[token.start : token.end]
            for index, token in enumerate(self.run)
            if token.type is type_
            and self.partners.of[index] is None
            and index not in self.partners.crossing
        )

    def with_values(self, tag: HtmlToken, text: str, translated: HtmlToken) -> str:
        """The source's tag with the translated values of its attributes."""
        if tag.type not in _ELEMENTS:
            return self.source[tag.start : tag.end]
        own = read_attributes(self.source, tag)
        others = read_attributes(text, translated)
        parts = []
        position = tag.start
        for each in translatable_attributes(tag.name, own):
            other = others.get(each.name)
            if other is None or collapse_white_space(
                decode_value_references(each.value)
            ) == collapse_white_space(decode_value_references(other.value)):
                continue
            value = escape_html_value(collapse_white_space(other.value))
            before = "" if each.end > each.start or each.quote else "="
            quote = "" if each.quote else '"'
            parts += [self.source[position : each.start], before, quote, value, quote]
            position = each.end
        return "".join((*parts, self.source[position : tag.end]))


def _identity(text: str, token: HtmlToken) -> Hashable:
    """What makes two tokens the same to an author: a tag's name and attributes, else its text."""
    if token.type in _ELEMENTS:
        return (token.type, tag_identity(text, token))
    if token.type is TokenType.END:
        return (token.type, token.name)
    return (token.type, collapse_white_space(text[token.start : token.end]))


def _escaped(text: str, source: str) -> str:
    """Text of a translation, escaped but for shortcodes, which stand as the source writes them."""
    if "{" not in text:
        return escape_html_text(text)
    parts = _AROUND_SHORTCODES.split(text)
    return "".join(
        part if number % 2 and part in source else escape_html_text(part)
        for number, part in enumerate(parts)
    )


def _unpaired(tag: str) -> UnfitTranslation:
    return UnfitTranslation(
        f"the tag {tag} stands without its partner, or overlaps with another",
        "close every tag that you open, the inner one first",
    )


def _wordless() -> UnfitTranslation:
    return UnfitTranslation(
        "there is no word in the translation", "translate the text, or leave it empty"
    )


def _line_end(source: str) -> str:
    return next((eol for eol in ("\r\n", "\n", "\r") if eol in source), "\n")
