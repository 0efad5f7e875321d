"""Marks of Markdown open and close, as a parser sees it: no reader sees any that the source hides.

- ``"**Stop.** Then go"`` → ``"**止まれ。**まず"``: nothing is emphasized, four asterisks are shown.
- ``"**Stop** here"`` → ``"** Alto ** aquí"``: so it is with blanks within the marks.
- ``"run `make`"`` → ``"ejecute `make"``: the code has no end.
- ``"2 * 3"`` → ``"2 * 3"``: fine, the source shows its asterisk, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.mark_corrections import mark_correction
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Markup, Severity, TextSpan
from polyloom.placeables.inline_markup import InlineMarkup, ShownMark, inline_markup
from polyloom.placeables.simple_markup import has_same_markup

_SIGNS = "*_~`"
_WITHIN_WORDS = late_pattern(r"[^\W_]_+[^\W_]")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if pair.markup is not Markup.MARKDOWN or not any(map(pair.translation.__contains__, _SIGNS)):
        return
    if has_same_markup(pair.source, pair.translation):
        return
    found = inline_markup(pair.translation)
    if not found.shown:
        return
    counts = shown_marks(inline_markup(pair.source), found)
    for mark, count in counts.items():
        first = next(shown for shown in found.shown if shown.mark == mark)
        yield Problem(
            message(
                "readers will see {mark} in the translation: it marks nothing there", mark=mark
            ),
            _hint(first, count, pair.translation),
            TextSpan(first.start, first.start + len(mark)),
            mark_correction(pair),
        )


def shown_marks(source: InlineMarkup, translation: InlineMarkup) -> Counter[str]:
    """The marks that only a translation's readers see, as written, each with how often.

    One asterisk, or underscores, may be meant as they are where no emphasis was lost.
    """
    if not translation.shown:
        return Counter()
    more = Counter(shown.mark for shown in translation.shown)
    more.subtract(shown.mark for shown in source.shown)
    lost = source.emphasis.total() > translation.emphasis.total()
    return Counter(
        {
            mark: count
            for mark, count in more.items()
            if count > 0 and (lost or mark[0] == "`" or (len(mark) > 1 and mark[0] != "_"))
        }
    )


def _hint(shown: ShownMark, count: int, translation: str) -> str:
    """What to do about marks, by what stands beside the first of them (CommonMark §6.2)."""
    mark, start = shown
    if translation[:start].endswith("\\"):
        return message("take the backslashes away")
    if mark[0] == "_" and _WITHIN_WORDS.search(translation):
        return message(
            "beside letters, write {stars} in place of {mark}", stars="*" * len(mark), mark=mark
        )
    if count % 2 or mark[0] == "`":
        return message("write {mark} where it begins and where it ends, or not at all", mark=mark)
    before, after = translation[:start][-1:], translation[start + len(mark) :][:1]
    if after.isspace() or (before.isspace() and not after):
        return message("leave no blank between {mark} and the words", mark=mark)
    return message(
        "move the punctuation mark out of the {mark}, or put a blank outside of them", mark=mark
    )


CHECK = Check(
    "marks",
    Severity.ERROR,
    "Marks of Markdown open and close where a parser sees it, so that no reader sees them.",
    _run,
)
