"""Whether a header's ``Plural-Forms`` can be computed, and fits the forms that entries have.

The rules, and what makes a catalog bad, are those of ``msgfmt -c`` (gettext 0.21, ``msgl-check.c``;
gettext manual, “Plural forms”): programs that load such a catalog crash, or show the wrong form.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from polyloom.checks.check_contract import Problem
from polyloom.messages import message, translatable
from polyloom.model import Catalog, Entry, Finding, Severity

NAME = "plural-forms"

_NPLURALS = re.compile(r"nplurals=[ \t\n\v\f\r]*(?P<digits>[0-9]*)")
_PLURAL = re.compile(r"(?<![A-Za-z])plural=(?P<expression>[^;\n]*)")
# Counts that an expression is tried with, as msgfmt does.
_SAMPLE = 1001
# Python compiles expressions of up to 1,000 characters; none in use has more than 200.
_LONGEST = 1000
_MOST_DIGITS = 9
_NO_EXPRESSION = translatable("plural in the header's Plural-Forms is no expression")
_EXAMPLE = "nplurals=2; plural=(n != 1);"


def find_plural_faults(catalog: Catalog, *, path: str, locale: str) -> Iterator[Finding]:
    """Errors of the header's plural rule, and of entries with another number of forms than it says.

    Entries without a translation, and obsolete ones, have no say; of drafts it is said, but they
    make no catalog bad.
    """
    plurals = [entry for entry in catalog.entries if _has_plural_translation(entry)]
    header = "\n".join(value for _, value in catalog.header)
    nplurals, plural = _NPLURALS.search(header), _PLURAL.search(header)
    for problem in _rule_problems(nplurals, plural, plurals):
        yield Finding(NAME, Severity.ERROR, path, 1, problem.message, problem.hint, locale=locale)
    forms = _number(nplurals["digits"]) if nplurals else 0
    for entry in plurals if forms else ():
        if len(entry.msgstr) != forms:
            yield Finding(
                NAME,
                Severity.ERROR,
                path,
                entry.line,
                message(
                    "there are {number} plural forms, the header says {forms}",
                    number=len(entry.msgstr),
                    forms=forms,
                ),
                message(
                    "write {first} to {last}, or correct Plural-Forms in the header",
                    first="msgstr[0]",
                    last=f"msgstr[{forms - 1}]",
                ),
                entry.msgid,
                locale,
                entry.is_fuzzy,
            )


def _has_plural_translation(entry: Entry) -> bool:
    return not entry.obsolete and entry.msgid_plural is not None and bool(entry.msgstr[0])


def _rule_problems(
    nplurals: re.Match[str] | None, plural: re.Match[str] | None, plurals: Iterable[Entry]
) -> Iterator[Problem]:
    """What is wrong with the rule alone; that it lacks, only where finished entries need it."""
    needed = any(not entry.is_fuzzy for entry in plurals)
    for name, found in (("nplurals", nplurals), ("plural", plural)):
        if found is None and needed:
            yield Problem(
                message("the header has no {name}=… but there are plural entries", name=name),
                _remedy(),
            )
    if nplurals is None or plural is None:
        return
    forms = _number(nplurals["digits"])
    if not forms:
        yield Problem(
            message("nplurals in the header's Plural-Forms is no number of forms"), _remedy()
        )
    reached = _reached_forms(plural["expression"])
    if isinstance(reached, str):
        yield Problem(message(reached), _remedy())
    elif forms and max(reached) >= forms:
        yield Problem(
            message(
                "the header says nplurals={forms}, but its plural expression gives {number}",
                forms=forms,
                number=max(reached),
            ),
            _remedy(),
        )


def _remedy() -> str:
    return message(
        "write the field as your language has it, such as Plural-Forms: {example}", example=_EXAMPLE
    )


def _number(digits: str) -> int:
    """``nplurals``; 0 where it is missing, nought, or more than any language could have."""
    return int(digits) if 0 < len(digits) <= _MOST_DIGITS else 0


@lru_cache(maxsize=64)
def _reached_forms(expression: str) -> frozenset[int] | str:
    """The forms that an expression gives, or a message that says why it gives none."""
    if len(expression) > _LONGEST or "**" in expression:
        return _NO_EXPRESSION
    try:
        form_of = gettext.c2py(expression)
    except (ValueError, RecursionError, SyntaxError, MemoryError):
        return _NO_EXPRESSION
    try:
        reached = frozenset(form_of(count) for count in range(_SAMPLE))
    except ArithmeticError:
        return translatable("plural in the header's Plural-Forms divides by zero")
    except (ValueError, RecursionError):
        return _NO_EXPRESSION
    if min(reached) < 0:
        return translatable("plural in the header's Plural-Forms gives negative numbers")
    return reached
