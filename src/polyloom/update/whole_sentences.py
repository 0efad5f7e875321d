"""Sentences that were added to a text, or removed from it, as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from rapidfuzz.distance import Indel, Postfix, Prefix

from polyloom.language.sentences import SENTENCE_MARKS
from polyloom.language.word_diff import Difference, TextToken, joined_tokens, text_tokens

_CLOSING = frozenset("\"'’”»)]*_`")
# How much alike two versions of a sentence are, from 0 to 1.
_LIKE = 0.5
# How many pairs of sentences are compared.
_MOST_PAIRS = 2_500

_Sentence = tuple[TextToken, ...]


class SentenceChange(Struct, frozen=True):
    """Sentences that came, or went, and both versions of the text without them."""

    sentences: Difference
    old: str
    new: str


def tokens_end_sentence(stretch: Sequence[TextToken]) -> bool:
    """Whether a sentence ends with the stretch, be it in quotation marks or brackets."""
    last = next((token.text for token in reversed(stretch) if token.text not in _CLOSING), "")
    return last in SENTENCE_MARKS


def whole_sentences_only(old: str, new: str) -> Difference | None:
    """The sentences that were added, or removed, where that is all that happened; or None.

    Where they begin with the words of the next sentence, a comparison of words alone would find
    the change later in the text.
    """
    if not _is_an_insertion(*sorted(("".join(old.split()), "".join(new.split())), key=len)):
        return None
    shorter, longer = sorted((text_tokens(old), text_tokens(new)), key=len)
    texts = [token.text for token in shorter], [token.text for token in longer]
    number = len(longer) - len(shorter)
    first = len(shorter) - Postfix.similarity(*texts)
    for begin in range(max(first, 0), Prefix.similarity(*texts) + 1):
        end = begin + number
        is_begun = begin == 0 or tokens_end_sentence(longer[:begin])
        if number and is_begun and (end == len(longer) or tokens_end_sentence(longer[:end])):
            return _difference(longer[begin:end], added=len(old) < len(new))
    return None


def _is_an_insertion(shorter: str, longer: str) -> bool:
    """Whether all of one text stands at the beginning and at the end of the other."""
    same = Prefix.similarity(shorter, longer) + Postfix.similarity(shorter, longer)
    return bool(same >= len(shorter))


def whole_sentences_among_edits(old: str, new: str) -> SentenceChange | None:
    """The sentences that were added, or removed, where others changed as well; or None.

    Every sentence of the shorter version must be much like one of the longer, in the same order,
    and the words of the others may not stand elsewhere in the shorter one.
    """
    sides = _sentences(old), _sentences(new)
    shorter, longer = sorted(sides, key=len)
    if not len(longer) - len(shorter) > 0 or len(longer) * len(shorter) > _MOST_PAIRS:
        return None
    partners = _partners(shorter, longer)
    if partners is None:
        return None
    kept = [longer[place] for place in partners]
    others = [one for place, one in enumerate(longer) if place not in set(partners)]
    if _are_elsewhere(others, shorter, kept):
        return None
    added = longer is sides[1]
    changed = _difference([token for one in others for token in one], added=added)
    rest = joined_tokens([token for one in kept for token in one])
    return SentenceChange(changed, old if added else rest, rest if added else new)


def _difference(tokens: Iterable[TextToken], *, added: bool) -> Difference:
    changed = tuple(tokens)
    if added:
        return Difference((), changed, same=False)
    return Difference(changed, (), same=False)


def _sentences(text: str) -> list[_Sentence]:
    found: list[_Sentence] = []
    tokens = text_tokens(text)
    begin = 0
    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        is_end = token.text in SENTENCE_MARKS or (
            token.text in _CLOSING and tokens_end_sentence(tokens[max(place - 3, begin) : place])
        )
        if is_end and following not in _CLOSING and following not in SENTENCE_MARKS:
            found.append(tuple(tokens[begin : place + 1]))
            begin = place + 1
    return [*found, tuple(tokens[begin:])] if begin < len(tokens) else found


def _partners(shorter: Sequence[_Sentence], longer: Sequence[_Sentence]) -> list[int] | None:
    """For each sentence of the shorter version its place in the longer one, in order; or None.

    Of all choices it is the one in which they are most alike.
    """
    words = [[token.text for token in one] for one in longer]
    # By how many sentences of the longer version are used up: how alike the best choice is, and
    # the places that it has taken.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(longer) + 1)
    for number, sentence in enumerate(shorter):
        own = [token.text for token in sentence]
        following: list[tuple[float, tuple[int, ...]]] = [(-1.0, ())] * (len(longer) + 1)
        for place in range(number, len(longer)):
            following[place + 1] = following[place]
            before, places = best[place]
            alike = Indel.normalized_similarity(own, words[place])
            if before >= 0 and alike >= _LIKE and before + alike > following[place][0]:
                following[place + 1] = (before + alike, (*places, place))
        best = following
    alike, places = best[-1]
    return list(places) if alike >= 0 and len(places) == len(shorter) else None


def _are_elsewhere(
    others: Iterable[_Sentence], shorter: Iterable[_Sentence], kept: Iterable[_Sentence]
) -> bool:
    """Whether half of the words of some sentence stand in another one: it was split or joined."""
    left = _words(shorter) - _words(kept)
    for sentence in others:
        own = _words([sentence])
        if 2 * (own & left).total() >= own.total():
            return True
    return False


def _words(sentences: Iterable[_Sentence]) -> Counter[str]:
    return Counter(
        token.text.casefold() for one in sentences for token in one if token.kind != "sign"
    )
