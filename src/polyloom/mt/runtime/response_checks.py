"""Checks of a response: whether it can be a translation at all, and is fit to be a draft.

Machines refuse, chat, repeat themselves and break letters. Each rule looks at a source text and a
restored response and says in a clause what is wrong with the response, or nothing. What passes the
rules has to pass those quality checks, too, whose findings are errors: no machine may break a
placeholder, URL or number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from rapidfuzz.distance import Indel

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.findings import translation_problems
from polyloom.language.function_words import FUNCTION_WORDS
from polyloom.language.locales import language_of
from polyloom.language.scripts import share_in_script
from polyloom.language.text_length import latin_length
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables import mask

# Of texts shorter than this many Latin letters the length says nothing.
_SHORT = 25
_LENGTH_RATIOS = (0.2, 5.0)
# Names and terms of other scripts stand in any text.
_LEAST_IN_SCRIPT = 0.15
_FEWEST_LETTERS = 12
# Which share of an answer's words may be the source language's own.
_MOST_FOREIGN = 0.2
_FEWEST_WORDS = 5
_REPETITION = late_pattern(
    r"(?P<words>[^\s,.;].{2,60}?)(?:[\s,.;]{0,20}+(?P=words)){3,}", re.DOTALL
)
_WORD = late_pattern(r"[^\W\d_]+")

# How alike two texts are at least that may have one translation in common.
_LEAST_SIMILARITY = 0.8

# What assistants say before, around or instead of a translation.
_CHAT = late_pattern(
    r"(?:sure|certainly|of course|okay|ok)[,!.]|here(?:'s|’s| is| are)\b.{0,60}:|"
    r"(?:the )?translat(?:ion|ed text)\b.{0,40}:|translation$|"
    r"(?:as|i am|i'm|i’m) an? (?:ai|language model|assistant)\b|"
    r"i(?:'m|’m| am) (?:sorry|unable|not able)|i (?:can(?:'t|’t|not)|apologi[sz]e)|"
    r"(?:claro|por supuesto|aquí (?:tienes|está)|lo siento,|traducción:|como modelo de lenguaje)|"
    r"(?:voici la traduction|bien sûr[ ,!]|je suis désolé|traduction ?:)|"
    r"(?:aqui está a tradução|com certeza[,!]|tradução:|desculpe,)|"
    r"(?:hier ist die übersetzung|übersetzung:|natürlich[,!]|es tut mir leid)|"
    r"(?:以下是|翻译如下|翻译：|当然[，！])|(?:إليك الترجمة|الترجمة:)|```",
    re.IGNORECASE,
)
# What services say when somebody should pay.
_NOTICES = late_pattern(
    r"MYMEMORY WARNING|QUERY LENGTH LIMIT|INVALID (?:LANGUAGE PAIR|SOURCE LANGUAGE)|"
    r"NO QUERY SPECIFIED|PLEASE SELECT TWO DISTINCT LANGUAGES|TOO MANY REQUESTS|quota exceeded",
)
_PAGE = late_pattern(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
# UTF-8 read as Latin-1 or Windows-1252, and Cyrillic so.
_MOJIBAKE = late_pattern(
    r"[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ˜“”¦]|(?:[ÐÑ][\u0080-\u00bf‚ƒ„…†‡]){2}|ï»¿"
)

Rule = Callable[[TranslationPair], str]


def _empty(pair: TranslationPair) -> str:
    silent = pair.source.strip() and not pair.translation.strip()
    return message("the answer is empty") if silent else ""


def _unpaired_surrogate(pair: TranslationPair) -> str:
    broken = any(unicodedata.category(character) == "Cs" for character in pair.translation)
    return message("the answer has half a character in it") if broken else ""


def _web_page(pair: TranslationPair) -> str:
    found = _PAGE.search(pair.translation) and not _PAGE.search(pair.source)
    return message("the answer is a web page") if found else ""


def _service_notice(pair: TranslationPair) -> str:
    found = _NOTICES.search(pair.translation) and not _NOTICES.search(pair.source)
    return message("the answer is a notice of the service") if found else ""


def _chat(pair: TranslationPair) -> str:
    found = _CHAT.match(pair.translation.lstrip("\"'“*_ \n"))
    if found is None or _CHAT.match(pair.source.lstrip("\"'“*_ \n")):
        return ""
    return message(
        "the answer talks about the translation: “{translation}…”",
        translation=pair.translation.strip()[:40],
    )


def _mojibake(pair: TranslationPair) -> str:
    found = _MOJIBAKE.search(pair.translation)
    if found is None or found[0] in pair.source:
        return ""
    return message("the answer's letters were decoded wrongly: “{found}”", found=found[0])


def _unlikely_length(pair: TranslationPair) -> str:
    source, translation = latin_length(pair.source), latin_length(pair.translation)
    if max(source, translation) <= _SHORT or not source:
        return ""
    ratio = translation / source
    low, high = _LENGTH_RATIOS
    if low <= ratio <= high:
        return ""
    if ratio < low:
        return message("the answer is much too short")
    return message("the answer is much too long")


def _repetition(pair: TranslationPair) -> str:
    found = _REPETITION.search(pair.translation)
    if (
        found is None
        or _REPETITION.search(pair.source)
        or not any(map(str.isalpha, found["words"]))
    ):
        return ""
    return message("the answer repeats itself: “{found}”", found=found["words"].strip()[:40])


def _wrong_script(pair: TranslationPair) -> str:
    words = mask(pair.translation).words
    share = share_in_script(words, pair.locale)
    if share is None or share >= _LEAST_IN_SCRIPT or _is_same(pair):
        return ""
    if sum(map(str.isalpha, words)) < _FEWEST_LETTERS:
        return ""
    return message("the answer is in another script than the language is written in")


def _source_language(pair: TranslationPair) -> str:
    source, target = language_of(pair.source_locale), language_of(pair.locale)
    known = FUNCTION_WORDS.get(source)
    words = _WORD.findall(mask(pair.translation).words.casefold())
    if known is None or source == target or len(words) < _FEWEST_WORDS or _is_same(pair):
        return ""
    foreign = known - FUNCTION_WORDS.get(target, frozenset())
    if sum(word in foreign for word in words) <= _MOST_FOREIGN * len(words):
        return ""
    return message("the answer is still in the source's language")


def _is_same(pair: TranslationPair) -> bool:
    """Whether nothing was translated: names stay; the check of identical texts says the rest."""
    return pair.source.strip() == pair.translation.strip()


RULES: tuple[Rule, ...] = (
    _empty,
    _unpaired_surrogate,
    _web_page,
    _service_notice,
    _chat,
    _mojibake,
    _unlikely_length,
    _repetition,
    _wrong_script,
    _source_language,
)


def refusal_reason(source: str, draft: str, *, source_locale: str, locale: str) -> str | None:
    """Why a draft is not fit to be written, or None if it is.

    It is not where it can be no translation at all, or has a finding of level error.

    >>> refusal_reason("{name} won", "{nombre} ganó", source_locale="en", locale="es")
    'the placeholder {name} is missing from the translation'
    """
    pair = TranslationPair(source, draft, source_locale, locale)
    if reason := implausibility(pair):
        return reason
    return next(
        (
            problem.message
            for check, problem in translation_problems(pair)
            if check.severity is Severity.ERROR
        ),
        None,
    )


def implausibility(pair: TranslationPair) -> str:
    """Why the translation of a pair can be none, by the first rule that finds something, or "".

    >>> answer = "Sure! Here is the translation: …"
    >>> implausibility(TranslationPair("The land is theirs.", answer, "en", "es"))
    'the answer talks about the translation: “Sure! Here is the translation: ……”'
    """
    return next((reason for rule in RULES if (reason := rule(pair))), "")


def is_distinctive(translation: str) -> bool:
    """Whether it is so long that two different sources can hardly have it in common."""
    return latin_length(translation) > _SHORT


def may_share_translation(source: str, other: str) -> bool:
    """Whether two texts are so alike that one translation may be right for both.

    >>> may_share_translation("We can't accept it.", "We cannot accept it!")
    True
    >>> may_share_translation("We cannot accept it.", "The land is theirs.")
    False
    """
    return Indel.normalized_similarity(_letters(source), _letters(other)) >= _LEAST_SIMILARITY


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
