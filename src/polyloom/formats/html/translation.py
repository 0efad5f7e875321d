"""A translation as it is written into an HTML document.

Nothing of a translation but its text, and the translated values of attributes, is ever copied: for
each of its tags that the source segment has too, the source's tag is written, and whatever else
looks like a tag, a comment or a reference is escaped. So a translation can leave tags out and put
them elsewhere, but it can add none, nor an attribute, a link target or a script.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from polyloom.formats.html.attributes import attributes, for_translators, identity
from polyloom.formats.html.references import decode_value, escape, escape_value
from polyloom.formats.html.runs import has_words, partners
from polyloom.formats.html.spans import collapsed, with_lines
from polyloom.formats.html.tokens import Token, Type, tokens
from polyloom.formats.table import Unfit

_ELEMENTS = (Type.START, Type.VOID)


def render_value(quote: str, translation: str) -> str:
    """A translation as an attribute's value; ``quote`` is the source's quotation mark, or nothing.

    Raises Unfit where there is no word in it.
    """
    value = escape_value(collapsed(translation).strip())
    if value and not has_words(value):
        raise _wordless()
    return value if quote or not value else f'"{value}"'


def render_plain(source: str, translation: str, *, lines: bool) -> str:
    """A translation where no tag is one: in ``title`` and ``textarea``. Raises Unfit."""
    text = (with_lines(translation) if lines else collapsed(translation)).strip()
    if text and not has_words(text):
        raise _wordless()
    return escape(text).replace("\n", _line_end(source)) if lines else escape(text)


def render_run(source: str, translation: str, *, lines: bool, xml: bool) -> str:
    """A translation as running text in the place of ``source``, the segment as written.

    Raises Unfit where tags of the source overlap, lack their partner, or where no word is left.
    """
    text = (with_lines(translation) if lines else collapsed(translation)).strip()
    if not text:
        return ""
    run = tuple(tokens(text, xml=xml))
    written = "".join(_Tags(source, xml).written(text, run))
    return written.replace("\n", _line_end(source)) if lines else written


class _Tags:
    """The tags of a source segment that a translation has not used yet."""

    def __init__(self, source: str, xml: bool) -> None:
        self.source = source
        run = tuple(tokens(source, xml=xml))
        partner = partners(run)
        self.left: dict[Hashable, list[tuple[Token, Token]]] = {}
        self.names = {token.name for token in run if token.type is Type.END}
        for index in range(len(run) - 1, -1, -1):
            token = run[index]
            if token.type not in (Type.TEXT, Type.END):
                known = self.left.setdefault(_identity(source, token), [])
                known.append((token, run[partner[index]]))

    def written(self, text: str, run: Sequence[Token]) -> list[str]:
        """The pieces of a translation as they are written. Raises Unfit."""
        partner = partners(run)
        pieces = [escape(text[token.start : token.end]) for token in run]
        as_text = set(range(len(run)))
        for index, token in enumerate(run):
            if token.type is Type.TEXT:
                continue
            if token.type is Type.END:
                if partner[index] == -1 and token.name in self.names:
                    raise _unpaired(text[token.start : token.end])
                continue
            found = self.take(_identity(text, token))
            if found is None:
                continue
            if partner[index] == -1:
                raise _unpaired(text[token.start : token.end])
            start, end = found
            as_text -= {index, partner[index]}
            pieces[index] = self.with_values(start, text, token)
            if partner[index] != index:
                pieces[partner[index]] = (
                    self.source[end.start : end.end] if end is not start else f"</{token.name}>"
                )
        if not any(has_words(pieces[index]) for index in as_text):
            raise _wordless()
        return pieces

    def take(self, key: Hashable) -> tuple[Token, Token] | None:
        left = self.left.get(key)
        return left.pop() if left else None

    def with_values(self, tag: Token, text: str, translated: Token) -> str:
        """The source's tag with the translated values of its attributes."""
        if tag.type not in _ELEMENTS:
            return self.source[tag.start : tag.end]
        own = attributes(self.source, tag)
        others = attributes(text, translated)
        parts = []
        position = tag.start
        for each in for_translators(tag.name, own):
            other = others.get(each.name)
            if other is None or collapsed(decode_value(each.value)) == collapsed(
                decode_value(other.value)
            ):
                continue
            value = escape_value(collapsed(other.value))
            before = "" if each.end > each.start or each.quote else "="
            quote = "" if each.quote else '"'
            parts += [self.source[position : each.start], before, quote, value, quote]
            position = each.end
        return "".join((*parts, self.source[position : tag.end]))


def _identity(text: str, token: Token) -> Hashable:
    """What makes two tokens the same to an author: a tag's name and attributes, else its text."""
    if token.type in _ELEMENTS:
        return (token.type, identity(text, token))
    return (token.type, collapsed(text[token.start : token.end]))


def _unpaired(tag: str) -> Unfit:
    return Unfit(
        f"the tag {tag} stands without its partner, or overlaps with another",
        "close every tag that you open, the inner one first",
    )


def _wordless() -> Unfit:
    return Unfit("there is no word in the translation", "translate the text, or leave it empty")


def _line_end(source: str) -> str:
    return next((eol for eol in ("\r\n", "\n", "\r") if eol in source), "\n")
