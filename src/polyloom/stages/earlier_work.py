"""What earlier stages of the same run have found out, so that later ones do it not again."""

from __future__ import annotations

from typing import NamedTuple

from polyloom.formats.woven_memory import NOTHING_WOVEN, WovenMemory
from polyloom.stages.flawless_texts import NOTHING_CHECKED, FlawlessTexts


class EarlierWork(NamedTuple):
    """What was ``woven``, and the texts that are ``flawless``: in which no error was found."""

    woven: WovenMemory
    flawless: FlawlessTexts


# Of a stage that is the first, or alone.
NO_EARLIER_WORK = EarlierWork(NOTHING_WOVEN, NOTHING_CHECKED)


def no_work_yet() -> EarlierWork:
    """What the stages of a run have at its begin, and add to."""
    return EarlierWork(WovenMemory(), FlawlessTexts())
