"""The clock."""

from __future__ import annotations

from datetime import UTC, datetime

from polyloom.workspace.clock import now


def test_source_date_epoch_decides() -> None:
    assert now({"SOURCE_DATE_EPOCH": "86400"}) == datetime(1970, 1, 2, tzinfo=UTC)


def test_otherwise_it_is_now_in_utc() -> None:
    assert abs((now({}) - datetime.now(UTC)).total_seconds()) < 60
    assert now({"SOURCE_DATE_EPOCH": "soon"}).tzinfo is UTC
