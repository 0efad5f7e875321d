"""What time it is, and how long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

# As far as the calendar of ``datetime`` goes.
_MOST_DIGITS = 11


def now(environment: Mapping[str, str]) -> datetime:
    """The time in UTC, so that no time zone shows in a file.

    ``SOURCE_DATE_EPOCH`` (seconds, reproducible-builds.org) stands in for the clock.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= _MOST_DIGITS:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC)


def stopwatch() -> Callable[[], float]:
    """Gives the seconds that have passed since this call, whatever is done to the clock."""
    begin = time.monotonic()
    return lambda: time.monotonic() - begin
