"""What is outside of an update's scope, and stays as it is byte for byte."""

from __future__ import annotations

import subprocess

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.entry_blocks import entry_blocks, write_preserving
from polyloom.po.equivalence import same_meaning
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from polyloom.update.reconciliation import reconcile, reconcile_scope
from polyloom.update.update_context import UpdateContext
from polyloom.update.update_scope import partial_scope, write_partial_update
from support.catalogs import SENTENCES, SOURCES, catalog, catalogs_of, template, translated
from support.programs import require_program

LONG = "We ask the committee to publish all 12 contracts of the mine before the end of March."


def plain(number: int, text: str) -> Entry:
    """An entry of a template as most are."""
    said = (f"Paragraph {number} of 9",)
    return Entry(text, extracted_comments=said, references=(f"a.txt#paragraph-{number}",))


def update(wanted: bytes, old: bytes, width: int = 79) -> bytes | None:
    """What becomes of a catalog of which a part stays as it is."""
    scope = partial_scope(wanted, old)
    assert scope is not None
    assert scope.file is not None
    return write_partial_update(
        scope, scope.file, reconcile_scope(scope, UpdateContext()).catalog, width
    )


def saved_by_polib(written: Catalog, width: int) -> bytes:
    """A catalog as polib writes it, wrapped at ``width`` columns, with 0 not at all."""
    file = polib.pofile(write_catalog(written, 0).decode(), wrapwidth=width)
    return str(file).encode()


def blocks_of(data: bytes) -> dict[EntryKey, bytes]:
    """The bytes of each entry in a catalog's file."""
    blocks = entry_blocks(data, read_catalog(data, "c"))
    assert blocks is not None
    return {key: block for key, (_, block) in blocks.entries.items()}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Catalog, Catalog]:
    """A template, and a catalog that has some of its entries translated, and others."""
    texts = draw(st.lists(SENTENCES, max_size=8, unique=True))
    news = [plain(number, text) for number, text in enumerate(texts, 1)]
    olds = [
        replace(new, msgstr=(draw(st.sampled_from(["", " ", "uno", "dos\n", 'tres "ñ"\\'])),))
        for new in news
        if draw(st.booleans())
    ]
    olds = [
        replace(old, extracted_comments=("Elsewhere",)) if len(olds) % 2 else old for old in olds
    ]
    more = [*draw(catalogs_of(SOURCES)), *draw(catalogs_of(translated()))]
    wanted = {entry.key: entry for entry in (*news, *more[:3])}
    known = {entry.key: entry for entry in (*draw(st.permutations(olds)), *more[2:])}
    active = [entry for entry in known.values() if not entry.obsolete]
    obsolete = [entry for entry in known.values() if entry.obsolete]
    untranslated = [
        replace(entry, msgstr=("",) * len(entry.msgstr), obsolete=False)
        for entry in wanted.values()
    ]
    return template(*untranslated), catalog(*active, *obsolete)


@given(pairs())
def test_a_partial_scope_gives_what_a_full_scope_gives(
    pair: tuple[Catalog, Catalog],
) -> None:
    wanted, old = map(write_catalog, pair)
    whole = reconcile(read_catalog(wanted, "t"), read_catalog(old, "c"))
    found = update(wanted, old)
    if same_meaning(whole.catalog, read_catalog(old, "c")):
        assert found is None
    else:
        assert found is not None
        said = read_catalog(found, "f")
        assert same_meaning(said, whole.catalog)
        assert write_catalog(said) == found
        assert update(wanted, found) is None


@given(pairs(), st.sampled_from([0, 30, 78, 200]), st.booleans())
def test_how_another_program_wrapped_is_no_matter(
    pair: tuple[Catalog, Catalog], width: int, by_polib: bool
) -> None:
    wanted = write_catalog(pair[0])
    old = saved_by_polib(pair[1], width) if by_polib else write_catalog(pair[1], width)
    known = read_catalog(old, "c")
    if partial_scope(wanted, old) is None:
        return
    whole = reconcile(read_catalog(wanted, "t"), known).catalog
    found = update(wanted, old)
    if same_meaning(whole, known):
        assert found is None
        return
    assert found is not None
    assert same_meaning(read_catalog(found, "f"), whole)
    blocks, slow = blocks_of(found), blocks_of(write_preserving(whole, [(old, known)], 79))
    for key, block in blocks_of(old).items():
        if slow.get(key) == block:
            assert blocks[key] == block


