"""Strings in TOML front matter: where they stand, and how to write others in their place."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Hashable, Iterator
from collections.abc import Set as AbstractSet

from msgspec import Struct

from polyloom.formats.front_matter.front_matter_values import (
    TOML,
    FrontMatterError,
    FrontMatterValue,
)
from polyloom.formats.toml_depth import line_of_deep_key
from polyloom.formats.toml_faults import toml_fault
from polyloom.language.line_breaks import flatten
from polyloom.messages import message

_BASIC, _LITERAL, _LONG_BASIC, _LONG_LITERAL = (
    f"{TOML}{quote}" for quote in ('"', "'", '"""', "'''")
)
_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)"
    r'|(?P<long_basic>"""(?:[^"\\]|\\.|"(?!""))*"{3,5})'
    r"|(?P<long_literal>'''(?:[^']|'(?!''))*'{3,5})"
    r'|(?P<basic>"(?:[^"\\\n]|\\.)*")'
    r"|(?P<literal>'[^'\n]*')"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<end>\n)|(?P<equals>=)|(?P<comma>,)"
    r"|(?P<other>[^\s#\"'\[\]{}=,]+)",
    re.DOTALL,
)
_STYLE_OF = {
    "basic": _BASIC,
    "literal": _LITERAL,
    "long_basic": _LONG_BASIC,
    "long_literal": _LONG_LITERAL,
}
_IN_KEYS = frozenset({"other", "basic", "literal"})
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def read_toml(text: str) -> tuple[tuple[FrontMatterValue, ...], Hashable] | None:
    """The strings under the keys, with spans in characters, and the structure.

    The key of a value in a table is ``seo.title``, whether the table has a header or braces. Raises
    FrontMatterError.
    """
    if line := line_of_deep_key(text):
        raise FrontMatterError(
            message("a key has over a hundred parts"), line, message("nest it less deeply")
        )
    try:
        parsed = tomllib.loads(text.replace("\r\n", "\n"))
        values = tuple(_values(text))
        return values, _outline(parsed, "", {value.key for value in values})
    except RecursionError:
        what, remedy = (
            message("the front matter is nested too deeply"),
            message("nest lists and tables less deeply"),
        )
        raise FrontMatterError(what, 1, remedy) from None
    except tomllib.TOMLDecodeError as error:
        fault, line = toml_fault(error, text)
        raise FrontMatterError(
            message("the front matter is not TOML: {fault}", fault=fault),
            line,
            message("mend the line"),
        ) from None
    except ValueError:
        # Python makes no number of more than 4,300 digits.
        what, remedy = (
            message("the front matter has a number of thousands of digits"),
            message("quote the number"),
        )
        raise FrontMatterError(what, 1, remedy) from None


def write_toml_value(value: FrontMatterValue, translation: str) -> str:
    """The translation, quoted as the value was where that is possible."""
    if value.style in (_BASIC, _LITERAL):
        flat = flatten(translation)
        simple = value.style == _LITERAL and "'" not in flat and not _CONTROL.search(flat)
        return f"'{flat}'" if simple else _basic(flat)
    lines = [flatten(line) for line in translation.strip().split("\n")]
    text = "\n".join(lines)
    if value.style == _LONG_LITERAL and "'" not in text and not _CONTROL.search("".join(lines)):
        return f"'''{text}'''"
    return '"""' + "\n".join(_basic(line)[1:-1] for line in lines) + '"""'


class _OpenTable(Struct):
    """A table or an array that has not ended: what stands before its keys, and the current key."""

    prefix: str
    is_list: bool = False
    key: str = ""
    has_equals: bool = False

    @property
    def expects_value(self) -> bool:
        return self.is_list or self.has_equals

    @property
    def path(self) -> str:
        return self.prefix + self.key

    def end_statement(self) -> None:
        self.key, self.has_equals = "", False


def _values(text: str) -> Iterator[FrontMatterValue]:
    """The strings of statements ``key = …``, those in lists and in braces included."""
    opened = [_OpenTable("")]
    for match in _TOKEN.finditer(text):
        kind, around = str(match.lastgroup), opened[-1]
        if kind == "comma" or (kind == "end" and len(opened) == 1):
            around.end_statement()
        elif kind == "equals":
            around.has_equals = True
        elif kind in ("open", "close"):
            _bracket(opened, match[0])
        elif kind in _STYLE_OF and around.expects_value:
            said = tomllib.loads(f"key = {match[0]}")["key"].strip()
            if said:
                yield FrontMatterValue(
                    around.path, said, match.start(), match.end(), _STYLE_OF[kind]
                )
        elif kind in _IN_KEYS and not around.expects_value:
            around.key += _unquoted(match[0])


def _bracket(opened: list[_OpenTable], bracket: str) -> None:
    """A bracket opens or closes a list or a table, or stands around the name of a table."""
    around = opened[-1]
    if bracket in "[{" and around.expects_value:
        is_list = bracket == "["
        opened.append(_OpenTable(around.path if is_list else f"{around.path}.", is_list))
    elif bracket in "]}" and len(opened) > 1:
        opened.pop()
    elif bracket == "]" and around.key:
        opened[0] = _OpenTable(f"{around.key}.")


def _unquoted(key: str) -> str:
    return key.strip("\"'")


def _outline(value: object, path: str, worded: AbstractSet[str]) -> Hashable:
    """A parsed value without what its strings for translators (those under ``worded``) say."""
    if isinstance(value, dict):
        return tuple(
            (key, _outline(each, f"{path}.{key}" if path else key, worded))
            for key, each in value.items()
        )
    if isinstance(value, list):
        return tuple(_outline(each, path, worded) for each in value)
    return "" if isinstance(value, str) and path in worded else repr(value)


def _basic(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
