from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, Previous
from polyloom.po.parser import read_catalog
from support.programs import require_program

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FIELDS = (("Content-Type", "text/plain; charset=UTF-8"),)


def read(text: str | bytes) -> Catalog:
    return read_catalog(text.encode() if isinstance(text, str) else text, "es.po")


def entries(text: str) -> tuple[Entry, ...]:
    return read(HEADER + text).entries


WHOLE = """\
# Translation of the statement.
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: Statement\\n"
"PO-Revision-Date: \\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#  Ask the committee.
#
#. Heading 1
#: statement.txt:3 statement.txt#point-2
#, fuzzy, no-wrap
#| msgctxt "heading"
#| msgid "On freedom"
msgctxt "heading"
msgid "On liberty"
msgstr "Sobre la libertad"

msgid "one \\"point\\"\\n"
msgid_plural ""
"{n} points\\n"
"and a tab\\t"
msgstr[0] "un punto\\n"
msgstr[1] "{n} puntos\\n"

# Not in use.
#, fuzzy
#~| msgid "Older"
#~ msgid "Old"
#~ msgstr ""
#~ "Viejo "
#~ "texto"
"""
WHOLE_READ = Catalog(
    header=(
        ("Project-Id-Version", "Statement"),
        ("PO-Revision-Date", ""),
        ("Content-Type", "text/plain; charset=UTF-8"),
    ),
    header_comments=(" Translation of the statement.",),
    header_flags=("fuzzy",),
    entries=(
        Entry(
            "On liberty",
            ("Sobre la libertad",),
            msgctxt="heading",
            translator_comments=("  Ask the committee.", ""),
            extracted_comments=("Heading 1",),
            references=("statement.txt:3", "statement.txt#point-2"),
            flags=("fuzzy", "no-wrap"),
            previous=Previous("On freedom", "heading"),
        ),
        Entry(
            'one "point"\n',
            ("un punto\n", "{n} puntos\n"),
            msgid_plural="{n} points\nand a tab\t",
        ),
        Entry(
            "Old",
            ("Viejo texto",),
            translator_comments=(" Not in use.",),
            flags=("fuzzy",),
            previous=Previous("Older"),
            obsolete=True,
        ),
    ),
)


def test_a_whole_catalog() -> None:
    catalog = read(WHOLE)
    assert catalog == WHOLE_READ
    assert [entry.line for entry in catalog.entries] == [17, 20, 30]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('msgid "a" msgstr "b" msgid "c" msgstr "d"', "ab cd", id="one line"),
        pytest.param('msgid"a"msgstr"b"', "ab", id="no blanks"),
        pytest.param('msgid "" "a"\n\n\t"" msgstr "b"""\n', "ab", id="strings anywhere"),
        pytest.param('  msgid "a"\n\t\f\vmsgstr "b"\n', "ab", id="indented"),
        pytest.param('msgid "a"\rmsgstr "b"\r', "ab", id="carriage returns alone"),
        pytest.param('msgid \\\n"a"\nmsgstr "\\\nb"\n', "ab", id="lines joined by a backslash"),
        pytest.param('msgid "\\x61"\nmsgstr "\\142"\n', "ab", id="numeric escapes"),
        pytest.param('msgid "\\x4161"\nmsgstr "\\1428"\n', "ab8", id="their lengths"),
        pytest.param('msgid "a"\nmsgstr "\\303" "\\251"\n', "aé", id="bytes of one character"),
        pytest.param(
            'msgid "a"\nmsgstr "b" # next\nmsgid "c"\nmsgstr "d"\n', "ab cd", id="comment"
        ),
        pytest.param('#~msgid "a"\n#~msgstr "b"\n', "ab", id="obsolete without a blank"),
        pytest.param('#~ # x\n#~ #: y\n#~ msgid "a"\n#~ msgstr "b"', "ab", id="obsolete comment"),
        pytest.param(
            '#~ msgid "a"\n#~ msgstr "b" # c\nmsgid "c"\nmsgstr "d"',
            "cd ab",
            id="comment, obsolete",
        ),
        pytest.param('#~\nmsgid "a"\n#~\n#|\nmsgstr "b"\n', "ab", id="marks alone"),
        pytest.param(
            '#~ msgid "a" msgstr "b" msgid "c" msgstr "d"\n', "ab cd", id="obsolete, one line"
        ),
        pytest.param('#|msgid "x"\nmsgid "a"\nmsgstr "b"\n', "ab", id="previous without a blank"),
        pytest.param(
            'msgctxt ""\nmsgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"', "ab ac", id="context"
        ),
        pytest.param('domain "messages"\nmsgid "a"\nmsgstr "b"\n', "ab", id="the usual domain"),
        pytest.param('#,fuzzy\n#, x,y\n#! z\nmsgid "a"\nmsgstr "b"', "ab", id="flags"),
        pytest.param('#= sticky\nmsgid "a"\nmsgstr "b"', "ab", id="flags of later versions"),
        pytest.param('#, \n#:\n#.\n#\nmsgid "a"\nmsgstr "b"', "ab", id="empty comments"),
        pytest.param("# the end", "", id="only a comment"),
        pytest.param("", "", id="nothing"),
        pytest.param(
            'msgid "a"\nmsgstr "\x1b\u2028\x85\u00a0"', "a\x1b\u2028\x85\u00a0", id="controls"
        ),
    ],
)
def test_odd_but_valid(tmp_path: Path, text: str, expected: str) -> None:
    found = entries(text)
    assert " ".join(entry.msgid + "".join(entry.msgstr) for entry in found) == expected
    assert _complaint(tmp_path, "msgfmt", (HEADER + text).encode()) == ""