@pytest.mark.parametrize("width", [0, 30, 78])
def test_what_stays_is_as_another_program_wrapped_it(width: int) -> None:
    news = [plain(number, f"{LONG} ({number})") for number in range(4)]
    many = tuple(f"{name}.txt#paragraph-{name}" for name in ("one", "two", "three", "four"))
    news[0] = replace(news[0], references=many)
    done = [replace(new, msgstr=(new.msgid.upper(),)) for new in news]
    done[1] = replace(done[1], references=("elsewhere.txt#1",))
    old = saved_by_polib(catalog(*done), width)
    scope = partial_scope(write_catalog(template(*news)), old)
    assert scope is not None
    assert len(scope.written) == len(news)
    new = update(write_catalog(template(*news)), old)
    assert new == old.replace(b"elsewhere.txt#1", b"a.txt#paragraph-1")


@pytest.mark.parametrize("options", [["--no-wrap"], ["--width=40"]])
def test_only_what_changed_is_written_anew(options: list[str]) -> None:
    msgcat = require_program("msgcat")
    texts = [f"{LONG} ({number})" for number in range(1, 6)]
    notes = (" A note.",)
    news = [plain(number, text) for number, text in enumerate(texts)]
    done = [replace(new, msgstr=(new.msgid.upper(),)) for new in news]
    done[3] = replace(done[3], translator_comments=notes, flags=("fuzzy",))
    old = write_catalog(catalog(*done, Entry("Gone, too.", (LONG,), obsolete=True)))
    old = subprocess.run([msgcat, *options, "-"], input=old, capture_output=True, check=True).stdout
    assert update(write_catalog(template(*news)), old) is None
    news[1] = plain(1, texts[1].replace("committee", "government"))
    new = update(write_catalog(template(*news)), old)
    assert new is not None
    before, after = old.decode().split("\n\n"), new.decode().split("\n\n")
    assert [number for number in range(len(before)) if before[number] != after[number]] == [2]
    assert "#| msgid" in after[2]


def test_comments_and_order_are_the_templates() -> None:
    wanted = write_catalog(template(plain(1, "Two."), plain(2, "One."), plain(3, "Three.")))
    old = write_catalog(
        catalog(*(replace(plain(9, f"{text}."), msgstr=(text,)) for text in ("One", "Two")))
    )
    scope = partial_scope(wanted, old)
    assert scope is not None
    assert list(scope.written) == [2, 1]
    assert [entry.msgid for entry in scope.template.entries] == ["Three."]
    expected = [
        replace(plain(1, "Two."), msgstr=("Two",)),
        replace(plain(2, "One."), msgstr=("One",)),
        plain(3, "Three."),
    ]
    assert update(wanted, old) == write_catalog(catalog(*expected))


