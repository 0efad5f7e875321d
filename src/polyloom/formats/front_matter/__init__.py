"""Front matter: what stands above a text, between lines of ``---`` (YAML) or ``+++`` (TOML).

The strings in it are found with their spans, and translations are quoted so that YAML or TOML reads
what they say.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from msgspec import Struct

from polyloom.formats.front_matter.front_matter_values import (
    TOML,
    FrontMatterError,
    FrontMatterValue,
)
from polyloom.late_patterns import late_pattern

_LAST_LINES = {
    "---": late_pattern(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE),
    "+++": late_pattern(r"^\+\+\+[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE),
}
_FIRST_LINE = late_pattern(r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)")
# A text with front matter begins with one of these.
FENCES = (b"---", b"+++")
# What nobody would write at the head of a text but as front matter.
_KEY = late_pattern(r"(?:\s*(?:#[^\n]*)?\n)*[\w\"'.-]+[ \t]*[:=](?:\s|$)")


class FrontMatter(Struct, frozen=True):
    """The front matter of a text, its fences included; of no length where there is none.

    ``values`` have spans in bytes of the text as UTF-8. ``outline`` is what translations may not
    change. ``problem`` is what is wrong with it, with its line in the text, from 1.
    """

    characters: int = 0
    bytes: int = 0
    values: tuple[FrontMatterValue, ...] = ()
    outline: Hashable = ()
    problem: FrontMatterError | None = None


def read_front_matter(text: str) -> FrontMatter:
    """The front matter at the head of a text.

    A thematic break or a heading of Markdown can look like its fences: what is no mapping of keys
    to values is no front matter.
    """
    first = _FIRST_LINE.match(text)
    last = _LAST_LINES[first[1]].search(text, first.end()) if first else None
    if first is None or last is None:
        return FrontMatter()
    inner = text[first.end() : last.start()]
    size = len(text[: last.end()].encode())
    try:
        found = _read(inner, first[1])
    except FrontMatterError as broken:
        if _KEY.match(inner) is None:
            return FrontMatter()
        problem = FrontMatterError(broken.what, broken.line + 1, broken.remedy)
        return FrontMatter(last.end(), size, problem=problem)
    if found is None:
        return FrontMatter()
    values, outline = found
    return FrontMatter(last.end(), size, _in_bytes(text, first.end(), values), outline)


def write_front_matter_value(value: FrontMatterValue, translation: str) -> str:
    """What to write in a value's place: the translation, quoted as its language asks for.

    Raises UnfitTranslation for a translation that no quoting can hold.
    """
    if value.style.startswith(TOML):
        from polyloom.formats.front_matter import toml_values

        return toml_values.write_toml_value(value, translation)
    from polyloom.formats.front_matter import yaml_values

    return yaml_values.write_yaml_value(value, translation)


def _read(inner: str, fence: str) -> tuple[tuple[FrontMatterValue, ...], Hashable] | None:
    """The values and the outline of what stands between two fences; None for no mapping.

    Raises FrontMatterError. Imports on use: a project writes one of the two languages, if any.
    """
    if fence == "+++":
        from polyloom.formats.front_matter import toml_values

        return toml_values.read_toml(inner)
    from polyloom.formats.front_matter import yaml_values

    return yaml_values.read_yaml(inner)


def _in_bytes(
    text: str, shift: int, values: Sequence[FrontMatterValue]
) -> tuple[FrontMatterValue, ...]:
    converted = []
    characters = offset = 0
    for value in values:
        start = offset + len(text[characters : shift + value.start].encode())
        end = start + len(text[shift + value.start : shift + value.end].encode())
        converted.append(
            FrontMatterValue(value.key, value.text, start, end, value.style, value.indent)
        )
        characters, offset = shift + value.end, end
    return tuple(converted)
