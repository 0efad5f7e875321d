"""Document and translations to bytes.

Every byte outside the replaced segments is copied, so that a document woven with no translations,
or with the source's own texts, is the source byte for byte. The result is read again and must have
the structure of the source; translations that would change it are left out, and named.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from polyloom.errors import UserError
from polyloom.formats import format_named
from polyloom.formats.table import Options, Reading, Unfit
from polyloom.model import Document


@dataclass(frozen=True, slots=True)
class Refusal:
    """A translation that was left out: the index of its segment, why, and what to do."""

    segment: int
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Woven:
    """The bytes of an output, and which translations could not go into it."""

    data: bytes
    refused: tuple[Refusal, ...] = ()


def weave(
    document: Document, translations: Mapping[int, str], options: Options | None = None
) -> Woven:
    """Put translations (by index of segment) in the place of the segments' texts.

    A segment without a translation, or with one equal to its text, keeps its bytes. ``options`` are
    those that the document was segmented with. Invariant: the result, segmented again with the
    source's kinds, has the source's structure.
    """
    format_ = format_named(document.format)
    pieces: dict[int, bytes] = {}
    refused: list[Refusal] = []
    for index in sorted(translations):
        found = document.segments[index]
        if translations[index] == found.text:
            continue
        try:
            rendered = format_.render(document, found, translations[index])
            if rendered:
                pieces[index] = rendered.encode(document.encoding)
        except Unfit as unfit:
            refused.append(Refusal(index, unfit.reason, unfit.remedy))
        except UnicodeEncodeError as error:
            refused.append(_unencodable(index, str(error.object)[error.start], document.encoding))
    kept = _structure_keeping(document, pieces, options or Options())
    refused += [
        Refusal(
            index,
            "the translation would change the document's structure",
            "write it on one line, without what begins a point or a new paragraph",
        )
        for index in pieces.keys() - kept
    ]
    data = format_.splice(document, {index: pieces[index] for index in kept})
    return Woven(data, tuple(sorted(refused, key=lambda refusal: refusal.segment)))


def structure(document: Document) -> Hashable:
    """What translations may not change: kinds, depths and markers, and the format's outline."""
    return (
        tuple((found.kind, found.depth, found.marker) for found in document.segments),
        format_named(document.format).outline(document),
    )


def _structure_keeping(
    document: Document, pieces: Mapping[int, bytes], options: Options
) -> frozenset[int]:
    """A largest part of ``pieces`` that keeps the structure, found by halving."""
    format_ = format_named(document.format)
    wanted = structure(document)
    kinds = [found.kind for found in document.segments]
    reading = Reading(document.encoding, kinds, options)

    def keeps(indexes: Iterable[int]) -> bool:
        data = format_.splice(document, {index: pieces[index] for index in indexes})
        try:
            read = format_.segment(data, reading)
        except UserError:
            return False
        return structure(read) == wanted

    def accept(base: frozenset[int], candidates: Sequence[int]) -> frozenset[int]:
        together = base.union(candidates)
        if keeps(together):
            return together
        if len(candidates) == 1:
            return base
        middle = len(candidates) // 2
        return accept(accept(base, candidates[:middle]), candidates[middle:])

    return accept(frozenset(), sorted(pieces)) if pieces else frozenset()


def _unencodable(index: int, character: str, encoding: str) -> Refusal:
    return Refusal(
        index,
        f"{encoding} has no “{character}” (U+{ord(character):04X})",
        "save the source as UTF-8",
    )
