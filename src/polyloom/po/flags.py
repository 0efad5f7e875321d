"""What a flag speaks of (gettext manual, “The Format of PO Files”)."""

from __future__ import annotations


def is_about_source(flag: str) -> bool:
    """Whether a flag says something of the source, which the template knows best.

    >>> [is_about_source(flag) for flag in ("no-c-format", "range: 0..9", "no-wrap", "fuzzy")]
    [True, True, True, False]
    """
    return flag.endswith("-format") or flag.startswith("range:") or flag in ("wrap", "no-wrap")
