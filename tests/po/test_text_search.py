"""Whether a catalog may have a text, told by its bytes: a no is never wrong."""

from __future__ import annotations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.po.parser import read_catalog
from polyloom.po.text_search import digest_finder, msgid_digests, text_finder

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'
characters = st.characters(codec="utf-8", exclude_characters="\x00\x04")
texts = st.text(st.one_of(st.sampled_from('ab "\\\n\t—国'), characters), min_size=1, max_size=90)


@given(st.lists(texts, min_size=1, unique=True), st.sampled_from([0, 20, 78]), st.booleans())
def test_what_another_program_has_written_is_found(
    msgids: list[str], width: int, obsolete: bool
) -> None:
    file = polib.POFile(wrapwidth=width)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for msgid in msgids:
        file.append(polib.POEntry(msgid=msgid, msgstr="x", obsolete=obsolete))
    data = str(file).encode()
    for entry in read_catalog(data, "any.po").entries:
        assert text_finder([entry.msgid])(data)
        assert text_finder(["another", entry.msgid])(data)
        assert digest_finder(["another", entry.msgid])(msgid_digests(data))


@pytest.mark.parametrize(
    "entry",
    [
        'msgid ""\n"Nobody "\n"knew."\nmsgstr ""\n',
        'msgid "Nobody"  \n  " knew."\nmsgstr ""\n',
        '#~ msgid "Nobody"\n#~ " knew."\n#~ msgstr "x"\n',
        'msgid "Nobody\\x20knew."\nmsgstr ""\n',
        'msgid "Nobody\\040knew."\nmsgstr ""\n',
    ],
)
def test_it_is_found_however_it_is_written(entry: str) -> None:
    data = (HEADER.format(charset="UTF-8") + entry).encode()
    assert read_catalog(data, "any.po").entries[0].msgid == "Nobody knew."
    assert text_finder(["Nobody knew."])(data)
    assert text_finder(["Nobody knew."])(data.replace(b"\n", b"\r\n"))
    for written in (data, data.replace(b"\n", b"\r\n")):
        assert digest_finder(["Nobody knew."])(msgid_digests(written))


def test_another_charset_is_left_to_be_read() -> None:
    data = (HEADER.format(charset="UTF-16") + 'msgid "one"\nmsgstr ""\n').encode()
    assert text_finder(["two"])(data)
    assert digest_finder(["two"])(msgid_digests(data))


def test_what_is_not_there_is_not_found() -> None:
    data = (HEADER.format(charset="UTF-8") + 'msgid "one"\nmsgstr "two"\n').encode()
    assert not text_finder(["three", "on\ne"])(data)
    assert not digest_finder(["three", "on", "two"])(msgid_digests(data))
