"""A translation differs from a source that has words to translate.

- ``"New elections were called"`` → the same: nobody has translated it.
- Names (``Dina Boluarte``), numbers, URLs, code, file names (``_src/main.rs_:``), strings of a
  program (``"left: {left}"``), and locales of the source's language (``en`` → ``en_GB``) are left
  alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.function_words import FUNCTION_WORDS
from polyloom.language.locales import language_of
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.placeholder_syntaxes import placeholders
from polyloom.placeables.prose import prose

_LINK_TARGET = late_pattern(r"(?<=\])\([^()\s]{0,300}\)")
_OPERATORS = "=<>+&|$^%@"
_STATEMENT_END = late_pattern(r";[ \t]*$", re.MULTILINE)
_LINK = late_pattern(r"\[([\w.\-]+)\]\((\S*)\)")
# What stands around a word of prose: punctuation, quotation marks, brackets, signs of comments.
_EDGES = "".join(
    ("\"'`“”„‟«»‹›‘’‚「」『』《》()[]{}（）【】*_~.,:;!?…¿¡،؛؟۔।。，、：；！？", "/#-–—|>\\")
)
# Marks that stand between words without a blank.
_FULL_WIDTH_MARKS = str.maketrans(dict.fromkeys("，。、；：！？「」『』（）《》", " "))
# A letter, or one of a script whose vowel signs are no letters to Python; no punctuation.
_LETTER = r"(?:[^\W\d_]|[^\x00-\u02ff\u2000-\u206f\u3000-\u303f\uff00-\uff0f])"
# A word of prose, also with an apostrophe or hyphens within.
_PLAIN = late_pattern(rf"(?=.?.?{_LETTER}{{2}}){_LETTER}++(?:['’\-‐–—/]{_LETTER}++)*")
_HAS_CAPITAL_WITHIN = late_pattern(r"[^\W\d_]*[a-z][A-Z]")
_STRING = late_pattern(r"\s*(?:[bcrf]{0,2}\"[^\"]*\"|'[^']*')[\s,;]*")
# Four words that all begin with a capital are a heading more likely than a name.
_LONGEST_NAME = 3


class _Words(Struct, frozen=True):
    """What a text consists of: words in small letters, other words, and how much is code.

    ``has_phrase``: a word in small letters stands right after another word.
    """

    small: tuple[str, ...]
    capital: int
    code: int
    has_phrase: bool


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not is_same_but_for_blanks(pair.source, pair.translation):
        return
    language = language_of(pair.source_locale)
    if language_of(pair.locale) == language:
        return
    if _would_be_translated(pair.source, language):
        yield Problem(
            message("the translation is the same as the source"),
            message("translate it, or leave it if it is the same in both languages"),
        )


def is_same_but_for_blanks(source: str, translation: str) -> bool:
    """Whether two texts are the same word for word, however they are wrapped.

    >>> is_same_but_for_blanks("One. Two. ", "One.  Two.")
    True
    """
    # Compared at the edges first: nearly all differ there.
    return source.strip()[:1] == translation.strip()[:1] and source.split() == translation.split()


def _would_be_translated(text: str, language: str) -> bool:
    words = _words_of(text)
    number = len(words.small) + words.capital
    function_words = FUNCTION_WORDS.get(language, frozenset())
    if number > 1 and not function_words.isdisjoint(words.small):
        return True
    if number == 0 or _is_link_to_name(text):
        return False
    if words.code or _STRING.fullmatch(text):
        return words.has_phrase and not _STATEMENT_END.search(text)
    if number == 1 and words.small:
        return _is_word_to_translate(words.small[0])
    return words.has_phrase or words.capital > _LONGEST_NAME


def _is_word_to_translate(word: str) -> bool:
    """Whether a word by itself, which has no capital, is no name: of programs they have hyphens."""
    if word[0].islower():
        return "-" not in word
    # A long run of letters that has no case is a sentence of a script without blanks.
    return len(word) > _LONGEST_NAME


def _is_link_to_name(text: str) -> bool:
    """Whether a text is a link of one word that its target has, as those to projects are."""
    link = _LINK.fullmatch(text.strip())
    return link is not None and link[1].casefold() in link[2].casefold()


def _words_of(text: str) -> _Words:
    small: list[str] = []
    capital = 0
    code = len(placeholders(text)) + text.count("`") // 2 + len(_STATEMENT_END.findall(text))
    has_phrase = follows_word = False
    for token in _tokens(text):
        word = token.strip(_EDGES)
        is_plain = _is_plain(token, word)
        is_small = is_plain and not word[0].isupper()
        if is_small:
            small.append(word)
            in_line = follows_word and token.startswith(word)
            has_phrase |= in_line and (word[0].islower() or not capital)
        capital += is_plain and not is_small
        code += not is_plain and _is_code(token, word)
        follows_word = is_plain and token.endswith(word)
    return _Words(tuple(small), capital, code, has_phrase)


def _tokens(text: str) -> list[str]:
    return prose(_LINK_TARGET.sub(" ", text)).translate(_FULL_WIDTH_MARKS).split()


def _is_plain(token: str, word: str) -> bool:
    """Whether what is left of a token without its edges is a word of prose."""
    return (
        _PLAIN.fullmatch(word) is not None
        and _HAS_CAPITAL_WITHIN.match(word) is None
        and not _is_call(token, word)
    )


def _is_code(token: str, word: str) -> bool:
    """Whether a token that is no word of prose is code, rather than a number, letter or dash."""
    if len(word) > 1:
        return not word.isdigit()
    return not word and not token.strip(_OPERATORS)


def _is_call(token: str, word: str) -> bool:
    """Whether what stands right after a word makes it code: ``main()``, ``x;``, ``path::``."""
    after = token[token.rfind(word) + len(word) :]
    return after.startswith(("(", "::", "[", "{"))


CHECK = Check(
    "identical",
    Severity.WARNING,
    "A translation differs from a source that has words to translate, other than names and code.",
    _run,
)
