"""The shapes in which a text with masks can be sent to an engine."""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """What a mask looks like to an engine; each engine keeps one of them best.

    ``PLAIN`` is the text as it stands, nothing masked. In ``XML`` and ``HTML`` the words between
    the masks are escaped, and an answer is unescaped; in the other shapes they are not.
    """

    PLAIN = "plain"
    XML = "xml"  # <x id="1"/>, <g id="2">…</g>
    HTML = "html"  # <span translate="no">…</span>, <b id="2">…</b>
    BRACKETS = "brackets"  # ⟦1⟧, ⟦2⟧…⟦/2⟧
    NAME = "name"  # XQ1X: a word that reads like a name
