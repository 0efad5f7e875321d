"""Where a text stands in its document, in words for translators and in a word for references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from polyloom.model import Kind, Segment

_HEADINGS = (Kind.TITLE, Kind.HEADING)
# Kinds whose first is called by its kind alone in references.
_ALONE = (Kind.TITLE, Kind.BYLINE)
# Looked up here: asking a kind for its value, or Kind for a kind, takes several times as long.
_NAMES = {kind: kind.value for kind in Kind}
_POINT = Kind.POINT


class SegmentLocation(Struct, frozen=True, gc=False):
    """Where a text stands: ``words`` say its kind and number (``point 2 of 4``).

    A kind that occurs once has no number. ``anchor`` is one word for references (``point-2``).
    ``heading`` is the text of the heading above it, empty where there is none.

    The rest is what the words are of, for those who say it in another language: the number of its
    segment among how many (0: it is the only one), the level of a point below the first, and which
    of how many sentences of the segment it is; 0 where there is nothing to say.
    """

    words: str
    anchor: str
    heading: str
    number: int = 0
    total: int = 0
    level: int = 0
    sentence: int = 0
    sentences: int = 0


def segment_locations(segments: Sequence[Segment], parents: Sequence[int]) -> list[SegmentLocation]:
    """The location of each translation unit, given the index of each one's segment (``parents``).

    A unit that is one of several in its segment is called by its number there (``sentence 2 of 3
    in paragraph 1``). Points are counted within their list, all else by kind in the document.
    """
    of_segments = _locations_of_segments(segments)
    if len(parents) == len(of_segments):
        return of_segments
    sizes = Counter(parents)
    seen: Counter[int] = Counter()
    result = []
    for parent in parents:
        location = of_segments[parent]
        if sizes[parent] > 1:
            seen[parent] += 1
            number = seen[parent]
            words = f"sentence {number} of {sizes[parent]} in {location.words}"
            location = replace(
                location,
                words=words,
                anchor=f"{location.anchor}.{number}",
                sentence=number,
                sentences=sizes[parent],
            )
        result.append(location)
    return result


def _locations_of_segments(segments: Sequence[Segment]) -> list[SegmentLocation]:
    groups = _groups(segments)
    sizes: dict[int, int] = {}
    for group in groups:
        sizes[group] = sizes.get(group, 0) + 1
    seen: dict[int, int] = {}
    anchors: dict[str, int] = {}
    heading = ""
    result = []
    for segment, group in zip(segments, groups, strict=True):
        number = seen[group] = seen.get(group, 0) + 1
        total = sizes[group]
        kind = segment.kind
        name = _NAMES[kind]
        words = f"{name} {number} of {total}" if total > 1 else name
        level = segment.depth if kind is _POINT and segment.depth > 1 else 0
        if level:
            words += f", level {level}"
        counted = anchors[name] = anchors.get(name, 0) + 1
        anchor = name if kind in _ALONE else f"{name}-{counted}"
        if total == 1:
            number = total = 0
        result.append(SegmentLocation(words, anchor, heading, number, total, level))
        if kind in _HEADINGS:
            heading = segment.text
    return result


def _groups(segments: Sequence[Segment]) -> list[int]:
    """For each segment the number of the group in which it is counted."""
    groups: list[int] = []
    by_kind: dict[Kind, int] = {}
    open_lists: list[int] = []
    fresh = 0
    for segment in segments:
        if segment.kind is not _POINT:
            del open_lists[segment.depth :]
            if segment.kind not in by_kind:
                by_kind[segment.kind] = fresh
                fresh += 1
            groups.append(by_kind[segment.kind])
            continue
        del open_lists[segment.depth :]
        while len(open_lists) < segment.depth:
            open_lists.append(fresh)
            fresh += 1
        groups.append(open_lists[-1])
    return groups
