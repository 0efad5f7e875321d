"""What the source denies the translation does not affirm.

From English into Catalan, Portuguese and Spanish only: in other pairs published translations say
too much otherwise (“is not switched on” → “éteint”).

- ``"The law does not apply to minors"`` → ``"La ley se aplica a los menores"``: found.
- ``"It is not visible"`` → ``"Es invisible"``, ``"Do not forget …"`` → ``"Recuerde …"``: fine; so
  is all in a question, a condition, or a text with other words of negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt
from polyloom.checks.rules.identical import is_same_but_for_blanks
from polyloom.language.implied_negation import implies_negation, knows_implied_negation
from polyloom.language.locales import language_of
from polyloom.language.negation import negations
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import prose

_LONGEST = 400
_NOTS = ("not", "n't", "n’t")
_NOT = re.compile(r"not(?<=[\sn]not)\b|n['’]t\b")
# A much shorter or longer translation has other words for it, or other faults.
_RATIOS = (0.6, 1.7)


@cache
def _denial() -> re.Pattern[str]:
    """An auxiliary verb with “not”, where it is the verb behind it that is denied."""
    return re.compile(
        r"\b(?:(?:do|does|did|is|are|was|will|should|must|could|can|may|has|have|had)"
        r"(?:\s+not|n['’]t)|cannot|can['’]t|won['’]t)\b"
        r"(?!\s+(?:(?:\w+\s+)?any|really|all|feel|think|going|only|just|merely|forget|fail|yet|"
        r"until|want|worry|mind|bother|hesitate|care|neglect|necessarily|matter|quite|much|long|"
        r"enough|even|to|alone|sure|know|so|very|too|lose|limited|mourn|wait|tarry)\b)(?=\s+\w{3})",
        re.IGNORECASE,
    )


@cache
def _other_ways() -> re.Pattern[str]:
    """What makes a denial less than one, or is another one: then translations take liberties."""
    return re.compile(
        r"\?|\.\.\.|…|n['’]t(?=[.,!;:]|$)|\bnot(?=[.,!;:]|$)|\b(?:either|any|at all|let['’]?s|"
        r"regret|right|thank|enough|sorry|indeed|unless|until|without|whether|"
        r"check|still|or not|only|than|why|hardly|anymore|never|nor|neither|nothing|none|nobody|"
        r"already|otherwise|except|would|until|easy|"
        r"un(?!der|i|til|like)\w{4,}|im(?:poss|perf|mut|part|pol|prop|pract)\w+|"
        r"in(?:valid|correct|complete|visible|compatible|accessible|sufficient|finite)\w*|"
        r"dis(?:ab|app|conn|card|like|agree|allow)\w+|\w+less)\b",
        re.IGNORECASE,
    )


def _run(pair: TranslationPair) -> Iterator[Problem]:
    source = pair.source
    # Cheap tests first: most texts deny nothing.
    if not any(map(source.__contains__, _NOTS)) or not knows_implied_negation(pair.locale):
        return
    if language_of(pair.source_locale) != "en" or not _may_deny(source):
        return
    if implies_negation(pair.translation, pair.locale):
        return
    denied = _denied(prose(source))
    if denied and _is_close(pair) and not negations(pair.translation, pair.locale):
        yield Problem(
            message(
                "the source says {denied}, the translation has no word of negation",
                denied=excerpt(denied),
            ),
            message("see whether it says the opposite"),
        )


# The next locale asks for the source again.
@lru_cache(maxsize=16)
def _may_deny(source: str) -> bool:
    """Whether a source is short, and has a denial, be it in what is no prose."""
    if len(source) > _LONGEST or "\n" in source or not _NOT.search(source):
        return False
    return _denial().search(source) is not None


def _denied(text: str) -> str:
    """The denial in a text that has one, and nothing that would make it less than that."""
    found = _denial().search(text)
    return found[0] if found and not _other_ways().search(text) else ""


def _is_close(pair: TranslationPair) -> bool:
    """Whether a translation is about as long as its source, and not a copy of it."""
    ratio = len(pair.translation) / len(pair.source)
    copied = is_same_but_for_blanks(pair.source, pair.translation)
    return _RATIOS[0] <= ratio <= _RATIOS[1] and not copied


CHECK = Check(
    "lost-negation",
    Severity.WARNING,
    "What an English source denies the translation does not affirm (Catalan, Portuguese, Spanish).",
    _run,
)
