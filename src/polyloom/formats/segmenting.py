"""Bytes to Document."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats import FORMATS
from polyloom.formats.encoding import decode, to_byte_offsets
from polyloom.model import Document, Kind


def segment(
    data: bytes,
    format: str = "text",  # noqa: A002  (the house's word for it)
    *,
    encoding: str | None = None,
    kinds: Sequence[Kind] | None = None,
    where: str = "",
) -> Document:
    """Find the segments of a document.

    ``format`` names a row of ``FORMATS``; ``encoding`` is what the project declares, None means
    UTF-8 (a byte order mark outranks both); ``kinds`` are the kinds that another reading of the
    same document has guessed; ``where`` names the file in messages.

    Invariant: segments stand in order, do not overlap and are not empty; every byte outside them
    is skeleton. Raises UserError for bytes that are not in the encoding.
    """
    text, codec, bom = decode(data, encoding, where)
    found = FORMATS[format].find(text, kinds)
    return Document(data, format, codec, to_byte_offsets(text, found, codec, bom), bom)
