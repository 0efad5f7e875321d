"""White space at the edges is the source's.

Outputs put a translation where the source text stood, so a line break or a blank too many or too
few at an edge changes what is around it.

- ``"Name: "`` → ``"Nom :"``: the blank at the end is missing.
- ``"Name:"`` → ``"Nom :"``: fine, what is inside is the translator's business.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.messages import message, translatable
from polyloom.model import Correction, Severity, TextSpan

_NAMES = {
    "\n": translatable("a line break"),
    "\r\n": translatable("a line break"),
    "\t": translatable("a tab"),
    " ": translatable("a blank"),
    "\u00a0": translatable("a no-break blank"),
    "\u202f": translatable("a narrow no-break blank"),
    "\u3000": translatable("an ideographic blank"),
}


def _run(pair: TranslationPair) -> Iterator[Problem]:
    source, translation = pair.source, pair.translation
    # Nearly all have none.
    edges = source[:1] + source[-1:] + translation[:1] + translation[-1:]
    if not any(map(str.isspace, edges)):
        return
    if not source.strip() or not translation.strip():
        return
    before, after = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
    correction = Correction(f"{before}{translation.strip()}{after}")
    begin, end = len(translation) - len(translation.lstrip()), len(translation.rstrip())
    if translation[:begin] != before:
        yield Problem(
            message(
                "the translation begins with {space}, the source with {source_space}",
                space=_named(translation[:begin]),
                source_space=_named(before),
            ),
            message("begin the translation with {space}", space=_named(before)),
            TextSpan(0, begin),
            correction,
        )
    if translation[end:] != after:
        yield Problem(
            message(
                "the translation ends with {mark}, the source with {source_mark}",
                mark=_named(translation[end:]),
                source_mark=_named(after),
            ),
            message("end the translation with {space}", space=_named(after)),
            TextSpan(end, len(translation)),
            correction,
        )


def _named(space: str) -> str:
    if not space:
        return message("no white space")
    if space in _NAMES:
        return message(_NAMES[space])
    if len(set(space)) == 1 and space[0] in _NAMES:
        return message("{number} times {names}", number=len(space), names=message(_NAMES[space[0]]))
    return message("white space ({characters})", characters=ascii(space)[1:-1])


CHECK = Check(
    "whitespace",
    Severity.WARNING,
    "White space at the beginning and at the end is the source's.",
    _run,
)
