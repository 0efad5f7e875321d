"""Plain text as people write it.

Blank lines part blocks; rules and quote prefixes do, too (``blocks``). Within a block points begin
at markers (``points``), tables have cells (``tables``), and running text is parted where its lines
show it (``seams``). What a piece is to its reader is guessed last (``guessing``), and can be handed
in instead (``reading``, ``finding``). ``rendering`` puts a translation in a segment's place.

The rules are documented, with examples, in ``docs/plain-text.md``.
"""

from __future__ import annotations

from polyloom.formats.plaintext.finding import find
from polyloom.formats.plaintext.rendering import render

__all__ = ["find", "render"]
