from __future__ import annotations

from polyloom.memory import ExactMatch, TranslationMemory, build_memory
from polyloom.model import Catalog, Entry


def memory(*documents: tuple[Entry, ...]) -> TranslationMemory:
    return build_memory((f"doc{n}", Catalog((), entries)) for n, entries in enumerate(documents, 1))


def test_leaves_out_what_is_not_finished() -> None:
    built = memory(
        (
            Entry("a"),
            Entry("b", ("B",), flags=("fuzzy",)),
            Entry("c", (" ",)),
            Entry("d", ("D", ""), None, "ds"),
            Entry("", ("header",)),
        )
    )
    assert len(built) == 0
    assert built.look_up("b") is None


def test_a_match_says_where_it_comes_from() -> None:
    assert memory((Entry("a", ("A",)),)).look_up("a") == ExactMatch(("A",), "doc1")


def test_only_exactly_the_same_text_matches() -> None:
    built = memory((Entry("a", ("A",)),))
    assert built.look_up("a ") is None
    assert built.look_up("A") is None


def test_the_same_context_comes_first() -> None:
    built = memory(
        (Entry("a", ("often",)),),
        (Entry("a", ("often",)),),
        (Entry("a", ("here",), "title", obsolete=True),),
    )
    assert built.look_up("a", msgctxt="title") == ExactMatch(("here",), "doc3")
    assert built.look_up("a", msgctxt="other") == ExactMatch(("often",), "doc1")


def test_active_comes_before_obsolete() -> None:
    old = tuple(Entry("a", ("old",), obsolete=True) for _ in range(3))
    assert memory(old, (Entry("a", ("new",)),)).look_up("a") == ExactMatch(("new",), "doc2")
    assert memory(old).look_up("a") == ExactMatch(("old",), "doc1")


def test_the_most_frequent_comes_first_then_the_first() -> None:
    one, other = Entry("a", ("one",)), Entry("a", ("other",))
    assert memory((one,), (other,), (other,)).look_up("a") == ExactMatch(("other",), "doc2")
    assert memory((one,), (other,)).look_up("a") == ExactMatch(("one",), "doc1")


def test_frequency_is_counted_across_contexts() -> None:
    built = memory(
        (Entry("a", ("one",), "x"), Entry("a", ("other",), "y"), Entry("a", ("other",), "z"))
    )
    assert built.look_up("a") == ExactMatch(("other",), "doc1")


def test_plural_entries_match_both_texts() -> None:
    built = memory((Entry("%d file", ("%d archivo", "%d archivos"), None, "%d files"),))
    assert built.look_up("%d file") is None
    match = built.look_up("%d file", msgid_plural="%d files")
    assert match == ExactMatch(("%d archivo", "%d archivos"), "doc1")
    assert match.text == "%d archivo"


def test_memories_of_the_same_texts_share_what_searches_them() -> None:
    spanish, german = memory((Entry("Bread.", ("Pan.",)),)), memory((Entry("Bread.", ("Brot.",)),))
    other = memory((Entry("Roses.", ("Rosen.",)),))
    assert german.sharing(spanish.texts).texts is spanish.texts
    assert german.sharing(spanish.texts).look_up("Bread.") == german.look_up("Bread.")
    assert other.sharing(spanish.texts) is other
