"""Files that look empty to gettext, because they were emptied or because of how their lines end."""

from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.po.parser import read_catalog, read_nonempty_catalog

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRIES = '# Ana\n#: a.txt#1\nmsgid "One"\nmsgstr "Uno"\n\n#. Title\nmsgctxt "t"\nmsgid "Two"\n'
ENTRIES += 'msgid_plural "Twos"\nmsgstr[0] "Dos"\n\n# gone\n#~ msgid "Three"\n#~ msgstr "Tres"\n'
# What some editor or transfer writes instead of a line feed.
FOREIGN = ["\r", "\u2028", "\u2029", "\x85", "\v", "\f"]


@pytest.mark.parametrize("end", FOREIGN)
@pytest.mark.parametrize("header", ["# A catalog\n" + HEADER, ""])
def test_entries_that_a_comment_swallows_are_refused(end: str, header: str) -> None:
    data = (header + ENTRIES).replace("\n", end).encode()
    ends = f"ends in U\\+{ord(end):04X}; save the file with line"
    # Where the header is swallowed, too, nothing says what the bytes of the others mean.
    with pytest.raises(UserError, match=f"{ends}|text beyond ASCII, but no header"):
        read_catalog(data, "es.po")


@pytest.mark.parametrize("end", FOREIGN)
def test_so_is_the_first_that_is_swallowed_after_others(end: str) -> None:
    later = ENTRIES.replace('"One"', '"Four"').replace('"t"', '"u"').replace("Three", "Five")
    data = HEADER + ENTRIES + "\n" + later.replace("\n", end)
    with pytest.raises(UserError) as refused:
        read_catalog(data.encode(), "es.po")
    assert refused.value.where == f"es.po:{data.count(chr(10), 0, data.rindex('# Ana')) + 1}"


@pytest.mark.parametrize("end", FOREIGN)
def test_such_a_character_within_a_comment_is_none_of_our_business(end: str) -> None:
    text = HEADER + f'# see{end}"x",{end}msgid is the source\n#. a{end}b\nmsgid "One"\nmsgstr ""\n'
    assert [entry.msgid for entry in read_catalog(text.encode(), "es.po").entries] == ["One"]


def test_carriage_returns_without_comments_are_blanks() -> None:
    text = (HEADER + 'msgid "One"\nmsgstr "Uno"\n').replace("\n", "\r")
    assert read_nonempty_catalog(text.encode(), "es.po").entries[0].msgstr == ("Uno",)


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t\n", b"\r"])
def test_an_emptied_catalog_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UserError, match=r"^es.po: the catalog is empty; restore it .*delete it"):
        read_nonempty_catalog(data, "es.po")


@pytest.mark.parametrize(
    "text",
    [
        "# only a comment\n",
        '# msgid "One"\n# msgstr "Uno"\n',
        HEADER + '# msgid "One"\n# msgstr "Uno"\n',
        HEADER + '#msgid\t"One"\n#msgstr\t"Uno"\n',
    ],
)
def test_a_catalog_that_yields_no_entry_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"es\.po: no entry can be read in it; restore it"):
        read_nonempty_catalog(text.encode(), "es.po")


@pytest.mark.parametrize(
    "text",
    [
        HEADER,
        "# msgid and msgstr are the keywords\n" + HEADER,
        'msgid "One"\nmsgstr ""\n',
        HEADER + '#~ msgid "One"\n#~ msgstr "Uno"\n',
    ],
)
def test_a_catalog_of_a_document_without_texts_is_read(text: str) -> None:
    assert read_nonempty_catalog(text.encode(), "es.po") == read_catalog(text.encode(), "es.po")