TEMPLATE = write_catalog(template(plain(1, "One."), plain(2, "Two.")))
CATALOG = write_catalog(
    catalog(
        *(
            replace(plain(number, text), msgstr=("Ñ",))
            for number, text in enumerate(("One.", "Two.", "Three."), 1)
        )
    )
).decode()
# In these, what belongs to an entry is not all between the empty lines context it, or not valid.
UNUSUAL = {
    "comment apart": CATALOG.replace("#. Paragraph 1 of 9\n", "# Mine.\n\n#. Paragraph 1 of 9\n"),
    "comment behind": CATALOG.replace('"Ñ"\n\n', '"Ñ"\n# Whose?\n\n', 1),
    "string goes on": CATALOG.replace('"Ñ"\n\n', '"Ñ"\n\n"N"\n\n', 1),
    "two together": CATALOG.replace('"Ñ"\n\n', '"Ñ"\n', 1),
    "a joined comment": CATALOG.replace("of 9\n", "of 9 \\\n", 1),
    "carriage returns": CATALOG.replace("\n", "\r\n"),
    "more empty lines": CATALOG.replace("\n\n", "\n\n\n"),
    "header last": "\n\n".join(reversed(CATALOG.strip().split("\n\n"))) + "\n",
    "no header": CATALOG.partition("\n\n")[2],
    "another charset": CATALOG.replace("UTF-8", "ISO-8859-1"),
    "twice": CATALOG + '\nmsgid "One."\nmsgstr ""\n',
    "twice, the second obsolete": CATALOG + '\n#~ msgid "One."\n#~ msgstr "x"\n',
    "twice, otherwise wrapped": CATALOG + '\nmsgid ""\n"One."\nmsgstr "x"\n',
    "twice, translated": CATALOG + '\nmsgid "One."\nmsgstr "x"\n',
    "unknown escape": CATALOG.replace('"Ñ"', r'"\Ñ"', 1),
    "no end": CATALOG.replace('"Ñ"', '"Ñ', 1),
    "obsolete mark": CATALOG.replace('msgstr "Ñ"', '#~ msgstr "Ñ"', 1),
}


# These are scope all the same: what is unusual in them is looked at.
PARTED = ("a joined comment", "more empty lines")


@pytest.mark.parametrize("name", [name for name in UNUSUAL if name not in PARTED])
def test_unusual_files_have_no_partial_scope(name: str) -> None:
    old = UNUSUAL[name].encode("latin-1" if name == "another charset" else "utf-8")
    assert partial_scope(TEMPLATE, old) is None


@pytest.mark.parametrize("name", PARTED)
def test_what_is_unusual_may_be_in_scope_alone(name: str) -> None:
    _assert_same_as_whole(TEMPLATE, UNUSUAL[name].encode())


@pytest.mark.parametrize("name", ["twice", "twice, otherwise wrapped", "unknown escape", "no end"])
def test_what_is_refused_is_refused_as_before(name: str) -> None:
    with pytest.raises(UserError):
        read_catalog(UNUSUAL[name].encode(), "c")


@pytest.mark.parametrize(
    "wanted",
    [
        b"",
        TEMPLATE.replace(b'msgstr ""\n\n', b'msgstr ""\n# Whose?\n\n', 1),
        TEMPLATE + TEMPLATE.partition(b"\n\n")[2],
    ],
)
def test_unusual_templates_have_no_partial_scope(wanted: bytes) -> None:
    assert partial_scope(wanted, CATALOG.encode()) is None


@pytest.mark.parametrize(
    "wanted",
    [
        TEMPLATE.replace(b"#. P", b"# note\n#. P"),
        TEMPLATE.replace(b"#. P", b"#, c-format\n#. P"),
        TEMPLATE.replace(b"of 9\n", b"of 9\\\n", 1),
    ],
)
def test_what_else_a_template_says_is_in_scope(wanted: bytes) -> None:
    _assert_same_as_whole(wanted, CATALOG.encode())


def _assert_same_as_whole(wanted: bytes, old: bytes) -> None:
    whole = reconcile(read_catalog(wanted, "t"), read_catalog(old, "c"))
    found = update(wanted, old)
    assert found is not None
    assert read_catalog(found, "f") == whole.catalog


def test_blanks_of_any_kind_are_no_translation() -> None:
    blanks = [character for character in map(chr, range(0x110000)) if character.isspace()]
    news = [plain(number, f"Text {number}.") for number in range(len(blanks) + 1)]
    olds = [replace(new, msgstr=(blank * 2,)) for new, blank in zip(news, blanks, strict=False)]
    olds.append(replace(news[-1], msgstr=("\u3000x",)))
    scope = partial_scope(write_catalog(template(*news)), write_catalog(catalog(*olds)))
    assert scope is not None
    assert [*scope.written] == [len(news)]
