"""The text ends as its source does: a question with a question mark, a statement with a full stop.

Compared by what the mark is, not how it is written (``language.final_marks``). Closing quotation
marks, brackets, footnote marks and the targets of links after it are passed over; marks in code,
placeholders and URLs are none. Thai, Lao, Khmer, Myanmar and Tibetan, which write no final marks,
are left alone.

- ``"Who decides?"`` → ``"¿Quién decide"``: the question mark is missing.
- ``"Who decides?"`` → ``"Ποιος αποφασίζει;"``: fine.

What is a matter of style is left alone as well: a full stop after a clause that has none in its
source (``"try it (once)"`` → ``"inténtalo (una vez)."``), an exclamation that becomes a statement,
commas and semicolons after the items of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.final_marks import (
    COLON,
    COMMA,
    ELLIPSIS,
    EXCLAMATION,
    FULL_STOP,
    NO_MARK,
    SEMICOLON,
    announces_with_full_stop,
    ends_with_and_so_on,
    has_stop_of_its_own,
    is_predicate_last,
    mark_at_end,
    may_be_phrase,
    says_otherwise,
    takes_full_stop,
    written_mark,
)
from polyloom.language.locales import language_of
from polyloom.language.punctuation import blank_before
from polyloom.language.scripts import SOUTH_EAST_ASIAN_LANGUAGES
from polyloom.language.url_spans import url_spans
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Correction, Severity, TextSpan
from polyloom.placeables.code_spans import code_spans
from polyloom.placeables.placeholder_syntaxes import placeholders
from polyloom.placeables.prose import prose

_UNMARKED = SOUTH_EAST_ASIAN_LANGUAGES | {"bo", "dz"}
# How much of the end of a text is looked at for what is longer than a character.
_REACH = 80
_CLOSING_QUOTES = "\"”“„’‘'»«›‹」』"
_QUOTED_MARK_ENDS = frozenset(f"{_CLOSING_QUOTES})]}}）］｝】》〉〕>")
_CLOSERS = frozenset(
    f"{_CLOSING_QUOTES})]}}）］｝】》〉〕*_~`†‡¹²³⁰⁴⁵⁶⁷⁸⁹"
    " \t\r\n\u00a0\u202f\u2009\u200e\u200f\u3000"
)
_OPENERS = frozenset("\"“«„‘'([{（「『<")
_FOOTNOTE = late_pattern(r"(?:\[\^?\w{1,4}\]|</\w+>|<br ?/?>)$")
_FOOTNOTE_ENDS = frozenset("]>")
_LINK_TARGET = late_pattern(r"(?<=\])\([^()\s]{0,300}\)")
_PARENTHESIS = late_pattern(r"\s?[(（][^()（）]{1,200}[)）][\s*_]{0,4}$")
_CLOSING_PARENTHESES = frozenset(")）")
# The parenthesis, what the pattern has behind it, and the line feed that ``$`` passes over.
_REACH_BEHIND_PARENTHESIS = 6
# Stands for code, a placeholder or a URL: a letter that is no sentence's end in any language.
_STAND_IN = "x"
# Marks that may stand after the parts of a list, and after the last of them.
_LIST_MARKS = frozenset({COMMA, SEMICOLON, FULL_STOP})
# A semicolon after one of these ends a statement of code.
_CODE_BRACKETS = frozenset(")]}")
_LONGEST_LABEL = 3
# Marks that are put in each other's place, and what they, or others, may be put behind.
_REPLACED = frozenset({FULL_STOP, COLON})
_MAY_TAKE_MARK = late_pattern(r"[\w)）\u0300-\u036f\u0900-\u0dff]")
_SMALL_WORD = 3
_WORD = late_pattern(r"[^\W\d_]+")


class _Ending(Struct, frozen=True):
    """How a text ends: the mark, another within the quotation marks before it, what they follow."""

    mark: str
    quoted_mark: str
    tail: str
    closers: str

    @property
    def without_mark(self) -> str:
        """The end of the text before its final mark."""
        if self.mark == NO_MARK:
            return self.tail
        return self.tail[: _before_closers(self.tail, len(self.tail) - 1)]


class _Mismatch(Struct, frozen=True):
    """How the source ends, and how its translation does: otherwise."""

    wanted: _Ending
    found: _Ending


def _run(pair: TranslationPair) -> Iterator[Problem]:
    mismatch = _mismatch(pair)
    if mismatch is None:
        return
    wanted, found = mismatch.wanted.mark, mismatch.found.mark
    yield Problem(
        message(
            "the translation ends with {mark}, the source with {source_mark}",
            mark=_named(found),
            source_mark=_named(wanted),
        ),
        message("take the final mark out")
        if wanted == NO_MARK
        else message("end it with {mark}", mark=_named(wanted)),
        _place(pair.translation, mismatch.found),
        _correction(pair, mismatch),
    )


def _mismatch(pair: TranslationPair) -> _Mismatch | None:
    language, source_language = language_of(pair.locale), language_of(pair.source_locale)
    if language in _UNMARKED or source_language in _UNMARKED:
        return None
    wanted = _ending_of_source(pair.source, source_language)
    found = _ending(pair.translation, language)
    if wanted.mark == found.mark:
        return None
    source, translation = _without_inert(pair.source), _without_inert(pair.translation)
    if source != pair.source:
        wanted = _ending_of_source(source, source_language)
    if translation != pair.translation:
        found = _ending(translation, language)
    if found.mark == NO_MARK and not any(map(str.isalpha, prose(pair.source))):
        return None
    if not any(map(str.isalpha, pair.source)):
        return None
    if (
        _have_one_mark(wanted, found)
        or _is_stop_of_word(wanted, source_language, found, language)
        or _is_matter_of_style(wanted, found)
        or _is_matter_of_language(wanted, found, language)
        or (wanted.mark == NO_MARK and _may_be_added(pair.source, found.mark, found, language))
        or _stands_before_parenthesis(source, source_language, wanted, found.mark)
        or _stands_before_parenthesis(translation, language, found, wanted.mark)
    ):
        return None
    return _Mismatch(wanted, found)


def _correction(pair: TranslationPair, mismatch: _Mismatch) -> Correction | None:
    """The translation with the source's mark, where that is plainly put behind its last word."""
    text = pair.translation.rstrip()
    wanted, found = mismatch.wanted.mark, mismatch.found.mark
    if found != NO_MARK:
        if found not in _REPLACED or wanted not in {*_REPLACED, NO_MARK}:
            return None
        if _end_before_closers(text) != len(text):
            # A bracket, a tag or a quotation mark stands behind it.
            return None
        text = text[:-1].rstrip()
    if not text or not _MAY_TAKE_MARK.search(text[-1]):
        return None
    mark = "" if wanted == NO_MARK else written_mark(wanted, language_of(pair.locale))
    if not mark and wanted != NO_MARK:
        return None
    end = pair.translation[len(pair.translation.rstrip()) :]
    corrected = f"{text}{blank_before(mark, pair.locale)}{mark}{end}"
    is_right = _mismatch(replace(pair, translation=corrected)) is None
    return Correction(corrected) if is_right else None


