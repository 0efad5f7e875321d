r"""The fast way of reading: whole entries as tools lay them out, one regular expression each.

Taken are comments above an entry, then ``#|`` lines, then ``msgctxt``, ``msgid``, ``msgid_plural``
and ``msgstr`` at the beginnings of lines, all active or all behind ``#~ ``, every line closed by its
quote. Left to ``statements`` is everything else, valid or not: strings or keywords elsewhere in a
line, numeric escapes, unknown ones, quotes that do not pair, statements in another order. So nothing
is refused here, and what is taken is what ``statements`` would make of it.

Expressions run over whole lines, and a string is looked at more closely only where it has a
backslash or a quote: that is what makes it fast.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from polyloom.catalogs.comments import NO_COMMENTS, Comments, sort_comments
from polyloom.catalogs.quoting import unescape_simple
from polyloom.model import Entry, Previous, make_entry

_ESCAPED = re.compile(r'[^"\\]*+(?:\\[abfnrtv"\\][^"\\]*+)*+')
_ESCAPES = re.compile(r"[^\\]*+(?:\\[abfrtv][^\\]*+)*+")
_FUZZY = ("fuzzy",)

# The group of an entry's expression that begins where its msgid does.
MSGID = 4


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
    entry = (
        r"((?:#(?![~|])[^\n]*+\n)*+)"
        rf"((?:{previous}[^\n]*+\n)*+)"
        rf"(?:{mark}msgctxt {strings})?+"
        rf"({mark})msgid {strings}"
        rf"(?:{mark}msgstr {strings}"
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


ACTIVE = _layout("")
OBSOLETE = _layout("#~ ")


def read_block(match: re.Match[str], layout: Layout, line: int) -> Entry | None:
    """The entry that ``layout`` found, or None where it needs a closer look.

    ``line`` is that of its msgid. The text must hold no U+0004.
    """
    comments, old, msgctxt, _, msgid, msgstr, msgid_plural, forms = match.groups()
    joint = layout.joint
    text = _meaning(msgid, joint)
    if msgstr is None:
        translations = _forms(forms, layout)
    elif (translation := _meaning(msgstr, joint)) is None:
        return None
    else:
        translations = (translation,)
    context = plural = previous = None
    if msgctxt is not None and (context := _meaning(msgctxt, joint)) is None:
        return None
    if msgid_plural is not None and (plural := _meaning(msgid_plural, joint)) is None:
        return None
    if old and (previous := _previous(old, layout)) is None:
        return None
    if text is None or not translations:
        return None
    return make_entry(
        text,
        translations,
        context,
        plural,
        *(_comments(comments) if comments else NO_COMMENTS),
        previous,
        layout.obsolete,
        line,
    )


def _meaning(quoted: str, joint: str) -> str | None:
    """What the strings of ``_strings`` mean together; None where that is not plain to see."""
    text = quoted[:-2] if quoted.find("\n", 0, -1) < 0 else quoted[:-2].replace(joint, "")
    if "\\" not in text:
        return None if '"' in text else text
    if "\\\\" in text:
        parts = quoted[:-2].split(joint)
        return unescape_simple(text) if all(map(_ESCAPED.fullmatch, parts)) else None
    # No backslash is escaped: each one before a quote belongs to it, unless that ends a line.
    if '\\"\n' in quoted or text.count('"') != text.count('\\"'):
        return None
    text = text.replace("\\n", "\n").replace('\\"', '"')
    return _other_escapes(text) if "\\" in text else text


def _other_escapes(text: str) -> str | None:
    return unescape_simple(text) if _ESCAPES.fullmatch(text) else None


def _comments(block: str) -> Comments:
    if block.startswith("#: "):
        reference = block[3:-1]
        if "\n" not in reference and " " not in reference and reference.isascii():
            return (), (), (reference,), ()
    elif block == "#, fuzzy\n":
        return (), (), (), _FUZZY
    return sort_comments(block[:-1].split("\n"))


def _previous(block: str, layout: Layout) -> Previous | None:
    match = layout.previous.fullmatch(block)
    if match is None:
        return None
    joint = layout.previous_joint
    msgctxt, msgid, msgid_plural = match.groups()
    text = _meaning(msgid, joint)
    context = plural = None
    if msgctxt is not None and (context := _meaning(msgctxt, joint)) is None:
        return None
    if msgid_plural is not None and (plural := _meaning(msgid_plural, joint)) is None:
        return None
    return None if text is None else Previous(text, context, plural)


def _forms(block: str, layout: Layout) -> tuple[str, ...]:
    """The plural forms; nothing where they are out of order or need a closer look."""
    forms: list[str] = []
    for number, (index, quoted) in enumerate(layout.form.findall(block)):
        form = _meaning(quoted, layout.joint)
        if form is None or int(index) != number:
            return ()
        forms.append(form)
    return tuple(forms)
