"""The shapes in which a text with masks can be sent to an engine."""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """What a mask looks like to an engine; each engine keeps one of them best.

    ``PLAIN`` is the text as it stands, nothing masked. In ``XML`` the words between the masks are
    escaped, and an answer is unescaped; in the other shapes they are not. What each looks like is
    in ``polyloom.text.masking``.
    """

    PLAIN = "plain"
    XML = "xml"  # Elements.
    BRACKETS = "brackets"  # Numbers in brackets that no text has.
    NAME = "name"  # Words that read like names.
