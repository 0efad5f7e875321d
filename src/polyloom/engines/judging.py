"""What may stand behind an engine's own keys in ``[engines.NAME]``."""

from __future__ import annotations

from polyloom.engines.contract import Judge


def words(value: object) -> str:
    """A text that is not empty."""
    return "" if isinstance(value, str) and value.strip() else "must be a text that is not empty"


def choice(*options: str) -> Judge:
    """One of a few words."""

    def judge(value: object) -> str:
        return "" if value in options else f"must be one of {', '.join(options)}"

    return judge


def count(value: object) -> str:
    """A whole number, 1 or more."""
    good = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return "" if good else "must be a whole number greater than 0"
