"""The names of checks, told without the checks: to load all of them takes a quarter of a start."""

from __future__ import annotations

from importlib.util import find_spec

from polyloom.checks import rules


def is_rule(name: str) -> bool:
    """Whether a check of texts has this name. Each is in a file of its own, which has it too.

    >>> is_rule("final-punctuation"), is_rule("final_punctuation"), is_rule("finality")
    (True, False, False)
    """
    module = name.replace("-", "_")
    if "_" in name or not module.isidentifier():
        return False
    return find_spec(f"{rules.__name__}.{module}") is not None
