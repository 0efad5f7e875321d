"""Broken and hostile Word files: one sentence each, little memory, little time."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from support.word_files import RELATIONS, item, members, p, r, story, word_file, zip_file

GOOD = word_file(p(r("Text")))
DEEP = 100_000


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        segment(data, "docx", where="source/x.docx")
    assert caught.value.where.startswith("source/x.docx")
    assert caught.value.remedy
    return str(caught.value)


def with_member(name: str, content: str | bytes) -> bytes:
    return zip_file({**members(GOOD), name: content})


def main_document(xml: str | bytes) -> bytes:
    return with_member("word/document.xml", xml)


def patched(data: bytes, signature: bytes, offset: int, format_: str, *values: int) -> bytes:
    """The data with numbers in every record that begins with a signature."""
    buffer = bytearray(data)
    position = data.find(signature)
    while position >= 0:
        struct.pack_into(format_, buffer, position + offset, *values)
        position = data.find(signature, position + 4)
    return bytes(buffer)


def twice(name: str) -> bytes:
    stream = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, b"other")
    return stream.getvalue()


BOMB = b"<w:document " + b" " * (30 << 20) + b"/>"
DOCTYPE = '<!DOCTYPE w:document [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]>\n'
LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'

CASES = {
    "empty": (b"", "source/x.docx: the file is empty"),
    "text": (b"Hello", "this is no .docx: it does not begin as a zip file does"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "an old .doc, or a document with a password"),
    "cut off": (GOOD[:-30], "its directory at the end is missing: the file is cut off"),
    "cut off at the very end": (GOOD[:-2], "its directory at the end is missing"),
    "something behind": (GOOD + b"x", "its directory does not fit the file"),
    "a piece missing": (GOOD[:600] + GOOD[640:], "its directory does not fit the file"),
    "another zip": (zip_file({"a.txt": "x"}), "no Word document: it has no [Content_Types].xml"),
    "no main document": (
        zip_file({k: v for k, v in members(GOOD).items() if k != "word/document.xml"}),
        "it has no main document (word/document.xml)",
    ),
    "encrypted": (
        patched(GOOD, b"PK\x01\x02", 8, "<H", 1), "it is encrypted; save the document without a",
    ),
    "another packing": (patched(GOOD, b"PK\x01\x02", 10, "<H", 12), "packed by method 12"),
    "ZIP64": (patched(GOOD, b"PK\x01\x02", 24, "<L", 0xFFFFFFFF), "it is packed as ZIP64"),
    "wrong checksum": (
        patched(GOOD, b"PK\x01\x02", 16, "<L", 7), "[Content_Types].xml: its packed bytes are da",
    ),
    "a size that lies": (
        patched(GOOD, b"PK\x01\x02", 24, "<L", 5), "[Content_Types].xml: its packed bytes are da",
    ),
    "members on top of each other": (
        patched(GOOD, b"PK\x01\x02", 42, "<L", 0), "its two names in the file differ",
    ),
    "twice the same": (twice("word/document.xml"), "word/document.xml: it is in the file twice"),
    "twice but for case": (with_member("WORD/document.xml", "x"), "it is in the file twice"),
    "out of the folder": (with_member("../evil", "x"), "named “../evil”, which would lead out"),
    "out by a backslash": (with_member("..\\evil", "x"), "which would lead out"),
    "out by the root": (with_member("/etc/passwd", "x"), "which would lead out"),
    "out by a drive": (with_member("c:evil", "x"), "which would lead out"),
    "a bomb of XML": (main_document(BOMB), "word/document.xml: 3"),
    "broken XML": (
        main_document(story("document", "<w:body>\n<w:p></w:body>")),
        "source/x.docx/word/document.xml:3: the XML is broken (mismatched tag)",
    ),
    "no XML": (main_document("Hello"), "word/document.xml:1: the XML is broken"),
    "an undefined entity": (main_document(story("document", "&nbsp;")), "(undefined entity)"),
    "an external entity": (
        main_document(DOCTYPE + story("document", "&b;").split("\n")[1]),
        "word/document.xml:1: the XML has a document type, which Word files never have",
    ),
    "a billion laughs": (main_document(LAUGHS), "the XML has a document type"),
    "a document type in the styles": (with_member("word/styles.xml", LAUGHS), "word/styles.xml:1"),
    "a document type in the types": (with_member("[Content_Types].xml", LAUGHS), "document type"),
    "UTF-16": (
        main_document('<?xml version="1.0"?><w:document/>'.encode("utf-16")),
        "this XML is encoded in UTF-16, not in UTF-8",
    ),
    "Latin-1": (
        main_document('<?xml version="1.0" encoding="iso-8859-1"?><w:document/>'),
        "this XML is encoded in ISO-8859-1, not in UTF-8",
    ),
    "bytes that are not UTF-8": (
        main_document(story("document", "\xff").encode("latin-1")), "the XML is broken (not well",
    ),
    "depth": (
        main_document(story("document", "<w:p>" * DEEP + "</w:p>" * DEEP)),
        "word/document.xml:2: elements are nested over 256 deep",
    ),
    "depth in the numbering": (
        with_member("word/numbering.xml", "<a>" * DEEP + "</a>" * DEEP), "nested over 256 deep",
    ),
    "other names": (
        main_document('<x:document xmlns:x="urn:x"/>'), "have no names like w:document",
    ),
    "our own instruction": (main_document(story("document", "<?polyloom 0?>")), "which is ours"),
}  # fmt: skip


def a_picture_that_is_a_bomb() -> bytes:
    return with_member("word/media/b.png", bytes(50 << 20))


def too_many_members() -> bytes:
    return zip_file({**members(GOOD), **{f"m/{n}": b"" for n in range(10_001)}})


def too_much_text() -> bytes:
    paragraphs = "".join(p(r(f"{number:x}" * 9)) for number in range(400_000))
    return main_document(story("document", paragraphs))


# Made only when they are tested.
LARGE = (
    (a_picture_that_is_a_bomb, "unpack to 5242"),
    (too_many_members, "more than 10000"),
    (too_much_text, "over the limit of 25165824; divide it into several documents"),
)


@pytest.mark.parametrize(("data", "sentence"), CASES.values(), ids=CASES)
def test_one_sentence(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


@pytest.mark.parametrize(("data", "sentence"), LARGE)
def test_one_sentence_of_large_files(data: Callable[[], bytes], sentence: str) -> None:
    assert sentence in refusal(data())


@pytest.mark.parametrize("step", [1, 7])
def test_a_file_cut_off_anywhere_is_refused(step: int) -> None:
    for size in range(step, len(GOOD) - 1, 97):
        refusal(GOOD[:size])


def test_a_changed_byte_does_no_harm() -> None:
    for position in range(0, len(GOOD), 3):
        data = GOOD[:position] + bytes([GOOD[position] ^ 0x55]) + GOOD[position + 1 :]
        try:
            document = segment(data, "docx")
        except UserError:
            continue
        assert weave(document, {}).data == data


def test_odd_but_harmless_files_are_read() -> None:
    odd = {
        "a comment": GOOD[:-2] + b"\x03\0abc",
        "a mark in front": main_document(b"\xef\xbb\xbf" + members(GOOD)["word/document.xml"]),
        "no styles": zip_file({k: v for k, v in members(GOOD).items() if "styles" not in k}),
        "relations": with_member("word/_rels/document.xml.rels", RELATIONS),
        "a folder": with_member("word/media/", ""),
    }
    for name, data in odd.items():
        document = segment(data, "docx")
        assert [found.text for found in document.segments] == ["Text"], name
        woven = weave(document, {0: "Texto"})
        assert woven.refused == (), name
        assert b"Texto" in members(woven.data)["word/document.xml"], name


@pytest.mark.slow
@pytest.mark.parametrize(
    "inside",
    [
        "<w:hyperlink>" * 200 + r("x") + "</w:hyperlink>" * 200 + r("y"),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + r("x"),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK x</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' * 5_000 + r("x")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 5_000,
        "".join(r("x", f'<w:sz w:val="{n}"/>') for n in range(5_000)),
        r("&lt;1&gt;" * 5_000) + r("x", "<w:b/>"),
    ],
    ids=["links", "open fields", "fields in fields", "looks", "literal tags"],
)  # fmt: skip
def test_depth_and_number_inside_a_paragraph(inside: str) -> None:
    document = segment(word_file(p(inside)), "docx")
    assert len(document.segments) == 1
    woven = weave(document, {0: f"({document.segments[0].text})"})
    assert woven.refused == ()


# In a process of its own: the peak of an earlier test would hide this one's.
SEGMENT = """
import sys
from pathlib import Path
from polyloom.formats.segmentation import segment

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])

data = Path(sys.argv[1]).read_bytes()
before = peak()
document = segment(data, "docx")
print(len(document.segments), document.segments[-1].marker, peak() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells of no peak of memory")
def test_a_long_document_takes_seconds_and_little_memory(tmp_path: Path) -> None:
    body = "".join(item(f"Point {n} of many, and there are words in it.", 1) for n in range(60_000))
    path = tmp_path / "long.docx"
    path.write_bytes(word_file(body))
    done = subprocess.run(
        [sys.executable, "-c", SEGMENT, str(path)], capture_output=True, text=True, check=True
    )
    segments, marker, kilobytes = done.stdout.split()
    assert (segments, marker) == ("60000", "60000.")
    assert 10 * 1024 < int(kilobytes) < 300 * 1024
