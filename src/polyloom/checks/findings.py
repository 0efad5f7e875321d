"""From a catalog to findings: every check on every translation."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial

from msgspec import Struct

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.corrections import EntryProblem
from polyloom.late_patterns import late_pattern
from polyloom.model import Catalog, Entry, Finding, Markup
from polyloom.placeables.localized_links import DEFAULT_PATTERNS

_PLURAL_FORMS = late_pattern(r"nplurals\s*=\s*([0-9]+)\s*;\s*plural\s*=\s*([^;]+)")
# Counts that tell a form for one number (“one file”, Arabic “two files”) from a form for many.
_SAMPLE = 201


class CheckContext(Struct, frozen=True):
    """What checks know of the texts of a catalog besides their entry.

    ``path`` is the catalog's, relative to the project; ``link_patterns``, ``markup_of`` (of an
    entry) and ``terms`` are what pairs have. ``plural_forms`` is the field of the header.
    """

    path: str
    source_locale: str
    locale: str
    link_patterns: tuple[str, ...] = DEFAULT_PATTERNS
    markup_of: Callable[[Entry], Markup] = lambda _: Markup.MARKDOWN
    terms: tuple[str, ...] = ()
    plural_forms: str = ""

    def pair(self, markup: Markup, source: str, translation: str) -> TranslationPair:
        """A source text and a translation as checks get them."""
        return TranslationPair(
            source,
            translation,
            self.source_locale,
            self.locale,
            self.link_patterns,
            markup,
            self.terms,
        )


def catalog_findings(catalog: Catalog, context: CheckContext) -> tuple[Finding, ...]:
    """What the checks say of a locale's catalog, in file order, then in the order of ``CHECKS``.

    Looks at every entry that has a translation, drafts included, and at no obsolete ones. A
    problem that several plural forms share is one finding.
    """
    path, locale = context.path, context.locale
    return tuple(
        finding_of(check, problem, entry, form=form, path=path, locale=locale)
        for entry in catalog.entries
        if not entry.obsolete and any(entry.msgstr)
        for form, check, problem in entry_problems(entry, context)
    )


def finding_of(
    check: Check, problem: Problem, entry: Entry, *, path: str, locale: str, form: int = 0
) -> Finding:
    """The finding for a problem of a form of an entry of the catalog ``path``."""
    return Finding(
        check=check.name,
        severity=check.severity,
        path=path,
        line=entry.line,
        message=problem.message,
        hint=problem.hint,
        msgid=entry.msgid,
        locale=locale,
        in_draft=entry.is_fuzzy,
        translation=entry.msgstr[form],
        form=form,
        span=problem.span,
        correction=problem.correction,
        convention=problem.convention,
        topic=problem.topic,
    )


# Imported on use: what the index has asks no check. And once: each text asks for them.
@cache
def _all_checks() -> tuple[Check, ...]:
    from polyloom.checks.check_table import CHECKS

    return CHECKS


@cache
def _error_checks() -> tuple[Check, ...]:
    from polyloom.checks.check_table import ERROR_CHECKS

    return ERROR_CHECKS


def translation_errors(pair: TranslationPair) -> Iterator[tuple[Check, Problem]]:
    """What the checks say of a translation, which is not blank, that is an error."""
    for check in _error_checks():
        for problem in check.run(pair):
            yield check, problem


def translation_problems(pair: TranslationPair) -> list[tuple[Check, Problem]]:
    """What the checks say of one translation, in the order of ``CHECKS``.

    Of a blank translation they say only that it is blank.
    """
    checks = _all_checks()
    if not pair.translation.strip():
        # The first row says so; to the others everything would be missing.
        checks = checks[:1]
    return [(check, problem) for check in checks for problem in check.run(pair)]


def entry_problems(entry: Entry, context: CheckContext) -> list[EntryProblem]:
    """What is wrong with each plural form, by its number; what several share, with the first."""
    pair_of = partial(context.pair, context.markup_of(entry))
    if entry.msgid_plural is None:
        pair = pair_of(entry.msgid, entry.msgstr[0])
        return [(0, check, problem) for check, problem in translation_problems(pair)]
    single_forms = _forms_for_one_number(context.plural_forms)
    found: dict[tuple[str, str], EntryProblem] = {}
    for form, translation in enumerate(entry.msgstr):
        seen = translation_problems(pair_of(entry.msgid_plural, translation))
        if seen and (form == 0 or form in single_forms):
            seen = _lenient(seen, pair_of(entry.msgid, translation), form in single_forms)
        for check, problem in seen:
            found.setdefault((check.name, problem.message), (form, check, problem))
    order = {check.name: place for place, check in enumerate(_all_checks())}
    return sorted(found.values(), key=lambda item: order[item[1].name])


def _lenient(
    seen: list[tuple[Check, Problem]], singular: TranslationPair, one_number: bool
) -> list[tuple[Check, Problem]]:
    """What is wrong by the plural msgid and by the singular one.

    A form for one number need not write that number: “one file”, Arabic “ملفان”.
    """
    also = {check.name for check, _ in translation_problems(singular)}
    if one_number:
        also -= {"numbers", "extra-numbers", "length"}
        if _has_one_placeholder(singular.source):
            also.discard("placeholders")
    return [(check, problem) for check, problem in seen if check.name in also]


def _has_one_placeholder(text: str) -> bool:
    from polyloom.placeables.placeholder_syntaxes import placeholders, qt_arguments

    return len(placeholders(text)) + len(qt_arguments(text)) == 1


@lru_cache(maxsize=64)
def _forms_for_one_number(plural_forms: str) -> frozenset[int]:
    """The forms that stand for exactly one count, by a header's ``Plural-Forms``."""
    match = _PLURAL_FORMS.search(plural_forms)
    if match is None:
        return frozenset()
    try:
        form_of = gettext.c2py(match[2].strip())
        forms = [form_of(count) for count in range(_SAMPLE)]
    except (ValueError, ArithmeticError, RecursionError):
        return frozenset()
    return frozenset(form for form in set(forms) if forms.count(form) == 1)
