"""Whether a locale's catalogs translate one text in one way, and different texts differently.

``same-source``: a source stands in several places, and its finished translations differ by more
than letter case, punctuation, blanks and endings (adjectives agree with what stands before them).
A source with a context of its own is another text. ``same-translation``: two sources that have
little in common have one translation; most probably one was pasted into the wrong place.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from hashlib import blake2b

from msgspec import Struct

from polyloom.checks.check_contract import Problem, excerpt
from polyloom.language.word_index import words_of
from polyloom.messages import message
from polyloom.model import Catalog, Entry, Finding, Severity

SAME_SOURCE, SAME_TRANSLATION = "same-source", "same-translation"

# In blanks: a label may well be two things, a sentence less so.
_FEWEST_BLANKS = 2
_FEWEST_WORDS_OF_OTHERS = 7
# Sources that are more alike, from 0 to 100, may have one translation.
_ALIKE = 55
# Of a word, without its ending.
_STEM = 0.6


class PlacedEntry(Struct, frozen=True):
    """An entry of the catalog ``path``."""

    path: str
    entry: Entry

    @property
    def place(self) -> str:
        """Where the entry stands: file and line."""
        return f"{self.path}:{self.entry.line}"


def entry_digests(catalog: Catalog) -> array[int]:
    """Three numbers for each entry that may contradict another: place, source, translation.

    They are equal where these are, in every run of the program.
    """
    digests = array("q")
    for place, entry in enumerate(catalog.entries):
        if (
            entry.msgid.count(" ") >= _FEWEST_BLANKS
            and entry.msgid_plural is None
            and entry.msgstr[0]
            and not entry.obsolete
            and not entry.is_fuzzy
        ):
            source = f"{entry.msgctxt or ''}\4{entry.msgid}"
            digests.extend((place, _number_of(source), _number_of(entry.msgstr[0])))
    return digests


def _number_of(text: str) -> int:
    """A number of 64 bits that no other text is likely to have."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


def contested_entries(catalogs: Sequence[array[int]]) -> dict[int, list[int]]:
    """The places of entries that may contradict others, by the number of their catalog.

    They share the source with one that has another translation, or the translation with one that
    has another source.
    """
    pairs: set[tuple[int, int]] = set()
    for digests in catalogs:
        pairs.update(zip(digests[1::3], digests[2::3], strict=True))
    contested = (
        _more_than_once([source for source, _ in pairs]),
        _more_than_once([translation for _, translation in pairs]),
    )
    found: dict[int, list[int]] = {}
    if not any(contested):
        return found
    for number, digests in enumerate(catalogs):
        if contested[0].isdisjoint(digests[1::3]) and contested[1].isdisjoint(digests[2::3]):
            continue
        places = [
            place
            for place, source, translation in zip(
                digests[::3], digests[1::3], digests[2::3], strict=True
            )
            if source in contested[0] or translation in contested[1]
        ]
        if places:
            found[number] = places
    return found


def _more_than_once(numbers: Sequence[int]) -> set[int]:
    return {number for number, times in Counter(numbers).items() if times > 1}


def contradictions(entries: Sequence[PlacedEntry], locale: str) -> Iterator[Finding]:
    """The findings about entries of a locale's catalogs, in their order."""
    for placed, problem in _other_translations(entries):
        yield _finding(SAME_SOURCE, placed, problem, locale)
    for placed, problem in _other_sources(entries):
        yield _finding(SAME_TRANSLATION, placed, problem, locale)


def _finding(check: str, placed: PlacedEntry, problem: Problem, locale: str) -> Finding:
    entry = placed.entry
    return Finding(
        check,
        Severity.WARNING,
        placed.path,
        entry.line,
        problem.message,
        problem.hint,
        entry.msgid,
        locale,
    )


def _other_translations(
    entries: Sequence[PlacedEntry],
) -> Iterator[tuple[PlacedEntry, Problem]]:
    """Those that translate a source otherwise than most do, or than the first one does."""
    for group in _groups(entries, lambda placed: placed.entry.key):
        texts = [_normal(placed.entry.msgstr[0]) for placed in group]
        if len(set(texts)) == 1:
            continue
        usual = max(texts, key=Counter(texts).__getitem__)
        other = group[texts.index(usual)]
        for placed, text in zip(group, texts, strict=True):
            if not _differ_in_endings(text, usual):
                yield (
                    placed,
                    Problem(
                        message(
                            "the same source is translated otherwise at {place}:"
                            " {other_translation}",
                            place=other.place,
                            other_translation=excerpt(other.entry.msgstr[0]),
                        ),
                        message("translate both alike, unless they mean different things"),
                    ),
                )


def _other_sources(entries: Sequence[PlacedEntry]) -> Iterator[tuple[PlacedEntry, Problem]]:
    """Those whose translation is the one of another source before them."""
    from rapidfuzz.fuzz import token_sort_ratio

    for group in _groups(entries, lambda placed: placed.entry.msgstr[0]):
        first, *others = group
        known = " ".join(_normal(first.entry.msgid))
        for placed in others:
            words = _normal(placed.entry.msgid)
            if min(len(words), known.count(" ") + 1) < _FEWEST_WORDS_OF_OTHERS:
                continue
            if token_sort_ratio(known, " ".join(words)) < _ALIKE:
                yield (
                    placed,
                    Problem(
                        message(
                            "the translation is the one of another source at {place}: {msgid}",
                            place=first.place,
                            msgid=excerpt(first.entry.msgid),
                        ),
                        message("see which of both it belongs to"),
                    ),
                )


def _groups(
    entries: Iterable[PlacedEntry], key: Callable[[PlacedEntry], Hashable]
) -> Iterator[list[PlacedEntry]]:
    """The entries that have a key in common, where there are several."""
    groups: defaultdict[Hashable, list[PlacedEntry]] = defaultdict(list)
    for placed in entries:
        groups[key(placed)].append(placed)
    return (group for group in groups.values() if len(group) > 1)


def _normal(text: str) -> tuple[str, ...]:
    """The words of a text without regard to letter case and punctuation."""
    return tuple(words_of(text.casefold()))


def _differ_in_endings(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether texts are the same but for the endings of their words."""
    return len(words) == len(others) and all(
        word[: _stem_length(word, other)] == other[: _stem_length(word, other)]
        for word, other in zip(words, others, strict=True)
    )


def _stem_length(word: str, other: str) -> int:
    return max(1, round(_STEM * min(len(word), len(other))))
