"""Runs of inline content, and the segments that they are.

A run is the events of the inline content of one block, in order. It may extend over several lines,
each behind the prefix of the quotes and items that it stands in. ``body`` is always the UTF-8 of
the whole text, in which offsets count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from polyloom.formats.markdown.block_context import BlockContext
from polyloom.formats.markdown.lettered_items import lettered_items
from polyloom.formats.markdown.run_splitting import PartialRun, marked_as_definition, split_run
from polyloom.formats.markdown.translatable_words import LETTER, is_machine_only, markdown_has_words
from polyloom.language.line_breaks import unwrap
from polyloom.late_patterns import late_pattern
from polyloom.model import Kind, Segment
from polyloom.placeables.html_tags import WORDED_VALUE
from polyloom.placeables.markdown_events import BEGIN, Event, span_of_events

EOL = late_pattern(rb"\r\n?|\n")
_EOL_IN_TEXT = late_pattern(r"\r\n?|\n")
# Without one of these a text's letters are words.
_MAY_HIDE = (b"{", b"@", b"<", b"://", b"www.")


class UnprefixedLines(Struct, frozen=True):
    """Lines of text without their prefixes.

    ``parts`` are the texts between hard breaks (CommonMark 6.7); ``start`` and ``end`` is the span
    from the first to the last, in bytes.
    """

    start: int
    end: int
    parts: tuple[str, ...]


def segments_of_run(body: bytes, run: Sequence[Event], context: BlockContext) -> list[Segment]:
    """The segments of a run: one, none without words, or several where the run is divided."""
    start, end = span_of_events(body, run)
    raw = body[start:end]
    if is_machine_only(raw):
        return []
    if raw.startswith(b":"):
        run, context = marked_as_definition(body, run, raw, context)
        if not run:
            return []
        start, end = span_of_events(body, run)
        raw = body[start:end]
    parts = split_run(body, run, raw, context) or lettered_items(body, run, raw, context)
    if parts is not None:
        return list(_segments_of_parts(body, parts, context))
    if not any(map(raw.__contains__, _MAY_HIDE)):
        worded = any(event[1] == "Text" and LETTER.search(event[2]) for event in run)
    else:
        worded = markdown_has_words(words_of_events(run))
    return [_segment(body, run, context, start, end)] if worded else []


def _segments_of_parts(
    body: bytes, parts: Iterable[PartialRun], context: BlockContext
) -> Iterator[Segment]:
    for part, own in parts:
        if markdown_has_words(words_of_events(part)):
            yield _segment(body, part, own or context, *span_of_events(body, part))
            if own is None:
                context = context.after_first_text()


def words_of_events(run: Sequence[Event]) -> str:
    """The words of a run, without code, markup and addresses in angle brackets.

    The words of links, of images and of attributes for translators are included.
    """
    parts: list[str] = []
    autolink = False
    for edge, name, data, _, _ in run:
        if name == "Text":
            if not autolink:
                parts.append(data)
        else:
            parts.append(" ")
            if name == "InlineHtml":
                parts += [match["value"] + " " for match in WORDED_VALUE.finditer(data)]
            elif name == "Link":
                autolink = edge is BEGIN and data["link_type"] in ("Autolink", "Email")
    return "".join(parts)


def strip_line_prefixes(
    body: bytes, start: int, end: int, hard: Sequence[tuple[int, int]], prefix: re.Pattern[bytes]
) -> UnprefixedLines:
    """The lines of ``body[start:end]`` without their prefixes.

    ``hard`` are the spans, in bytes, of the hard breaks in it (CommonMark 6.7); ``prefix`` matches
    what stands before the text on every line but the first.
    """
    waiting = list(reversed(hard))
    parts: list[list[str]] = [[]]
    first, last, position = end, start, start
    for stop, follows in _line_ends(body, start, end):
        content, breaks = stop, False
        if waiting and waiting[-1][1] <= follows:
            content, breaks = max(position, waiting.pop()[0]), True
        raw = body[position:content].decode()
        if text := raw.strip():
            first = min(first, position + _bytes(raw[: len(raw) - len(raw.lstrip())]))
            last = position + _bytes(raw.rstrip())
            parts[-1].append(text)
        if breaks and parts[-1]:
            parts.append([])
        match = prefix.match(body, follows, max(follows, end))
        position = match.end() if match else follows
    return UnprefixedLines(first, last, tuple(unwrap(lines) for lines in parts if lines))


@lru_cache(maxsize=64)
def quote_prefix(quotes: int) -> re.Pattern[bytes]:
    """The prefix of a line that continues a paragraph in quotes, maybe lazily (CommonMark 5.1)."""
    return re.compile(rb"(?:[ \t]*>){0,%d}[ \t]*" % quotes)


def _segment(
    body: bytes, run: Sequence[Event], context: BlockContext, start: int, end: int
) -> Segment:
    """The segment of a run, which extends from ``start`` to ``end``, in bytes."""
    kind = context.kind
    if run[0][1] == "Image" and (description := _description(body, run)):
        start, end = description
        kind = Kind.CAPTION if kind is Kind.PARAGRAPH else kind
    raw = body[start:end].decode()
    text = raw.strip()
    edges = len(text) < len(raw)
    if "\n" in text or "\r" in text:
        hard = [(event[3], event[4]) for event in run if event[1] == "HardBreak"]
        if hard or context.quotes:
            lines = strip_line_prefixes(body, start, end, hard, quote_prefix(context.quotes))
            text = "\n".join(lines.parts)
            start, end = lines.start, lines.end
            return Segment(kind, text, start, end, context.depth, context.marker, cell=context.cell)
        text = unwrap(_EOL_IN_TEXT.split(text))
    if edges:
        start += _bytes(raw[: len(raw) - len(raw.lstrip())])
        end -= _bytes(raw[len(raw.rstrip()) :])
    return Segment(kind, text, start, end, context.depth, context.marker, cell=context.cell)


def _description(body: bytes, run: Sequence[Event]) -> tuple[int, int] | None:
    """The span of an image's description, in bytes, if the run is one image.

    None if there is more, or if the image has a title too or refers to a definition.
    """
    _, _, data, start, end = run[0]
    if run[-1][4] != end:
        return None
    if data["title"] or data["link_type"] != "Inline" or len(run) < 3:
        return None
    inner_start, inner_end = span_of_events(body, run[1:-1])
    whole = body[start:inner_start] == b"![" and body[inner_end : inner_end + 2] == b"]("
    return (inner_start, inner_end) if whole else None


def _line_ends(body: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """For each line of a span, where it ends and where the next one begins, in bytes."""
    for match in EOL.finditer(body, start, end):
        yield match.start(), match.end()
    yield end, end


def _bytes(text: str) -> int:
    return len(text.encode())
