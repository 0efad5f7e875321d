from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from polyloom.model import TextSpan
from polyloom.reports.underlined_excerpt import underlined_excerpt


def shown(text: str, start: int, end: int, width: int = 80, encoding: str = "utf-8") -> list[str]:
    found = underlined_excerpt(text, TextSpan(start, end), width, encoding)
    return [found.before + found.place + found.after, found.pointer]


def test_carets_stand_below_the_place() -> None:
    assert shown("Es la la crisis.", 3, 8) == ["Es la la crisis.", "   ^^^^^"]


def test_where_something_is_missing_one_caret_stands() -> None:
    assert shown("Es la crisis", 12, 12) == ["Es la crisis", "            ^"]
    assert shown("", 0, 0) == ["", "^"]


def test_wide_characters_take_two_columns_and_combining_ones_none() -> None:
    assert shown("这是,危机", 2, 3) == ["这是,危机", "    ^"]
    assert shown("这是危机", 2, 4) == ["这是危机", "    ^^^^"]
    assert shown("cafe\u0301 !", 5, 6) == ["cafe\u0301 !", "    ^"]


def test_only_the_line_of_the_place() -> None:
    assert shown("uno\ndos  tres\ncuatro", 7, 9) == ["dos  tres", "   ^^"]
    assert shown("uno\ndos\ntres", 5, 10) == ["dos", " ^^"]


def test_a_line_break_that_is_meant_is_shown() -> None:
    assert shown("uno\n", 3, 4) == ["uno\\n", "   ^^"]
    assert shown("\nuno", 0, 1) == ["\\n", "^^"]


def test_what_steers_a_terminal_is_an_escape() -> None:
    assert shown("a\x1b[2Jb  c", 6, 8) == ["a\\x1b[2Jb  c", "         ^^"]
    assert shown("a\x1b[2J", 1, 2) == ["a\\x1b[2J", " ^^^^"]
    assert shown("a\u202eb", 1, 2) == ["a\\u202eb", " ^^^^^^"]


def test_what_the_encoding_has_not_is_an_escape() -> None:
    assert shown("señor  x", 5, 7, encoding="ascii") == ["se\\xf1or  x", "        ^^"]


def test_a_long_text_is_cut_on_both_sides() -> None:
    text = f"{'antes ' * 50}la la{' luego' * 50}"
    line, pointer = shown(text, 300, 305, width=40)
    assert cell_len(line) <= 40
    assert line[0] == line[-1] == "…"
    assert line[pointer.index("^") : len(pointer)] == "la la"


def test_the_place_stands_no_further_to_the_right_than_half() -> None:
    line, pointer = shown(f"la la{' luego' * 50}", 0, 5, width=40)
    assert (len(line), pointer) == (40, "^^^^^")
    line, pointer = shown(f"{'antes ' * 50}la la", 300, 305, width=40)
    assert line == "…tes antes antes la la"
    assert pointer == " " * 17 + "^^^^^"


def test_a_long_place_is_cut_itself() -> None:
    line, pointer = shown("x" * 500, 10, 490, width=40)
    assert len(line) <= 40
    assert line.startswith("…")
    assert "^" in pointer


def test_texts_from_right_to_left_are_quoted() -> None:
    assert shown("من يقرر?", 7, 8) == ["“من يقرر?”", ""]
    assert shown("هذا الكلام هو الكلام", 4, 10) == ["“الكلام”", ""]
    assert shown("هذا  الكلام", 3, 5) == ["“هذا␣␣الكلام”", ""]
    assert shown("هذا الكلام ", 10, 11) == ["“هذا الكلام␣”", ""]


@given(
    st.text(alphabet="ab 这é\u0301\n\x1b👩\u200d!é", max_size=80),
    st.integers(0, 80),
    st.integers(0, 20),
    st.integers(20, 60),
)
def test_never_wider_than_the_console(text: str, start: int, length: int, width: int) -> None:
    start = min(start, len(text))
    span = TextSpan(start, min(len(text), start + length))
    found = underlined_excerpt(text, span, width, "utf-8")
    line = found.before + found.place + found.after
    assert line.isprintable() or "\u200d" in line
    # Emoji that are joined may take fewer columns together than each by itself.
    assert cell_len(line) <= width
    assert found.pointer.endswith("^")
