from __future__ import annotations

from msgspec.structs import replace

from polyloom.merge import MergedCatalog, merge_catalogs
from polyloom.model import Catalog, Entry, Previous, State

EMPTY = Catalog((), ())
MONDAY, TUESDAY = "2026-11-23 10:00+0100", "2026-11-24 09:30+0000"


def catalog(*entries: Entry, **header: str) -> Catalog:
    fields = tuple((name.replace("_", "-"), value) for name, value in header.items())
    return Catalog(fields, entries)


def merge(base: Catalog, ours: Catalog, theirs: Catalog) -> MergedCatalog:
    """Also that merging again with either side changes nothing that a person has settled."""
    merged = merge_catalogs(base, ours, theirs)
    assert merge_catalogs(merged.catalog, merged.catalog, merged.catalog).catalog == merged.catalog
    return merged


def one(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Entry | None:
    """What becomes of a single entry, without dispute."""
    versions = [catalog(*([entry] if entry else [])) for entry in (base, ours, theirs)]
    merged = merge(*versions)
    assert not merged.contested
    assert len(merged.catalog.entries) < 2
    return next(iter(merged.catalog.entries), None)


A = Entry("a", ("á",))
UNTRANSLATED = Entry("a")
OTHER_SIDE = " The other side of a merge has: msgstr"


# Leaves alone


def test_what_nobody_changed_stays() -> None:
    both = catalog(A, Entry("b"), Language="es")
    assert merge(both, both, both) == MergedCatalog(both)


def test_one_side_alone_is_taken_as_it_is() -> None:
    base = catalog(A, Entry("b"), Language="es")
    changed = catalog(
        Entry("b", ("be",), flags=("fuzzy", "mt")), replace(A, obsolete=True), Language="eo"
    )
    assert merge(base, changed, base) == merge(base, base, changed) == MergedCatalog(changed)


def test_the_same_change_on_both_sides() -> None:
    assert one(UNTRANSLATED, A, A) == A
    assert one(None, A, A) == A
    assert one(A, None, None) is None


# Translations


def test_both_translate_something_else() -> None:
    base = catalog(Entry("a"), Entry("b"))
    ours, theirs = catalog(A, Entry("b")), catalog(Entry("a"), Entry("b", ("be",)))
    assert merge(base, ours, theirs) == MergedCatalog(catalog(A, Entry("b", ("be",))))


def test_an_entry_that_both_translated_differently_becomes_a_draft_with_both_texts() -> None:
    merged = merge(
        catalog(UNTRANSLATED), catalog(replace(A, line=7)), catalog(Entry("a", ('ah\n"',)))
    )
    draft = Entry("a", ("á",), translator_comments=(f'{OTHER_SIDE} "ah\\n\\""',), flags=("fuzzy",))
    assert merged == MergedCatalog(catalog(draft), (draft,))


def test_the_same_goes_for_files_that_both_added() -> None:
    merged = merge(EMPTY, catalog(A), catalog(Entry("a", ("ah",)), Entry("b", ("be",))))
    assert [entry.msgid for entry in merged.contested] == ["a"]
    assert [entry.msgstr for entry in merged.catalog.entries] == [("á",), ("be",)]


def test_every_plural_form_of_the_other_side_is_kept() -> None:
    base = Entry("a", ("", ""), msgid_plural="as")
    merged = merge(
        catalog(base),
        catalog(replace(base, msgstr=("uno", "más"))),
        catalog(replace(base, msgstr=("uno", "muchos"))),
    )
    (draft,) = merged.contested
    assert draft.msgstr == ("uno", "más")
    assert draft.translator_comments == (f'{OTHER_SIDE}[1] "muchos"',)


def test_a_finished_translation_stands_before_a_draft_whose_text_is_kept() -> None:
    draft = Entry("a", ("ah",), flags=("fuzzy",), previous=Previous("o"))
    kept = replace(A, translator_comments=(f'{OTHER_SIDE} "ah"',))
    assert one(UNTRANSLATED, A, draft) == kept
    assert one(UNTRANSLATED, draft, A) == kept
    assert one(UNTRANSLATED, A, replace(draft, msgstr=A.msgstr)) == A


def test_a_persons_draft_stands_before_a_machines() -> None:
    person = Entry("a", ("á",), flags=("fuzzy",))
    provenance = " Draft by google, 2026-11-23"
    machine = Entry("a", ("ah",), flags=("fuzzy",), translator_comments=(provenance,))
    kept = replace(person, translator_comments=(f'{OTHER_SIDE} "ah"',))
    assert one(UNTRANSLATED, person, machine) == kept
    assert one(UNTRANSLATED, machine, person) == kept


def test_provenance_goes_with_its_draft() -> None:
    first = Entry(
        "a", ("á",), flags=("fuzzy",), translator_comments=(" Draft by memory, 2026-11-23",)
    )
    second = replace(first, translator_comments=(" mine", " Draft by memory, 2026-11-24"))
    merged = one(UNTRANSLATED, first, second)
    assert merged == replace(first, translator_comments=(" mine", " Draft by memory, 2026-11-23"))


def test_a_draft_that_was_approved_on_one_side_and_revised_on_the_other_is_for_a_person() -> None:
    draft = Entry("a", ("á",), flags=("fuzzy",))
    merged = merge(catalog(draft), catalog(A), catalog(Entry("a", ("ah",))))
    assert merged.contested[0].translator_comments == (f'{OTHER_SIDE} "ah"',)


def test_a_translation_that_one_side_emptied_and_the_other_revised_stays() -> None:
    assert one(A, UNTRANSLATED, Entry("a", ("ah",))) == Entry("a", ("ah",))
    assert one(A, UNTRANSLATED, A) == UNTRANSLATED


def test_what_awaits_a_choice_is_not_settled_by_a_further_merge() -> None:
    theirs = Entry("a", ("ah",))
    merged = merge(catalog(UNTRANSLATED), catalog(A), catalog(theirs)).catalog
    further = merge(catalog(theirs), merged, catalog(Entry("a", ("aj",))))
    (draft,) = further.contested
    assert draft.state is State.DRAFT
    assert draft.msgstr == ("á",)
    assert draft.translator_comments == (f'{OTHER_SIDE} "ah"', f'{OTHER_SIDE} "aj"')
    chosen = catalog(Entry("a", ("aj",)))
    assert merge(further.catalog, further.catalog, chosen) == MergedCatalog(chosen)


# What comes and goes


def test_translated_here_and_removed_there_is_kept_as_obsolete() -> None:
    done = replace(A, references=("s.txt#1",), extracted_comments=("Title",))
    assert one(UNTRANSLATED, done, None) == Entry("a", ("á",), obsolete=True)
    assert one(UNTRANSLATED, None, done) == Entry("a", ("á",), obsolete=True)
    finished = replace(A, flags=("fuzzy",))
    assert one(finished, A, None) == Entry("a", ("á",), obsolete=True)


def test_translated_here_and_obsolete_there() -> None:
    gone = replace(UNTRANSLATED, obsolete=True)
    assert one(UNTRANSLATED, A, gone) == replace(A, obsolete=True)
    assert one(UNTRANSLATED, gone, A) == replace(A, obsolete=True)


def test_obsolete_here_and_back_there() -> None:
    gone = replace(A, obsolete=True)
    back = replace(A, references=("s.txt#1",))
    assert one(gone, gone, back) == back
    assert one(gone, replace(gone, msgstr=("ah",)), back) == replace(back, msgstr=("ah",))
    assert one(None, gone, back) == back


def test_what_nobody_worked_on_goes_when_one_side_removes_it() -> None:
    assert one(A, None, A) is None
    moved = replace(UNTRANSLATED, references=("s.txt#2",))
    assert one(UNTRANSLATED, None, moved) is None


def test_a_translation_revised_here_follows_its_text_that_changed_there() -> None:
    draft = Entry("a, edited", ("á",), flags=("fuzzy",), previous=Previous("a"))
    revised = Entry("a", ("ah",), translator_comments=(" better",))
    for ours, theirs in ((draft, revised), (revised, draft)):
        merged = merge(catalog(A), catalog(ours), catalog(theirs))
        assert merged.catalog.entries == (
            replace(draft, msgstr=("ah",), translator_comments=(" better",)),
        )


def test_of_two_drafts_made_from_one_text_the_revised_one_stays() -> None:
    made = Entry("a, edited", ("á",), flags=("fuzzy",), previous=Previous("a"))
    revised = replace(made, msgstr=("ah",))
    for ours, theirs in ((made, revised), (revised, made)):
        merged = merge(catalog(A), catalog(ours), catalog(theirs))
        assert merged == MergedCatalog(catalog(revised))


# Comments, flags, references


def test_comments_and_flags_are_merged_line_by_line() -> None:
    base = replace(A, translator_comments=(" one", " two"), flags=("x", "y"))
    ours = replace(base, translator_comments=(" zero", " one", " two"), flags=("y",))
    theirs = replace(base, translator_comments=(" two", " three"), flags=("x", "y", "z"))
    merged = one(base, ours, theirs)
    assert merged == replace(A, translator_comments=(" zero", " two", " three"), flags=("y", "z"))


def test_references_are_of_the_later_template() -> None:
    base, ours, theirs = (
        replace(A, references=(f"s.txt#{number}",), extracted_comments=(str(number),))
        for number in range(3)
    )
    for date, expected in ((MONDAY, ours), (TUESDAY, theirs)):
        merged = merge(
            catalog(base),
            catalog(ours, POT_Creation_Date=MONDAY),
            catalog(theirs, POT_Creation_Date=date),
        )
        assert merged.catalog.entries == (expected,)


# Headers


def test_the_later_dates_and_the_fields_of_the_later_revision() -> None:
    base = catalog(
        PO_Revision_Date="2020-01-01 00:00+0000",
        POT_Creation_Date="YEAR-MO-DA HO:MI+ZONE",
        Last_Translator="nobody",
        Language="es",
        X_Poedit="1",
    )
    ours = catalog(
        PO_Revision_Date=TUESDAY,
        POT_Creation_Date="2020-01-01 00:00+0000",
        Last_Translator="Ana",
        Language="es",
        X_Ours="o",
    )
    theirs = catalog(
        PO_Revision_Date=MONDAY,
        POT_Creation_Date=MONDAY,
        Last_Translator="Beto",
        Language="es_PE",
        X_Poedit="1",
        X_Theirs="t",
    )
    for merged in (merge(base, ours, theirs), merge(base, theirs, ours)):
        assert dict(merged.catalog.header) == {
            "PO-Revision-Date": TUESDAY,
            "POT-Creation-Date": MONDAY,
            "Last-Translator": "Ana",
            "Language": "es_PE",
            "X-Ours": "o",
            "X-Theirs": "t",
        }


def test_header_comments_and_flags() -> None:
    base = Catalog((), (), (" who",), ("fuzzy",))
    ours = Catalog((), (), (" who", " we"), ("fuzzy",))
    theirs = Catalog((), (), (" who", " they"), ())
    assert merge(base, ours, theirs).catalog == Catalog((), (), (" who", " we", " they"), ())


# Order


def order(base: str, ours: str, theirs: str) -> str:
    versions = (catalog(*(Entry(key) for key in keys)) for keys in (base, ours, theirs))
    return "".join(entry.msgid for entry in merge(*versions).catalog.entries)


def test_additions_follow_what_they_followed() -> None:
    assert order("abc", "aobc", "abtc") == "aobtc"
    assert order("abc", "abc", "tabc") == "tabc"
    assert order("abc", "aobc", "atbc") == "aotbc"
    assert order("", "op", "tu") == "optu"
    assert order("abc", "obc", "abct") == "obct"


def test_an_order_that_one_side_changed_is_the_result() -> None:
    assert order("abc", "cba", "abct") == "ctba"
    assert order("abc", "aobc", "cba") == "cbao"


def test_obsolete_entries_stay_at_the_end() -> None:
    merged = merge(
        catalog(Entry("a"), Entry("b")),
        catalog(A, Entry("b")),
        catalog(Entry("b", ("be",)), Entry("c"), Entry("d", ("de",), obsolete=True)),
    )
    assert [entry.msgid for entry in merged.catalog.entries] == ["b", "c", "a", "d"]


def test_templates() -> None:
    base = Catalog((("POT-Creation-Date", MONDAY),), (Entry("a"), Entry("b")), (), ("fuzzy",))
    ours = replace(base, entries=(Entry("a"), Entry("o"), Entry("b")))
    theirs = Catalog((("POT-Creation-Date", TUESDAY),), (Entry("b"), Entry("t")), (), ("fuzzy",))
    merged = merge(base, ours, theirs)
    assert merged.catalog == replace(theirs, entries=(Entry("o"), Entry("b"), Entry("t")))
    assert all(entry.state is State.UNTRANSLATED for entry in merged.catalog.entries)


def test_what_is_kept_as_obsolete_is_as_an_update_keeps_it() -> None:
    before = Entry("a", ("A",), references=("a.txt#1",))
    note = " Polyloom: the source changed: wording"
    finished = Entry("a", ("Ah",), references=("a.txt#1",), translator_comments=(note,))
    assert one(before, None, finished) == Entry("a", ("Ah",), obsolete=True)
    offered = Entry("a", translator_comments=(' Polyloom: perhaps "A"',))
    assert one(Entry("a"), None, offered) is None
