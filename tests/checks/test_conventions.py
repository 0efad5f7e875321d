from __future__ import annotations

from msgspec.structs import replace

from polyloom.checks.conventions import observances, without_conventions
from polyloom.model import Catalog, Correction, Entry, Finding, Severity

PLAIN = Finding(
    "spacing",
    Severity.WARNING,
    "a.po",
    3,
    "a plain blank",
    "write another",
    correction=Correction("x"),
    convention="plain_blank",
)
OTHER = Finding("numbers", Severity.ERROR, "a.po", 4, "a number", "write it")
KEY = ("spacing", "plain_blank")


def plain(number: int) -> list[Finding]:
    return [replace(PLAIN, line=line) for line in range(number)]


def test_what_is_done_more_often_than_otherwise_is_one_finding() -> None:
    kept, conventions = without_conventions([OTHER, *plain(6)], {KEY: 5})
    assert conventions == {KEY}
    assert [(each.check, each.line) for each in kept] == [("numbers", 4), ("spacing", 0)]
    assert kept[1].message == (
        "a plain blank; so do 6 texts of this locale, more than do otherwise"
    )
    assert "polyloom check --fix=all" in kept[1].hint
    assert kept[1].correction == Correction("x", is_safe=False)


def test_what_is_done_less_often_is_told_each_time() -> None:
    findings = [OTHER, *plain(6)]
    assert without_conventions(findings, {KEY: 6}) == (findings, frozenset())


def test_a_few_places_make_no_convention() -> None:
    assert without_conventions(plain(4), {}) == (plain(4), frozenset())


def test_a_finding_in_a_finished_translation_speaks_for_all() -> None:
    drafts = [replace(each, in_draft=True) for each in plain(5)]
    kept, _ = without_conventions([*drafts, replace(PLAIN, line=9)], {})
    assert [(each.line, each.in_draft) for each in kept] == [(9, False)]


def test_what_is_as_the_rule_says_is_counted_by_texts() -> None:
    entries = (
        Entry("a", ("Qui\u00a0? Moi\u00a0!",)),
        Entry("b", ("Qui ?",)),
        Entry("c", ("Nom\u00a0: x", "Noms\u202f: x"), None, "d"),
        Entry("e", ("Qui\u00a0?",), obsolete=True),
    )
    assert observances(Catalog((), entries), "fr")[KEY] == 3
    assert KEY not in observances(Catalog((), entries), "zh")