def test_plural_index_with_blanks() -> None:
    (entry,) = entries('msgid "a"\nmsgid_plural "b"\nmsgstr [ 00 ] "x"\nmsgstr[1]"y"\n')
    assert entry.msgstr == ("x", "y")


def test_crlf_is_no_part_of_anything() -> None:
    text = HEADER + '# c\n#. d\n#: e:1\n#, fuzzy\n#| msgid "o"\nmsgid ""\n"a"\nmsgstr "b"\n'
    unix, windows = read(text), read(text.replace("\n", "\r\n"))
    assert unix == windows
    assert windows.entries[0].line == unix.entries[0].line == 9


def test_comments_by_kind() -> None:
    (entry,) = entries(
        "#no blank\n# \n# two  \n#= fuzzy, sticky\n#.x\n#.  y\n#. \n"
        "#: a.c:1 b.c : 2 c.c: 3 d\u2028e \u2068f g.c\u2069:4 \u2068h i\u2069\n"
        "#,fuzzy\n#, c-format,fuzzy, range: 0..5\n"
        'msgid "a"\nmsgstr ""\n'
    )
    assert entry.translator_comments == ("no blank", "", " two  ")
    assert entry.extracted_comments == ("x", " y", "")
    assert entry.references == (
        "a.c:1",
        "b.c:2",
        "c.c:3",
        "d\u2028e",
        "\u2068f g.c\u2069:4",
        "\u2068h i\u2069",
    )
    assert entry.flags == ("fuzzy", "c-format", "range: 0..5", "sticky")
    assert entry.equals_flags == ("sticky",)


def test_a_line_number_without_a_file_is_a_reference() -> None:
    for blank in (" ", "\t"):
        (entry,) = entries(f'#:{blank}:1 b.c:2\nmsgid "a"\nmsgstr ""\n')
        assert entry.references == (":1", "b.c:2")


def test_a_backslash_at_a_comments_end_joins_the_next_line() -> None:
    (entry,) = entries('# C:\\dir\\\n# second\nmsgid "a"\nmsgstr "b"\n')
    assert entry.translator_comments == (" C:\\dir# second",)
    assert entry.line == 6


