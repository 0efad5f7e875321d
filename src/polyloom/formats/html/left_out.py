"""What of an HTML document is in no segment, and why: code, drawings, what is not for translators.

Tags are no text. What scripts, styles and comments say no reader sees, but an author may wonder.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.formats.directives import is_directive
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.html.attributes import (
    attribute_values,
    demands_translation,
    forbids_translation,
    may_concern_translation,
    read_attributes,
)
from polyloom.formats.html.elements import CODE, PREFORMATTED
from polyloom.formats.html.page_front_matter import blank_front_matter, page_front_matter
from polyloom.formats.html.segmenter import is_xml
from polyloom.formats.html.tokenizer import HtmlToken, TokenType, tokenize
from polyloom.formats.left_out_texts import (
    LabelledSpan,
    LeftOutRule,
    LeftOutText,
    document_text,
    left_out_of_text,
)
from polyloom.model import Document
from polyloom.placeables.shortcodes import SHORTCODE

_SHOWN = (TokenType.TEXT, TokenType.CDATA, TokenType.ESCAPABLE)
_OPAQUE = {"svg": LeftOutRule.DRAWING, "math": LeftOutRule.FORMULA}


def left_out(document: Document, options: DocumentOptions) -> list[LeftOutText]:
    """The texts of a document that are in no segment."""
    del options
    text = document_text(document)
    head = page_front_matter(text)
    characters = head.characters if head else 0
    labels = [*front_matter_labels(text, characters)]
    labels += markup_labels(blank_front_matter(text, head), xml=is_xml(text))
    return left_out_of_text(document, labels)


def front_matter_labels(text: str, characters: int) -> Iterator[LabelledSpan]:
    """A span for each line of front matter, which takes so many characters of a text."""
    position = 0
    for line in text[:characters].splitlines(keepends=True):
        yield LabelledSpan(position, position + len(line), LeftOutRule.FRONT_MATTER)
        position += len(line)


def markup_labels(
    text: str, *, xml: bool = False, otherwise: LeftOutRule = LeftOutRule.DIRECTIVE
) -> Iterator[LabelledSpan]:
    """A span for each token of HTML, with the rule by which it is none if it is in no segment.

    ``otherwise`` is the rule for text that nothing in the markup explains.
    """
    around: list[_Element] = []
    for token in tokenize(text, xml=xml):
        if token.type is TokenType.START:
            _open(around, text, token)
            yield LabelledSpan(token.start, token.end, None)
        elif token.type is TokenType.END:
            _close(around, token.name)
            yield LabelledSpan(token.start, token.end, None)
        elif token.type in _SHOWN:
            rule = around[-1].rule if around else None
            yield from _text_labels(text, token, rule or otherwise)
        else:
            yield LabelledSpan(token.start, token.end, _rule_of_opaque(text, token))


class _Element:
    """An open element that explains what is left out, and those of its name that are open in it."""

    def __init__(self, name: str, rule: LeftOutRule | None) -> None:
        self.name = name
        self.rule = rule
        self.inner = 0


def _open(around: list[_Element], text: str, token: HtmlToken) -> None:
    rule = _rule_of_element(text, token)
    if rule is not None or (around and around[-1].rule and _demands(text, token)):
        around.append(_Element(token.name, rule))
    elif around and around[-1].name == token.name:
        around[-1].inner += 1


def _close(around: list[_Element], name: str) -> None:
    if around and around[-1].name == name:
        if around[-1].inner:
            around[-1].inner -= 1
        else:
            around.pop()


def _demands(text: str, token: HtmlToken) -> bool:
    if not may_concern_translation(text, token):
        return False
    return demands_translation(attribute_values(read_attributes(text, token)))


def _rule_of_element(text: str, token: HtmlToken) -> LeftOutRule | None:
    if may_concern_translation(text, token):
        values = attribute_values(read_attributes(text, token))
        if forbids_translation(values):
            return LeftOutRule.DO_NOT_TRANSLATE
        if token.name not in ("html", "body") and (values.get("lang") or values.get("xml:lang")):
            return LeftOutRule.LANGUAGE
    return LeftOutRule.CODE if token.name in CODE | PREFORMATTED else None


def _text_labels(text: str, token: HtmlToken, rule: LeftOutRule) -> Iterator[LabelledSpan]:
    position = token.start
    for code in SHORTCODE.finditer(text, token.start, token.end) if "{" in text else ():
        yield LabelledSpan(position, code.start(), rule)
        yield LabelledSpan(code.start(), code.end(), LeftOutRule.SHORTCODE)
        position = code.end()
    yield LabelledSpan(position, token.end, rule)


def _rule_of_opaque(text: str, token: HtmlToken) -> LeftOutRule | None:
    if token.type is TokenType.COMMENT:
        content = text[token.start + 4 : token.end].removesuffix("-->")
        return LeftOutRule.DIRECTIVE if is_directive(content) else LeftOutRule.COMMENT
    if token.type is TokenType.OPAQUE:
        return _OPAQUE.get(token.name, LeftOutRule.CODE)
    return None
