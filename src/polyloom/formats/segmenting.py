"""Bytes to Document."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats import FORMATS
from polyloom.formats.table import Options, Reading
from polyloom.model import Document, Kind


def segment(
    data: bytes,
    format: str = "text",  # noqa: A002  (the house's word for it)
    *,
    encoding: str | None = None,
    kinds: Sequence[Kind] | None = None,
    options: Options | None = None,
    where: str = "",
) -> Document:
    """Find the segments of a document; ``format`` names a row of ``FORMATS``, see ``Reading``.

    Invariant: segments stand in order, do not overlap and are not empty; every byte outside them
    is skeleton. Raises UserError for bytes that are no such document.
    """
    return FORMATS[format].segment(data, Reading(encoding, kinds, options or Options(), where))
