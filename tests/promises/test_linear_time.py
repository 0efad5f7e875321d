"""Whatever reads or writes texts takes a time that grows with their length, whatever is in them.

Texts are one thing over and over. Twice as much of it may take about twice as long; where it takes
over three times as long, four times as much decides: sixteen times as long would be quadratic.
Machines are noisy: what counts is the processor's time, the least of several, and only where there
is enough of it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from support.repetition import UNITS, subjects

SUBJECTS = dict(subjects())
# In characters. A quadratic rule takes long enough for a text of the second size.
TRIAL, SIZE = 500, 2_000
# In seconds. What takes less is no trouble, and too little to compare.
SHORT, ENDLESS = 0.03, 2.0
SUSPICIOUS_GROWTH, MOST_GROWTH = 3.2, 9.0
TAKES = 3

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


def least(
    run: Callable[[str], object], shape: Callable[[str], str], unit: str, times: int
) -> float:
    """The least time of some takes. No text is the same: some functions remember what they said."""
    return min(seconds(run, shape(unit * (times - take))) for take in range(TAKES))


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_time_grows_with_the_text(subject: str, shape: str) -> None:
    run, shaped = SUBJECTS[subject], SHAPES[shape]
    run("What is loaded on use is loaded.")
    slow = []
    for name, unit in UNITS.items():
        assert seconds(run, shaped(unit * (TRIAL // len(unit)))) < ENDLESS, name
        times = SIZE // len(unit)
        once = seconds(run, shaped(unit * (times + TAKES)))
        if once < SHORT:
            continue
        if seconds(run, shaped(unit * 2 * (times + TAKES))) < SUSPICIOUS_GROWTH * once:
            continue
        once, more = (least(run, shaped, unit, many) for many in (times, 4 * times))
        if more > MOST_GROWTH * once:
            slow.append(f"{name}: {once:.2f} s for {SIZE} characters, {more:.2f} s for four times")
    assert not slow


def test_a_quadratic_rule_would_be_found() -> None:
    def quadratic(text: str) -> object:
        return [letter for letter in text for _ in text]

    size = 800
    assert least(quadratic, str, "a", 4 * size) > MOST_GROWTH * least(quadratic, str, "a", size)
