"""Patterns are compiled when they are first used: each can be."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import polyloom
from polyloom.late_patterns import late_pattern


@pytest.mark.slow
def test_each_pattern_can_be_compiled() -> None:
    found = 0
    for module in pkgutil.walk_packages(polyloom.__path__, "polyloom."):
        if module.name.endswith("__main__"):
            continue
        values = vars(importlib.import_module(module.name)).values()
        in_tables = [each for table in values if isinstance(table, dict) for each in table.values()]
        for value in (*values, *in_tables):
            if type(value).__module__ == late_pattern.__module__:
                found += value.flags >= 0
    assert found > 200


def test_it_is_compiled_on_first_use() -> None:
    with_fault = late_pattern("(")
    assert with_fault.pattern == "("
    for _ in range(2):
        with pytest.raises(re.error):
            with_fault.search("")


def test_flags_and_bytes() -> None:
    pattern = late_pattern(rb"^B", re.MULTILINE | re.IGNORECASE)
    assert [match.start() for match in pattern.finditer(b"a\nb\nB")] == [2, 4]
    assert (pattern.sub(b"-", b"b"), pattern.groups) == (b"-", 0)


def test_it_has_what_a_compiled_one_has_after_use() -> None:
    pattern = late_pattern("(?P<letter>a)")
    assert pattern.search("ba")
    assert pattern.match("ab")
    assert (pattern.pattern, pattern.groups) == ("(?P<letter>a)", 1)
    assert pattern.groupindex == {"letter": 1}
    assert pattern.flags == re.compile("").flags
