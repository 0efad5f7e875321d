"""Bytes to Document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polyloom.errors import UserError
from polyloom.formats import FORMATS
from polyloom.formats.encoding import decode, to_byte_offsets
from polyloom.model import Document, Kind, Segment


def segment(
    data: bytes,
    format: str = "text",  # noqa: A002  (the house's word for it)
    *,
    encoding: str | None = None,
    kinds: Sequence[Kind] | None = None,
    overrides: Mapping[int, Kind] | None = None,
    where: str = "",
) -> Document:
    """Find the segments of a document.

    ``format`` names a row of ``FORMATS``; ``encoding`` is what the project declares, None means
    UTF-8 (a byte order mark outranks both); ``kinds`` are the kinds that another reading of the
    same document has guessed; ``overrides`` says better than a guess what a segment is, by its
    number from 1 on (they are for the source: its outputs are read with ``kinds``); ``where`` names
    the file in messages.

    Invariant: segments stand in order, do not overlap and are not empty; every byte outside them
    is skeleton. Raises UserError for bytes that are not in the encoding, and for an override of
    what is not there or cannot be.
    """
    text, codec, bom = decode(data, encoding, where)
    find = FORMATS[format].find
    found = find(text, kinds)
    if overrides and kinds is None:
        found = find(text, _overruled(found, overrides, where))
        _check_overrides(found, overrides, where)
    return Document(data, format, codec, to_byte_offsets(text, found, codec, bom), bom)


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
