"""Conventions of a locale's translations: what they do otherwise than a rule of typography says.

Projects have styles of their own: French with plain blanks before its marks, Chinese with
half-width brackets. Where most places depart from a rule, to tell each would drown what matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from polyloom.messages import message, plural_message
from polyloom.model import Catalog, Finding

# A check's name, and what is done otherwise.
ConventionKey = tuple[str, str]

# So many places show no convention yet.
_TOO_FEW = 4


def observances(catalog: Catalog, locale: str) -> Mapping[ConventionKey, int]:
    """How many of a catalog's translations do what the checks' conventions do otherwise."""
    # On use: what the index has asks no check.
    from polyloom.checks.check_table import CHECKS

    counting = [(check.name, check.observed) for check in CHECKS if check.observed is not None]
    found: Counter[ConventionKey] = Counter()
    for name, observed in counting:
        for convention, pattern in observed(locale).items():
            found[name, convention] = sum(
                pattern.search(form) is not None
                for entry in catalog.entries
                if not entry.obsolete
                for form in entry.msgstr
            )
    return found


def without_conventions(
    findings: Sequence[Finding], observed: Mapping[ConventionKey, int]
) -> tuple[Sequence[Finding], frozenset[ConventionKey]]:
    """A locale's findings with one for each of its conventions, and the conventions.

    A convention is what is done otherwise more often than not.
    """
    departures = Counter(_key(finding) for finding in findings if finding.convention)
    conventions = frozenset(
        key
        for key, number in departures.items()
        if number > _TOO_FEW and number > observed.get(key, 0)
    )
    if not conventions:
        return findings, conventions
    first: dict[ConventionKey, Finding] = {}
    for finding in sorted(findings, key=lambda each: each.in_draft):
        first.setdefault(_key(finding), finding)
    kept = [
        _for_all(finding, departures[_key(finding)]) if _key(finding) in conventions else finding
        for finding in findings
        if _key(finding) not in conventions or finding is first[_key(finding)]
    ]
    return kept, conventions


def _key(finding: Finding) -> ConventionKey:
    return (finding.check, finding.convention)


def _for_all(finding: Finding, number: int) -> Finding:
    """The finding, said of all places of the locale."""
    correction = finding.correction
    return replace(
        finding,
        message=plural_message(
            "{finding}; so does {count} text of this locale, more than do otherwise",
            "{finding}; so do {count} texts of this locale, more than do otherwise",
            number,
            finding=finding.message,
        ),
        hint=message(
            "correct all of them with polyloom check --fix=all, or accept this check for the"
            " locale in polyloom.toml if that is the project's style"
        ),
        correction=correction and replace(correction, is_safe=False),
    )
