r"""The fast way of reading: whole entries as tools lay them out, one regular expression each.

Taken are comments above an entry, then ``#|`` lines, then ``msgctxt``, ``msgid``, ``msgid_plural``
and ``msgstr`` at the beginnings of lines, all active or all behind ``#~ ``, every line closed by
its quote. Left to ``statements`` is everything else, valid or not: strings or keywords elsewhere in
a line, numeric escapes, unknown ones, quotes that do not pair, statements in another order. So
nothing is refused here, and what is taken is what ``statements`` would make of it.

Expressions run over whole lines. What is most usual has groups of its own: one line of a string
without a backslash, one extracted comment, one reference. Any other string is looked at more
closely only where it has a backslash or a quote: that is what makes it fast.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from polyloom.model import Entry, Previous
from polyloom.po.comments import Comments, sort_comments
from polyloom.po.quoting import unescape_simple

# What may stand between quotes, and escapes but those of backslashes, quotes and line feeds.
_QUOTED = re.compile(r'[^"\\]*+(?:\\[abfnrtv"\\][^"\\]*+)*+')
_OTHER_ESCAPES = re.compile(r"[^\\]*+(?:\\[abfrtv][^\\]*+)*+")

_FUZZY = ("fuzzy",)

# The group of an entry's expression that begins where its msgid does.
_MSGID = 7


class _UnusualError(Exception):
    """Something is not as tools write it; whether it is valid, ``statements`` knows."""


class Layout(NamedTuple):
    """How a whole entry looks when every line begins with the same ``#~ ``, or none does."""

    obsolete: bool
    entry: re.Pattern[str]
    previous: re.Pattern[str]
    form: re.Pattern[str]
    joint: str
    previous_joint: str


def _layout(mark: str) -> Layout:
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
    return Layout(
        bool(mark),
        re.compile(entry),
        re.compile(
            rf"(?:{previous}msgctxt {previous_strings})?+"
            rf"{previous}msgid {previous_strings}"
            rf"(?:{previous}msgid_plural {previous_strings})?+"
        ),
        re.compile(rf"{mark}msgstr\[([0-9])\] {strings}"),
        f'"\n{mark}"',
        f'"\n{previous_mark}"',
    )


def _strings(mark: str) -> str:
    """Lines in quotes, one below the other, from behind the first quote to the last line's end."""
    return rf'"([^\n]*"\n(?:{mark}"[^\n]*"\n)*+)'


def _plain_or_strings(mark: str) -> str:
    """One line that means what stands in it, or lines; each has a group of its own."""
    return rf'(?:"([^"\\\n]*+)"\n(?!{mark}")|{_strings(mark)})'


ACTIVE = _layout("")
OBSOLETE = _layout("#~ ")


def take_blocks(text: str, offset: int, line: int, layout: Layout, found: list[Entry]) -> int:
    """Append entries to ``found`` from ``offset`` on, as long as they are laid out like that.

    The offset where that ends is returned; ``line`` is the line of the first. The text must hold no
    U+0004 and have no joined lines.
    """
    take, joint, obsolete = layout.entry.match, layout.joint, layout.obsolete
    counted = offset
    while match := take(text, offset):
        (
            said,
            reference,
            comments,
            old,
            msgctxt,
            msgctxt_lines,
            _,
            msgid,
            msgid_lines,
            msgstr,
            msgstr_lines,
            msgid_plural,
            forms,
        ) = match.groups()
        begin = match.start(_MSGID)
        line += text.count("\n", counted, begin)
        counted = begin
        try:
            translator: tuple[str, ...] = ()
            extracted: tuple[str, ...] = () if said is None else (said,)
            references: tuple[str, ...] = () if reference is None else (reference,)
            flags: tuple[str, ...] = ()
            if comments:
                block = f"#: {reference}\n{comments}" if reference else comments
                block = block if said is None else f"#. {said}\n{block}"
                translator, extracted, references, flags = _comments(block)
            if msgctxt_lines is not None:
                msgctxt = _meaning(msgctxt_lines, joint)
            if msgid is None:
                msgid = _meaning(msgid_lines, joint)
            msgstrs: tuple[str, ...]
            if msgstr is not None:
                msgstrs = (msgstr,)
            elif msgstr_lines is not None:
                msgstrs = (_meaning(msgstr_lines, joint),)
            else:
                msgstrs = _forms(forms, layout)
            entry = Entry(
                msgid,
                msgstrs,
                msgctxt,
                None if msgid_plural is None else _meaning(msgid_plural, joint),
                translator,
                extracted,
                references,
                flags,
                _previous(old, layout) if old else None,
                obsolete,
                line,
            )
        except _UnusualError:
            break
        found.append(entry)
        offset = match.end()
    return offset


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
        return unescape_simple(text)
    # No backslash is escaped: each one before a quote belongs to it.
    if '"' in text:
        if text.count('"') != text.count('\\"'):
            raise _UnusualError
        text = text.replace('\\"', '"')
    text = text.replace("\\n", "\n")
    if "\\" in text:
        if not _OTHER_ESCAPES.fullmatch(text):
            raise _UnusualError
        return unescape_simple(text)
    return text


def _comments(block: str) -> Comments:
    if block == "#, fuzzy\n":
        return (), (), (), _FUZZY
    return sort_comments(block[:-1].split("\n"))


def _previous(block: str, layout: Layout) -> Previous:
    match = layout.previous.fullmatch(block)
    if match is None:
        raise _UnusualError
    msgctxt, msgid, msgid_plural = (
        None if quoted is None else _meaning(quoted, layout.previous_joint)
        for quoted in match.groups()
    )
    return Previous(str(msgid), msgctxt, msgid_plural)


def _forms(block: str, layout: Layout) -> tuple[str, ...]:
    found = layout.form.findall(block)
    if any(int(index) != number for number, (index, _) in enumerate(found)):
        raise _UnusualError
    return tuple([_meaning(quoted, layout.joint) for _, quoted in found])
