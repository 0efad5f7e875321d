"""The tags of a source segment, and which tags of a translation stand for them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.html.attributes import (
    Attribute,
    attribute_values,
    read_attributes,
    tag_identity,
    translatable_attributes,
)
from polyloom.formats.html.inline_runs import find_partners
from polyloom.formats.html.reference_escapes import decode_value_references, escape_html_value
from polyloom.formats.html.tokenizer import TEXTUAL, HtmlToken, TokenType, tokenize
from polyloom.formats.html.visible_text import collapse_white_space
from polyloom.messages import message
from polyloom.placeables.localized_links import LocalizedLinks

_ELEMENTS = (TokenType.START, TokenType.VOID)
# What of a tag leads somewhere, or is fetched from there.
_ADDRESSES = frozenset(("href", "src"))


class SourceTags:
    """The tags of a source segment, and those of them that a translation has not used yet.

    ``left`` are pairs of a start tag and its end tag (or twice the same token), by identity.
    ``links`` says which of their addresses a translation may replace.
    """

    def __init__(self, source: str, links: LocalizedLinks, *, xml: bool) -> None:
        self.source = source
        self.links = links
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
        """What to write for those tokens of a translation that stand for tags of the source.

        ``text`` is the translation, ``run`` its tokens; the result is by index of token. This is
        for sources whose tags overlap or lack their partner, which browsers interpret by their
        order: None for other sources, and where the translation has another order.
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
        """The same for tags that nest or need no partner, in any order.

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
            left = self.left.get(_identity(text, token)) or self.localized(text, token)
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

    def localized(self, text: str, token: HtmlToken) -> list[tuple[HtmlToken, HtmlToken]]:
        """The unused tags that differ from a translation's in localised addresses only."""
        if token.type not in _ELEMENTS:
            return []
        addresses = _addresses(text, token)
        wanted = tag_identity(text, token, _ADDRESSES) if addresses else None
        for left in self.left.values():
            own = left[-1][0] if left and addresses else None
            if (
                own is not None
                and own.type is token.type
                and tag_identity(self.source, own, _ADDRESSES) == wanted
                and all(
                    value == addresses[name] or self.links.allows(value, addresses[name])
                    for name, value in _addresses(self.source, own).items()
                )
            ):
                return left
        return []

    def lone(self, type_: TokenType) -> str:
        """The source's tags of a type whose partner stands outside of the segment, as written."""
        return "".join(
            self.source[token.start : token.end]
            for index, token in enumerate(self.run)
            if token.type is type_
            and self.partners.of[index] is None
            and index not in self.partners.crossing
        )

    def added(self, tag: str, token: HtmlToken) -> UnfitTranslation:
        """What is wrong with a tag, as a translation writes it, that stands for none of the source.

        ``token`` is that tag. It names the source's own tag where there is one for the element.
        """
        if tag.startswith("<!--"):
            return UnfitTranslation(
                message("the translation adds the comment “{tag}”", tag=tag),
                message("write no comments in translations"),
            )
        own = next((one for one in self.run if one.name == token.name and token.name), None)
        remedy = (
            message(
                "write it as the source does, {source}, and as often",
                source=self.source[own.start : own.end],
            )
            if own is not None
            else message("use only the tags of the source, each as often as there")
        )
        return UnfitTranslation(
            message("the translation adds the tag “{tag}”", tag=tag),
            message("{remedy}; a sign that begins no tag is written &lt;", remedy=remedy),
        )

    def with_values(self, tag: HtmlToken, text: str, translated: HtmlToken) -> str:
        """The source's tag with values of ``translated``, which stands for it in ``text``."""
        if tag.type not in _ELEMENTS:
            return self.source[tag.start : tag.end]
        own = read_attributes(self.source, tag)
        others = read_attributes(text, translated)
        parts = []
        position = tag.start
        replaceable = {each.name for each in translatable_attributes(tag.name, own)} | _ADDRESSES
        for each in own.values():
            other = others.get(each.name) if each.name in replaceable else None
            if other is None or _means_the_same(each, other):
                continue
            value = escape_html_value(collapse_white_space(other.value), each.value)
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
    return (token.type, "".join(text[token.start : token.end].split()))


def _addresses(text: str, tag: HtmlToken) -> dict[str, str]:
    values = attribute_values(read_attributes(text, tag))
    return {name: values[name].strip() for name in _ADDRESSES & values.keys()}


def _means_the_same(one: Attribute, other: Attribute) -> bool:
    values = (decode_value_references(each.value) for each in (one, other))
    if one.name in _ADDRESSES:
        first, second = ("".join(value.split()) for value in values)
    else:
        first, second = map(collapse_white_space, values)
    return first == second


def _unpaired(tag: str) -> UnfitTranslation:
    return UnfitTranslation(
        message("the tag {tag} stands without its partner, or overlaps with another", tag=tag),
        message("close every tag that you open, the inner one first"),
    )
