"""What becomes of a translation whose text moved, was split or joined, or changed its looks."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, Previous, State
from polyloom.update.locale_index import IndexedCatalog, LocaleIndex, index_locale
from polyloom.update.reconciliation import Reconciliation, reconcile
from polyloom.update.update_context import UpdateContext

HEADER = (
    ("Language", "es"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)
FIRST = "The committee of the mine has published all twelve contracts."
SECOND = "Nobody in the ministry had read them before the end of March."
PRIMERA = "El comité de la mina publicó los doce contratos."
SEGUNDA = "Nadie en el ministerio los leyó antes de fines de marzo."
BEFORE, BEHIND = Entry("What stands before", ("Antes",)), Entry("What stands behind", ("Detrás",))


def catalog(*entries: Entry) -> Catalog:
    return Catalog(HEADER, entries)


def update(
    sources: list[Entry], old: list[Entry], context: UpdateContext | None = None
) -> Reconciliation:
    context = context or UpdateContext()
    result = reconcile(catalog(*sources), catalog(*old), context)
    assert reconcile(catalog(*sources), result.catalog, context).catalog == result.catalog
    return result


def with_catalogs(*catalogs: IndexedCatalog) -> UpdateContext:
    return UpdateContext(name="here", locale_index=lambda _: index_locale(catalogs))


def gone(*entries: Entry) -> IndexedCatalog:
    """The catalog of a document that is no more."""
    return IndexedCatalog("there", catalog(*entries), frozenset())


# Short texts, such as headings


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Getting started", "Get started"),
        ("Setup", "Set up"),
        ("Installation", "Installing"),
        ("What is new", "What’s new"),
        ("Release 3.11", "Release 3.12"),
        ("Contact", "Contact us"),
        ("FAQ and help", "FAQ & help"),
    ],
)
def test_a_heading_that_changed_slightly_is_a_draft(old: str, new: str) -> None:
    known = [BEFORE, Entry(old, ("Título",)), BEHIND]
    (draft,) = update([Entry(BEFORE.msgid), Entry(new), Entry(BEHIND.msgid)], known).draft_entries
    assert (draft.msgid, draft.msgstr, draft.previous) == (new, ("Título",), Previous(old))


@pytest.mark.parametrize(
    ("old", "new"),
    [("Encode", "Decode"), ("Enabled", "Disabled"), ("Prices", "Contact"), ("Left", "Right")],
)
def test_another_heading_is_no_draft(old: str, new: str) -> None:
    known = [BEFORE, Entry(old, ("Título",)), BEHIND]
    result = update([Entry(BEFORE.msgid), Entry(new), Entry(BEHIND.msgid)], known)
    assert result.draft_entries == ()


def test_of_two_headings_each_gets_its_own() -> None:
    """The paragraph between them has changed as well."""
    known = [BEFORE, Entry("Installing it", ("Uno",)), Entry(FIRST, ("F",))]
    known += [Entry("Install it twice", ("Dos",)), BEHIND]
    texts = [BEFORE.msgid, "Installing", f"{FIRST} So there.", "Install it two times"]
    result = update([*map(Entry, texts), Entry(BEHIND.msgid)], known)
    assert {entry.msgid: entry.msgstr for entry in result.draft_entries} == {
        "Installing": ("Uno",),
        texts[2]: ("F",),
        "Install it two times": ("Dos",),
    }


def test_a_heading_far_from_where_it_was_must_be_nearly_equal() -> None:
    others = [Entry(f"Text {number} of them", (f"T{number}",)) for number in range(6)]
    known = [BEFORE, Entry("Getting started", ("Empezar",)), *others, BEHIND]
    texts = [BEFORE.msgid, *(entry.msgid for entry in others), "Get started", BEHIND.msgid]
    result = update([*map(Entry, texts)], known)
    assert result.draft_entries == ()


# Typography


def test_typography_alone_changes_no_translation() -> None:
    old = Entry('We ask "all" of them...', ("Pedimos",), translator_comments=(" mine",))
    result = update([Entry("We ask “all” of them…")], [old])
    assert result.catalog.entries == (replace(old, msgid="We ask “all” of them…"),)
    assert [each.before for each in result.reworded] == [old.msgid]
    assert [*result.drafts, *result.removed] == []


def test_a_draft_of_other_typography_stays_the_draft_that_it_is() -> None:
    old = Entry("It's so", ("Es así",), flags=("fuzzy",), previous=Previous("It is not"))
    (entry,) = update([Entry("It’s so")], [old]).catalog.entries
    assert entry == replace(old, msgid="It’s so")


def test_a_project_may_want_drafts_where_typography_changed() -> None:
    result = update(
        [Entry("It’s so")],
        [Entry("It's so", ("Es así",))],
        UpdateContext(keep_on_typography=False),
    )
    assert result.draft_entries[0].translator_comments == (
        " Polyloom: the source changed: typography",
    )
    assert result.draft_entries[0].state is State.DRAFT


@pytest.mark.parametrize(
    ("before", "translation", "after", "expected"),
    [
        ("Open the file.\n", "Abra el archivo.\n", "Open the file.", "Abra el archivo."),
        (
            "It has two\nparts:\n",
            "Tiene dos partes:",
            "It has two parts:",
            "Tiene dos partes:",
        ),
        ("Two `a\nb` of\n  them", "Dos `a\nb`\n", "Two `a b` of them", "Dos `a b`"),
        (
            "国家は深い\n危機にある。\n",
            "The state\nis in crisis.\n",
            "国家は深い危機にある。",
            None,
        ),
        ('He said "no"\nto all.\n', "Dijo\nque no.\n", "He said “no” to all.", "Dijo que no."),
    ],
)
def test_a_text_whose_lines_another_program_broke_keeps_its_translation(
    before: str, translation: str, after: str, expected: str | None
) -> None:
    old = Entry(before, (translation,), flags=("no-wrap",), translator_comments=(" mine",))
    result = update([Entry(after)], [old])
    (entry,) = result.catalog.entries
    assert entry.msgstr == (expected or "The state is in crisis.",)
    assert entry.state is State.TRANSLATED
    assert entry.translator_comments == (" mine",)
    assert [*result.drafts, *result.removed] == []


def test_lines_that_the_document_breaks_are_more_than_typography() -> None:
    verse = Entry("Rise up,\nmy land", ("Arriba,\ntierra mía",))
    (entry,) = update([Entry("Rise up,\nmy Land")], [verse]).catalog.entries
    assert entry.msgstr == verse.msgstr
    (entry,) = update(
        [Entry("Rise up,\nmy land")], [Entry("Rise up, my land", ("A",))]
    ).catalog.entries
    assert entry.state is State.DRAFT


def test_two_texts_that_differ_in_their_breaks_are_no_one_texts_translation() -> None:
    olds = [Entry("a rose\nis here", ("una",)), Entry("a rose is\nhere", ("otra",))]
    (entry, *_) = update([Entry("a rose is here")], olds).catalog.entries
    assert entry.state is not State.TRANSLATED


# Remarks


def test_a_note_goes_when_the_draft_is_finished() -> None:
    old = Entry(
        FIRST,
        (PRIMERA,),
        translator_comments=(" mine", " Polyloom: the source changed: numbers (11 → 12)"),
        previous=Previous("of eleven contracts"),
    )
    (entry,) = update([Entry(FIRST)], [old]).catalog.entries
    assert entry == Entry(FIRST, (PRIMERA,), translator_comments=(" mine",))


def test_another_change_takes_the_place_of_a_note() -> None:
    third = FIRST.replace("twelve", "thirteen")
    (draft,) = update([Entry(third)], [Entry(FIRST, (PRIMERA,))]).draft_entries
    (again,) = update([Entry(third.replace("has", "has not"))], [draft]).draft_entries
    assert again.previous == Previous(FIRST)
    assert again.translator_comments == (
        " Polyloom: the source changed: negation (+not), numbers (twelve → thirteen)",
    )


def test_another_change_of_a_draft_that_a_person_left_is_a_change_under_a_draft() -> None:
    third = FIRST.replace("twelve", "thirteen")
    mine = Entry(FIRST, (PRIMERA,), flags=("fuzzy",))
    (draft,) = update([Entry(third)], [mine]).draft_entries
    (again,) = update([Entry(third.replace("has", "has not"))], [draft]).draft_entries
    for entry in (draft, again):
        assert entry.previous == Previous(FIRST)
        (note,) = entry.translator_comments
        assert note.startswith(" Polyloom: the source changed under a draft: ")


# Split and joined


def test_a_split_paragraph_is_two_drafts() -> None:
    old = Entry(f"{FIRST} {SECOND}", (f"{PRIMERA} {SEGUNDA}",), translator_comments=(" mine",))
    sources = [Entry(BEFORE.msgid), Entry(FIRST), Entry(SECOND), Entry(BEHIND.msgid)]
    result = update(sources, [BEFORE, old, BEHIND])
    assert [entry.msgstr for entry in result.draft_entries] == [(PRIMERA,), (SEGUNDA,)]
    for entry in result.draft_entries:
        assert entry.state is State.DRAFT
        assert entry.previous == Previous(old.msgid)
        assert entry.translator_comments == (" mine", " Polyloom: the source changed: split")
    assert result.removed == (replace(old, obsolete=True),)


def test_a_part_that_changed_says_how() -> None:
    old = Entry(f"{FIRST} {SECOND}", (f"{PRIMERA} {SEGUNDA}",))
    second = SECOND.replace("March", "April")
    result = update([Entry(FIRST), Entry(second)], [old])
    assert [entry.translator_comments for entry in result.draft_entries] == [
        (" Polyloom: the source changed: split",),
        (" Polyloom: the source changed: split, numbers (March → April)",),
    ]


def test_joined_paragraphs_are_one_draft() -> None:
    old = [Entry(FIRST, (PRIMERA,)), Entry(SECOND, (SEGUNDA,))]
    joined = f"{FIRST} {SECOND}"
    result = update([Entry(joined)], old)
    (entry,) = result.draft_entries
    assert entry.msgstr == (f"{PRIMERA} {SEGUNDA}",)
    assert entry.state is State.DRAFT
    assert entry.previous == Previous(f"{FIRST}\n{SECOND}")
    assert entry.translator_comments == (" Polyloom: the source changed: joined",)
    assert [each.msgid for each in result.removed] == [FIRST, SECOND]


def test_a_sentence_that_was_added_is_no_join() -> None:
    old = Entry(FIRST, (PRIMERA,))
    result = update([Entry(BEFORE.msgid), Entry(f"{FIRST} {SECOND}")], [BEFORE, old])
    assert [entry.msgstr for entry in result.draft_entries] == [(PRIMERA,)]
    assert result.draft_entries[0].previous == Previous(FIRST)


def test_a_translation_of_one_word_is_not_divided() -> None:
    result = update([Entry(FIRST), Entry(SECOND)], [Entry(f"{FIRST} {SECOND}", ("Nada",))])
    forms = [
        entry.msgstr for entry in (*result.draft_entries, *result.removed) if any(entry.msgstr)
    ]
    assert forms == [("Nada",)]


# Places


def test_a_text_in_its_old_place_may_have_changed_more() -> None:
    new = "The committee of that mine had published nearly twelve contracts."
    result = update(
        [Entry(BEFORE.msgid), Entry(new), Entry(BEHIND.msgid)],
        [BEFORE, Entry(FIRST, (PRIMERA,)), BEHIND],
    )
    assert len(result.draft_entries) == 1
    assert not update(*far_away(new)).draft_entries


def test_a_text_that_only_grew_is_found_wherever_it_stands() -> None:
    more = "And the ministry has read some."
    for new in (f"{FIRST} {more}", f"{more} {FIRST}"):
        (draft,) = update(*far_away(new)).draft_entries
        assert draft.previous == Previous(FIRST)


def far_away(new: str) -> tuple[list[Entry], list[Entry]]:
    """A template with a text at its beginning, and a catalog with an older one at its end."""
    between = [f"{number} text of many" for number in range(40)]
    old = [*(Entry(text, ("t",)) for text in between), Entry(FIRST, (PRIMERA,))]
    return [Entry(new), *map(Entry, between)], old


def test_short_texts_with_other_digits_are_others() -> None:
    assert not update([Entry("10 minutes")], [Entry("50 minutes", ("50 minutos",))]).draft_entries


# Undecided


def test_of_two_equally_good_translations_none_is_chosen() -> None:
    old = [
        Entry(f"{FIRST} It was {how}.", (f"{PRIMERA} Fue «{how}».\n",), obsolete=True)
        for how in ("good", "bad")
    ]
    result = update([Entry(f"{FIRST} It was so.")], old)
    (entry,) = result.ambiguous
    assert result.added == (entry,)
    assert entry.msgstr == ("",)
    assert entry.translator_comments == (
        f' Polyloom: perhaps "{PRIMERA} Fue «good».\\n"',
        f' Polyloom: perhaps "{PRIMERA} Fue «bad».\\n"',
    )
    done = replace(entry, msgstr=(PRIMERA,))
    assert update([Entry(entry.msgid)], [done, *old]).catalog.entries[0].translator_comments == ()
    # Left alone, and the text gone again, no trace of it stays.
    assert update([], [entry, *old]).catalog.entries == tuple(old)


def test_the_same_translation_twice_is_no_question() -> None:
    old = [Entry(f"{FIRST} It was {how}.", (PRIMERA,), obsolete=True) for how in ("good", "bad")]
    assert len(update([Entry(f"{FIRST} It was so.")], old).draft_entries) == 1


# Other documents


def test_a_text_that_went_to_another_document_stays_translated() -> None:
    old = Entry(FIRST, (PRIMERA,), translator_comments=(" mine",), references=("there#1",))
    source = Entry(FIRST, references=("here#1",))
    for entry in (old, replace(old, obsolete=True)):
        result = update([source], [], with_catalogs(gone(entry)))
        assert result.moved == (replace(old, references=("here#1",)),)


def test_a_draft_stays_a_draft_wherever_it_goes() -> None:
    old = Entry(FIRST, (PRIMERA,), flags=("fuzzy",), previous=Previous("b"))
    assert update([Entry(FIRST)], [], with_catalogs(gone(old))).moved == (old,)


def test_a_text_of_another_context_is_a_draft() -> None:
    old = Entry(FIRST, (PRIMERA,), msgctxt="title")
    (entry,) = update([Entry(FIRST)], [], with_catalogs(gone(old))).draft_entries
    assert entry.translator_comments == (" Polyloom: the source changed: context",)


def test_a_renamed_and_edited_document() -> None:
    edited = FIRST.replace("twelve", "thirteen")
    context = with_catalogs(gone(Entry(FIRST, (PRIMERA,)), Entry('He says "yes" to it', ("Sí",))))
    result = update([Entry(edited), Entry("He says “yes” to it")], [], context)
    assert [entry.msgstr for entry in result.draft_entries] == [(PRIMERA,)]
    assert [each.entry.msgstr for each in result.reworded] == [("Sí",)]


def test_a_text_that_another_template_still_has_is_for_the_memory() -> None:
    current = IndexedCatalog("there", catalog(Entry(FIRST, (PRIMERA,))), None)
    like = gone(Entry(FIRST.replace("twelve", "eleven"), ("Once",)))
    result = update([Entry(FIRST)], [], with_catalogs(current, replace(like, name="gone")))
    assert result.added == (Entry(FIRST),)


def test_what_is_obsolete_in_another_catalog_serves_for_the_same_text_only() -> None:
    old = Entry(FIRST, (PRIMERA,), obsolete=True)
    edited = [Entry(FIRST.replace("twelve", "thirteen"))]
    assert not update(edited, [], with_catalogs(gone(old))).draft_entries
    just_now = IndexedCatalog("there", catalog(old), frozenset(), frozenset({old.key}))
    assert len(update(edited, [], with_catalogs(just_now)).draft_entries) == 1


def test_two_translations_in_other_catalogs_are_offered() -> None:
    context = with_catalogs(gone(Entry(FIRST, ("a",))), gone(Entry(FIRST, ("b",))))
    (entry,) = update([Entry(FIRST)], [], context).ambiguous
    assert entry.translator_comments == (' Polyloom: perhaps "a"', ' Polyloom: perhaps "b"')


def test_a_finished_translation_outranks_a_draft_and_an_obsolete_one() -> None:
    context = with_catalogs(
        gone(Entry(FIRST, ("a",), flags=("fuzzy",))),
        gone(Entry(FIRST, ("b",), obsolete=True)),
        gone(Entry(FIRST, ("c",))),
    )
    assert update([Entry(FIRST)], [], context).moved[0].msgstr == ("c",)


def test_other_catalogs_are_read_only_when_a_text_appeared() -> None:
    def asked(_: Collection[str]) -> LocaleIndex:
        pytest.fail("nothing appeared")

    update([Entry(FIRST)], [Entry(FIRST, ("a",)), BEFORE], UpdateContext(locale_index=asked))


# Declared


def test_a_declared_rewording_changes_no_translation() -> None:
    context = UpdateContext(rewordings={"A titel": "A title", "A title": "Titles"})
    old = Entry("A titel", ("Un título",))
    for later in ("A title", "Titles"):
        result = update([Entry(later)], [old], context)
        assert result.catalog.entries == (replace(old, msgid=later),)
        assert not result.drafts


def test_a_rewording_declared_late_finishes_the_draft_again() -> None:
    edited = FIRST.replace("published", "pubished")
    draft = update([Entry(FIRST)], [Entry(edited, (PRIMERA,))]).draft_entries[0]
    assert draft.state is State.DRAFT
    context = UpdateContext(rewordings={edited: FIRST})
    assert update([Entry(FIRST)], [draft], context).catalog.entries == (Entry(FIRST, (PRIMERA,)),)


def test_what_was_a_draft_before_stays_one() -> None:
    edited = FIRST.replace("published", "pubished")
    old = Entry(edited, (PRIMERA,), flags=("fuzzy",))
    draft = update([Entry(FIRST)], [old]).draft_entries[0]
    context = UpdateContext(rewordings={edited: FIRST})
    assert update([Entry(FIRST)], [draft], context).catalog.entries == (draft,)


def test_rewordings_in_a_circle_end() -> None:
    context = UpdateContext(rewordings={"a b c": "c b a", "c b a": "a b c"})
    assert update([Entry("c b a")], [Entry("a b c", ("x",))], context).catalog.entries == (
        Entry("c b a", ("x",)),
    )


# Nothing is lost

SENTENCES = st.lists(
    st.sampled_from([FIRST, SECOND, "We ask for 12 mines.", "We ask for 14 mines!", "“So”…", "So"]),
    min_size=1,
    max_size=3,
).map(" ".join)
SOURCES = st.builds(Entry, SENTENCES, msgctxt=st.none() | st.just("title"))


@st.composite
def translated(draw: st.DrawFn) -> Entry:
    flags = draw(st.sampled_from([(), (), ("fuzzy",)]))
    return replace(
        draw(SOURCES),
        msgstr=(draw(st.sampled_from(["", "uno", "dos\n", "tres. Y más.", "cuatro, y fin"])),),
        flags=flags,
        previous=draw(st.none() | st.builds(Previous, SENTENCES)) if flags else None,
        obsolete=draw(st.booleans()),
    )


def catalogs_of(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[list[Entry]]:
    return st.lists(entries, max_size=6, unique_by=lambda entry: entry.key).map(
        lambda found: sorted(found, key=lambda entry: entry.obsolete)
    )


@given(
    catalogs_of(SOURCES),
    catalogs_of(translated()),
    catalogs_of(translated()),
    st.dictionaries(SENTENCES, SENTENCES, max_size=2),
)
def test_every_form_of_every_translation_stays(
    sources: list[Entry], old: list[Entry], others: list[Entry], rewordings: dict[str, str]
) -> None:
    context = replace(with_catalogs(gone(*others)), rewordings=rewordings)
    result = update(sources, old, context)
    forms = {form for entry in result.catalog.entries for form in entry.msgstr}
    assert {form for entry in old for form in entry.msgstr if form.strip()} <= forms
    active = [entry.key for entry in result.catalog.entries if not entry.obsolete]
    assert active == [entry.key for entry in sources]
    finished = {entry.key: entry for entry in old if entry.state is State.TRANSLATED}
    for entry in result.catalog.entries:
        if entry.key in finished and not finished[entry.key].obsolete:
            assert entry.state is State.TRANSLATED


@given(catalogs_of(translated()), st.randoms(use_true_random=False))
def test_order_and_places_make_no_draft(old: list[Entry], chance: object) -> None:
    sources = [Entry(each.msgid, msgctxt=each.msgctxt) for each in old if not each.obsolete]
    chance.shuffle(sources)  # type: ignore[attr-defined]
    moved = [
        replace(each, references=("s#9",), extracted_comments=("Point 9",)) for each in sources
    ]
    settled = update(sources, old).catalog.entries
    result = update(moved, list(settled))
    assert [*result.drafts, *result.added, *result.removed, *result.reworded] == []