def _place(text: str, ending: _Ending) -> TextSpan | None:
    """Where the final mark stands in the text that ends so, or where one would."""
    end = _end_before_closers(text)
    if ending.mark == NO_MARK:
        return TextSpan(end, end)
    return TextSpan(end - 1, end) if text[end - 1 : end] == ending.tail[-1:] else None


def _have_one_mark(wanted: _Ending, found: _Ending) -> bool:
    """Whether a mark of one is one of the other: “yes.” and “yes”., “who?”. and “who?”."""
    return not {wanted.mark, wanted.quoted_mark}.isdisjoint({found.mark, found.quoted_mark} - {""})


def _is_stop_of_word(wanted: _Ending, source_language: str, found: _Ending, language: str) -> bool:
    """Whether a full stop is an abbreviation's or a numeral's, or an ellipsis said in words."""
    marks = {wanted.mark, found.mark}
    own = has_stop_of_its_own(wanted.tail, source_language) or has_stop_of_its_own(
        found.tail, language
    )
    if marks == {FULL_STOP, NO_MARK}:
        return own
    if ELLIPSIS not in marks or marks == {ELLIPSIS}:
        return False
    other, its_language = (
        (found, language) if wanted.mark == ELLIPSIS else (wanted, source_language)
    )
    return other.mark in {FULL_STOP, NO_MARK} and ends_with_and_so_on(other.tail, its_language)


def _is_matter_of_style(wanted: _Ending, found: _Ending) -> bool:
    if wanted.mark == EXCLAMATION and found.mark == FULL_STOP:
        # Spanish “¡” has its “!”.
        return found.tail.count("¡") <= found.tail.count("!")
    if wanted.mark == SEMICOLON and wanted.tail[-2:-1] in _CODE_BRACKETS:
        return True
    if wanted.mark in {COMMA, SEMICOLON}:
        return found.mark in _LIST_MARKS or (wanted.mark == COMMA and found.mark == COLON)
    return False


def _may_be_added(source: str, mark: str, found: _Ending, language: str) -> bool:
    """Whether a text whose source has no mark may end with this one: a clause, but no label."""
    if mark == FULL_STOP and is_predicate_last(language):
        return takes_full_stop(found.without_mark, language)
    return mark in {FULL_STOP, COLON} and not _is_label(source)