def test_obsolete_entries_go_last() -> None:
    found = entries('#~ msgid "a"\n#~ msgstr "b"\n\nmsgid "c"\nmsgstr "d"\n')
    assert [(entry.msgid, entry.obsolete) for entry in found] == [("c", False), ("a", True)]


def test_header_with_all_kinds_of_comments() -> None:
    catalog = read('# a\n#. b\n#: c\nmsgid ""\nmsgstr "X-A:b\\nno colon\\nX-C: d: e \\n"\n')
    assert catalog.header == (("X-A", "b"), ("", "no colon"), ("X-C", "d: e "))
    assert catalog.header_comments == (" a", ". b", ": c")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"#\n", b"#. only this\n"])
def test_empty(data: bytes) -> None:
    assert read(data) == Catalog((), ())


def test_nothing_but_a_comment() -> None:
    assert read(b"# only this\n") == Catalog((), (), end_comments=(" only this",))


@pytest.mark.parametrize("charset", ["ISO-8859-1", "CP1252", "UTF-8", "utf8", "GB18030", "EUC-KR"])
def test_other_charsets(charset: str) -> None:
    word = "가" if charset == "EUC-KR" else "é"
    text = HEADER.replace("UTF-8", charset) + f'msgid "a"\nmsgstr "{word}"\n'
    assert read(text.encode(charset)).entries[0].msgstr == (word,)


def test_shift_jis_has_backslashes_in_characters() -> None:
    text = HEADER.replace("UTF-8", "Shift_JIS") + 'msgid "a"\nmsgstr "表"\n'
    assert read(text.encode("shift_jis")).entries[0].msgstr == ("表",)


def test_a_header_with_numeric_escapes_still_names_the_charset() -> None:
    text = (
        HEADER.replace('"Content', '"X-Team: Espa\\303\\261a\\n"\n"Content')
        + 'msgid "ñ"\nmsgstr ""\n'
    )
    assert read(text.encode()).field("X-Team") == "España"
    assert read(text.encode()).entries[0].msgid == "ñ"
    wrong = text.replace("303", "q")
    with pytest.raises(UserError, match=r"2: .*q"):
        read(wrong.encode())


@pytest.mark.parametrize("blank", ["  ", "\t", "\v", "\n", " \r\n"])
def test_a_header_with_blanks_between_its_lines_still_names_the_charset(blank: str) -> None:
    header = f'msgid ""\nmsgstr ""\n"X-A: b\\n"\n{blank}"{FIELDS[0][0]}: {FIELDS[0][1]}\\n"\n\n'
    assert read(header + 'msgid "a"\nmsgstr "é"\n').entries == (Entry("a", ("é",)),)


def test_header_after_entries_still_names_the_charset() -> None:
    catalog = read('msgid "a"\nmsgstr "é"\n\n' + HEADER)
    assert (catalog.header, catalog.entries) == (FIELDS, (Entry("a", ("é",)),))


def test_placeholder_charset_stands_for_ascii() -> None:
    catalog = read(HEADER.replace("UTF-8", "CHARSET") + 'msgid "a"\nmsgstr ""\n')
    assert catalog.entries == (Entry("a"),)


def test_ascii_needs_no_header() -> None:
    assert read('msgid "a"\nmsgstr "b"\n') == Catalog((), (Entry("a", ("b",)),))


