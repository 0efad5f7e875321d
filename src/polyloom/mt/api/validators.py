"""What may stand behind a key in ``polyloom.toml``, in an engine's table and elsewhere."""

from __future__ import annotations

from collections.abc import Callable

# What is wrong with a value, or an empty string.
Judge = Callable[[object], str]


def words(value: object) -> str:
    """A text that is not empty."""
    return "" if isinstance(value, str) and value.strip() else "must be a text that is not empty"


def choice(*options: str) -> Judge:
    """One of a few words."""

    def judge(value: object) -> str:
        return "" if value in options else f"must be one of {', '.join(options)}"

    return judge


def at_least(least: int) -> Judge:
    """A whole number that is not too small."""

    def judge(value: object) -> str:
        good = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return "" if good else f"must be a whole number, {least} or more"

    return judge
