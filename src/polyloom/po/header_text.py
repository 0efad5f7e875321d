"""The text of a header entry, and its fields (gettext manual, “Header Entry”)."""

from __future__ import annotations

from functools import lru_cache

Header = tuple[tuple[str, str], ...]


# A project's catalogs have few headers, and each catalog is read several times.
@lru_cache(maxsize=64)
def header_fields(text: str) -> Header:
    """The fields of a header's text; a line without a colon is a value without a name."""
    lines = text.removesuffix("\n").split("\n") if text else ()
    return tuple(field for field, _ in map(_field, lines))


def header_lines(header: Header, text: str) -> str:
    """The text of a header of which ``text`` was read before: fields that stay are as they were.

    Every line ends in a line feed, but for the last one of a header in which nothing changes.
    """
    if text and header == header_fields(text):
        return text
    before = dict(map(_field, text.split("\n"))) if text else {}
    return "".join(f"{before.get(field) or _line(*field)}\n" for field in header)


def _field(line: str) -> tuple[tuple[str, str], str]:
    """The field that a line of a header is, with the line itself."""
    name, colon, value = line.partition(":")
    return ((name, value.removeprefix(" ")) if colon else ("", line)), line


def _line(name: str, value: str) -> str:
    return f"{name}: {value}" if name else value
