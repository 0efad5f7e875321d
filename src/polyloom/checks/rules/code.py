"""Code in a text is the source's.

- ``"run `make all`"`` → ``"ejecute `make todo`"``: no reader's computer knows that.
- ``"run `make`"`` → ``"ejecute make"``: it is not shown as code.
- ``"in `<folder>/x`"`` → ``"en `<carpeta>/x`"``: fine, what a reader fills in is for them to read.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt, only_span
from polyloom.checks.rules.marks import shown_marks
from polyloom.language.url_spans import urls
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Markup, Severity
from polyloom.placeables.inline_markup import inline_markup
from polyloom.placeables.simple_markup import has_same_markup

# What translators translate within code: what readers fill in, texts in quotation marks, comments.
_WORDS = late_pattern(
    r"<[^<>]*>|\[[^\[\]]*\]|\{[^{}]*\}|\"[^\"]*\"|'[^']*'|(?:(?<=\s)|^)(?:#|//|--\s).*"
)
# What computers know by name: no sign alone, and no figure with its unit (``8 MB``).
_NAME = late_pattern(r"[^\W\d_]")
# A message of several words that a program says, and may say in the reader's language.
_SENTENCE = late_pattern(r"[^\W\d_]+(?: [^\W\d_]+){3,}[.!?]?")
_FIGURE = late_pattern(r"[\d.,]+\s?[^\W\d_]{0,3}")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if "`" not in pair.source or "```" in pair.source or pair.markup is not Markup.MARKDOWN:
        return
    if has_same_markup(pair.source, pair.translation):
        return
    source, translation = inline_markup(pair.source), inline_markup(pair.translation)
    if source.codes == translation.codes:
        return
    found = {_normal(code) for code in translation.codes}
    lost = [code for code in dict.fromkeys(source.codes) if _normal(code) not in found]
    if not lost or any(mark[0] == "`" for mark in shown_marks(source, translation)):
        return
    for code in lost:
        if not _NAME.search(code) or urls(code):
            continue
        if _FIGURE.fullmatch(code) or _SENTENCE.fullmatch(code):
            continue
        if code in pair.translation:
            yield Problem(
                message("{code} is no longer marked as code", code=excerpt(code)),
                message("put backticks around it"),
                only_span(pair.translation, code),
            )
        else:
            yield Problem(
                message("the code {code} is missing from the translation", code=excerpt(code)),
                message("copy it from the source, with its backticks"),
            )


def _normal(code: str) -> str:
    return _WORDS.sub("<>", " ".join(code.split()))


CHECK = Check(
    "code",
    Severity.WARNING,
    "Code in a text is the source's.",
    _run,
)
