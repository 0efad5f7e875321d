"""Bytes to Document: segments as their format finds them, of the kinds that a project chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polyloom.errors import UserError
from polyloom.formats import format_named
from polyloom.formats.contract import ReadRequest
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.overrules import chosen_kinds, with_overrules
from polyloom.messages import message
from polyloom.model import Document, Kind, Segment


def segment(
    data: bytes,
    format: str = "plaintext",  # noqa: A002  (the word of everybody who reads this)
    *,
    encoding: str | None = None,
    kinds: Sequence[Kind] | None = None,
    options: DocumentOptions | None = None,
    where: str = "",
) -> Document:
    """Find the segments of a document; ``format`` names a row of ``FORMATS``.

    ``encoding``, ``kinds`` and ``where`` are as in ``ReadRequest``. The kinds in ``options``
    outrank what the format guesses. They are about a source: where ``kinds`` is there, the
    document is an output, and they have no say.

    Invariant: segments stand in order, do not overlap and are not empty; every byte outside them
    is skeleton. Raises UserError for bytes that are no such document, for the kind of a segment
    that is not there, and for a kind that a segment cannot be.
    """
    read = format_named(format).read
    options = options or DocumentOptions()
    document = read(data, ReadRequest(encoding, kinds, options, where))
    if kinds is not None or not (options.kinds or options.overrules):
        return document
    guessed = document.segments
    by_number = chosen_kinds(guessed, options)
    if by_number:
        chosen = _with_chosen_kinds(guessed, by_number, where)
        document = read(data, ReadRequest(encoding, chosen, options, where))
        _check_chosen_kinds(document.segments, by_number, where)
    return with_overrules(document, guessed, options)


def _with_chosen_kinds(
    guessed: Sequence[Segment], chosen: Mapping[int, Kind], where: str
) -> Sequence[Kind]:
    """The guessed kinds, with the chosen ones in their places."""
    kinds = [segment.kind for segment in guessed]
    for number, kind in chosen.items():
        if not 0 < number <= len(kinds):
            raise UserError(
                message(
                    "there is no segment {number} to be a {kind}: the document has {total}",
                    number=number,
                    kind=kind,
                    total=len(kinds),
                ),
                where=where,
                remedy=message("correct the number in the document's kinds in polyloom.toml"),
            )
        kinds[number - 1] = kind
    return kinds


def _check_chosen_kinds(found: Sequence[Segment], chosen: Mapping[int, Kind], where: str) -> None:
    for number, kind in sorted(chosen.items()):
        if number > len(found) or found[number - 1].kind is not kind:
            raise UserError(
                message(
                    "segment {number} cannot be a {kind}: its layout is another one",
                    number=number,
                    kind=kind,
                ),
                where=where,
                remedy=message(
                    "change how it is written in the document, or take it out of the document's "
                    "kinds in polyloom.toml"
                ),
            )
