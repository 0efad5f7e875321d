r"""The fast way of reading: entries as tools lay them out, each by one regular expression.

Taken are comments above an entry, then ``#|`` lines, then ``msgctxt``, ``msgid``, ``msgid_plural``
and ``msgstr`` at the beginnings of lines, all active or all behind ``#~ ``, every line closed by
its quote. Everything else, valid or not, is left to ``entry_parser``: strings or keywords elsewhere
in a line, numeric escapes, unknown ones, quotes that do not pair, keywords in another order. So
nothing is refused here, and what is taken is what ``entry_parser`` would make of it.

Expressions run over whole lines. What is most usual has groups of its own: one line of a string
without a backslash, one extracted comment, one reference. Any other string is looked at more
closely only where it has a backslash or a quote: that is what makes it fast.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from polyloom.late_patterns import late_pattern
from polyloom.model import Entry, Previous
from polyloom.po.comments import Comments, sort_comments
from polyloom.po.quoting import unescape_usual

# What may stand between quotes, and escapes but those of backslashes, quotes and line feeds.
_QUOTED = late_pattern(r'[^"\\]*+(?:\\[abfnrtv"\\][^"\\]*+)*+')
_OTHER_ESCAPES = late_pattern(r"[^\\]*+(?:\\[abfrtv][^\\]*+)*+")

_FUZZY = ("fuzzy",)

# The group of an entry's expression that begins where its msgid does.
_MSGID = 7


class _UnusualError(Exception):
    """Something is not as tools write it; whether it is valid, ``entry_parser`` finds out."""


class EntryPatterns(NamedTuple):
    """The expressions for entries that are ``obsolete`` (each line begins with ``#~ ``) or are not.

    ``entry`` takes a whole entry, ``previous`` its ``#|`` lines and ``form`` one plural form.
    ``joint`` and ``previous_joint`` are what stands between two lines of one string.
    """

    obsolete: bool
    entry: re.Pattern[str]
    previous: re.Pattern[str]
    form: re.Pattern[str]
    joint: str
    previous_joint: str


def _entry_patterns(mark: str) -> EntryPatterns:
    previous_mark = f"{mark.rstrip()}| " if mark else "#| "
    strings = _strings(mark)
    previous = re.escape(previous_mark)
    previous_strings = _strings(previous)
    either = _plain_or_strings(mark)
    entry = (
        r"(?:#\. ([^\n]*+)\n)?+"
        r"(?:#: ([!-~]++)\n)?+"
        r"((?:#(?![~|])[^\n]*+\n)*+)"
        rf"((?:{previous}[^\n]*+\n)*+)"
        rf"(?:{mark}msgctxt {either})?+"
        rf"({mark})msgid {either}"
        rf"(?:{mark}msgstr {either}"
        rf"|{mark}msgid_plural {strings}"
        rf'((?:{mark}msgstr\[[0-9]\] "[^\n]*"\n(?:{mark}"[^\n]*"\n)*+)++))'
        # A line that begins otherwise may go on with the last string.
        r"\n*+(?=#(?![~|])|msg(?:id|ctxt)|(?:#~ |#~\| |#\| )msg(?:id|ctxt)|\Z)"
    )
    return EntryPatterns(
        bool(mark),
        late_pattern(entry),
        late_pattern(
            rf"(?:{previous}msgctxt {previous_strings})?+"
            rf"{previous}msgid {previous_strings}"
            rf"(?:{previous}msgid_plural {previous_strings})?+"
        ),
        late_pattern(rf"{mark}msgstr\[([0-9])\] {strings}"),
        f'"\n{mark}"',
        f'"\n{previous_mark}"',
    )


def _strings(mark: str) -> str:
    """Lines in quotes, one below the other, from behind the first quote to the last line's end."""
    return rf'"([^\n]*"\n(?:{mark}"[^\n]*"\n)*+)'


def _plain_or_strings(mark: str) -> str:
    """One line that means what stands in it, or lines; each has a group of its own."""
    return rf'(?:"([^"\\\n]*+)"\n(?!{mark}")|{_strings(mark)})'


ACTIVE_ENTRY = _entry_patterns("")
OBSOLETE_ENTRY = _entry_patterns("#~ ")


def parse_usual_entries(
    text: str, offset: int, line: int, patterns: EntryPatterns, entries: list[Entry]
) -> int:
    """Append the entries from ``offset`` on to ``entries``, up to the first one not laid out so.

    Returned is the offset in characters where that one begins. ``line`` is the 1-based number of
    the line at ``offset``. The text must hold no U+0004 and have no joined lines.
    """
    match_entry = patterns.entry.match
    counted = offset
    while match := match_entry(text, offset):
        msgid_begin = match.start(_MSGID)
        line += text.count("\n", counted, msgid_begin)
        counted = msgid_begin
        try:
            entries.append(_entry(match.groups(), patterns, line))
        except _UnusualError:
            break
        offset = match.end()
    return offset


def _entry(groups: tuple[str | Any, ...], patterns: EntryPatterns, line: int) -> Entry:
    """The entry that the groups of ``EntryPatterns.entry`` hold. Raises _UnusualError."""
    (
        extracted_line,
        references_line,
        comments,
        previous,
        msgctxt,
        msgctxt_lines,
        _,
        msgid,
        msgid_lines,
        msgstr,
        msgstr_lines,
        msgid_plural,
        forms,
    ) = groups
    joint = patterns.joint
    if msgctxt_lines is not None:
        msgctxt = _meaning(msgctxt_lines, joint)
    if msgid is None:
        msgid = _meaning(msgid_lines, joint)
    if msgstr_lines is not None:
        msgstr = _meaning(msgstr_lines, joint)
    return Entry(
        msgid,
        _forms(forms, patterns) if msgstr is None else (msgstr,),
        msgctxt,
        None if msgid_plural is None else _meaning(msgid_plural, joint),
        *_sorted_comments(extracted_line, references_line, comments),
        _previous(previous, patterns) if previous else None,
        patterns.obsolete,
        line,
    )


def _sorted_comments(extracted: str | None, reference: str | None, others: str) -> Comments:
    """The comments, of which the first extracted one and the first reference are given apart."""
    if not others:
        return (
            (),
            () if extracted is None else (extracted,),
            () if reference is None else (reference,),
            (),
            (),
        )
    lines = f"#: {reference}\n{others}" if reference else others
    if extracted is not None:
        lines = f"#. {extracted}\n{lines}"
    if lines == "#, fuzzy\n":
        return ((), (), (), _FUZZY, ())
    return sort_comments(lines[:-1].split("\n"))


def _meaning(quoted: str, joint: str) -> str:
    """What the strings of ``_strings`` mean together. Raises _UnusualError."""
    text = quoted[:-2]
    if "\n" in text:
        text = text.replace(joint, "")
    if "\\" in text:
        return _unescaped(quoted, text, joint)
    if '"' in text:
        raise _UnusualError
    return text


def _unescaped(quoted: str, text: str, joint: str) -> str:
    if "\\\\" in text or '\\"\n' in quoted:
        for part in quoted[:-2].split(joint):
            if not _QUOTED.fullmatch(part):
                raise _UnusualError
        return unescape_usual(text)
    # No backslash is escaped: each one before a quote belongs to it.
    if '"' in text:
        if text.count('"') != text.count('\\"'):
            raise _UnusualError
        text = text.replace('\\"', '"')
    text = text.replace("\\n", "\n")
    if "\\" in text:
        if not _OTHER_ESCAPES.fullmatch(text):
            raise _UnusualError
        return unescape_usual(text)
    return text


def _previous(block: str, patterns: EntryPatterns) -> Previous:
    match = patterns.previous.fullmatch(block)
    if match is None:
        raise _UnusualError
    msgctxt, msgid, msgid_plural = (
        None if quoted is None else _meaning(quoted, patterns.previous_joint)
        for quoted in match.groups()
    )
    return Previous(str(msgid), msgctxt, msgid_plural)


def _forms(block: str, patterns: EntryPatterns) -> tuple[str, ...]:
    found = patterns.form.findall(block)
    if any(int(index) != number for number, (index, _) in enumerate(found)):
        raise _UnusualError
    return tuple([_meaning(quoted, patterns.joint) for _, quoted in found])
