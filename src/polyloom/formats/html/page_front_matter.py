"""Front matter above a page, which site generators read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from polyloom.errors import UserError
from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.html.inline_runs import html_has_words
from polyloom.formats.html.tokenizer import TEXTUAL, tokenize
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Kind, Segment

if TYPE_CHECKING:
    from polyloom.formats.front_matter import FrontMatter

_NO_LINE_END = late_pattern(r"[^\r\n]")


def page_front_matter(text: str) -> FrontMatter | None:
    """The front matter of a page, or None."""
    if not text.startswith(("---", "+++")):
        return None
    # On use: it loads libraries for YAML and TOML, and most pages have none.
    from polyloom.formats.front_matter import read_front_matter

    found = read_front_matter(text)
    return found if found.characters else None


def blank_front_matter(text: str, head: FrontMatter | None) -> str:
    """The page with a blank for every character of its front matter but line ends."""
    if head is None:
        return text
    return _NO_LINE_END.sub(" ", text[: head.characters]) + text[head.characters :]


def front_matter_segments(
    text: str, head: FrontMatter | None, keys: Sequence[str], where: str
) -> Iterator[Segment]:
    """The values that are for translators, with spans in characters.

    ``where`` names the file. Raises UserError for front matter that cannot be read.
    """
    if head is None:
        return
    if problem := head.problem:
        raise UserError(problem.what, where=f"{where}:{problem.line}", remedy=problem.remedy)
    data = text[: head.characters].encode()
    for value in head.values:
        if value.key in keys and html_has_words(value.text):
            start, end = (len(data[:edge].decode()) for edge in (value.start, value.end))
            yield Segment(Kind.FRONT_MATTER, value.text, start, end, context=value.key)


def render_front_matter_value(text: str, start: int, translation: str) -> str:
    """A translation of the value that begins at ``start``, in characters of the page.

    Raises UnfitTranslation where it has no words, and where it has a tag that its source has not.
    """
    from polyloom.formats.front_matter import read_front_matter, write_front_matter_value

    offset = len(text[:start].encode())
    value = next(value for value in read_front_matter(text).values if value.start == offset)
    if not html_has_words(translation):
        raise UnfitTranslation(
            message("there is no word in the translation"),
            message("translate the text, or leave it empty"),
        )
    for tag in _tags(translation) - _tags(value.text):
        raise UnfitTranslation(
            message("the translation adds the tag “{tag}”", tag=tag),
            message("use only the tags of the source"),
        )
    return write_front_matter_value(value, translation)


def _tags(text: str) -> Counter[str]:
    """Every tag, comment and the like, as it is written."""
    return Counter(
        text[token.start : token.end] for token in tokenize(text) if token.type not in TEXTUAL
    )
