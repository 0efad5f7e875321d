"""Runs of inline content: which of their tags belong together, and which part is a segment.

A run is the content between two tags of blocks, fields or directives. It is one segment, trimmed of
what stands at its edges and is not for translators: white space, comments, icons, tags around the
whole, and tags whose partner is in another run (``<p><b>One</p><p>Two</b></p>``).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from polyloom.formats.html.elements import CODE, RUBY_PARTS
from polyloom.formats.html.reference_escapes import decode_references, strip_references
from polyloom.formats.html.tokenizer import TEXTUAL, HtmlToken, TokenType, cdata_content
from polyloom.late_patterns import late_pattern
from polyloom.placeables.shortcodes import SHORTCODE

_WORD = late_pattern(r"[^\W_]")

_START, _END = TokenType.START, TokenType.END


def html_has_words(text: str) -> bool:
    """Whether text, as HTML writes it, has a letter or digit besides shortcodes and references."""
    found = _WORD.search(text)
    if found is None:
        return False
    if "{" in text and (found := _WORD.search(text := SHORTCODE.sub(" ", text))) is None:
        return False
    reference = text.find("&", 0, found.start())
    return reference < 0 or _WORD.search(strip_references(decode_references(text))) is not None


class TagPartners(Struct):
    """Which tags of a run belong together, by their indexes.

    ``of[i]`` is the index of the partner of the ``i``-th token: ``i`` if it needs none, None if it
    has none. Invariant: partners nest. ``crossing`` maps start and end tags that overlap others,
    and so are not partners in ``of``, to each other (both ``i`` in
    ``<b>one <i>two</b> three</i>``).
    """

    of: list[int | None]
    crossing: dict[int, int]


def find_partners(run: Sequence[HtmlToken]) -> TagPartners:
    """The partners of a run's tags, in time linear in its length."""
    of: list[int | None] = [
        None if token.type in (_START, _END) else index for index, token in enumerate(run)
    ]
    crossing: dict[int, int] = {}
    unclosed: list[int] = []
    names: dict[str, int] = {}
    crossed: dict[str, list[int]] = {}

    def close() -> int:
        index = unclosed.pop()
        names[run[index].name] -= 1
        return index

    for index, token in enumerate(run):
        name = token.name
        if token.type is _START:
            # The parts of a ruby may lack an end tag.
            while name in RUBY_PARTS and unclosed and run[unclosed[-1]].name in RUBY_PARTS:
                part = close()
                of[part] = part
            unclosed.append(index)
            names[name] = names.get(name, 0) + 1
        elif token.type is not _END:
            continue
        elif names.get(name):
            while run[unclosed[-1]].name != name:
                inner = close()
                if run[inner].name in RUBY_PARTS:
                    of[inner] = inner
                else:
                    crossed.setdefault(run[inner].name, []).append(inner)
            start = close()
            of[start], of[index] = index, start
        elif crossed.get(name):
            start = crossed[name].pop()
            crossing[start], crossing[index] = index, start
    return TagPartners(of, crossing)


def trim_run(
    text: str, run: Sequence[HtmlToken], has_values: Callable[[HtmlToken], bool]
) -> tuple[int, int] | None:
    """The part of a run that is a segment, as indexes of tokens (from, to); None without words.

    ``has_values`` says which tags have attributes for translators.
    """
    if _begins_and_ends(text, run):
        return 0, len(run)
    if _is_one_pair(run) and not has_values(run[0]):
        return (1, 2) if is_text_with_words(text, run[1]) and run[0].name not in CODE else None
    worded = [is_text_with_words(text, token) for token in run]
    if not _says_more_than_code(run, worded):
        return None
    partners = find_partners(run)
    shown = (
        one or has_values(token) or index in partners.crossing
        for index, (one, token) in enumerate(zip(worded, run, strict=True))
    )
    return _trimmer(text, run, partners, shown).trimmed(0, len(run))


def _trimmer(
    text: str, run: Sequence[HtmlToken], partners: TagPartners, shown: Iterable[bool]
) -> _RunTrimmer:
    """The trimmer of a run; ``shown`` says which of its tokens are for translators."""
    return _RunTrimmer(
        [token.type not in TEXTUAL or _is_blank(text, token) for token in run],
        [index if partner is None else partner for index, partner in enumerate(partners.of)],
        (0, *itertools.accumulate(shown)),
    )


def _says_more_than_code(run: Sequence[HtmlToken], worded: Sequence[bool]) -> bool:
    """Whether there are words, and not all of them in code."""
    depth = 0
    for token, one in zip(run, worded, strict=True):
        if token.name in CODE:
            depth = max(depth + (token.type is _START) - (token.type is _END), 0)
        elif one and not depth:
            return True
    return False


def is_text_with_words(text: str, token: HtmlToken) -> bool:
    """Whether a token is text with a letter or digit."""
    if token.type is TokenType.CDATA:
        return any(map(str.isalnum, cdata_content(text, token)))
    return token.type is TokenType.TEXT and html_has_words(text[token.start : token.end])


def _is_one_pair(run: Sequence[HtmlToken]) -> bool:
    """Whether a run is one text in one pair of tags, such as a link: a frequent case."""
    return (
        len(run) == 3
        and run[0].type is _START
        and run[1].type in TEXTUAL
        and run[2].type is _END
        and run[0].name == run[2].name
    )


def _begins_and_ends(text: str, run: Sequence[HtmlToken]) -> bool:
    """Whether a run begins and ends with words, as most do: nothing is trimmed then."""
    return is_text_with_words(text, run[0]) and is_text_with_words(text, run[-1])


class _RunTrimmer(Struct, frozen=True):
    """Trims the edges of a run.

    For each token of the run, ``blank`` says whether it is no visible text, and ``partner`` is the
    index of its partner, or its own. ``shown[i]`` counts the tokens before the ``i``-th that are
    for translators.
    """

    blank: Sequence[bool]
    partner: Sequence[int]
    shown: Sequence[int]

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """The part of a run, from ``first`` to ``last``, without what its edges need not have."""
        while first < last:
            left, right = self.partner[first], self.partner[last - 1]
            if first < left == last - 1 and self.is_idle(first, first + 1):
                first, last = first + 1, last - 1
            elif self.blank[first] and self.is_idle(first, left + 1):
                first = left + 1
            elif self.blank[last - 1] and self.is_idle(right, last):
                last = right
            else:
                break
        return first, last

    def is_idle(self, low: int, high: int) -> bool:
        """Whether no token from ``low`` to ``high`` is for translators."""
        return self.shown[low] == self.shown[high]


def _is_blank(text: str, token: HtmlToken) -> bool:
    return decode_references(text[token.start : token.end]).isspace()
