"""Which language a text seems to be in, by its script and by its function words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from polyloom.language.function_words import FUNCTION_WORDS
from polyloom.language.locales import language_of, script_of
from polyloom.language.scripts import HAN, HANGUL, KANA, letters_in_script
from polyloom.late_patterns import late_pattern

_FEWEST_WORDS = 5
_FEWEST_WORDS_OF_OTHERS = 8
_FEW_WORDS = 12
_MANY_SHARED = 8
# Words of two letters stand in many languages.
_LONG_WORD = 3
_FEWEST_LONG = 2
# Of the words: how many are function words of a language, and how many more than of another one.
_LEAST_SHARE, _LEAST_SHARE_OF_OTHERS = 0.25, 0.15
_MAJORITY = 4
_FEWEST_DISTINCT = 3
_FEWEST_LETTERS = 8
# As many Han characters without any kana are no Japanese: titles have fewer.
_LONG_HAN = 24
_WITH_HAN = frozenset({"Hans", "Hant", "Jpan", "Kore"})
_WORD = late_pattern(r"[^\W\d_]+")
# Written in several scripts, or in another one than CLDR's first.
_SEVERAL_SCRIPTS = frozenset((
    "sr", "bs", "sh", "uz", "az", "kk", "ky", "ku", "mn", "pa", "tg", "tt", "tk", "ug", "crh", "ms",
    "sd", "ks", "ha", "shi", "iu", "cr", "zgh", "kab", "ber", "rm",
))  # fmt: skip
# Languages so alike that their function words tell little.
_VARIANTS = {
    "sr": ("sr", "hr"),
    "sh": ("sr", "hr"),
    "bs": ("hr", "sr"),
    "no": ("nb",),
    "nn": ("nb",),
    "tl": (),
}
_ALIKE = (
    frozenset({"hr", "sr", "bs", "sh", "sl", "bg", "mk"}),
    frozenset({"ru", "uk", "be", "bg"}),
    frozenset({"da", "nb", "no", "nn"}),
    frozenset({"id", "ms"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "gl"}),
    frozenset({"pt", "gl"}),
)


def words_of_letters(text: str) -> list[str]:
    """The words of a text that consist of letters, case-folded."""
    return _WORD.findall(text.casefold())


# Two checks ask for the same text, one right after the other.
@lru_cache(maxsize=4)
def is_in_own_language(text: str, locale: str) -> bool:
    """Whether a text has some words that its language cannot do without, or none of others.

    Takes little time, and counts only words without punctuation. True as well
    where nothing can be told: of a few words, or in a language that is not known.
    """
    words = text.casefold().split()
    if len(words) < _FEWEST_WORDS:
        return True
    language = language_of(locale)
    telling = _telling_words(language)
    if telling:
        if len(telling.intersection(words)) > (len(words) > _FEW_WORDS):
            return True
        return len(_foreign_words(language).intersection(words)) < _FEWEST_DISTINCT - 1
    script = script_of(locale)
    letters = letters_in_script(script)
    return script == "Latn" or not letters or _any_of(letters).search(text) is not None


def foreign_language(words: Sequence[str], locale: str, source_locale: str) -> str:
    """The language, as an ISO 639 code, that words are in if not in the locale's, or nothing.

    Empty as well where there are too few words, or nothing is known of the locale's language. A
    translation may be left in the language of its source, so that less is asked for there.

    >>> foreign_language("the end of the story is that it was not".split(), "es", "en")
    'en'
    """
    language, source = language_of(locale), language_of(source_locale)
    if len(words) < _FEWEST_WORDS:
        return ""
    if _hits(words, _distinctive(source, language), least=_LEAST_SHARE * len(words)):
        return source
    if len(words) < _FEWEST_WORDS_OF_OTHERS or not _is_known(locale):
        return ""
    least = _LEAST_SHARE_OF_OTHERS * len(words)
    hits = {
        other: _hits(words, _distinctive(other, language), least=least)
        for other in _likely(words, language)
    }
    best = max(hits, key=hits.__getitem__, default="")
    return best if hits.get(best) else ""


def _likely(words: Sequence[str], language: str) -> list[str]:
    """The languages that have enough of some words, which the language itself has not."""
    known = _languages_by_word()
    telling = {word for word in _foreign_words(language).intersection(words) if len(word) > 1}
    if len(telling) < _FEWEST_DISTINCT:
        return []
    # In the text's order: of two languages that have as many, the first one counts.
    ordered = (word for word in dict.fromkeys(words) if word in telling)
    votes = Counter(other for word in ordered for other in known[word])
    return [
        other
        for other, number in votes.items()
        if number >= _FEWEST_DISTINCT and other not in _alike(language)
    ]


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in FUNCTION_WORDS.items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found


@lru_cache(maxsize=64)
def _foreign_words(language: str) -> frozenset[str]:
    """The function words of all languages that a language itself has not."""
    return frozenset(_languages_by_word()) - _own_words(language)


def _hits(
    words: Sequence[str], distinctive: tuple[frozenset[str], frozenset[str]], *, least: float
) -> int:
    """How many words are of another language, if they say that the text is in it, or 0.

    ``distinctive`` are that language's words and one's own; there must be a few different ones of
    the former, and at least ``least`` in all.
    """
    theirs, own = distinctive
    found = theirs.intersection(words)
    if len(found) < _FEWEST_DISTINCT:
        return 0
    if sum(len(word) >= _LONG_WORD for word in found) < _FEWEST_LONG:
        return 0
    hits = sum(map(found.__contains__, words))
    if hits < least:
        return 0
    against = sum(map(own.__contains__, words))
    return hits if against * _MAJORITY <= hits else 0


@lru_cache(maxsize=512)
def _distinctive(other: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that another language has and the language has not, and the reverse.

    Those of one letter, which stands for much else, are left out.
    """
    theirs, own = (
        frozenset(word for word in _own_words(each) if len(word) > 1) for each in (other, language)
    )
    return theirs - own, own - theirs


