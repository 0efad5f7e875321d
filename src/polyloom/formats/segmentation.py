"""Bytes to Document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polyloom.errors import UserError
from polyloom.formats import format_named
from polyloom.formats.contract import Options, Reading
from polyloom.model import Document, Kind, Segment


def segment(
    data: bytes,
    format: str = "plaintext",  # noqa: A002  (the house's word for it)
    *,
    encoding: str | None = None,
    kinds: Sequence[Kind] | None = None,
    options: Options | None = None,
    where: str = "",
) -> Document:
    """Find the segments of a document; ``format`` names a row of ``FORMATS``, see ``Reading``.

    The kinds in ``options`` say better than a guess what a segment is; they are for the source: its
    outputs are read with ``kinds``.

    Invariant: segments stand in order, do not overlap and are not empty; every byte outside them
    is skeleton. Raises UserError for bytes that are no such document, and for an override of what
    is not there or cannot be.
    """
    read = format_named(format).segment
    options = options or Options()
    document = read(data, Reading(encoding, kinds, options, where))
    if options.kinds and kinds is None:
        overruled = _overruled(document.segments, options.kinds, where)
        document = read(data, Reading(encoding, overruled, options, where))
        _check_overrides(document.segments, options.kinds, where)
    return document


def _overruled(
    found: Sequence[Segment], overrides: Mapping[int, Kind], where: str
) -> Sequence[Kind]:
    """The guessed kinds with the overrides in their places."""
    kinds = [segment.kind for segment in found]
    for number, kind in overrides.items():
        if not 0 < number <= len(kinds):
            raise UserError(
                f"there is no segment {number} to be a {kind}: the document has {len(kinds)}",
                where=where,
                remedy="correct the number in the document's kinds in polyloom.toml",
            )
        kinds[number - 1] = kind
    return kinds


def _check_overrides(found: Sequence[Segment], overrides: Mapping[int, Kind], where: str) -> None:
    for number, kind in sorted(overrides.items()):
        if number > len(found) or found[number - 1].kind is not kind:
            raise UserError(
                f"segment {number} cannot be a {kind}: its layout is another one",
                where=where,
                remedy="change how it is written in the document, or take it out of the document's "
                "kinds in polyloom.toml",
            )
