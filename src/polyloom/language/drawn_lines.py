"""Lines that are drawn with signs, not written: rules, and the borders of tables."""

from __future__ import annotations

from polyloom.late_patterns import late_pattern

_RULE = late_pattern(
    r"(?P<sign>[-=_~*#+^·•–—])(?:[ \t]*(?P=sign)){2,}"
    r"|[+|:├└┌┬┴┼╞╔╠╚][-=+|: \t─━═┼┬┴┤┐┘╪╡╦╬╩╗╣╝]{2,}"
    r"|-- ?"
)
_FIRST_SIGNS = frozenset("-=_~*#+^·•–—|:├└┌┬┴┼╞╔╠╚─━═")
_CROSSING_OR_GAP = late_pattern(r"[+|┼╪╬]|[-=]{2,}[ \t]+[-=]{2}")
# Longer lines are no rules, in characters: they would only cost time.
_LENGTH = 500


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written: a rule, the border of a table.

    >>> is_rule("* * *"), is_rule("+----+--+"), is_rule("-- "), is_rule("- a")
    (True, True, True, False)
    """
    return text[:1] in _FIRST_SIGNS and len(text) <= _LENGTH and _RULE.fullmatch(text) is not None


def is_border(rule: str) -> bool:
    """Whether a rule has crossings or gaps, as the borders of tables have.

    >>> is_border("+----+--+"), is_border("====  ==="), is_border("------")
    (True, True, False)
    """
    return _CROSSING_OR_GAP.search(rule) is not None
