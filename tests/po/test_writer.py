from __future__ import annotations

import re
import subprocess

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, Previous
from polyloom.po.parser import read_catalog
from polyloom.po.wrapping import wrap_po_line
from polyloom.po.writer import write_catalog
from support.programs import require_program

HEADER = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"))
HEADER_TEXT = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
)


def written(*entries: Entry) -> str:
    """What is written of entries, without the header."""
    text = write_catalog(Catalog(HEADER, entries)).decode()
    assert text.startswith(HEADER_TEXT)
    return text[len(HEADER_TEXT) + 1 :]


def test_a_whole_entry() -> None:
    entry = Entry(
        "On liberty\nand more",
        ("Sobre la libertad",),
        msgctxt="heading",
        translator_comments=(" Ask.", "", "no blank"),
        extracted_comments=("Heading", ""),
        references=("a.txt:1", "\u2068b c.txt\u2069:2"),
        flags=("no-wrap", "fuzzy", "sticky", "reviewed"),
        equals_flags=("sticky",),
        previous=Previous("On freedom", "title"),
    )
    assert written(entry) == (
        """\
# Ask.
#
# no blank
#. Heading
#.
#: a.txt:1 \u2068b c.txt\u2069:2
#, fuzzy, no-wrap, reviewed
#= sticky
#| msgctxt "title"
#| msgid "On freedom"
msgctxt "heading"
msgid ""
"On liberty\\n"
"and more"
msgstr "Sobre la libertad"
"""
    )


def test_plural_and_obsolete() -> None:
    entry = Entry(
        "one",
        ("uno", ""),
        msgid_plural="more",
        flags=("fuzzy",),
        previous=Previous("a", msgid_plural="b"),
        obsolete=True,
    )
    assert written(entry) == (
        """\
#, fuzzy
#~| msgid "a"
#~| msgid_plural "b"
#~ msgid "one"
#~ msgid_plural "more"
#~ msgstr[0] "uno"
#~ msgstr[1] ""
"""
    )


def test_escapes() -> None:
    assert written(Entry('\a\b\f\r\t\v\\"\x1b\u2028\x85')) == (
        'msgid "\\a\\b\\f\\r\\t\\v\\\\\\"\x1b\u2028\x85"\nmsgstr ""\n'
    )


def test_long_text_is_wrapped_and_begins_with_an_empty_string() -> None:
    text = "We ask the committee to publish every contract in full, " * 2
    assert written(Entry(text, ("x" * 90,))) == (
        """\
msgid ""
"We ask the committee to publish every contract in full, We ask the committee "
"to publish every contract in full, "
msgstr ""
"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
""".replace('msgstr ""\n"x', 'msgstr "x')
    )


def test_header_says_utf_8_whatever_it_said() -> None:
    header = (("content-type", "text/plain; charset=KOI8-R"), ("X-A", "б"), ("", "odd line"))
    text = write_catalog(Catalog(header, (), (" who", ". what"), ("fuzzy",))).decode()
    assert text == (
        "# who\n#. what\n#, fuzzy\n"
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"X-A: б\\n"\n"odd line\\n"\n'
    )


def test_a_header_is_written_where_reading_needs_one() -> None:
    assert write_catalog(Catalog((), ())) == b""
    assert write_catalog(Catalog((), (Entry("a"),))) == b'msgid "a"\nmsgstr ""\n'
    again = read_catalog(write_catalog(Catalog((), (Entry("é"),))), "es.po")
    assert again == Catalog(HEADER[1:], (Entry("é"),))


def test_what_no_file_can_hold_is_refused() -> None:
    for character, name in (("\ud800", "U+D800"), ("\0", "U+0000"), ("\4", "U+0004")):
        with pytest.raises(UserError, match=f'{name.replace("+", ".")}.* after “msgid "a”'):
            write_catalog(Catalog(HEADER, (Entry(f"a{character}"),)))
    with pytest.raises(UserError, match=r"U\+0004"):
        write_catalog(Catalog(HEADER, (Entry("a", ("b\4",), obsolete=True),)))


