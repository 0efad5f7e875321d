"""What time it is, in UTC, so that no time zone shows in a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime


def now(environment: Mapping[str, str]) -> datetime:
    """The time now, or what ``SOURCE_DATE_EPOCH`` says (seconds, reproducible-builds.org)."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC)