# Name, text after the header, line, what is wrong.
ENTRY = 'msgid "a"\nmsgstr "b"\n'
MALFORMED = [
    ("string not closed", 'msgid "a\nmsgstr "b"\n', 4, "a string without its closing quote"),
    ("file cut in a string", 'msgid "a"\nmsgstr "b', 5, "a string without its closing quote"),
    ("closing quote escaped", 'msgid "a\\"\nmsgstr "b"\n', 4, "a string without its closing quote"),
    ("word after a string", 'msgid "a" b\nmsgstr "x"\n', 4, "text after a string, “b”"),
    ("quote in a string", 'msgid "a "b" c"\nmsgstr "x"\n', 4, "text after a string, “b”"),
    ("letter after a string", 'msgid "a" é\nmsgstr "x"\n', 4, "text after a string, “é”"),
    ("number after a string", 'msgid "a" 3\nmsgstr "x"\n', 4, "text after a string, “3”"),
    ("semicolon", 'msgid "a";\nmsgstr "x"\n', 4, "text after a string, “;”"),
    ("no msgstr", f'msgid "x"\n\n{ENTRY}', 4, "msgid without a msgstr"),
    ("no msgstr, comment", f'msgid "x"\n\n# c\n{ENTRY}', 4, "msgid without a msgstr"),
    ("no msgid", 'msgstr "x"\n', 4, "msgstr without a msgid"),
    ("no msgid later", f'{ENTRY}\n\nmsgstr "x"\n', 8, "msgstr without a msgid"),
    ("context without msgid", f'msgctxt "x"\n# c\n{ENTRY}', 5, "a comment inside an entry"),
    ("context, msgstr", 'msgctxt "x"\nmsgstr "b"\n', 4, "msgctxt without a msgid"),
    ("two contexts", f'msgctxt "x"\nmsgctxt "y"\n{ENTRY}', 5, "a second msgctxt in one entry"),
    ("two msgstr", f'{ENTRY}msgstr "c"\n', 6, "a second msgstr in one entry"),
    ("cut after msgid", 'msgid "x"\n', 4, "the file ends inside an entry"),
    ("cut after msgctxt", 'msgctxt "x"\n', 4, "the file ends inside an entry"),
    ("cut after plural", 'msgid "x"\nmsgid_plural "y"\n', 4, "the file ends inside an entry"),
    ("cut after previous", '#| msgid "x"\n', 4, "the file ends inside an entry"),
    ("cut keyword", 'msgid "x"\nmsgst', 5, "an unknown keyword, “msgst”"),
    ("msgid without string", 'msgid\nmsgstr "x"\n', 4, "msgid without a string"),
    ("msgstr without string", 'msgid "a"\nmsgstr\n', 5, "msgstr without a string"),
    (
        "no opening quote",
        'msgid a"\nmsgstr "x"\n',
        4,
        "where the string of msgid should begin, “a”",
    ),
    ("single quotes", "msgid 'a'\nmsgstr 'b'\n", 4, "should begin, “'a'”"),
    ("curly quotes", 'msgid “a”\nmsgstr "b"\n', 4, "should begin, ““a””"),
    ("no-break space", 'msgid\u00a0"a"\nmsgstr "b"\n', 4, "should begin"),
    ("escape \\q", 'msgid "\\q"\nmsgstr "b"\n', 4, "an escape that gettext does not know, “\\q”"),
    ("escape in msgstr", 'msgid "a"\nmsgstr ""\n"\\d"\n', 6, "does not know, “\\d”"),
    ("escape \\u", 'msgid "\\u00e9"\nmsgstr "b"\n', 4, "does not know, “\\u”"),
    ("escape \\'", 'msgid "\\\'"\nmsgstr "b"\n', 4, "does not know, “\\'”"),
    ("escape \\x", 'msgid "\\xg"\nmsgstr "b"\n', 4, "does not know, “\\x”"),
    ("escape \\8", 'msgid "\\8"\nmsgstr "b"\n', 4, "does not know, “\\8”"),
    ("bytes of escapes", 'msgid "a"\nmsgstr "\\303"\n', 5, "escapes whose bytes are no UTF-8 text"),
    ("separator", 'msgid "a\x04b"\nmsgstr "b"\n', 4, "the character U+0004"),
    ("separator escaped", 'msgid "a"\nmsgstr "\\004"\n', 5, "the character U+0004"),
    (
        "merge conflict",
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> x\n',
        5,
        "an unresolved merge conflict",
    ),
    ("conflict between", f"{ENTRY}\n=======\n", 7, "an unresolved merge conflict"),
    ("conflict in a string", f'{ENTRY}"x"\n>>>>>>> x\n', 7, "an unresolved merge conflict"),
    ("duplicate", f"{ENTRY}\n{ENTRY}", 7, "defined a second time, after line 4"),
    ("duplicate on one line", 'msgid "a" msgstr "b" msgid "a" msgstr "b"', 4, "a second time"),
    (
        "duplicate with context",
        f'msgctxt "x"\n{ENTRY}\nmsgctxt "x"\n{ENTRY}',
        9,
        "defined a second time, after line 5",
    ),
    ("duplicate header", HEADER, 4, "defined a second time, after line 1"),
    (
        "obsolete duplicate",
        f'{ENTRY}\n#~ msgid "a"\n#~ msgstr "c"\n',
        7,
        "a second time, after line 4",
    ),
    (
        "duplicate, plural",
        f'{ENTRY}\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n',
        7,
        "a second time",
    ),
    ("plural, msgstr", 'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 6, "msgstr[0] is due"),
    (
        "plural from 1",
        'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n',
        6,
        "msgstr[1] where msgstr[0]",
    ),
    (
        "plural with a gap",
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n',
        7,
        "msgstr[2] where msgstr[1] is due",
    ),
    (
        "plural twice",
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[0] "d"\n',
        7,
        "msgstr[0] where msgstr[1] is due",
    ),
    ("plural without", 'msgid "a"\nmsgstr[0] "c"\n', 5, "msgstr[0] without a msgid_plural"),
    ("plural index", 'msgid "a"\nmsgid_plural "b"\nmsgstr[N] "c"\n', 6, "should begin, “[N]”"),
    ("plural bracket", 'msgid "a"\nmsgid_plural "b"\nmsgstr[0 "c"\n', 6, "should begin, “[0”"),
    ("two plurals", 'msgid "a"\nmsgid_plural "b"\nmsgid_plural "c"\n', 6, "a second msgid_plural"),
    ("obsolete, msgstr", '#~ msgid "a"\nmsgstr "b"\n', 5, "with and without #~"),
    ("obsolete msgstr", 'msgid "a"\n#~ msgstr "b"\n', 5, "with and without #~"),
    ("obsolete, string", '#~ msgid "a"\n"c"\n#~ msgstr "b"\n', 5, "with and without #~"),
    ("obsolete, last string", '#~ msgid "a"\n#~ msgstr "b"\n"c"\n', 6, "with and without #~"),
    ("previous, obsolete", '#| msgid "x"\n#~ msgid "a"\n#~ msgstr "b"\n', 5, "with and without #~"),
    ("previous, string", '#| msgid "x"\n"y"\nmsgid "a"\nmsgstr "b"\n', 5, "with and without #|"),
    ("previous context", f'#| msgctxt "x"\n{ENTRY}', 4, "#| msgctxt without a #| msgid"),
    ("previous plural", f'#| msgid_plural "x"\n{ENTRY}', 4, "#| msgid_plural without a #| msgid"),
    ("previous msgstr", f'#| msgstr "x"\n{ENTRY}', 4, "an unknown keyword, “#| msgstr”"),
    ("previous twice", f'#| msgid "x"\n#| msgid "y"\n{ENTRY}', 5, "a second #| msgid"),
    ("previous, comment", f'#| msgid "x"\n# c\n{ENTRY}', 5, "a comment inside an entry"),
    ("comment inside", 'msgid "a"\n# c\nmsgstr "b"\n', 5, "a comment inside an entry"),
    ("flag inside", 'msgid "a"\n#, fuzzy\nmsgstr "b"\n', 5, "a comment inside an entry"),
    ("comment after msgid", 'msgid "a" # c\nmsgstr "b"\n', 4, "a comment inside an entry"),
    ("comment in a string", 'msgid "a"\n# c\n"x"\nmsgstr "b"\n', 6, "a string that belongs to no"),
    ("string alone", f'# c\n"x"\n{ENTRY}', 5, "a string that belongs to no keyword"),
    ("keyword", f'Msgid "x"\n{ENTRY}', 4, "an unknown keyword, “Msgid”"),
    ("obsolete text", f"#~ foo\n{ENTRY}", 4, "an unknown keyword, “foo”"),
    ("other comment", f"// foo\n{ENTRY}", 4, "text outside of any entry, “// foo”"),
    ("control-Z", f"{ENTRY}\x1a", 6, "text outside of any entry, “<U+001A>”"),
    ("mark of another file", f"\ufeff{ENTRY}", 4, "text outside of any entry, “<U+FEFF>msgid”"),
    ("blank of print", 'msgid\xa0"a"\nmsgstr ""\n', 4, "of msgid should begin, “<U+00A0>”"),
    ("comment joined to msgid", f"# C:\\dir\\\n{ENTRY}", 6, "msgstr without a msgid"),
]
MALFORMED_FILES = [
    ("BOM", b"\xef\xbb\xbf" + HEADER.encode(), 1, "a byte order mark"),
    ("UTF-16", HEADER.encode("utf-16"), 1, "the catalog is encoded in UTF-16"),
    ("UTF-16 without BOM", HEADER.encode("utf-16-le"), 1, "UTF-16 or UTF-32"),
    ("NUL between", f"{HEADER}\0{ENTRY}".encode(), 4, "a NUL byte"),
    (
        "latin-1 as UTF-8",
        HEADER.encode() + b'msgid "a"\nmsgstr "\xe9t\xe9"\n',
        5,
        "byte 0xE9, number 9 in its line, is no part of UTF-8 text",
    ),
    ("surrogate", HEADER.encode() + b'msgid "\xed\xa0\x80"\nmsgstr ""\n', 4, "byte 0xED, number 8"),
    ("cut character", HEADER.encode() + b'msgid "a"\nmsgstr "\xc3', 5, "byte 0xC3, number 9"),
    (
        "ASCII",
        (HEADER.replace("UTF-8", "ASCII") + 'msgid "é"\nmsgstr ""\n').encode(),
        4,
        "no part of ASCII text",
    ),
    ("no header", 'msgid "e"\nmsgstr "é"\n'.encode(), 2, "no header that names a charset"),
    (
        "no charset",
        'msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "é"\nmsgstr ""\n'.encode(),
        4,
        "no header that names a charset",
    ),
    (
        "placeholder",
        (HEADER.replace("UTF-8", "CHARSET") + 'msgid "é"\nmsgstr ""\n').encode(),
        4,
        "still the placeholder CHARSET",
    ),
    (
        "unknown charset",
        (HEADER.replace("UTF-8", "FOO-8") + ENTRY).encode(),
        2,
        "a charset that catalogs cannot be read in, “FOO-8”",
    ),
    ("UTF-7", (HEADER.replace("UTF-8", "UTF-7") + ENTRY).encode(), 2, "“UTF-7”"),
    ("no catalog", b"<html>\n", 1, "text outside of any entry, “<html>”"),
    ("backslash at the end", b'msgid "a"\r\nmsgstr "b"\r\n\\', 3, "text outside of any entry"),
]
ALL_MALFORMED = [
    *((name, (HEADER + text).encode(), line, what) for name, text, line, what in MALFORMED),
    *MALFORMED_FILES,
]
IDS = [name for name, *_ in ALL_MALFORMED]


@pytest.mark.parametrize(("name", "data", "line", "what"), ALL_MALFORMED, ids=IDS)
def test_malformed(name: str, data: bytes, line: int, what: str) -> None:
    with pytest.raises(UserError) as caught:
        read_catalog(data, "locales/es.po")
    assert caught.value.where == f"locales/es.po:{line}", name
    assert what in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize(("name", "data", "line", "what"), ALL_MALFORMED, ids=IDS)
def test_gettext_refuses_it_too(
    tmp_path: Path, name: str, data: bytes, line: int, what: str
) -> None:
    complaints = _complaint(tmp_path, "msgfmt", data) + _complaint(tmp_path, "msgcat", data)
    assert complaints, f"gettext accepts {name}, line {line}: {what}"


# gettext reads these, but what comes out is less than what went in.
SILENTLY_LOST = [
    ("NUL in a string", b'msgid "a\0b"\nmsgstr ""\n', 4, "a NUL byte"),
    ("NUL in a comment", f"# \0\n{ENTRY}".encode(), 4, "a NUL byte"),
    ("NUL escaped", b'msgid "a\\0b"\nmsgstr ""\n', 4, "a NUL character in a string"),
    ("byte in a comment", b"# \xff\n" + ENTRY.encode(), 4, "byte 0xFF, number 3 in its line"),
    ("other domain", b'domain "x"\n' + ENTRY.encode(), 4, "a domain directive"),
]


@pytest.mark.parametrize(("name", "data", "line", "what"), SILENTLY_LOST)
def test_what_gettext_loses_is_refused(name: str, data: bytes, line: int, what: str) -> None:
    with pytest.raises(UserError, match=what) as caught:
        read(HEADER.encode() + data)
    assert caught.value.where == f"es.po:{line}", name


def test_message_is_one_sentence_with_its_place() -> None:
    with pytest.raises(UserError) as caught:
        read(HEADER + "<<<<<<< HEAD\n")
    assert str(caught.value) == (
        "es.po:4: an unresolved merge conflict; keep one of the two versions and remove the "
        "lines with <<<<<<<, ======= and >>>>>>>"
    )


@given(st.binary(max_size=200))
def test_any_bytes_give_a_catalog_or_a_message(data: bytes) -> None:
    try:
        read(data)
    except UserError as error:
        where = error.where
    else:
        where = "es.po:1"
    assert where.startswith("es.po:")


PIECES = [
    "msgid",
    "msgstr",
    "msgctxt",
    "msgid_plural",
    "msgstr[0]",
    "#~ ",
    "#| ",
    "# c\n",
    "#: r\n",
]
PIECES += ['"a"', '"b"', '""', "\n", " ", "\\", '"', "\\n", "#, fuzzy\n", "é", "\r\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_fast_and_careful_reading_agree(text: str) -> None:
    """A blank before each line feed is legal wherever one is, and keeps the fast way out."""
    text = HEADER + text
    plain, plain_error = _outcome(text)
    careful, careful_error = _outcome(text.replace('"\n', '" \n'))
    assert plain == careful
    assert bool(plain_error) == bool(careful_error)


def _outcome(text: str) -> tuple[Catalog | None, str]:
    try:
        return read(text), ""
    except UserError as error:
        return None, f"{error.where} {error.what}"


@pytest.mark.parametrize("seed", range(4))
def test_the_same_files_as_gettext(tmp_path: Path, seed: int) -> None:
    """Mostly valid files, damaged here and there: refused by both or by none."""
    import random

    chance = random.Random(seed)  # noqa: S311
    base = (
        HEADER + '# c\n#: r:1\n#, fuzzy\n#| msgid "o"\nmsgctxt "x"\nmsgid "a"\nmsgstr "b"\n\n'
        'msgid "c"\nmsgid_plural "d"\nmsgstr[0] "e\\n"\nmsgstr[1] "f"\n\n'
        '#~ msgid "g"\n#~ msgstr "h"\n'
    )
    for _ in range(60):
        place = chance.randrange(len(HEADER), len(base))
        if chance.random() < 0.5:
            text = base[:place] + base[place + chance.randrange(1, 9) :]
        else:
            text = base[:place] + chance.choice(PIECES) + base[place:]
        complaint = _complaint(tmp_path, "msgcat", text.encode())
        assert bool(_outcome(text)[1]) == bool(complaint), text


def _complaint(folder: Path, program: str, data: bytes) -> str:
    """What a gettext program says when it refuses the file, or an empty string."""
    file = folder / "es.po"
    file.write_bytes(data)
    command = [require_program(program), str(file), "-o", str(folder / "out")]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return (result.stderr or "refused") if result.returncode else ""