def test_a_separator_of_contexts_separates_nothing_in_a_comment() -> None:
    entry = Entry("a", translator_comments=(" \4", " b\4c"), extracted_comments=("d\4",))
    assert read_catalog(write_catalog(Catalog(HEADER, (entry,))), "es.po").entries == (entry,)


def test_a_comment_cannot_break_the_file() -> None:
    entry = Entry(
        "a",
        translator_comments=(" two\nlines", ": no reference", "~ msgid", " C:\\"),
        extracted_comments=("x\ny", "C:\\"),
    )
    (again,) = read_catalog(write_catalog(Catalog(HEADER, (entry,))), "es.po").entries
    assert again.translator_comments == (" two", " lines", " : no reference", " ~ msgid", " C:\\ ")
    assert again.extracted_comments == ("x", "y", "C:\\ ")


WORDS = ["We ask", "the committee", " ", "  ", "\n", "\t", "\\", '"', "%d", "{name}", "<b>", "</b>"]
WORDS += [
    "https://example.org/a/b?c=d&e=f#g",
    "e.g.",
    "1,000.50",
    "x" * 90,
    "a-b",
    "—",
    "…",
    "\u00a0",
]
WORDS += [
    "我们要求委员会公布。",
    "「合同」",
    "契約の全文を、公開する",
    "모든 계약을 공개하라",
    "نطالب اللجنة بالنشر،",
]
WORDS += [
    "é",
    "e\u0301",
    "“quoted”",
    "‘x’",
    "«oui»",
    "¿qué?",
    "(a)",
    "[b]",
    "1)",
    "2.",
    "👍🏽",
    "🇵🇪",
]
TEXT = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)
ANY_TEXT = st.one_of(
    TEXT, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\4"), max_size=60)
)
PLAIN = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters=',\\"'),
    min_size=1,
    max_size=12,
)
COMMENT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\"), min_size=1, max_size=60
)


def previous(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Previous | None]:
    return st.none() | st.builds(
        Previous, texts, msgctxt=st.none() | texts, msgid_plural=st.none() | texts
    )


@st.composite
def random_entries(draw: st.DrawFn, texts: st.SearchStrategy[str] = ANY_TEXT) -> Entry:
    plural = draw(st.none() | texts)
    forms = draw(st.lists(texts, min_size=1, max_size=4)) if plural is not None else [draw(texts)]
    flags = draw(
        st.lists(st.sampled_from(["c-format", "range: 0..9", "no-wrap", "mt"]), unique=True)
    )
    fuzzy = ["fuzzy"] if draw(st.booleans()) else []
    equals_flags = [flag for flag in (*fuzzy, *flags) if draw(st.booleans())]
    flags = [flag for flag in flags if flag not in equals_flags]
    fuzzy = [flag for flag in fuzzy if flag not in equals_flags]
    return Entry(
        msgid=draw(texts),
        msgstr=tuple(forms),
        msgctxt=draw(st.none() | texts),
        msgid_plural=plural,
        translator_comments=tuple(draw(st.lists(COMMENT.map(lambda text: f" {text}"), max_size=2))),
        extracted_comments=tuple(draw(st.lists(COMMENT, max_size=2))),
        references=tuple(draw(st.lists(PLAIN.map(_reference), max_size=5, unique=True))),
        flags=(*fuzzy, *flags, *equals_flags),
        equals_flags=tuple(equals_flags),
        previous=draw(previous(texts)),
        obsolete=draw(st.booleans()),
    )


def _reference(text: str) -> str:
    return "f" + re.sub("[:\u2068\u2069]", "", text) + ":7"


@st.composite
def random_catalogs(draw: st.DrawFn) -> Catalog:
    found = draw(st.lists(random_entries(), max_size=4, unique_by=lambda entry: entry.key))
    found = [entry for entry in found if entry.key != (None, "")]
    return Catalog(
        HEADER,
        tuple(sorted(found, key=lambda entry: entry.obsolete)),
        header_comments=tuple(draw(st.lists(COMMENT.map(lambda text: f" {text}"), max_size=2))),
        header_flags=draw(st.sampled_from([(), ("fuzzy",)])),
    )


