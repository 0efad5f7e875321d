"""Where GNU gettext 0.21 breaks the lines of a PO file, and how wide it takes text to be.

gettext breaks where the Unicode line breaking algorithm (UAX 14) allows it. Its rules of 0.21
differ in four places from those of ``unicode_segmentation_rs``: a break is allowed between
``. , : ;`` and a letter, before a wide opening bracket after a letter or digit, and between ``) ``
and a character that must not begin a line in Japanese, and none after blanks that begin a text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import accumulate

from unicode_segmentation_rs import line_break_units, text_width

from polyloom.late_patterns import late_pattern

# Characters of Latin, Greek, Cyrillic and punctuation, each one column wide.
_NARROW = late_pattern(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f"
    "\u0621-\u064a\u2010-\u2027\u2030-\u205e]*"
)
_ESCAPE = late_pattern(r"\\.")
_INFIX_THEN = late_pattern("[.,:;\u037e\u0589\u060c\u060d\u07f8\u2044](?=([^\\s\\d]))")
_WIDE_OPENING = late_pattern(
    "[\u2329\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d\uff08\uff3b\uff5b\uff5f\uff62]"
)
_CLOSED_THEN = late_pattern(r"[)\]] +([^\x00-\x7f])")


# Characters between which there is no break, and words of them: with what may open and close them.
_WORD = "A-Za-z0-9#&*<=>@^_`~\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u0373\u0376\u0377\u0386"
_WORD += "\u0388-\u03ff\u0400-\u0481\u048a-\u052f\u0621-\u063a\u0641-\u064a"
_BEFORE_BLANK = rf"[{_WORD}.,;:!?)\]]"
_THROUGH = rf"(?:[(\[“‘«¿¡]|\\\")*+[{_WORD}]++(?:['’][{_WORD}]++)?+"
_THROUGH += r"(?:\\\"|\(\))?+[.,;:!?)\]]*+"

# A blank between such words, where there is a break whatever stands farther away.
_PLAIN_BREAK = late_pattern(
    rf"(?<={_BEFORE_BLANK} )(?=[{_WORD}(\[“‘«¿¡]|\\\")|(?<=[\"'”’»] )(?=[{_WORD}])"
)


# How far apart plain breaks are at most for which it pays to look up the breaks between two alone.
_NEAR = 400
# How many characters of a text are looked at in one go.
_SPAN = 16_384


def wrap_po_line(text: str, first: int, width: int, kept: Collection[int] = ()) -> list[str] | None:
    r"""Break ``text`` into lines of at most ``width`` columns where that can be done.

    None where it fits ``first`` columns. ``text`` is one line's worth of a string as it stands
    between quotes, escapes and all. No line is broken inside an escape, nor before a final ``\n``,
    nor at the offsets that are ``kept`` together.
    """
    if not kept and _is_narrow(text):
        return None if len(text) <= first else _wrap_narrow(text, width)
    columns = list(accumulate(map(_column, text)))
    if columns[-1] <= first:
        return None
    ends = _breaks(text, kept)
    reached = [columns[end - 1] for end in ends]
    lines = []
    begin = done = 0
    while begin < len(text):
        # What is too long for a line by itself still makes one.
        last = max(bisect_right(reached, done + width) - 1, bisect_right(ends, begin))
        lines.append(text[begin : ends[last]])
        begin, done = ends[last], reached[last]
    return lines


def is_breakable(text: str, kept: Collection[int] = ()) -> bool:
    """Whether a line may end somewhere within ``text``, at an offset that is not ``kept``."""
    if not kept and _PLAIN_BREAK.search(text):
        return True
    return len(_breaks(text, kept)) > 1


def _wrap_narrow(text: str, width: int) -> list[str]:
    """Break text in which every character is one column wide.

    Nearly all lines end at a plain break; only for the others are all breaks between the nearest
    two plain ones looked up. A long text is looked at part by part, since what is left of it is
    copied at every such line.
    """
    width = max(width, 1)
    plain_lines = _plain_lines(width)
    lines: list[str] = []
    begin = plain = 0
    while begin < len(text):
        limit = min(begin + _SPAN, len(text))
        found = plain_lines.findall(text, begin, limit)
        if limit < len(text):
            limit = _drop_uncertain(found, limit, text.rfind(" ", begin, limit))
            if found:
                lines += found
                begin = plain = limit
                continue
        elif len(found[-1]) <= width:
            return lines + found if lines else found
        else:
            limit -= len(found.pop())
            plain = limit if found else plain
            begin = limit
            lines += found
        end = _last_break(text, plain, begin, begin + width)
        if end is None:
            # Looking up the same breaks for line after line would take a time quadratic in length.
            return [*lines, *_filled(text, _breaks(text), width, begin)]
        lines.append(text[begin:end])
        begin = end
    return lines


def _drop_uncertain(lines: list[str], end: int, blank: int) -> int:
    """Remove the last lines, which end behind the last blank that was in sight; where they begin.

    Whether a line could end there depends on what stands before the next blank.
    """
    while lines and end > blank:
        end -= len(lines.pop())
    return end


def _filled(text: str, ends: list[int], width: int, begin: int) -> Iterator[str]:
    """The lines from ``begin`` on, given all breaks; every character is one column wide."""
    while begin < len(text):
        last = max(bisect_right(ends, begin + width) - 1, bisect_right(ends, begin))
        yield text[begin : ends[last]]
        begin = ends[last]


@lru_cache(maxsize=32)
def _plain_lines(width: int) -> re.Pattern[str]:
    """Finds lines one after the other as long as they end at a plain break, then all the rest.

    A line ends at its last blank, if what follows is a word through which there is no break, up to
    a blank: so there is none between that blank and the width either.
    """
    return re.compile(
        rf".{{1,{width}}}+\Z"
        rf"|(?>.{{0,{width - 1}}} )(?<={_BEFORE_BLANK} )(?={_THROUGH}(?: |\\n\Z|\Z))"
        r"|.+",
        re.DOTALL,
    )


def _last_break(text: str, plain: int, begin: int, limit: int) -> int | None:
    """The last break behind ``begin`` up to ``limit``, or the first one after it.

    ``plain`` is 0, or a plain break at or before ``begin``: what stands before it has no influence.
    None where it takes long to say, because plain breaks are far apart.
    """
    blank = text.rfind(" ", begin, limit) + 1
    if blank > begin and _PLAIN_BREAK.match(text, blank):
        if blank == limit:
            return blank
        plain = blank
    behind = _PLAIN_BREAK.search(text, limit, limit + _NEAR)
    if limit - plain > _NEAR or (behind is None and len(text) - limit > _NEAR):
        return None
    ends = _breaks(text[plain : behind.start() if behind else len(text)])
    last = bisect_right(ends, limit - plain) - 1
    if last < 0 and plain > begin:
        return plain
    return plain + ends[max(last, bisect_right(ends, begin - plain))]


def _is_narrow(text: str) -> bool:
    """Whether every character takes one column."""
    return (text.isascii() and text.isprintable()) or _NARROW.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _column(character: str) -> int:
    """How many columns of a terminal gettext takes a character to fill."""
    # gettext gives combining marks that take space a column, though they join what is before.
    if unicodedata.category(character) in ("Cc", "Zl", "Zp"):
        return 0
    if unicodedata.category(character) == "Mc":
        return 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return text_width(character)


def _breaks(text: str, kept: Collection[int] = ()) -> list[int]:
    """The offsets at which a line may end, without those that are ``kept``, but with the end."""
    found = list(accumulate(map(len, line_break_units(text))))
    more = [*_more_breaks(text)]
    if not more and not kept and "\\" not in text and text[0] != " ":
        return found
    allowed = {*found, *more}
    if text[0] == " ":
        allowed.discard(len(text) - len(text.lstrip(" ")))
        allowed.add(len(text))
    if "\\" in text:
        allowed.difference_update(match.start() + 1 for match in _ESCAPE.finditer(text))
        if text.endswith("\\n"):
            allowed.discard(len(text) - 2)
    return sorted(allowed.difference(kept))


def _more_breaks(text: str) -> Iterator[int]:
    for match in _INFIX_THEN.finditer(text):
        if _is_letter(match[1]):
            yield match.end()
    if text.isascii():
        return
    for match in _WIDE_OPENING.finditer(text):
        before = _base(text, match.start())
        if before and (before.isdecimal() or _is_letter(before)):
            yield match.start()
    for match in _CLOSED_THEN.finditer(text):
        if len(line_break_units(f"中 {match[1]}")) > 1:
            yield match.start(1)


def _base(text: str, end: int) -> str:
    """The last character before ``end`` that is no combining mark, if there is any."""
    while end > 1 and unicodedata.category(text[end - 1]).startswith("M"):
        end -= 1
    return text[max(end - 1, 0) : end]


@lru_cache(maxsize=4096)
def _is_letter(character: str) -> bool:
    """Whether the algorithm treats it as a letter: free beside an ideograph, tied to a letter."""
    return (
        len(line_break_units(f"中{character}中")) == 3
        and len(line_break_units(f"a{character}")) == 1
    )
