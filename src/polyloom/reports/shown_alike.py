"""How many are shown of things that are alike, where a whole list would hide all else."""

from __future__ import annotations

_SHOWN = 10


def number_shown(number: int) -> int:
    """How many of a ``number`` of things are shown: the first ten.

    One more than these is shown, too: to say that there is one more would not be shorter.

    >>> number_shown(3), number_shown(11), number_shown(12)
    (3, 11, 10)
    """
    return number if number <= _SHOWN + 1 else _SHOWN