@given(random_catalogs())
def test_what_is_written_is_read_again(catalog: Catalog) -> None:
    data = write_catalog(catalog)
    assert read_catalog(data, "es.po") == catalog
    assert write_catalog(read_catalog(data, "es.po")) == data


def by_msgcat(catalog: Catalog, *options: str) -> str:
    """What msgcat makes of the catalog when all it has to do is to wrap it."""
    data = write_catalog(catalog)
    command = [require_program("msgcat"), *options, "-"]
    result = subprocess.run(command, input=data, capture_output=True, check=True)
    return result.stdout.decode()


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXT, min_size=20, max_size=40, unique=True), st.sampled_from(["", "obsolete"]))
def test_msgcat_wraps_alike(texts: list[str], obsolete: str) -> None:
    """Hypothesis' own texts are left out: no two versions of Unicode agree on all of those."""
    entries = [
        Entry(text, (text[::-1],), "context", previous=Previous(text), obsolete=bool(obsolete))
        for text in texts
        if text.strip()
    ]
    _assert_same(Catalog(HEADER, tuple(entries)))


@pytest.mark.parametrize("control", ["\x01", "\x0e", "\x1b", "\x7f"])
def test_msgcat_wraps_control_characters_alike(control: str) -> None:
    text = " ".join(f"w{control}rd" * (number % 4 + 1) for number in range(60))
    _assert_same(Catalog(HEADER, (Entry(text),)))


@settings(max_examples=25, deadline=None)
@given(st.lists(random_entries(TEXT), min_size=1, max_size=20, unique_by=lambda entry: entry.key))
def test_msgcat_prints_alike(found: list[Entry]) -> None:
    entries = [_without_what_msgcat_changes(entry) for entry in found if _is_printed(entry)]
    assume(entries)
    _assert_same(Catalog(HEADER, tuple(sorted(entries, key=lambda entry: entry.obsolete))))


@settings(max_examples=10, deadline=None)
@given(
    st.lists(random_entries(TEXT), min_size=1, max_size=20, unique_by=lambda entry: entry.key),
    st.sampled_from([(0, "--no-wrap"), (50, "--width=50"), (120, "--width=120")]),
)
def test_msgcat_prints_other_widths_alike(found: list[Entry], width: tuple[int, str]) -> None:
    columns, option = width
    entries = [_without_what_msgcat_changes(entry) for entry in found if _is_printed(entry)]
    assume(entries)
    catalog = Catalog(HEADER, tuple(sorted(entries, key=lambda entry: entry.obsolete)))
    _need_gettext_0_21()
    assert write_catalog(catalog, columns).decode() == by_msgcat(catalog, option)


def _is_printed(entry: Entry) -> bool:
    return bool(entry.msgid) and (bool(entry.msgstr[0]) or not entry.obsolete)


def _without_what_msgcat_changes(entry: Entry) -> Entry:
    """See the list in the module's docstring."""
    flags = [flag for flag in entry.flags if flag in ("no-wrap", "fuzzy")]
    if not entry.msgstr[0]:
        flags = [flag for flag in flags if flag != "fuzzy"]
    return replace(entry, flags=tuple(flags), equals_flags=())


def _assert_same(catalog: Catalog) -> None:
    _need_gettext_0_21()
    assert write_catalog(catalog).decode() == by_msgcat(catalog)


def _need_gettext_0_21() -> None:
    version = subprocess.run(
        [require_program("msgcat"), "--version"], capture_output=True, text=True, check=True
    )
    if " 0.21" not in version.stdout.splitlines()[0]:
        pytest.skip("other versions of gettext break some lines elsewhere")


@pytest.mark.parametrize("piece", ["{% if x ", "words, and more. ", "$$a$ "])
def test_a_very_long_text_is_wrapped_as_a_shorter_one(piece: str) -> None:
    few, many = wrap_po_line(piece * 100, 70, 77), wrap_po_line(piece * 10_000, 70, 77)
    assert few is not None
    assert many is not None
    assert "".join(many) == piece * 10_000
    assert many[: len(few) - 1] == few[:-1]


