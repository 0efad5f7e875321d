"""Markdown on a web page, and the locale in front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from polyloom.errors import UserError
from polyloom.formats.encoding import decode
from polyloom.formats.markdown.events import html
from polyloom.formats.markdown.front_matter import read_front_matter
from polyloom.formats.markdown.reading import know
from polyloom.formats.markdown.rendering import is_description, render
from polyloom.formats.markdown.survey import Heading
from polyloom.formats.table import Unfit
from polyloom.model import Document, Kind, Rendition, Segment
from polyloom.text.locales import bcp47, direction

# A noncharacter (Unicode, section 23.7) marks where a heading's content begins; the semicolon
# behind its number lets emphasis begin there (CommonMark 6.2).
_MARK = "\ufdd0"
_ANY_MARK = re.compile(rf"{_MARK}[0-9]+;")
_MARKED_HEADING = re.compile(rf"(<h[1-6])([^>]*>){_MARK}([0-9]+);")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")
# What the HTML standard forbids in a document, the mark included.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_NO_ELEMENTS = frozenset({Kind.FRONT_MATTER, Kind.COMMENT, Kind.STRING})
_LANG_KEY = re.compile(
    r"""^((?:lang|language)[ \t]*[:=][ \t]*)(["']?)[A-Za-z0-9_-]+\2(?=[ \t]*(?:[\r\n]|\Z))""",
    re.MULTILINE,
)


def page(rendition: Rendition, woven: bytes) -> Rendition:
    """The rendition with the HTML of the whole text for its body.

    It is made from the source and the texts once more: headings carry the anchors of the source,
    and what is not in the page's locale says so.
    """
    del woven
    document = rendition.document
    found = know(document).survey
    body = document.data[document.bom :].decode(document.encoding).replace(_MARK, "\ufffd").encode()
    edits = [*_marks(found.headings), *_texts(rendition, body)]
    text = _edited(body, found.front.bytes, sorted(edits, key=lambda edit: edit.start))
    return replace(rendition, body=_anchored(html(text), anchors(found.headings)))


def anchors(headings: Sequence[Heading]) -> list[str]:
    """The anchors that GitHub gives to headings; an empty one where a heading has no letters.

    >>> anchors([Heading(0, words, explicit=False) for words in ("What is it?", "What is it")])
    ['what-is-it', 'what-is-it-1']
    """
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        slug = _NOT_IN_ANCHORS.sub("", heading.words.strip().lower()).replace(" ", "-")
        number = seen[slug] = seen.get(slug, -1) + 1
        found.append(f"{slug}-{number}" if number and slug else slug)
    return found


def localize(data: bytes, locale: str) -> bytes:
    """The document with its locale under the key ``lang`` of the front matter, if it is there."""
    try:
        # Where there is no byte order mark, Latin-1 gives any bytes back as they were.
        text, codec, bom = decode(data, "latin-1", "")
    except UserError:
        return data
    end = read_front_matter(text).characters
    head = _LANG_KEY.sub(lambda match: f"{match[1]}{match[2]}{bcp47(locale)}{match[2]}", text[:end])
    return data[:bom] + (head + text[end:]).encode(codec)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text to put in the place of the bytes from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def _marks(headings: Sequence[Heading]) -> Iterator[_Edit]:
    for number, heading in enumerate(headings):
        if not heading.explicit:
            yield _Edit(heading.start, heading.start, f"{_MARK}{number};")


def _texts(rendition: Rendition, body: bytes) -> Iterator[_Edit]:
    """The translations, and the source's texts where there is none, marked as such."""
    document = rendition.document
    known = know(document)
    rows = zip(document.segments, rendition.texts, rendition.locales, strict=True)
    for (segment, text, locale), (start, end) in zip(rows, _spans_in_utf8(document), strict=True):
        rendered = "" if text == segment.text else _rendered(document, segment, text)
        source = body[start:end].decode()
        if rendered and locale == rendition.locale:
            yield _Edit(start, end, rendered.replace(_MARK, "\ufffd"))
        elif locale != rendition.locale and segment.kind not in _NO_ELEMENTS:
            if is_description(document, segment) or known.spot(segment).in_tag:
                continue
            language = f'lang="{bcp47(locale)}" dir="{direction(locale)}"'
            yield _Edit(start, end, f"<span {language}>{source}</span>")


def _rendered(document: Document, segment: Segment, text: str) -> str:
    try:
        return render(document, segment, text)
    except Unfit:
        return ""


def _spans_in_utf8(document: Document) -> Iterator[tuple[int, int]]:
    """The segments' spans in bytes of the text's UTF-8, without a byte order mark."""
    position, at = 0, document.bom
    for segment in document.segments:
        begin = position + len(_recoded(document, at, segment.start))
        end = begin + len(_recoded(document, segment.start, segment.end))
        yield begin, end
        position, at = end, segment.end


def _recoded(document: Document, start: int, end: int) -> bytes:
    return document.data[start:end].decode(document.encoding).encode()


def _edited(body: bytes, start: int, edits: Sequence[_Edit]) -> str:
    """The text from ``start`` on, with the edits that stand there."""
    parts: list[bytes] = []
    for edit in edits:
        if edit.start >= start:
            parts += [body[start : edit.start], edit.text.encode()]
            start = edit.end
    parts.append(body[start:])
    return b"".join(parts).decode()


def _anchored(page_html: str, names: Sequence[str]) -> str:
    """The HTML with an ``id`` in each marked heading, and without the marks."""

    def anchor(match: re.Match[str]) -> str:
        name = names[int(match[3])]
        return f'{match[1]} id="{name}"{match[2]}' if name else match[1] + match[2]

    anchored = _MARKED_HEADING.sub(anchor, page_html)
    return _FORBIDDEN.sub("\ufffd", _ANY_MARK.sub("", anchored))
