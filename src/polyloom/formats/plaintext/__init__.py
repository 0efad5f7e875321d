"""Plain text as people write it.

Blank lines part blocks; rules and quote prefixes do, too (``blocks``). Within a block points begin
at markers (``points``), tables have cells (``tables``), and running text is parted where its lines
show it (``seams``): at the turns of a talk (``talk``), but not inside verse (``verse``). What a
piece is to its reader is guessed last (``guessing``, ``heads``), and can be handed in instead
(``reading``, ``fitting``, ``finding``). ``rendering`` puts a translation in a segment's place.

The rules are documented, with examples, in ``docs/plain-text.md``.
"""

from __future__ import annotations

from polyloom.formats.contract import (
    Format,
    ReadRequest,
    no_localization,
    no_outline,
    splice,
)
from polyloom.formats.encoding import read_text_document
from polyloom.formats.plaintext.finding import find
from polyloom.formats.plaintext.page import page
from polyloom.formats.plaintext.rendering import alternatives, render
from polyloom.model import Document

__all__ = ["FORMAT"]


def read(data: bytes, request: ReadRequest) -> Document:
    """The segments of a plain text in its bytes. Raises UserError."""
    return read_text_document(
        data, request, "plaintext", lambda text: find(text, request.kinds, request.where)
    )


FORMAT = Format(
    read=read,
    render=render,
    alternatives=alternatives,
    splice=splice,
    outline=no_outline,
    localize=no_localization,
    page=page,
)
