"""What a project says of a text where the guess is wrong: its kind, and where it begins and ends.

An overrule names a text by its first words, or by the word that catalogs refer to it with
(``paragraph-4``), and is applied to no other. One that finds no text is told with the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from polyloom.formats import format_named
from polyloom.formats.format_options import DocumentOptions, Overrule
from polyloom.formats.segment_locations import segment_locations
from polyloom.language.line_breaks import unwrap
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Document, DocumentWarning, Kind, Segment

_EOL = late_pattern(r"\r\n|[\r\n\f]")
_BLANK_LINE = late_pattern(r"(?:\r\n|[\r\n])[^\S\r\n]*(?:\r\n|[\r\n])|\f")
_QUOTE_SIGNS = late_pattern(r"^[\s>]+")
_BY_LINE = frozenset({Kind.VERSE, Kind.SIGNATURE})
_WITH_MARKER = frozenset({Kind.POINT, Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE})
# How many characters of a text a message shows.
_SHOWN = 40


def chosen_kinds(segments: Sequence[Segment], options: DocumentOptions) -> dict[int, Kind]:
    """The kinds that a project chose, by the numbers of the segments from 1."""
    kinds = dict(options.kinds)
    for overrule in options.overrules:
        index = _find(segments, overrule.text)
        if overrule.kind is not None and index is not None:
            kinds[index + 1] = overrule.kind
    return kinds


def with_overrules(
    document: Document, guessed: Sequence[Segment], options: DocumentOptions
) -> Document:
    """The document with its texts divided, joined and left out as a project says.

    ``guessed`` are the segments before their kinds were chosen. What cannot be done is among the
    document's warnings.
    """
    segments = list(document.segments)
    warnings = [*_numbered_warnings(guessed, options.kinds)]
    for overrule in options.overrules:
        index = _find(segments, overrule.text)
        if index is None and (before := _find(guessed, overrule.text)) is not None:
            # Its marker may have become a part of the text.
            start = guessed[before].start
            index = next((i for i, one in enumerate(segments) if one.end > start), None)
        if index is None:
            warnings.append(_not_found(segments, overrule.text))
            continue
        changed = _changed(document, segments, index, overrule)
        if isinstance(changed, DocumentWarning):
            warnings.append(changed)
        else:
            segments[index : index + 1 + overrule.join_with_next] = changed
    return replace(document, segments=tuple(segments), warnings=(*document.warnings, *warnings))


def _changed(
    document: Document, segments: Sequence[Segment], index: int, overrule: Overrule
) -> list[Segment] | DocumentWarning:
    """What takes the place of a segment, and of the next one if joined; or why that cannot be."""
    segment = segments[index]
    found = [segment]
    divides = overrule.join_with_next or overrule.split_before or overrule.skip
    if divides and format_named(document.format).keeps_layout is None:
        return DocumentWarning(
            message("only in plain text an overrule can split, join and skip"),
            message("write a directive"),
        )
    if overrule.join_with_next:
        if index + 1 == len(segments):
            return DocumentWarning(
                message(
                    "there is no text to join with below “{text}”",
                    text=_first_words(segment.text),
                )
            )
        end = segments[index + 1].end
        if _BLANK_LINE.search(_raw(document, segment.end, segments[index + 1].start)):
            return DocumentWarning(
                message(
                    "a blank line stands below “{text}”: it cannot be joined",
                    text=_first_words(segment.text),
                )
            )
        found = [_part(document, replace(segment, joined=True), segment.start, end)]
    if overrule.split_before:
        place = _place_of(document, found[-1], overrule.split_before)
        if place is None:
            return DocumentWarning(
                message(
                    "no line of “{text}” begins with “{beginning}”",
                    text=_first_words(segment.text),
                    beginning=_first_words(overrule.split_before),
                )
            )
        found = _split(document, found[-1], place)
    return [] if overrule.skip else found


def _split(document: Document, segment: Segment, place: int) -> list[Segment]:
    """A segment as two; ``place`` is where the second begins, in bytes."""
    above = _raw(document, segment.start, place)
    stripped = above.rstrip(" \t\r\n")
    if segment.kind is Kind.QUOTE:
        stripped = re.sub(r"[\r\n][\s>]*$", "", stripped).rstrip(" \t\r\n")
    end = segment.start + len(stripped.encode(document.encoding))
    kind = Kind.PARAGRAPH if segment.kind in _WITH_MARKER else segment.kind
    second = replace(segment, kind=kind, marker="", note="", context=None)
    return [
        _part(document, segment, segment.start, end),
        _part(document, second, place, segment.end),
    ]


def _part(document: Document, segment: Segment, start: int, end: int) -> Segment:
    """The segment with another span, and the text that stands there."""
    lines = [line.strip() for line in _EOL.split(_raw(document, start, end))]
    if segment.kind is Kind.QUOTE:
        lines = [lines[0], *(_QUOTE_SIGNS.sub("", line) for line in lines[1:])]
    text = "\n".join(lines) if segment.kind in _BY_LINE else unwrap(lines)
    return replace(segment, text=text, start=start, end=end)


def _place_of(document: Document, segment: Segment, words: str) -> int | None:
    """Where in the document, in bytes, a line of a segment begins with these words."""
    raw = _raw(document, segment.start, segment.end)
    pattern = r"[\s>]+".join(map(re.escape, words.split()))
    found = re.search(rf"[\r\n][\s>]*({pattern})", raw)
    if found is None:
        return None
    return segment.start + len(raw[: found.start(1)].encode(document.encoding))


def _raw(document: Document, start: int, end: int) -> str:
    return document.body[start:end].decode(document.encoding)


def _find(segments: Sequence[Segment], text: str) -> int | None:
    """The index of the segment that a project names: by a reference's word, or by first words."""
    wanted = " ".join(text.split())
    texts = [" ".join(segment.text.split()) for segment in segments]
    if wanted in texts:
        return texts.index(wanted)
    begun = [index for index, one in enumerate(texts) if one.startswith(wanted)]
    if begun:
        return begun[0]
    anchors = [one.anchor for one in segment_locations(segments, range(len(segments)))]
    return anchors.index(wanted) if wanted in anchors else None


def _not_found(segments: Sequence[Segment], text: str) -> DocumentWarning:
    import difflib

    texts = {_first_words(segment.text): None for segment in segments}
    near = difflib.get_close_matches(_first_words(text), texts, n=1, cutoff=0)
    nearest = message("the nearest is “{near}”", near=near[0]) if near else ""
    return DocumentWarning(
        message("there is no text “{text}” to overrule", text=_first_words(text)),
        nearest,
    )


def _numbered_warnings(
    guessed: Sequence[Segment], kinds: Mapping[int, Kind]
) -> Iterator[DocumentWarning]:
    for number, kind in sorted(kinds.items()):
        words = _first_words(guessed[number - 1].text, mark="").replace('"', '\\"')
        yield DocumentWarning(
            message("kinds by number are not read by the next version"),
            message(
                "write in the document's overrules: {line}",
                line=f'text = "{words}", kind = "{kind}"',
            ),
        )


def _first_words(text: str, mark: str = "…") -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN].rstrip()}{mark}"