def _is_known(locale: str) -> bool:
    """Whether another language in Latin letters can be told from the locale's."""
    return bool(_own_words(language_of(locale))) or script_of(locale) not in {"Latn", ""}


@lru_cache(maxsize=64)
def _own_words(language: str) -> frozenset[str]:
    """The function words of a language, in whatever script it is written."""
    variants = _VARIANTS.get(language, (language,))
    return frozenset[str]().union(*(FUNCTION_WORDS.get(each, frozenset()) for each in variants))


@lru_cache(maxsize=8)
def _telling_words(language: str) -> frozenset[str]:
    """The function words of a language that no language has which shares many of them."""
    own = _own_words(language)
    near = [
        words
        for other, words in FUNCTION_WORDS.items()
        if other not in _alike(language) and len(own & words) >= _MANY_SHARED
    ]
    return own.difference(*near)


@lru_cache(maxsize=8)
def _alike(language: str) -> frozenset[str]:
    return frozenset({language}).union(*(group for group in _ALIKE if language in group))


def is_in_foreign_script(text: str, locale: str) -> bool:
    """Whether a text is written in a script that is neither the locale's nor Latin.

    Names and terms in Latin letters stand in texts of all languages.

    >>> is_in_foreign_script("Сохранить как", "fr"), is_in_foreign_script("Save as", "ru")
    (True, False)
    """
    if text.isascii() or language_of(locale) in _SEVERAL_SCRIPTS:
        return False
    script = script_of(locale)
    if script in _WITH_HAN and _is_other_east_asian(text, script):
        return True
    return _foreign_letter(locale).search(text) is not None and _is_mostly_foreign(text, locale)


def has_foreign_letters(text: str, locale: str) -> bool:
    """Whether a text has a letter that is neither of the locale's script nor Latin."""
    return not text.isascii() and _foreign_letter(locale).search(text) is not None


def _is_mostly_foreign(text: str, locale: str) -> bool:
    letters = sum(map(str.isalpha, text))
    foreign = sum(map(str.isalpha, _foreign_letter(locale).findall(text)))
    return letters >= _FEWEST_LETTERS and foreign > letters / 2


@lru_cache(maxsize=16)
def _foreign_letter(locale: str) -> re.Pattern[str]:
    """A letter that is neither Latin nor of the locale's script; nothing if that is not known."""
    script = script_of(locale)
    own = HAN + KANA + HANGUL if script in _WITH_HAN else letters_in_script(script)
    return re.compile(f"[^\\x00-\u036f\u1d00-\u2bff\ua700-\uabff{own}]") if own else _NOTHING


_NOTHING = late_pattern(r"(?!)")


def _is_other_east_asian(text: str, script: str) -> bool:
    """Whether a text is Japanese in place of Chinese or Korean, or Chinese in place of these."""
    if script == "Jpan":
        return not _any_of(KANA).search(text) and len(_any_of(HAN).findall(text)) >= _LONG_HAN
    if script == "Kore":
        return not _any_of(HANGUL).search(text) and (
            len(_any_of(KANA).findall(text)) + len(_any_of(HAN).findall(text)) >= _FEWEST_LETTERS
        )
    kana = len(_any_of(KANA).findall(text))
    return kana >= _FEWEST_LETTERS and kana > len(_any_of(HAN).findall(text))


@lru_cache(maxsize=16)
def _any_of(ranges: str) -> re.Pattern[str]:
    return re.compile(f"[{ranges}]")
