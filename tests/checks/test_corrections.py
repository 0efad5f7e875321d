from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polyloom.checks.check_contract import Check, Problem
from polyloom.checks.check_table import CHECKS
from polyloom.checks.corrections import corrected_entry
from polyloom.checks.findings import CheckContext, entry_problems
from polyloom.model import Correction, Entry, Severity
from polyloom.po.parser import read_catalog

ROOT = Path(__file__).parents[2]
LOCALES = ("es", "fr", "fr_CA", "de", "pl", "ar", "fa", "el", "zh_Hans", "ja", "ru")
# What typists and engines put where it does not belong, and what corrections put there.
SLIPS = (
    *(" ", "  ", "\u00a0", "\u202f", "\n", "\t", ".", ",", ";", ":", "?", "!", "…", "¿", "¡"),
    *("«", "»", "“", "”", "„", '"', "(", ")", "،", "؟", "。", "，", "（", "ـ", "`", "*", "_"),
    *(
        "<b>",
        "</b>",
        "&nbsp;",
        "{x}",
        "https://a.example/?b",
        "[a](b)",
        " :ref:`x` ",
        "1.",
        "de de",
    ),
)
WORDS = {
    "es": "Quién decide hoy",
    "de": "Wer entscheidet heute",
    "pl": "Kto decyduje dziś",
    "ar": "من يقرر كتاب",
    "fa": "چه کسی تصمیم",
    "el": "Ποιος αποφασίζει σήμερα",
    "zh": "谁 决定 今天",
    "ja": "だれ 決める 今日",
    "ru": "Кто решает сегодня",
    "fr": "Qui décide hui",
}


def safe(_check: Check, problem: Problem) -> bool:
    return problem.correction is not None and problem.correction.is_safe


def every(_check: Check, problem: Problem) -> bool:
    return problem.correction is not None


@cache
def real_texts() -> Sequence[tuple[str, Entry]]:
    """The project's own translations, with their locales."""
    found: list[tuple[str, Entry]] = []
    for path in sorted(ROOT.glob("locales/*/LC_MESSAGES/**/*.po")):
        locale = path.relative_to(ROOT / "locales").parts[0]
        found += [
            (locale, entry)
            for entry in read_catalog(path.read_bytes(), str(path)).entries
            if entry.has_translation and len(entry.msgid) < 400
        ]
    return found


@st.composite
def slipped(draw: st.DrawFn, text: str) -> str:
    """A text with slips at random places."""
    for slip in draw(st.lists(st.sampled_from(SLIPS), max_size=5)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + slip + text[place:]
    if draw(st.booleans()) and (words := re.findall(r"\S+", text)):
        word = draw(st.sampled_from(words))
        text = text.replace(word, f"{word} {word}", 1)
    return text


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, Entry]:
    """A locale with a real text that somebody has slipped in, or words of its script and slips."""
    if draw(st.booleans()):
        locale, entry = draw(st.sampled_from(real_texts()))
        return locale, Entry(entry.msgid, (draw(slipped(entry.msgstr[0])),))
    locale = draw(st.sampled_from(LOCALES))
    pieces = st.sampled_from((*SLIPS, *WORDS[locale[:2]].split()))
    source = "".join(draw(st.lists(st.sampled_from((*SLIPS, "Who ", "decides")), max_size=8)))
    return locale, Entry(source, ("".join(draw(st.lists(pieces, min_size=1, max_size=12))),))


@pytest.mark.parametrize("is_wanted", [safe, every], ids=["safe", "all"])
@given(entries())
@example(("fr", Entry("Who: decides?", ("Qui : décide ?",))))
@example(("es", Entry("Who?", ("Qui  décide ?  ",))))
@example(("zh_Hans", Entry("One (two), three.", ("一(二), 三.",))))
def test_after_correcting_nothing_is_left_to_correct_and_nothing_is_new(
    is_wanted: Callable[[Check, Problem], bool], located: tuple[str, Entry]
) -> None:
    locale, entry = located
    problems_of = partial(entry_problems, context=CheckContext("a.po", "en", locale))
    before = problems_of(entry)
    new = corrected_entry(entry, problems_of, is_wanted)
    left = problems_of(new)
    assert [problem for _, check, problem in left if is_wanted(check, problem)] == []
    assert _counted(left) <= _counted(before)
    assert corrected_entry(new, problems_of, is_wanted) == new


def _counted(problems: Sequence[tuple[int, Check, Problem]]) -> Counter[str]:
    return Counter(check.name for _, check, _ in problems)


def test_a_correction_after_which_more_is_wrong_is_left_out() -> None:
    check = CHECKS[0]

    def problems_of(entry: Entry) -> Sequence[tuple[int, Check, Problem]]:
        text = entry.msgstr[0]
        worse = Problem("worse", "", correction=Correction("worse"))
        better = Problem("good", "", correction=Correction("better"))
        return {
            "bad": [(0, check, worse), (0, check, better)],
            "worse": [(0, check, worse)] * 3,
            "better": [(0, check, Problem("good", ""))],
        }[text]

    assert check.severity is Severity.ERROR
    assert corrected_entry(Entry("a", ("bad",)), problems_of, every).msgstr == ("better",)


def test_each_plural_form_is_corrected() -> None:
    entry = Entry("%d file", ("%d archivo ", "%d  archivos "), None, "%d files")
    context = CheckContext("a.po", "en", "es", plural_forms="nplurals=2; plural=(n != 1);")
    new = corrected_entry(entry, partial(entry_problems, context=context), safe)
    assert new.msgstr == ("%d archivo", "%d archivos")