def _is_matter_of_language(wanted: _Ending, found: _Ending, language: str) -> bool:
    if says_otherwise(found.tail, wanted.mark, language):
        return True
    if wanted.mark == ELLIPSIS and found.mark == FULL_STOP and is_predicate_last(language):
        return not may_be_phrase(found.without_mark, language)
    if wanted.mark == COLON and found.mark == FULL_STOP:
        return announces_with_full_stop(language) and not may_be_phrase(
            found.without_mark, language
        )
    # Japanese has no full stop before a closing quotation mark.
    return (
        is_predicate_last(language)
        and found.mark == NO_MARK
        and wanted.mark in {FULL_STOP, EXCLAMATION, COMMA}
        and (may_be_phrase(found.tail, language) or found.closers[:1] in {"」", "』"})
    )


def _stands_before_parenthesis(text: str, language: str, ending: _Ending, mark: str) -> bool:
    """Whether a text that ends without a mark has this one before its last parenthesis."""
    # Before the pattern is looked for: nearly no text ends with one.
    if ending.mark != NO_MARK or _CLOSING_PARENTHESES.isdisjoint(text[-_REACH_BEHIND_PARENTHESIS:]):
        return False
    match = _PARENTHESIS.search(text[-_REACH * 3 :])
    return match is not None and _ending(text[: -len(match[0])], language).mark == mark


def _is_label(text: str) -> bool:
    """Whether a text is a heading or a name rather than a clause: few words, or all capitals."""
    words, prose_words = _WORD.findall(_without_inert(text)), _WORD.findall(prose(text))
    if len(words) <= _LONGEST_LABEL:
        # “Open `file`” is none.
        return len(prose_words) in {0, len(words)}
    capitals = sum(word[0].isupper() for word in words)
    return capitals * 2 >= len(words) and all(
        word[0].isupper() for word in words if len(word) > _SMALL_WORD
    )


# The source's is asked for again where the translation is corrected, and for the next locale.
@lru_cache(maxsize=256)
def _without_inert(text: str) -> str:
    """The text with a letter for each piece of code, placeholder and URL, without link targets."""
    if "](" in text:
        text = _LINK_TARGET.sub("", text)
    spans = list(url_spans(text))
    spans += [(found.start, found.end) for found in placeholders(text)]
    if "`" in text:
        spans += code_spans(text)
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if start >= position:
            pieces += [text[position:start], _STAND_IN]
        position = max(position, end)
    return "".join([*pieces, text[position:]]) if pieces else text


# Asked for again where the translation is corrected, and for the next locale.
@lru_cache(maxsize=256)
def _ending_of_source(text: str, language: str) -> _Ending:
    return _ending(text, language)


def _ending(text: str, language: str) -> _Ending:
    end = _end_before_closers(text)
    tail, closers = text[max(0, end - _REACH) : end], text[end : end + 8]
    if _is_quoted_mark(tail, closers):
        # “called “.””
        return _Ending(NO_MARK, "", tail, closers)
    mark = mark_at_end(tail, language)
    quoted_mark = ""
    if mark != NO_MARK and tail[-2:-1] in _CLOSERS:
        quoted_mark = _quoted_mark(tail[:-1], language)
    return _Ending(mark, quoted_mark, tail, closers)


def _end_before_closers(text: str) -> int:
    """Where a text ends before closing quotation marks and brackets, footnote marks and tags."""
    end = _before_closers(text, len(text))
    # Before the pattern is looked for: nearly no text has one.
    while text[end - 1 : end] in _FOOTNOTE_ENDS and end:
        match = _FOOTNOTE.search(text, max(0, end - _REACH * 4), end)
        if match is None:
            break
        end = _before_closers(text, match.start())
    return end


def _is_quoted_mark(tail: str, closers: str) -> bool:
    """Whether the last mark is quoted itself: between an opening and a closing mark."""
    if tail[-2:-1] not in _OPENERS or closers[:1] not in _QUOTED_MARK_ENDS:
        return False
    # “ and " close as well as they open, after a letter.
    return not tail[-3:-2].isalnum()


def _quoted_mark(text: str, language: str) -> str:
    """The mark within the quotation marks at the end of a text; an empty string for none."""
    end = _before_closers(text, len(text))
    if not any(closer in _CLOSING_QUOTES for closer in text[end:]):
        return ""
    mark = mark_at_end(text[:end], language)
    return "" if mark == NO_MARK else mark


def _before_closers(text: str, end: int) -> int:
    while end and text[end - 1] in _CLOSERS:
        end -= 1
    return end


def _named(name: str) -> str:
    if name == NO_MARK:
        return message("no mark")
    article = "an" if name[0] == "e" else "a"
    return f"{article} {name}"


CHECK = Check(
    "final-punctuation",
    Severity.WARNING,
    "The text ends as its source does, with the marks of its language, matters of style aside.",
    _run,
)
