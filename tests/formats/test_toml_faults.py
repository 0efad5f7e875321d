"""What the parser of TOML says is told with its line, and in the reader's language."""

from __future__ import annotations

import tomllib

import pytest

from polyloom.formats.toml_faults import toml_fault
from polyloom.messages import speaking
from polyloom.po.message_catalogs import shipped_catalog

FAULTS = {
    "a": ("expected '=' after a key in a key/value pair", 1),
    "b = 1\na = ": ("invalid value", 2),
    'b = 1\n\na = "x': ("unterminated string", 3),
    "[a": ("expected ']' at the end of a table declaration", 1),
    "[[a]": ("expected ']]' at the end of an array declaration", 1),
    "a=1\na=2": ("cannot overwrite a value", 2),
    "a = [1\n": ("unclosed array", 1),
    'a = "\\q"': ("unescaped '\\' in a string", 1),
    "a=1 b=2": ("expected newline or end of document after a statement", 1),
    "[a]\n[a]": ("cannot declare ('a',) twice", 2),
    "a={b=1,b=2}": ("duplicate inline table key 'b'", 1),
    "a={b=1": ("unclosed inline table", 1),
    "a={}\n[a.b]\n": ("cannot declare ('a', 'b') twice", 2),
    "a = 2020-02-31": ("invalid date or datetime", 1),
    "= 1": ("invalid statement", 1),
    "a. = 1": ("invalid initial character for a key part", 1),
    'a = "\\ud800"': ("escaped character is not a Unicode scalar value", 1),
    "# \x01": ("found invalid character '\\x01'", 1),
    "a = {b = 1}\na.c = 2": ("cannot mutate immutable namespace ('a',)", 2),
    'a = "\x01"': ("illegal character '\\x01'", 1),
}


def fault_of(text: str) -> tuple[str, int]:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return toml_fault(error, text)
    pytest.fail("it is TOML")


@pytest.mark.parametrize("text", FAULTS)
def test_the_fault_and_its_line(text: str) -> None:
    assert fault_of(text)[1] == FAULTS[text][1]
    assert fault_of(text)[0] == FAULTS[text][0]


@pytest.mark.parametrize("text", FAULTS)
@pytest.mark.parametrize("language", ["es", "zh_Hans"])
def test_it_is_told_in_the_language(text: str, language: str) -> None:
    with speaking(shipped_catalog(language)):
        what, line = fault_of(text)

    assert line == FAULTS[text][1]
    assert what != FAULTS[text][0]
