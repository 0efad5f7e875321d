"""One web page of a document in one locale, complete in itself: no script, nothing to fetch.

The structure follows the HTML standard; each element whose text is not in the page's locale says
so (``lang``, ``dir``), so that it is pronounced, hyphenated and set as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from string import Template

from markupsafe import escape
from msgspec import Struct

from polyloom.language.locales import bcp47, direction
from polyloom.model import Kind, Notice, Rendition, Segment
from polyloom.outputs.counter_styles import BULLETS, CounterStyle, parse_marker
from polyloom.placeables.mark_attributes import mark_attributes

# Tag and class of each kind; a kind without a row is a paragraph with its own name for a class.
_ELEMENTS = {
    Kind.TITLE: ("h1", ""),
    Kind.BYLINE: ("p", "byline"),
    Kind.DATE: ("p", "date"),
    Kind.HEADING: ("h2", ""),
    Kind.PARAGRAPH: ("p", ""),
    Kind.POINT: ("p", ""),
    Kind.QUOTE: ("p", ""),
}

# What the HTML standard forbids in a document: control characters, surrogates, noncharacters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
# Everything that breaks a line, and blanks that may be collapsed (a no-break space may not).
_BLANKS = re.compile("[ \t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
# A noncharacter, which stands in no other part of a page.
_PLACE_OF_BODY = "\ufdd0"
_TITLE_LENGTH = 80


def render_page(rendition: Rendition) -> bytes:
    """The page as UTF-8, with one newline at its end.

    No text of the rendition can add, close or change an element.
    """
    counters: dict[str, CounterStyle] = {}
    body = rendition.body
    # Otherwise it is the format's own HTML, to which no translation has added an element.
    if body is None:
        body = ("\n".join(_body(rendition, counters)).encode(),)
    title, title_locale = _title(rendition)
    page = _shell().substitute(
        language=_language(rendition.locale),
        title=escape(title),
        title_language=_foreign(title_locale, rendition.locale),
        author=_author(rendition),
        usual_mark=mark_attributes(rendition.usual_mark) if rendition.usual_mark else "",
        notices="".join(map(_notice, rendition.notices)),
        counter_styles="".join(_counter_style(counters[name]) for name in sorted(counters)),
        body=_PLACE_OF_BODY,
    )
    head, tail = page.encode().split(_PLACE_OF_BODY.encode())
    return b"".join((head, *body, b"\n" if any(body) else b"", tail))


@lru_cache(maxsize=1)
def _shell() -> Template:
    """The page around its title, its body and the like, which are put in when they are escaped.

    ``string.Template`` does: a template language takes longer to load than to make a page.
    """
    return Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))


def _title(rendition: Rendition) -> tuple[str, str]:
    """What the page is called, and in which locale: by its own title, its project, its text."""
    rows = list(zip(rendition.document.segments, rendition.texts, rendition.locales, strict=True))
    for segment, text, locale in rows:
        if segment.kind is Kind.TITLE and _plain(text):
            return _plain(text), locale
    if title := _plain(rendition.metadata.get("title", "")):
        return title, rendition.locale
    for _, text, locale in rows:
        if _plain(text):
            return _shortened(_plain(text)), locale
    return bcp47(rendition.locale), rendition.locale


def _shortened(text: str) -> str:
    if len(text) <= _TITLE_LENGTH:
        return text
    head = text[: _TITLE_LENGTH - 1]
    return f"{head.rpartition(' ')[0] or head}…"


def _plain(text: str) -> str:
    """A text as one line, for where HTML takes no elements."""
    return _FORBIDDEN.sub("\ufffd", _BLANKS.sub(" ", text).strip())


# From here on every function but ``_plain`` makes HTML, and escapes what it puts in. A document has
# thousands of texts, and plain strings take a tenth of the time of ``Markup``.


def _lines(text: str) -> str:
    """A text in which every line break, of whatever kind, is one on the page.

    Breaks that are no meaning of the source have been taken out before.
    """
    text = text.strip()
    if text.isprintable():
        return str(escape(text))
    return "<br>".join(str(escape(_FORBIDDEN.sub("\ufffd", line))) for line in text.splitlines())


@lru_cache(maxsize=64)
def _language(locale: str) -> str:
    return f' lang="{escape(bcp47(locale))}" dir="{direction(locale)}"'


def _author(rendition: Rendition) -> str:
    author = _plain(rendition.metadata.get("author", ""))
    return f'<meta name="author" content="{escape(author)}">\n' if author else ""


def _notice(notice: Notice) -> str:
    """A notice as an element, with a line feed."""
    return (
        f'<p class="notice" role="note" data-notice="{notice.topic}"{_language(notice.locale)}>'
        f"{escape(_plain(notice.text))}</p>\n"
    )


def _counter_style(counter: CounterStyle) -> str:
    """The CSS rules that define a counter style, and a class for the lists that use it."""
    name = counter.name
    return (
        f"@counter-style {name} {{ system: extends {counter.base};"
        f' prefix: "{counter.before}"; suffix: "{counter.suffix}"; }}\n'
        f".{name} {{ list-style-type: {name}; }}\n"
    )


def _foreign(locale: str, page_locale: str) -> str:
    return "" if locale == page_locale else _language(locale)


class _OpenList(Struct, frozen=True):
    """A list whose end tag has not been written, with its last item, which is open, too.

    ``marker`` is that item's, as written, and ``value`` its number; 0 where the list has none.
    """

    depth: int
    counter: CounterStyle | None
    marker: str
    value: int

    @property
    def tag(self) -> str:
        return "ol" if self.counter else "ul"

    def goes_on(self, marker: str, value: int) -> bool:
        """Whether an item with this marker, of the same counter style, can be the next one.

        Another bullet begins another list, and so does a number that goes back.
        """
        if self.counter:
            return value > self.value or marker == self.marker
        bullets = BULLETS & {marker, self.marker}
        return marker == self.marker or not bullets


def _body(rendition: Rendition, counters: dict[str, CounterStyle]) -> Iterator[str]:
    """The lines of the page's body; ``counters`` collects the counter styles that they use.

    The stack of open lists grows strictly in depth, and each has its last item open: whatever the
    depths are, what is opened is closed in the reverse order, and a jump in depth opens one list.
    """
    stack: list[_OpenList] = []
    usual = rendition.usual_mark
    marks = rendition.marks or (None,) * len(rendition.texts)
    rows = zip(rendition.document.segments, rendition.texts, rendition.locales, marks, strict=True)
    for segment, text, locale, mark in rows:
        if segment.kind is Kind.POINT:
            yield from _begin_item(stack, segment, counters)
        else:
            yield from _close(stack, segment.depth)
        if text.strip():
            attributes = _foreign(locale, rendition.locale)
            if mark is not None and mark != usual:
                attributes += mark_attributes(mark)
            yield _indent(stack) + _element(segment, _lines(text), attributes)
    yield from _close(stack, 0)


def _element(segment: Segment, content: str, others: str) -> str:
    tag, name = _ELEMENTS.get(segment.kind, ("p", segment.kind.value))
    attributes = (f' class="{name}"' if name else "") + others
    if segment.marker and segment.kind is not Kind.POINT:
        # A number of a heading, a footnote's mark: skeleton of the source, and text of the page.
        content = f"{escape(_plain(segment.marker))} {content}"
    element = f"<{tag}{attributes}>{content}</{tag}>"
    if segment.kind is not Kind.QUOTE:
        return element
    depth = max(segment.depth, 1)
    return "<blockquote>" * depth + element + "</blockquote>" * depth


def _begin_item(
    stack: list[_OpenList], segment: Segment, counters: dict[str, CounterStyle]
) -> Iterator[str]:
    depth = max(segment.depth, 1)
    yield from _close(stack, depth)
    running = stack[-1] if stack and stack[-1].depth == depth else None
    number = parse_marker(segment.marker, running.counter if running else None)
    counter, value = number or (None, 0)
    if running and running.counter == counter and running.goes_on(segment.marker, value):
        stack.pop()
        yield _indent(stack, 1) + "</li>"
        counted = running.value + 1
        # A number that is repeated, as Markdown allows, means: count on.
        value = counted if counter and segment.marker == running.marker else value
    else:
        yield from _close(stack, depth - 1)
        yield _indent(stack) + _list_tag(counter, value)
        counted = value
    if counter and counter.name:
        counters[counter.name] = counter
    item = _OpenList(depth, counter, segment.marker, value)
    yield _indent(stack, 1) + _item_tag(item, counted)
    stack.append(item)


def _list_tag(counter: CounterStyle | None, start: int) -> str:
    if counter is None:
        return "<ul>"
    attributes = (
        ("type", counter.type),
        ("class", counter.name),
        ("start", "" if start == 1 else str(start)),
    )
    written = (f' {name}="{value}"' for name, value in attributes if value)
    return f"<ol{''.join(written)}>"


def _item_tag(item: _OpenList, counted: int) -> str:
    """The item's tag; ``counted`` is the number that a browser would give it by itself."""
    if item.counter:
        jumps = item.value != counted
        return f'<li value="{item.value}">' if jumps else "<li>"
    if item.marker and item.marker not in BULLETS:
        return f'<li data-marker="{escape(_plain(item.marker))}">'
    return "<li>"


def _close(stack: list[_OpenList], depth: int) -> Iterator[str]:
    """Close every list that is deeper than ``depth``."""
    while stack and stack[-1].depth > depth:
        closed = stack.pop()
        yield _indent(stack, 1) + "</li>"
        yield f"{_indent(stack)}</{closed.tag}>"


def _indent(stack: Sequence[_OpenList], extra: int = 0) -> str:
    return "  " * (2 * len(stack) + extra)
