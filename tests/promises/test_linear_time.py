"""Whatever reads or writes texts takes a time that grows with their length, whatever is in them.

Texts are one thing over and over. Twice as much of it may take about twice as long; where it takes
over three times as long, four times as much decides: sixteen times as long would be quadratic.
Machines are noisy: what counts is the processor's time, the least of several takes, in which the
short and the long text take turns, and only where there is enough of it; and what seems too slow
has to seem so each time.
"""

from __future__ import annotations

import gc
import itertools
import math
import time
from collections.abc import Callable
from functools import partial

import pytest

from support.repetition import UNITS, subjects

SUBJECTS = dict(subjects())
# In characters. A quadratic rule takes long enough for a text of the second size.
TRIAL, SIZE = 500, 2_000
# In seconds. What takes less is no trouble, and too little to compare.
SHORT, ENDLESS = 0.03, 2.0
SUSPICIOUS_GROWTH, MOST_GROWTH = 3.2, 9.0
TAKES, ATTEMPTS = 3, 3

SHAPES: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    # What must stand beside it for a rule to look closer: quotes, numbers, markup, other scripts.
    "in a text": lambda text: (
        f'“A” "word" {{5}} & 1% @ <b>c</b> `d` [e](f) 国ש: {text} (and 6 more) of http://g.h “it”'
    ),
}


def seconds(run: Callable[[str], object], text: str) -> float:
    # A collection of garbage takes the longer the more there is of everything else.
    gc.disable()
    try:
        begin = time.process_time()
        run(text)
        return time.process_time() - begin
    finally:
        gc.enable()


def grows_too_fast(
    measured: Callable[[str], float], shaped: Callable[[str], str], unit: str
) -> bool:
    """Whether what a text of the unit takes, in seconds, grows much faster than its length.

    No text is measured twice: some functions remember what they said.
    """
    size = SIZE // len(unit)

    def taken(times: int) -> float:
        return measured(shaped(unit * times))

    def seems_so(attempt: int) -> bool:
        sizes = [size - attempt * TAKES - take for take in range(TAKES)]
        takes = [(taken(times), taken(4 * times)) for times in sizes]
        once, more = min(first for first, _ in takes), min(second for _, second in takes)
        return more > MOST_GROWTH * once

    once = taken(size + TAKES)
    if once < SHORT or taken(2 * (size + TAKES)) < SUSPICIOUS_GROWTH * once:
        return False
    return all(map(seems_so, range(ATTEMPTS)))


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_time_grows_with_the_text(subject: str, shape: str) -> None:
    run, shaped = SUBJECTS[subject], SHAPES[shape]
    run("What is loaded on use is loaded.")
    measured = partial(seconds, run)
    for name, unit in UNITS.items():
        assert measured(shaped(unit * (TRIAL // len(unit)))) < ENDLESS, name
    assert not [name for name, unit in UNITS.items() if grows_too_fast(measured, shaped, unit)]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (lambda length: length, False),
        (lambda length: length * math.log2(length), False),
        (lambda length: length**2, True),
        (lambda length: length**3, True),
    ],
)
def test_a_quadratic_rule_would_be_found(rule: Callable[[int], float], found: bool) -> None:
    """Told by a clock that says exactly what the rule takes: 0.1 s for a text of the first size."""

    def measured(text: str) -> float:
        return 0.1 * rule(len(text)) / rule(SIZE)

    assert grows_too_fast(measured, SHAPES["alone"], "a") is found


def test_what_is_remembered_does_not_hide_it() -> None:
    known: set[str] = set()

    def measured(text: str) -> float:
        is_known = text in known
        known.add(text)
        return 0.0 if is_known else 0.1 * len(text) ** 2 / SIZE**2

    assert grows_too_fast(measured, SHAPES["alone"], "a")


def test_noise_is_not_taken_for_growth() -> None:
    noise = itertools.cycle([1.0, 2.5, 1.2, 1.0, 3.0])

    def measured(text: str) -> float:
        return 0.1 * next(noise) * len(text) / SIZE

    assert not grows_too_fast(measured, SHAPES["alone"], "a")
