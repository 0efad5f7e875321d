"""Regular expressions that are compiled when they are first used.

A module has the patterns of all that it may meet, and most texts have little of it. To compile all
of them when the modules are loaded takes longer than most of what a small project needs.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
_FACTS = ("flags", "groups", "groupindex")


class _UsedPattern(Generic[AnyStr]):
    """What has the attributes of a compiled pattern.

    It has no ``__getattr__``, which would make each look-up take several times as long.
    """

    pattern: AnyStr


class _LatePattern(_UsedPattern[AnyStr]):
    """What has no attribute but its text, and gets those of the compiled pattern on first use."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is no attribute yet: from now on the methods are found as quickly as
        # those of the pattern itself.
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update((each, getattr(compiled, each)) for each in (*_METHODS, *_FACTS))
        self.__class__ = _UsedPattern  # type: ignore[assignment]
        return getattr(compiled, name)


def late_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What behaves as ``re.compile(pattern, flags)``, but is compiled when it is first used.

    A fault in ``pattern`` is raised (``re.error``) only then.

    >>> digits = late_pattern(r"[0-9]+")
    >>> digits.pattern, digits.findall("1 of 22")
    ('[0-9]+', ['1', '22'])
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))
