"""A catalog that is written again keeps what stays as its file had it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.model import Catalog, Entry
from polyloom.po.entry_blocks import write_preserving
from polyloom.po.equivalence import same_entry, same_meaning
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from support.catalogs import catalog, catalogs_of, translated

LONG = "We ask the committee to publish all 12 contracts of the mine before the end of March."
ONE, TWO = Entry(f"1. {LONG}", (LONG,)), Entry(f"2. {LONG}", (LONG,))
THREE = Entry("Three.", ("Tres.",), translator_comments=(" Ask Ana.",))


def again(new: Catalog, *files: bytes, width: int = 79) -> bytes:
    return write_preserving(new, [(data, read_catalog(data, "f")) for data in files], width)


def blocks(data: bytes) -> list[str]:
    return data.decode().rstrip("\n").split("\n\n")


@given(catalogs_of(translated()), catalogs_of(translated()), st.sampled_from([0, 20, 79]))
def test_it_says_what_it_should_and_keeps_what_stays(
    olds: tuple[Entry, ...], news: tuple[Entry, ...], width: int
) -> None:
    known = {entry.key: entry for entry in olds[::2]}
    mixed = tuple(known.pop(entry.key, entry) for entry in news)
    mixed = (*mixed, *known.values())
    new = catalog(*sorted(mixed, key=lambda entry: entry.obsolete))
    file = write_catalog(catalog(*olds), width)
    found = again(new, file, width=40)
    said = read_catalog(found, "f")
    assert same_meaning(said, new)
    old = {entry.key: entry for entry in olds}
    was, now = (dict(zip(_keys(data), blocks(data)[1:], strict=True)) for data in (file, found))
    plainly = dict(zip(_keys(found), blocks(write_catalog(new, 40))[1:], strict=True))
    for entry in said.entries:
        stays = entry.key in old and same_entry(entry, old[entry.key])
        assert now[entry.key] == (was if stays else plainly)[entry.key]


def _keys(data: bytes) -> list[tuple[str | None, str]]:
    return [entry.key for entry in read_catalog(data, "f").entries]


def test_of_several_files_the_first_counts() -> None:
    narrow = write_catalog(catalog(ONE), 40)
    long = write_catalog(catalog(ONE, TWO, THREE), 0)
    merged = blocks(again(catalog(ONE, TWO, replace(THREE, msgstr=("Three!",))), narrow, long))
    assert merged[1] == blocks(narrow)[1]
    assert merged[2] == blocks(long)[2]
    assert merged[3] == '# Ask Ana.\nmsgid "Three."\nmsgstr "Three!"'


def test_the_header_stays_if_it_says_the_same() -> None:
    file = write_catalog(catalog(ONE)).replace(b'"Language: es\\n"', b'"Lang"\n"uage: es\\n"')
    assert blocks(again(catalog(TWO), file))[0] == blocks(file)[0]
    other = Catalog((*catalog().header, ("X-Our-Own", "yes")), (ONE,))
    assert blocks(again(other, file))[0] == blocks(write_catalog(other))[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\n", b"\r\n"),
        (b'\n\nmsgid "Three', b'\nmsgid "Three'),
        (b'\n\nmsgid "Three', b'\n\n# Between.\n\nmsgid "Three'),
        (b"charset=UTF-8", b"charset=ISO-8859-1"),
    ],
)
def test_a_file_laid_out_otherwise_is_written_anew(before: bytes, after: bytes) -> None:
    three = replace(THREE, translator_comments=())
    file = write_catalog(catalog(ONE, TWO, three), 40)
    assert before in file
    new = catalog(replace(ONE, msgstr=("Uno.",)), TWO, three)
    assert again(new, file.replace(before, after)) == write_catalog(new)
