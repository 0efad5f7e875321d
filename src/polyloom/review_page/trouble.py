"""What stands in the way of what somebody wants to do with a text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError


class Trouble(Struct, frozen=True):
    """A sentence, empty where only what was written is to be kept; and what was written.

    ``forms`` are put back into the editor. ``is_conflict``: the translation is not what the person
    saw any more, and both are shown.
    """

    sentence: str = ""
    forms: Sequence[str] = ()
    is_conflict: bool = False


def sentence_of(error: UserError) -> str:
    """An error as a sentence; one that begins with a place keeps that as it is."""
    text = str(error)
    return f"{text}." if error.where else f"{text[:1].upper()}{text[1:]}."
