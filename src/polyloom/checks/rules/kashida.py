"""No letters are stretched by kashidas (tatweel), which programs neither find nor break.

- ``"كتـــاب"`` → ``"كتاب"``.
- ``"لـ100"``, ``"هـ"``: a kashida before what is no letter keeps the shape of the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair, replaced
from polyloom.language.punctuation import kashidas
from polyloom.messages import message, plural_message
from polyloom.model import Correction, Severity, TextSpan


def _run(pair: TranslationPair) -> Iterator[Problem]:
    found = kashidas(pair.translation, pair.locale)
    if not found or kashidas(pair.source, pair.locale):
        return
    text = replaced(pair.translation, ((start, end, "") for start, end in found))
    yield Problem(
        plural_message(
            "letters are stretched by {count} kashida",
            "letters are stretched by {count} kashidas",
            len(found),
        ),
        message("take them out: stretching is a matter of fonts"),
        TextSpan(*found[0]),
        Correction(text),
        "kashida",
    )


CHECK = Check(
    "kashida",
    Severity.WARNING,
    "No letters are stretched by kashidas.",
    _run,
)
