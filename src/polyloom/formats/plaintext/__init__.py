"""Plain text as people write it.

Blank lines part blocks; rules and quote prefixes do, too (``blocks``). Within a block points begin
at markers (``points``), tables have cells (``tables``), and running text is parted where its lines
show it (``seams``): at the turns of a talk (``talk``), but not inside verse (``verse``). What a
piece is to its reader is guessed last (``guessing``, ``heads``), and can be handed in instead
(``reading``, ``fitting``, ``finding``). ``rendering`` puts a translation in a segment's place.

The rules are documented, with examples, in ``docs/plain-text.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.formats.contract import (
    Format,
    Reading,
    in_no_locale,
    nothing_else,
    splice,
)
from polyloom.formats.encoding import segment_text
from polyloom.formats.plaintext.finding import find
from polyloom.formats.plaintext.page import page
from polyloom.formats.plaintext.rendering import other_ways, render
from polyloom.model import Document, Kind, Segment

__all__ = ["FORMAT"]


def read(data: bytes, reading: Reading) -> Document:
    """The segments of a plain text in its bytes. Raises UserError."""

    def in_text(text: str, kinds: Sequence[Kind] | None) -> list[Segment]:
        return find(text, kinds, reading.where)

    return segment_text(data, reading, "plaintext", in_text)


FORMAT = Format(
    segment=read,
    render=render,
    other_ways=other_ways,
    splice=splice,
    outline=nothing_else,
    localize=in_no_locale,
    page=page,
)
