"""Types of the values that options take: each reads a word, and refuses what is out of range."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from polyloom.messages import message

if TYPE_CHECKING:
    from polyloom.model import State
    from polyloom.project.shards import Shard

_MOST_SHARDS = 10_000


def share_type(word: str) -> float:
    """A share from 0 to 1."""
    value = _number(word)
    if 0 <= value <= 1:
        return value
    meant = (
        message("; {percentage}% is {share}", percentage=f"{value:g}", share=f"{value / 100:g}")
        if 1 < value <= 100
        else ""
    )
    raise argparse.ArgumentTypeError(
        message("“{word}” is no share between 0 and 1{meant}", word=word, meant=meant)
    )


def percentage_type(word: str) -> float:
    """A percentage from 0 to 100; between 0 and 1 it is taken for a share that was meant."""
    value = _number(word)
    if value == 0 or 1 <= value <= 100:
        return value
    if 0 < value < 1:
        raise argparse.ArgumentTypeError(
            message(
                "“{word}” is a share, not a percentage; {percentage} is the same in percent",
                word=word,
                percentage=f"{value * 100:g}",
            )
        )
    raise argparse.ArgumentTypeError(
        message("“{word}” is no percentage between 0 and 100", word=word)
    )


def publishable_state_type(word: str) -> State:
    """A state from which on translations can be published."""
    # On use: most commands have no such option.
    from polyloom.model import State
    from polyloom.project.validators import publishable_state

    if fault := publishable_state(word):
        raise argparse.ArgumentTypeError(message("the state {fault}", fault=fault))
    return State(word)


def nonempty_type(word: str) -> str:
    """A text that says something."""
    if not word.strip():
        raise argparse.ArgumentTypeError(message("it is empty; say something"))
    return word.strip()


def seconds_type(word: str) -> float:
    """A number of seconds, 0 or more."""
    value = _number(word)
    if 0 <= value < math.inf:
        return value
    raise argparse.ArgumentTypeError(
        message("“{word}” is no number of seconds, 0 or more", word=word)
    )


def port_type(word: str) -> int:
    """A port of TCP; 0 for any that is free."""
    if word.isascii() and word.isdigit() and len(word) <= 5 and int(word) <= 65_535:
        return int(word)
    raise argparse.ArgumentTypeError(message("“{word}” is no port between 0 and 65535", word=word))


def shard_type(word: str) -> Shard:
    """A shard, as its number and how many there are: 2/8."""
    from polyloom.project.shards import Shard

    number, _, count = word.partition("/")
    if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count) <= _MOST_SHARDS:
        return Shard(int(number), int(count))
    raise argparse.ArgumentTypeError(
        message("“{word}” is no shard such as 2/8, the second of eight", word=word)
    )


def _number(word: str) -> float:
    """The number that a word is; what is none is NaN, which is in no range."""
    try:
        return float(word)
    except ValueError:
        return math.nan
