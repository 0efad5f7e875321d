"""Markers of points: how they are written, which belong to one list, and which comes after which.

A shape is a row of ``_SHAPES``. Strong shapes are markers wherever a block begins with one; weak
ones are also how a sentence may begin (``A. Smith said``, ``– so it seems``), so that the readers
of documents look for a sibling first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import groupby
from string import ascii_letters

from msgspec import Struct
from msgspec.structs import replace

from polyloom.language.numerals import (
    CHINESE_UNDER_1000,
    ROMAN_UNDER_100,
    chinese_value,
    circled_value,
    decimal_value,
    letter_value,
    roman_value,
    superscript_value,
)

_Value = Callable[[str], int]


class Marker(Struct, frozen=True):
    """The marker of a point, as written.

    ``family`` is what the points of one list share: the shape with its number taken out (``#)``
    for ``1)`` and ``2)``, ``-`` for a dash). ``ordinal`` counts from 1 and is 0 for bullets.
    ``weak`` is true for what may as well be the beginning of a sentence. ``other`` is the same
    marker counted in a second way, where there is one: ``v)`` is a letter, or Roman for five.
    ``inner`` is the first marker of the list that begins right behind a section's, and part of its
    text: ``§ 2 (1)``.
    """

    text: str
    family: str
    ordinal: int
    weak: bool = False
    other: Marker | None = None
    inner: Marker | None = None

    @property
    def interpretations(self) -> tuple[Marker, ...]:
        """The marker in each way that it can be counted, this one first."""
        return (self,) if self.other is None else (self, self.other)

    def follows(self, other: Marker | None) -> bool:
        """Whether it can be read as the next number after another one's."""
        numbers = {(one.family, one.ordinal + 1) for one in other.interpretations} if other else ()
        return any((one.family, one.ordinal) in numbers for one in self.interpretations)

    @property
    def is_bullet(self) -> bool:
        """Whether it has no number."""
        return self.ordinal == 0 and "#" not in self.family

    @property
    def is_long(self) -> bool:
        """Whether its number may as well be a year."""
        return self.ordinal > _HIGHEST_SHORT

    @property
    def begins_list(self) -> bool:
        """Whether a list can begin with it: any bullet, and the first of an ordered family."""
        return self.ordinal <= 1

    @property
    def marks_footnote(self) -> bool:
        """Whether it is the mark of a footnote."""
        return self.family in _FOOTNOTE_FAMILIES

    @property
    def numbers_section(self) -> bool:
        """Whether it is a section's number, whatever stands below: ``1.2``, ``§ 3``."""
        return self.family in _SECTION_FAMILIES

    @property
    def numbers_heading(self) -> bool:
        """Whether it may be the number of a heading."""
        return self.numbers_section or self.family in _HEADING_FAMILIES


class _MarkerShape(Struct, frozen=True):
    """One way to write a marker: the pattern's only group is its number, or the bullet.

    ``family`` and ``weak`` are as in ``Marker``; without a family it is the bullet. ``value``
    is the ordinal of a number, None for bullets. A ``tight`` one needs no blank behind it.
    ``other`` is a second way to count: its family and its values, 0 for what it cannot count.
    """

    pattern: str
    family: str
    value: _Value | None = None
    weak: bool = False
    tight: bool = False
    other: tuple[str, _Value] | None = None


def _order(letters: str) -> _Value:
    values = {letter: value for value, letter in enumerate(letters, 1)}
    return lambda letter: values.get(letter, 0)


def _single_roman(letter: str) -> int:
    """The value of the letters that count as Roman by themselves; l, c, d and m are letters."""
    return roman_value(letter) if letter in "ivxIVX" else 0


def _east_asian_value(number: str) -> int:
    return decimal_value(number) if number.isdecimal() else chinese_value(number)