_PIECES_OF_LONG_TEXTS = [
    *("some words, and more of them. ", "of\u00a0the\u00a0valley", "a-b/c.d", "“so” ", "» "),
    *("(seen) ", "https://weir.example/a?b=c ", "word\u00a0and ", "x", " — "),
]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(_PIECES_OF_LONG_TEXTS), min_size=2, max_size=9, unique=True))
def test_msgcat_wraps_long_texts_alike(pieces: list[str]) -> None:
    """Longer than what is looked at in one go, with lines that end at no plain blank among them."""
    text = "".join(piece * (number * 37 % 50 + 1) for number in range(40) for piece in pieces)
    _assert_same(Catalog(HEADER, (Entry(text.strip()),)))


PLACEHOLDERS = {
    "c-format": ["% d", "%- 5.2ld", "%%", "%s", "%m", "%1$ d"],
    "objc-format": ["% d", "% @", "%%", "%1$ @"],
    "python-format": ["% d", "%(a b)s", "%(a (b) c)r", "%%", "%(x)- 5.1f"],
    "php-format": ["% d", "%1$ s", "%' 5d", "%%"],
    "perl-format": ["% d", "%vd", "% vd", "%%", "%1$ d"],
    "javascript-format": ["% d", "%- 5.1f", "%%", "%1$ s"],
}


@pytest.mark.slow
@pytest.mark.parametrize("flag", PLACEHOLDERS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_msgcat_breaks_placeholders_alike(flag: str, data: st.DataObject) -> None:
    """Also where they do not go together, or where a percent sign begins none."""
    words = [
        *PLACEHOLDERS[flag],
        " ",
        " ",
        "10% of ",
        "50 % you ",
        "word",
        "a-b ",
        "\n",
        "long word ",
    ]
    texts = st.lists(st.sampled_from(words), min_size=3, max_size=40).map("".join)
    found = data.draw(st.lists(texts, min_size=20, max_size=40, unique=True))
    entries = [Entry(text, (text,), "c", flags=(flag,)) for text in found if text.strip()]
    assume(entries)
    catalog = Catalog(HEADER, tuple(entries))
    _assert_same(catalog)
    assert write_catalog(catalog, 27).decode() == by_msgcat(catalog, "--width=27")


def test_a_percent_sign_and_a_blank_can_be_a_placeholder() -> None:
    text = "archivo :file:`.\\*foo:`, y luego procedería a imprimir solo el primer 10% de ellas."
    plain, of_python = Entry(text), Entry(text, flags=("python-format",))
    assert 'primer 10% "\n"de ellas."' in written(plain)
    assert 'primer "\n"10% de ellas."' in written(of_python)


HEADER_LINES = [
    "Content-Type: text/plain; charset=utf-8", "Content-Type:text/plain;charset=UTF-8", "X:", "X: ",
    "content-type: x; charset=Utf-8 ", "X:y", " Z : a ", "odd", ":q", "", "Language: \u00e9",
    "Plural-Forms: nplurals=2; plural=n>1;", "Language:", f"Y: {'long ' * 30}",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(HEADER_LINES), max_size=5),
    st.sampled_from(HEADER_LINES[:2]),
    st.sampled_from(["\\n", "", "\\n\\n"]),
)
def test_msgcat_prints_headers_alike(lines: list[str], coding: str, end: str) -> None:
    text = "\\n".join([*lines, coding]) + end
    data = f'msgid ""\nmsgstr "{text}"\n\nmsgid "a"\nmsgstr "\u00e9"\n'.encode()
    command = [require_program("msgcat"), "-"]
    printed = subprocess.run(command, input=data, capture_output=True, check=True).stdout
    catalog = read_catalog(data, "es.po")
    assert write_catalog(catalog) == printed
    assert read_catalog(printed, "es.po") == catalog


def test_lines_of_a_header_that_stay_are_written_as_they_stood() -> None:
    data = b'msgid ""\nmsgstr "X:\\nContent-Type: text/plain; charset=utf-8\\nA: b"\n'
    catalog = read_catalog(data, "es.po")
    changed = replace(catalog, header=(*catalog.header[:2], ("A", "c"), ("D", "")))
    assert write_catalog(changed).decode() == (
        'msgid ""\nmsgstr ""\n"X:\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"A: c\\n"\n"D: \\n"\n'
    )
