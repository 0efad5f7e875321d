"""What happened to a source text, in classes that tell a translator where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.distance import Postfix, Prefix

from polyloom.language.line_breaks import lines_of, unwrap
from polyloom.language.locales import language_of
from polyloom.language.months import MONTHS
from polyloom.language.negation import is_opposite, negations
from polyloom.language.number_words import NUMBER_STEMS, NUMBER_WORDS
from polyloom.language.sentences import SENTENCE_MARKS
from polyloom.language.typography import without_typography
from polyloom.language.word_diff import Difference, TextToken, differences, joined_tokens
from polyloom.update.whole_sentences import (
    SentenceChange,
    tokens_end_sentence,
    whole_sentences_among_edits,
    whole_sentences_only,
)


class ChangeClass(StrEnum):
    """What happened to a source text. The earlier a class stands here, the more it weighs."""

    SPLIT = "split"
    JOINED = "joined"
    NEGATION = "negation"
    NUMBERS = "numbers"
    LINKS = "links"
    NAMES = "names"
    WORDING = "wording"
    ORDER = "order"
    PUNCTUATION = "punctuation"
    CAPITALS = "capitals"
    CONTEXT = "context"
    TYPOGRAPHY = "typography"


class Change(Struct, frozen=True):
    """The classes of a change, the weightiest first, each with its detail (``1984 → 1985``)."""

    parts: tuple[tuple[ChangeClass, str], ...]

    @property
    def main(self) -> ChangeClass:
        """The class that the change is counted under."""
        return self.parts[0][0]

    def __str__(self) -> str:
        return ", ".join(f"{kind} ({what})" if what else str(kind) for kind, what in self.parts)


_RANK = {kind: number for number, kind in enumerate(ChangeClass)}
# Of these it is told what the change was: it is short, and easily overlooked.
_TOLD = {ChangeClass.NEGATION, ChangeClass.NUMBERS, ChangeClass.LINKS, ChangeClass.NAMES}
_DETAIL_LENGTH = 60
# Of what stands among other words that changed, these kinds of tokens are told apart.
_TOLD_AMONG_WORDS = {"number": ChangeClass.NUMBERS, "link": ChangeClass.LINKS}
_MONTHS = {word.casefold() for month in MONTHS for word in month.split() if len(word) > 2}
# Languages that write all nouns with a capital, which says nothing of names.
_CAPITAL_NOUNS = ("de", "lb")
_SENTENCE_MARKS = (". ", "! ", "? ")


def classify_change(old: str, new: str, locale: str) -> Change:
    """What happened between two versions of a text in the language of ``locale``.

    >>> str(classify_change("In 1984 all of them came.", "In 1985 not all of us came.", "en"))
    'negation (1984 → 1985 not), wording'
    """
    if "\n" in old and "\n" not in new:
        old = unwrap(lines_of(old))
    old, new = _from_first_to_last_change(old, new)
    if without_typography(old) == without_typography(new):
        return Change(((ChangeClass.TYPOGRAPHY, ""),))
    if (sentences := whole_sentences_only(old, new)) is not None:
        return _change_of_sentences(sentences)
    if (found := whole_sentences_among_edits(old, new)) is not None:
        return _with_sentences(found, locale)
    return _change_of_words(old, new, locale)


def _change_of_words(old: str, new: str, locale: str) -> Change:
    """The classes of a change that left every sentence, or is taken as a whole."""
    pieces = differences(*_from_word_before_change(old, new))
    found = _classes_of(pieces, locale)
    if ChangeClass.NEGATION in found and not _is_turned(old, new, pieces, locale):
        del found[ChangeClass.NEGATION]
        found.setdefault(ChangeClass.WORDING, [])
    if ChangeClass.WORDING in found and _has_same_words(pieces):
        found = {ChangeClass.ORDER: []}
    # Nothing but the breaks of lines may differ here.
    ranked = sorted(found or {ChangeClass.PUNCTUATION: []}, key=_RANK.__getitem__)
    return Change(
        tuple((kind, _shortened(found.get(kind, [])) if kind in _TOLD else "") for kind in ranked)
    )


def _classes_of(pieces: Sequence[Difference], locale: str) -> dict[ChangeClass, list[str]]:
    """The classes of all that differs, each with what is told of it."""
    found: dict[ChangeClass, list[str]] = {}
    mixed: list[Difference] = []
    begins = True
    for piece in pieces:
        if not piece.same:
            kind = _class_of(piece, locale, begins=begins)
            found.setdefault(kind, []).append(_told(piece))
            mixed += [piece] if kind in (ChangeClass.WORDING, ChangeClass.NAMES) else []
        begins = tokens_end_sentence(piece.new or piece.old)
    for token_kind, its_class in _TOLD_AMONG_WORDS.items():
        if told := _told_of_kind(mixed, token_kind):
            found.setdefault(its_class, []).append(told)
    return found


def _with_sentences(change: SentenceChange, locale: str) -> Change:
    """The classes of what changed in the sentences that stay, and of the others."""
    others = dict(_change_of_sentences(change.sentences).parts)
    rest = dict(_change_of_words(change.old, change.new, locale).parts)
    rest.pop(ChangeClass.TYPOGRAPHY, None)
    for kind, detail in others.items():
        more = rest.get(kind)
        if kind is ChangeClass.WORDING:
            rest[kind] = detail if more is None else f"{detail}, and more"
        else:
            rest[kind] = _shortened(list(filter(None, (more, detail))))
    return Change(tuple(sorted(rest.items(), key=lambda part: _RANK[part[0]])))


def _change_of_sentences(sentences: Difference) -> Change:
    """The class of sentences that were added or removed as a whole.

    What a sentence says that is gone need not be looked for in the others.
    """
    number = sum(token.text in SENTENCE_MARKS for token in (*sentences.old, *sentences.new))
    what = "a sentence" if number < 2 else f"{number} sentences"
    found = [
        (its_class, _told_of_kind([sentences], token_kind))
        for token_kind, its_class in _TOLD_AMONG_WORDS.items()
        if sentences.new
    ]
    told = [(its_class, _shortened([detail])) for its_class, detail in found if detail]
    wording = (ChangeClass.WORDING, f"{what} {'added' if sentences.new else 'removed'}")
    return Change((*told, wording))


def _told_of_kind(pieces: Sequence[Difference], kind: str) -> str:
    """What became of the numbers, or links, among other words that changed, if anything did."""
    before = [token.text for piece in pieces for token in piece.old if token.kind == kind]
    after = [token.text for piece in pieces for token in piece.new if token.kind == kind]
    if not (before or after):
        return ""
    old, new = Counter(before), Counter(after)
    gone, come = " ".join((old - new).elements()), " ".join((new - old).elements())
    return _told_sides(gone, come) if gone or come else ""


def source_of_part(whole: str, part: str) -> str:
    """The stretch of a text that became ``part`` when the text was split, and was edited perhaps.

    >>> source_of_part("One is here. Two are there.", "Three are there.")
    'Two are there.'
    >>> source_of_part("The dog is not here. The cat is there.", "The cat is there.")
    'The cat is there.'
    """
    pieces = differences(whole, part)
    while pieces and not pieces[0].new:
        del pieces[0]
    while pieces and not pieces[-1].new:
        del pieces[-1]
    # The part's first and last words may have been found in other parts: nearer ones are its own.
    if len(pieces) > 1 and pieces[0].same:
        after = _up_to(pieces[0], pieces[1], step=-1)
        pieces[1] = replace(pieces[1], old=after)
    if len(pieces) > 1 and pieces[-1].same:
        before = _up_to(pieces[-1], pieces[-2], step=1)
        pieces[-2] = replace(pieces[-2], old=before)
    if pieces and not pieces[0].same:
        # Of what went before, as much as came instead belongs to the part.
        first = pieces[0]
        pieces[0] = Difference(first.old[len(first.old) - len(first.new) :], first.new, same=False)
    return joined_tokens([token for piece in pieces for token in piece.old])


def _up_to(edge: Difference, beside: Difference, *, step: int) -> tuple[TextToken, ...]:
    """The old tokens of a stretch beside an edge, up to where the edge's own stand among them.

    Tokens are looked through from the other end of the stretch: on with 1, back with -1.
    """
    wanted, old = edge.old[::step], beside.old[::step]
    skipped = len(beside.new)
    # No token has white space in it: what parts them here makes one text of them to search.
    texts = _one_a_line(old[skipped:])
    found = texts.find(_one_a_line(wanted))
    return beside.old if found < 0 else old[: skipped + texts.count("\n", 0, found)][::step]


def _one_a_line(tokens: Sequence[TextToken]) -> str:
    return "\n" + "".join(f"{token.text}\n" for token in tokens)


def _from_first_to_last_change(old: str, new: str) -> tuple[str, str]:
    """The texts without most of what is the same at their beginning and at their end.

    A sentence, or the whole, is left before the change, and a word or two behind it.
    """
    begin = Prefix.similarity(old, new)
    begin = max(old.rfind(mark, 0, begin) for mark in _SENTENCE_MARKS) + 1
    old, new = old[begin:], new[begin:]
    same = Postfix.similarity(old, new)
    # As far as the second blank, if there is one: what is cut in two would seem changed.
    blank = old.find(" ", len(old) - same + 1)
    end = old.find(" ", blank + 1) if blank > 0 else -1
    keep = len(old) - end if end > 0 else 0
    return (old[: len(old) - keep], new[: len(new) - keep]) if keep else (old, new)


def _from_word_before_change(old: str, new: str) -> tuple[str, str]:
    """The texts without what is the same at their beginning, but for the last word of it."""
    blank = old.rfind(" ", 0, Prefix.similarity(old, new))
    begin = old.rfind(" ", 0, max(blank, 0)) + 1
    return old[begin:], new[begin:]


def _class_of(piece: Difference, locale: str, *, begins: bool) -> ChangeClass:
    """The class of one stretch; ``begins`` tells whether a sentence begins there."""
    old, new = joined_tokens(piece.old), joined_tokens(piece.new)
    if _negation_differs(old, new, locale):
        return ChangeClass.NEGATION
    words = [token for token in (*piece.old, *piece.new) if token.kind != "sign"]
    if not words:
        return ChangeClass.PUNCTUATION
    if all(token.kind == "link" for token in words):
        return ChangeClass.LINKS
    if all(_is_number(token, locale) for token in words):
        return ChangeClass.NUMBERS
    if old.casefold() == new.casefold():
        return ChangeClass.CAPITALS
    may_be_names = not begins and language_of(locale) not in _CAPITAL_NOUNS
    named = may_be_names and all(token.text[:1].isupper() for token in words)
    return ChangeClass.NAMES if named else ChangeClass.WORDING


def _negation_differs(old: str, new: str, locale: str) -> bool:
    if len(negations(old, locale)) != len(negations(new, locale)):
        return True
    return " " not in old and " " not in new and is_opposite(old, new, locale)


def _is_turned(old: str, new: str, pieces: Sequence[Difference], locale: str) -> bool:
    """Whether negations were added or taken away, and not only moved."""
    if len(negations(old, locale)) != len(negations(new, locale)):
        return True
    return any(
        is_opposite(joined_tokens(one.old), joined_tokens(one.new), locale) for one in pieces
    )


def _is_number(token: TextToken, locale: str) -> bool:
    if token.kind == "number":
        return True
    word, language = token.text.casefold(), language_of(locale)
    # “One” is an article in many languages.
    is_word = word in _MONTHS or NUMBER_WORDS.get(language, {}).get(word, 0) > 1
    return is_word or word.startswith(_stems_of_more_than_one(language))


@cache
def _stems_of_more_than_one(language: str) -> tuple[str, ...]:
    return tuple(stem for stem, value in NUMBER_STEMS.get(language, {}).items() if value > 1)


def _has_same_words(pieces: Sequence[Difference]) -> bool:
    """Whether the same words stand in another order."""
    other = [one for one in pieces if not one.same]
    left = sorted(token.text.casefold() for one in other for token in one.old)
    return left == sorted(token.text.casefold() for one in other for token in one.new)


def _told(piece: Difference) -> str:
    """What a stretch was and is: ``1984 → 1985``, ``+not``, ``−not``."""
    return _told_sides(*(" ".join(joined_tokens(side).split()) for side in (piece.old, piece.new)))


def _told_sides(old: str, new: str) -> str:
    if old and new:
        return f"{old} → {new}"
    return f"+{new}" if new else f"−{old}"


def _shortened(details: Sequence[str]) -> str:
    told = ", ".join(details)
    return told if len(told) <= _DETAIL_LENGTH else f"{told[: _DETAIL_LENGTH - 1].rstrip()}…"