# Alphabets other than the Latin one, in the order in which they count; the second column is
# another order, of other letters, too.
_ALPHABETS = (
    ("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    ("اب", ""),
    ("אבגדהוזחטיכלמנסעפצקרשת", ""),
    ("абвгдежзиклмнопрстуфхцчшщэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    ("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ", "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"),
    ("αβγδεζηθικλμνξοπρστυφχψω", ""),
    ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", ""),
    ("가나다라마바사아자차카타파하", ""),
    ("कखगघङचछजझञटठडढणतथदधन", ""),
    ("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", ""),
)
# Two to seven digits: a single one may be a letter.
_ROMAN = rf"(?=[ivxl]{{2,7}}[.)]){ROMAN_UNDER_100}"
_ROMAN_ALONE = rf"(?=[IVXL]{{1,7}}\b){ROMAN_UNDER_100.upper()}"
_CHINESE = f"[{CHINESE_UNDER_1000}]"
# A dash, or a stroke, behind a number or a letter.
_DASH = r"(?:\.?[ \u00a0]?[-–]|/)"
_DOTTED = r"\d{1,3}(?:\.\d{1,3}){1,8}"


def _latin() -> list[_MarkerShape]:
    shapes = []
    for opening, closing, weak in (("", ")", False), ("(", ")", False), ("", ".", True)):
        for case, digits in (("a", _ROMAN), ("A", _ROMAN.upper())):
            begin, end = re.escape(opening), r"\.?\)" if closing == ")" else r"\."
            letter = f"{opening}{case}{closing}"
            number = f"{opening}{'i' if case == 'a' else 'I'}{closing}"
            first = case.replace("a", "i").replace("A", "I")
            letters = f"{case}-{'z' if case == 'a' else 'Z'}"
            # ``J. B. Wolters`` begins with an author's initials.
            no_initial = r"(?![ \t]?[A-Z]\.)" if (case, closing) == ("A", ".") else ""
            shapes += [
                _MarkerShape(f"{begin}({digits}){end}", number, roman_value, weak),
                _MarkerShape(
                    f"{begin}({first}){end}{no_initial}", number, roman_value, weak,
                    other=(letter, letter_value),
                ),
                _MarkerShape(
                    f"{begin}([{letters}]){end}{no_initial}", letter, letter_value, weak,
                    other=(number, _single_roman),
                ),
            ]  # fmt: skip
    return shapes


def _alphabetic() -> list[_MarkerShape]:
    shapes = []
    for letters, others in _ALPHABETS:
        first = letters[0]
        every = "".join(dict.fromkeys(letters + others))
        # Authors' initials, as in the Latin script.
        no_initial = rf"(?![ \t]?[{letters}]\.)" if first.isupper() else ""
        for begin, closing, end, weak in (
            ("", r"\)", ")", False),
            ("(", r"\)", ")", False),
            ("", rf"\.{no_initial}", ".", True),
            ("", _DASH, "-", True),
        ):
            pattern, family = f"{re.escape(begin)}([{every}]){closing}", f"{begin}{first}{end}"
            other = (family, _order(others)) if others else None
            doubtful = weak or letters == "اب"
            shapes.append(_MarkerShape(pattern, family, _order(letters), doubtful, other=other))
    return shapes


# Arrows, shapes, dingbats and emoji.
_PICTURES = "\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff"
# What stands behind a number without a blank: no mark that closes something; no figure behind a
# full stop.
_TEXT = r"(?=[^\s.,;:!?)\]}/\u2060-])"

# Numbers of four digits are years, not markers, unless they go on counting (``long_number_at``).
_SHAPES = (
    _MarkerShape(r"[-*•·‣▪●○][ \t]+(\d{1,3}(?:\.\d{1,3}){0,8})[.)](?=[ \t])", "*#", decimal_value),
    _MarkerShape("([-*•·‣▪◦●○■□➢►])", ""),
    _MarkerShape(r"(>>)", ">>"),
    _MarkerShape(r"(\[[ xX]\]|[☐☑☒])", "☐"),
    _MarkerShape(r"([✓✔✗✘])", "✓"),
    _MarkerShape(rf"([{_PICTURES}][{_PICTURES}\u200d\ufe0f]{{0,5}})", "◆"),
    _MarkerShape(r"(\d)\ufe0f?\u20e3", "#\u20e3", decimal_value),
    _MarkerShape(r"\[(\d{1,3})\]", "[#]", decimal_value),
    _MarkerShape(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})", "^#", superscript_value, tight=True),
    _MarkerShape(r"(\*{2,3})", "**"),
    _MarkerShape(r"([†‡]{1,2})", "†", tight=True),
    _MarkerShape(rf"({_DOTTED})[.)]?", "#.#", decimal_value, weak=True),
    _MarkerShape(r"(\d{1,3})\.", "#.", decimal_value),
    _MarkerShape(r"(\d{1,3})\.?\)", "#)", decimal_value),
    _MarkerShape(r"\((\d{1,3})\.?\)", "(#)", decimal_value),
    _MarkerShape(r"(\d{1,3})\.?[°ºª](?:\)|\.?[-–]|\.)?", "#°", decimal_value, weak=True),
    _MarkerShape(rf"(\d{{1,3}}){_DASH}", "#-", decimal_value, weak=True),
    _MarkerShape(rf"({_ROMAN_ALONE})\.?(?:{_DASH}|[ \u00a0]?—)", "I-", roman_value, weak=True),
    _MarkerShape(rf"([a-z]){_DASH}", "a-", letter_value, weak=True),
    _MarkerShape(rf"([A-Z]){_DASH}", "A-", letter_value, weak=True),
    _MarkerShape(r"§{1,2}[ \u00a0]?(\d{1,3})[a-z]?\.?", "§#", decimal_value, weak=True),
    *_latin(),
    _MarkerShape(r"(?P<double>[a-z])(?P=double)\)", "aa)", letter_value),
    *_alphabetic(),
    _MarkerShape(rf"({_CHINESE}{{1,4}})[、．.]", "一、", _east_asian_value, weak=True, tight=True),
    _MarkerShape(r"(\d{1,3})[、．]", "1、", decimal_value, weak=True, tight=True),
    _MarkerShape(rf"({_DOTTED})\.(?!\d){_TEXT}", "#.#", decimal_value, weak=True, tight=True),
    _MarkerShape(rf"(\d{{1,3}})\.(?!\d){_TEXT}", "#.", decimal_value, weak=True, tight=True),
    _MarkerShape(rf"(\d{{1,3}})\){_TEXT}", "#)", decimal_value, weak=True, tight=True),
    _MarkerShape(rf"\((\d{{1,3}})\){_TEXT}", "(#)", decimal_value, weak=True, tight=True),
    _MarkerShape(rf"（({_CHINESE}{{1,4}}|\d{{1,3}})）", "（一）", _east_asian_value, tight=True),
    _MarkerShape(rf"\(({_CHINESE}{{1,4}})\)", "(一)", _east_asian_value, tight=True),
    _MarkerShape(
        r"([アイウエオカキクケコ])[）)]", "ア）", _order("アイウエオカキクケコ"), tight=True
    ),
    _MarkerShape(r"(イ)(?=\u3000)", "イ", _order("イ"), weak=True, other=("ア", _order("アイ"))),
    _MarkerShape(
        r"([アイウエオカキクケコハニホヘトチリヌルヲロ])(?=\u3000)",
        "ア",
        _order("アイウエオカキクケコ"),
        weak=True,
        other=("イ", _order("イロハニホヘトチリヌルヲ")),
    ),
    _MarkerShape(r"(\d{1,2})(?=\u3000)", "1", decimal_value, weak=True),
    _MarkerShape(r"([①-⑳])", "①", circled_value, tight=True),
    _MarkerShape(r"([⑴-⒇])", "⑴", circled_value, tight=True),
    _MarkerShape("([+–—o])", "", weak=True),
)
_FOOTNOTE_FAMILIES = frozenset({"[#]", "^#", "†"})
_SECTION_FAMILIES = frozenset({"#.#", "§#"})
_HEADING_FAMILIES = frozenset({"#.", "I.", "I-", "A.", "А.", "Α.", "一、", "1、"})
# Greater numbers may be years.
_HIGHEST_SHORT = 999
# No marker is longer, in characters.
_LENGTH = 12

# What is not seen, and may stand around a marker: marks of direction, the beginnings and ends of
# embeddings and isolates (UAX 9), and the zero width space.
_UNSEEN = "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NO_BREAK_SPACE = "\u00a0"
# A marker is followed by a blank that may be broken at, and by text; a tight one by any character.
_BLANK = rf"[{_UNSEEN}{_NO_BREAK_SPACE}]{{0,3}}+[ \t\u3000]+(?=\S)"
_BEHIND = {False: _BLANK, True: rf"(?:{_BLANK}|(?=[^\s\u2060]))"}


def _any_of(shapes: Iterable[_MarkerShape]) -> str:
    return "|".join(shape.pattern for shape in shapes)


# The first shape that fits counts. Shapes in a row share what is behind them: it compiles faster.
_AT_START = re.compile(
    rf"[{_UNSEEN}]{{0,3}}+(?:"
    + "|".join(
        f"(?:{_any_of(shapes)}){_BEHIND[tight]}"
        for tight, shapes in groupby(_SHAPES, lambda shape: shape.tight)
    )
    + ")"
)
# What no marker begins like is told apart without trying every shape.
_GATE = re.compile(
    r"(?![一-龥가-힣第①-⒇⁰¹²³⁴-⁹]|[IVXL]{1,7}[ \u00a0][-–—])"
    r"(?:[^\W\d_]{8}|[^\W\d_]{2,7}(?![\w.)])|[A-Za-np-z](?=\s(?![-–](?:\s|$))))"
)
# The same of two Latin letters: those that no marker begins with, Roman numbers and ``aa)`` aside.
WORD_BEGINNINGS = frozenset(
    f"{one}{other}"
    for one in ascii_letters
    for other in ascii_letters
    if one != other and not {one, other} <= set("ivxlIVXL")
)
_TIGHT_BEGINNINGS = frozenset("(0123456789")
_LONG_NUMBER = re.compile(r"\(?(\d{4,9})([.)])[ \t\u3000]+(?=\S)")
_ITEM_SIGN = re.compile(rf"・(?=\S)|ـ[ \t]|[①-⑳](?=\S)|(?:○?\d{{1,3}}|{_CHINESE}{{1,4}})[ ]?\u3000")
_WORD_JOINER = "\u2060"
_AROUND = f"{_UNSEEN}{_NO_BREAK_SPACE} \t\u3000"
_QUOTED = re.compile(r">(?![\u00a0])")


def marker_at(text: str, position: int = 0) -> tuple[Marker, int] | None:
    """The marker that stands at ``position``, and where the point's text begins, in characters.

    What is not seen, such as a mark of direction, may stand around it, and is no part of it.

    >>> marker, begin = marker_at("2) Sovereignty")
    >>> marker.text, marker.family, marker.ordinal, begin
    ('2)', '#)', 2, 3)
    >>> marker, begin = marker_at("§ 2 (1) The club")
    >>> marker.text, marker.family, marker.ordinal, marker.inner.text, begin
    ('§ 2 (1)', '§#', 2, '(1)', 8)
    >>> marker_at("1984. A year")
    """
    found = _single_marker_at(text, position)
    if found is None or found[0].family != "§#":
        return found
    marker, begin = found
    inner, end = _single_marker_at(text, begin) or (None, begin)
    if inner is None or inner.ordinal != 1 or inner.weak:
        return found
    return replace(marker, text=text[position:end].strip(_AROUND), inner=inner), end


def _single_marker_at(text: str, position: int) -> tuple[Marker, int] | None:
    """Like ``marker_at``, for one marker, whatever stands behind it."""
    if text[position : position + 2] in WORD_BEGINNINGS or _GATE.match(text, position):
        return None
    if (
        " " not in text
        and "\t" not in text
        and text.isascii()
        and text[position : position + 1] not in _TIGHT_BEGINNINGS
    ):
        # Only numbers are markers in ASCII without a blank behind them.
        return None
    match = _AT_START.match(text, position)
    if match is None or match.lastindex is None:
        return None
    number = match[match.lastindex]
    try:
        marker = _marker(match.lastindex - 1, match[0].strip(_AROUND), number)
    except ValueError:
        # Signs of numerals that make up none: “十十、”.
        return None
    return marker, match.end()


@lru_cache(maxsize=1024)
def _marker(index: int, text: str, number: str) -> Marker:
    """The marker of a shape of ``_SHAPES``; most markers of a document are alike."""
    shape = _SHAPES[index]
    other = None
    if shape.other and (counted := shape.other[1](number)):
        other = Marker(text, shape.other[0], counted, shape.weak)
    ordinal = shape.value(number) if shape.value else 0
    if other and not ordinal:
        return other
    return Marker(text, shape.family or number, ordinal, shape.weak, other)


def next_ordinals(ordinal: int) -> tuple[int, ...]:
    """The ordinals that may follow one in a list with numbers: each point may begin with 1.

    >>> next_ordinals(3), next_ordinals(1)
    ((4,), (2, 1))
    """
    return (2, 1) if ordinal == 1 else (ordinal + 1,)


def opens_item(text: str) -> bool:
    """Whether a line begins with a sign that opens an item and is written in its script only.

    The sign stays in the text, because a translation writes its own: ``・``, ``○２``,
    ``２　``, ``一　``, and ``②`` where the first one stands behind an article (``제1조 ①``).

    >>> opens_item("・一つ"), opens_item("○２　前項"), opens_item("一つ")
    (True, True, False)
    """
    return not text[:1].isascii() and _ITEM_SIGN.match(text) is not None


def long_number_at(text: str) -> tuple[Marker, int] | None:
    """The number of more than three digits that a point may begin with, as ``marker_at`` gives it.

    It is a marker only where it goes on counting: ``1000.`` behind ``999.``, for it may be a year.
    """
    match = _LONG_NUMBER.match(text) if text[:1] == "(" or text[:1].isdecimal() else None
    if match is None:
        return None
    family = {".": "#.", ")": "#)", "(": "(#)"}["(" if text[0] == "(" else match[2]]
    return Marker(match[0].rstrip(), family, decimal_value(match[1]), weak=True), match.end()


def any_marker_at(text: str) -> tuple[Marker, int] | None:
    """The marker that a text begins with, be it a number of more than three digits."""
    return marker_at(text) or long_number_at(text)


@lru_cache(maxsize=1024)
def looks_like_marker(word: str) -> bool:
    """Whether a text is a marker with nothing behind it.

    >>> looks_like_marker("§ 3"), looks_like_marker("1984."), looks_like_marker("第三条")
    (True, False, False)
    """
    if len(word) > _LENGTH or word[:2] in WORD_BEGINNINGS or _GATE.match(word):
        return False
    word = word.strip(_AROUND)
    if word[:1] == "§" and (section := _alone().match(word)):
        word = word[section.end() :].lstrip() or word
    return _alone().fullmatch(word) is not None


@cache
def _alone() -> re.Pattern[str]:
    """Any marker and nothing else; compiled on use, because that takes a while."""
    return re.compile(_any_of(_SHAPES))


def defuse_marker(text: str) -> str:
    """The text, changed so that its beginning is no marker: the blank becomes a no-break one.

    ``1. May`` stays what it looks like, and its line is no point. Where there is no blank
    (``①``) an invisible word joiner takes its place, and what would be a quote's ``>`` gets a
    no-break space.
    """
    if _QUOTED.match(text):
        return f">{_NO_BREAK_SPACE}{text[1:].lstrip()}"
    found = marker_at(text)
    if found is None:
        return text
    marker, body = found
    end = text.index(marker.text) + len(marker.text)
    glue = _NO_BREAK_SPACE if body > end else _WORD_JOINER
    defused = f"{text[:end]}{glue}{text[body:]}"
    return defuse_marker(defused) if marker.inner else defused
