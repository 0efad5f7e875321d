"""The ``Plural-Forms`` field of a locale, from CLDR's plural rules.

CLDR's rules (UTS 35, “Language Plural Rules”) speak of decimal fractions and compact numbers as
well; gettext counts whole things. Here the operands that only those have are 0, what follows from
that is folded away, and categories that no whole number reaches are dropped.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from polyloom.language.locales import bcp47
from polyloom.late_patterns import late_pattern

# The germanic rule, which is also CLDR's for most languages: what gettext's users expect of a
# language of which nobody said anything.
_DEFAULT = "nplurals=2; plural=(n != 1);"
# More than three digits are no number of forms.
_NPLURALS = late_pattern(r"nplurals\s*=\s*([0-9]{1,3}+)(?![0-9])")
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

# CLDR's rules look at the last digits, up to a million's, and at a few thousands in a row. Those
# come first that reach all categories of most languages.
_SAMPLE = tuple(
    chain(
        range(120),
        (10**power for power in range(3, 8)),
        range(120, 2000),
        (
            leading * 10**power + rest
            for power in range(3, 8)
            for leading in range(1, 10)
            for rest in range(120)
        ),
    )
)

_OR, _AND, _COMPARISON = 1, 2, 3


class _Condition(Struct, frozen=True):
    """A condition of gettext's plural expressions; ``binding`` is its outermost operator's."""

    text: str
    binding: int


# A condition, or its value where that does not depend on n.
_Folded = _Condition | bool
# A node of Babel's syntax trees: (kind, operands).
_Node = tuple[str, Any]


@lru_cache(maxsize=256)
def plural_forms(locale: str) -> str:
    """The value of the header field ``Plural-Forms`` for a locale as gettext writes it.

    Forms are in CLDR's order: zero, one, two, few, many, other. A locale without plural rules of
    its own has those of its language; a language without any, or unknown, has
    ``nplurals=2; plural=(n != 1);``.
    """
    rule = _rule(locale)
    if rule is None:
        return _DEFAULT
    conditions = dict(rule.abstract)
    reached = _categories_reached(rule, conditions)
    categories = [category for category in _CATEGORIES if category in reached]
    folded = [_folded(conditions[category]) for category in categories[:-1]]
    if len(categories) == 2:
        only = _folded(conditions[categories[0]], negated=True)
        expression = f"({only.text})" if isinstance(only, _Condition) else "0"
    else:
        expression = _choice(folded)
    return f"nplurals={len(categories)}; plural={expression};"


def _categories_reached(rule: Any, conditions: Mapping[str, _Node]) -> set[str]:
    """The categories that whole numbers have, as far as the sample says."""
    possible = {category for category, node in conditions.items() if _folded(node) is not False}
    reached: set[str] = set()
    for number in _SAMPLE:
        reached.add(rule(number))
        if len(reached) > len(possible):
            # All of them, and “other”.
            break
    return reached


def number_of_forms(plural_forms: str) -> int:
    """``nplurals`` of a ``Plural-Forms`` field; 2 where the field says none (gettext manual)."""
    match = _NPLURALS.search(plural_forms)
    return max(int(match[1]), 1) if match else 2


def _rule(locale: str) -> Any:
    """Babel's plural rule of the nearest locale that CLDR has one for, or None."""
    from babel import Locale, localedata

    parts = bcp47(locale).split("-")
    if not localedata.exists(parts[0]) or not _has_rule(parts[0]):
        return None
    while not localedata.exists("_".join(parts)):
        parts.pop()
    return Locale.parse("_".join(parts)).plural_form


def _has_rule(language: str) -> bool:
    """Whether CLDR has a plural rule of the language's own.

    Babel gives the others its root's, which has one form. To ask it not to would leave what it then
    loads in its cache, where other callers miss the rest: so its file is read here.
    """
    from babel import localedata

    data = Path(localedata.resolve_locale_filename(language)).read_bytes()
    return "plural_form" in pickle.loads(data)  # noqa: S301  (Babel's own file)


def _choice(conditions: Sequence[_Folded]) -> str:
    """``(a ? 0 : b ? 1 : 2)``, of as many choices as there are conditions, and one more."""
    if not conditions:
        return "0"
    choices = [
        f"{condition.text} ? {number} : "
        for number, condition in enumerate(conditions)
        if isinstance(condition, _Condition)
    ]
    return f"({''.join(choices)}{len(conditions)})"


def _folded(node: _Node, *, negated: bool = False) -> _Folded:
    kind, operands = node
    if kind == "not":
        return _folded(operands[0], negated=not negated)
    if kind == "relation":
        return _relation(operands, negated=negated)
    left, right = (_folded(operand, negated=negated) for operand in operands)
    # By De Morgan's laws.
    both = (kind == "and") != negated
    if isinstance(left, bool) or isinstance(right, bool):
        known, rest = (left, right) if isinstance(left, bool) else (right, left)
        return rest if known == both else known
    return _joined([left, right], _AND if both else _OR)


def _relation(operands: tuple[str, _Node, _Node], *, negated: bool) -> _Folded:
    _, left, (_, ranges) = operands
    number = _number(left)
    bounds = [(first[1][0], last[1][0]) for first, last in ranges]
    if isinstance(number, int):
        return any(first <= number <= last for first, last in bounds) != negated
    tests = [_test(number, first, last, negated) for first, last in bounds]
    return _joined(tests, _AND if negated else _OR)


def _number(node: _Node) -> str | int:
    """A number as gettext can compute it from n, or its value where n does not matter."""
    kind, operands = node
    if kind == "value":
        return int(operands[0])
    if kind == "mod":
        number, modulus = _number(operands[0]), operands[1][1][0]
        return number % modulus if isinstance(number, int) else f"{number} % {modulus}"
    return "n" if kind in ("n", "i") else 0


def _test(number: str, first: int, last: int, negated: bool) -> _Condition:
    """Whether ``first <= number <= last``, or not so; no number is less than 0."""
    if first == last:
        return _Condition(f"{number} {'!=' if negated else '=='} {first}", _COMPARISON)
    if negated:
        above = _Condition(f"{number} > {last}", _COMPARISON)
        below = _Condition(f"{number} < {first}", _COMPARISON)
        return above if first == 0 else _joined([below, above], _OR)
    upper = _Condition(f"{number} <= {last}", _COMPARISON)
    lower = _Condition(f"{number} >= {first}", _COMPARISON)
    return upper if first == 0 else _joined([lower, upper], _AND)


def _joined(conditions: Sequence[_Condition], binding: int) -> _Condition:
    if len(conditions) == 1:
        return conditions[0]
    operator = " && " if binding == _AND else " || "
    # Brackets around “and” within “or” as well: compilers warn where they are missing.
    texts = [
        condition.text if condition.binding in (binding, _COMPARISON) else f"({condition.text})"
        for condition in conditions
    ]
    return _Condition(operator.join(texts), binding)
