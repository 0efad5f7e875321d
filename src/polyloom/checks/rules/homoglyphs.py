"""No letter in a word is of another script and only looks right.

Searching, spelling and speech fail on them. Whole words of another script, endings behind
abbreviations (``URLов``), units and signs of mathematics are left alone.

- ``"pаssword"`` with a Cyrillic ``а``: found.
- ``"для DNSа"``, ``"веб-site"``, ``"5 µm"``: fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt, shortened
from polyloom.language.lookalike_letters import lookalikes
from polyloom.messages import message
from polyloom.model import Severity, TextSpan

_GREEK_OR_CYRILLIC = re.compile("[Ͱ-ԯ]")
# A text with more of them has been written on another keyboard.
_MOST = 3


@cache
def _may_be_mixed() -> re.Pattern[str]:
    """A letter of Cyrillic or Greek beside a Latin one: nearly no text has it."""
    return re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ][Ͱ-ԯ]|[Ͱ-ԯ][A-Za-zÀ-ÖØ-öø-ɏ]")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    text = pair.translation
    if text.isascii() or not _GREEK_OR_CYRILLIC.search(text) or not _may_be_mixed().search(text):
        return
    words = (found for found in lookalikes(text) if found.word not in pair.source)
    for found in islice(words, _MOST):
        yield Problem(
            message(
                "{word} has {other_script} letters that look like {script} ones: {letters}",
                word=excerpt(found.word),
                other_script=found.other,
                script=found.script,
                letters=shortened(found.letters),
            ),
            message("write it in {script} letters only", script=found.script),
            TextSpan(found.start, found.start + len(found.word)),
        )


CHECK = Check(
    "homoglyphs",
    Severity.WARNING,
    "No letter in a word is of another script and only looks like one of its own.",
    _run,
)
