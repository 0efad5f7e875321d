"""The one exception that a user's mistake raises: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class UserError(Exception):
    """Something a person can mend: shown as one sentence, never as a traceback.

    ``what`` says what is wrong, ``where`` names the place (``file:line`` where there is a line, or
    an empty string), ``remedy`` says what to do. None of them ends in a full stop.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __reduce__(self) -> tuple[Callable[..., UserError], tuple[object, ...]]:
        # An exception is pickled by what its base was made with, which is ``what`` alone.
        return _remade, (type(self), self.what, self.where, self.remedy)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}"


class ConfigurationError(UserError):
    """The project's configuration or the command line is wrong: nothing was done, exit code 2."""


def _remade(kind: type[UserError], what: str, where: str, remedy: str) -> UserError:
    return kind(what, where=where, remedy=remedy)


def distinct(problems: Iterable[UserError]) -> tuple[UserError, ...]:
    """The problems without those that say the same again, in order."""
    return tuple({str(problem): problem for problem in problems}.values())
