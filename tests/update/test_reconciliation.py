from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, Origin, Previous
from polyloom.po.provenance import DraftProvenance, origin_of, provenance_comment
from polyloom.update.reconciliation import Reconciliation, reconcile
from polyloom.update.update_context import UpdateContext
from polyloom.workspace.workers import map_in_processes
from support.catalogs import SOURCES, catalog, catalogs_of, template, translated

LONG = "We ask the committee to publish all 12 contracts of the mine before the end of March"
EDITED = LONG.replace("12", "14")


def outcome(wanted: Catalog, old: Catalog) -> Reconciliation:
    result = reconcile(wanted, old)
    assert reconcile(wanted, result.catalog).catalog == result.catalog
    return result


def test_what_stays_keeps_its_translation_and_takes_the_templates_place() -> None:
    old = Entry(
        "a",
        ("á",),
        translator_comments=(" mine",),
        extracted_comments=("old",),
        references=("s:1",),
        flags=("fuzzy", "mt", "c-format"),
        previous=Previous("b"),
    )
    new = Entry("a", extracted_comments=("new",), references=("s:2",), flags=("no-wrap",))
    result = outcome(template(new), catalog(old))
    expected = replace(
        old, extracted_comments=("new",), references=("s:2",), flags=("fuzzy", "mt", "no-wrap")
    )
    assert result.catalog.entries == result.unchanged == (expected,)


def test_new_texts_await_translation() -> None:
    result = outcome(template(Entry("a"), Entry("b", msgid_plural="c")), catalog())
    assert result.catalog.entries == (Entry("a"), Entry("b", ("", ""), msgid_plural="c"))
    assert result.added == result.catalog.entries


def test_what_vanished_becomes_obsolete_if_anybody_worked_on_it() -> None:
    old = catalog(
        Entry("a", ("á",), references=("s:1",), extracted_comments=("x",)),
        Entry("b"),
        Entry("c", translator_comments=(" hard",)),
        Entry("d", ("",), obsolete=True),
    )
    result = outcome(template(), old)
    assert [(entry.msgid, entry.obsolete) for entry in result.catalog.entries] == [
        ("d", True),
        ("a", True),
        ("c", True),
    ]
    assert result.removed[0] == Entry("a", ("á",), obsolete=True)
    assert [entry.msgid for entry in result.removed] == ["a", "c"]


def test_what_comes_back_is_as_it_was() -> None:
    old = Entry("a", ("á",), flags=("fuzzy",), previous=Previous("o"), obsolete=True)
    result = outcome(template(Entry("a")), catalog(old))
    assert result.catalog.entries == result.restored == (replace(old, obsolete=False),)


def test_an_edited_paragraph_is_a_draft() -> None:
    result = outcome(template(Entry(EDITED)), catalog(Entry(LONG, ("Pedimos",), flags=("mt",))))
    draft = Entry(
        EDITED,
        ("Pedimos",),
        translator_comments=(" Polyloom: the source changed: numbers (12 → 14)",),
        flags=("fuzzy", "mt"),
        previous=Previous(LONG),
    )
    assert result.catalog.entries == result.draft_entries == (draft,)


def test_an_obsolete_translation_serves_as_well() -> None:
    old = Entry(LONG, ("Pedimos",), obsolete=True)
    assert len(outcome(template(Entry(EDITED)), catalog(old)).draft_entries) == 1


def test_a_draft_of_a_draft_remembers_what_was_translated() -> None:
    draft = Entry(EDITED, ("Pedimos",), flags=("fuzzy",), previous=Previous(LONG))
    later = EDITED.replace("March", "April")
    (entry,) = outcome(template(Entry(later)), catalog(draft)).catalog.entries
    assert entry.previous == Previous(LONG)
    (entry,) = outcome(template(Entry(LONG)), catalog(draft)).catalog.entries
    assert (entry.previous, entry.flags, entry.msgstr) == (None, ("fuzzy",), ("Pedimos",))


def test_a_text_that_moved_to_another_context_is_a_draft() -> None:
    old = Entry("Chapter", ("Capítulo",), msgctxt="title")
    (entry,) = outcome(template(Entry("Chapter", msgctxt="heading")), catalog(old)).draft_entries
    assert entry.previous == Previous("Chapter", "title")


def test_a_text_that_stays_in_one_context_lends_nothing_to_another() -> None:
    old = Entry("May", ("Mayo",), msgctxt="month")
    result = outcome(
        template(Entry("May", msgctxt="month"), Entry("May", msgctxt="verb")), catalog(old)
    )
    assert (len(result.unchanged), len(result.added)) == (1, 1)


def test_two_translations_of_one_text_in_other_contexts_are_ambiguous() -> None:
    old = [Entry("May", ("Mayo",), msgctxt="month"), Entry("May", ("Puede",), msgctxt="verb")]
    result = outcome(template(Entry("May", msgctxt="other")), catalog(*old))
    assert (len(result.added), len(result.removed)) == (1, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Chapter 1", "Chapter 2"),
        ("The committee", "The ministry"),
        ("Publish the contracts", "Burn the contracts"),
        ("Peru", LONG),
        ("We ask the committee to meet", "We ask the ministry to answer"),
        ("—", "!"),
        (LONG, "The miners of the village ask for water, and the company has never answered them"),
    ],
)
def test_unlike_texts_do_not_match(old: str, new: str) -> None:
    result = outcome(template(Entry(new)), catalog(Entry(old, ("x",))))
    assert (len(result.added), len(result.removed)) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The Type State Pattern", "The type state pattern"),
        ("Acknowledgements", "Acknowledgments"),
        (LONG, LONG + ", as the law says"),
        (LONG, "Today we " + LONG[3:]),
        (
            "One sentence stands here. Another one follows it.",
            "Another one follows it. One sentence stands here.",
        ),
        ("委員会はすべての契約書を公開してください", "委員会は全ての契約書を公開してください"),
    ],
)
def test_like_texts_match(old: str, new: str) -> None:
    assert len(outcome(template(Entry(new)), catalog(Entry(old, ("x",)))).draft_entries) == 1


def test_pairs_are_one_to_one_best_first_then_closest() -> None:
    ends = ("north", "south", "east", "west")
    old = [Entry(f"{LONG} in the {end}", (end,)) for end in ends]
    new = [Entry(f"{EDITED} in the {end}") for end in ends]
    result = outcome(template(*new), catalog(*old))
    assert [entry.msgstr for entry in result.draft_entries] == [(end,) for end in ends]
    same = [Entry(f"{LONG} number {number}", (str(number),)) for number in range(4)]
    other = [Entry(f"{LONG} letter {letter}") for letter in "abcd"]
    result = outcome(template(*other), catalog(*same))
    assert [entry.msgstr for entry in result.draft_entries] == [("0",), ("1",), ("2",), ("3",)]


def test_singular_to_plural_fills_all_forms() -> None:
    result = outcome(template(Entry("a", msgid_plural="b")), catalog(Entry("a", ("á",))))
    (entry,) = result.draft_entries
    assert entry.msgstr == ("á", "á")
    assert (entry.flags, entry.previous) == (("fuzzy",), Previous("a"))


def test_plural_to_singular_keeps_all_forms() -> None:
    old = Entry("a", ("uno", "dos\n"), msgid_plural="b")
    (entry,) = outcome(template(Entry("a")), catalog(old)).draft_entries
    assert entry.msgstr == ("uno",)
    assert entry.translator_comments[1:] == (' msgstr[1] "dos\\n"',)
    assert entry.previous == Previous("a", msgid_plural="b")


def test_header_is_the_catalogs_but_for_the_date_and_gaps() -> None:
    header = (
        ("X-Poedit", "1"),
        ("Last-Translator", "Ana"),
        ("Language", "zh_Hans"),
        ("POT-Creation-Date", "2020-01-01 00:00+0000"),
        ("X-A", ""),
    )
    old = Catalog(header, (), (" by Ana",), ("fuzzy",))
    result = outcome(template(), old).catalog
    assert result.header == (
        ("X-Poedit", "1"),
        ("Last-Translator", "Ana"),
        ("Language", "zh_Hans"),
        ("POT-Creation-Date", "2026-01-01 00:00+0000"),
        ("X-A", ""),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
    )
    assert (result.header_comments, result.header_flags) == ((" by Ana",), ("fuzzy",))


def test_new_catalog() -> None:
    wanted = template(
        Entry("a", ("A",), flags=("fuzzy", "no-wrap"), references=("s:1",), line=7),
        Entry("b", msgid_plural="c"),
        Entry("old", obsolete=True),
    )
    assert outcome(wanted, catalog()).catalog == catalog(
        Entry("a", flags=("no-wrap",), references=("s:1",)),
        Entry("b", ("", ""), msgid_plural="c"),
    )


@given(catalogs_of(SOURCES), catalogs_of(translated()))
def test_nothing_is_lost_and_nothing_churns(
    sources: tuple[Entry, ...], entries: tuple[Entry, ...]
) -> None:
    wanted, old = template(*sources), catalog(*entries)
    result = outcome(wanted, old)
    active = [entry for entry in result.catalog.entries if not entry.obsolete]
    assert [(entry.key, entry.msgid_plural) for entry in active] == [
        (entry.key, entry.msgid_plural) for entry in sources
    ]
    keys = [entry.key for entry in result.catalog.entries]
    assert len(keys) == len(set(keys))
    kept = [
        form
        for entry in result.catalog.entries
        for form in (*entry.msgstr, *entry.translator_comments)
    ]
    for entry in entries:
        for form in filter(str.strip, entry.msgstr):
            assert any(form.strip() in text for text in kept)
    fates = (result.unchanged, result.draft_entries, result.added, result.restored)
    assert sum(map(len, fates)) == len(sources)


def test_what_awaits_translation_takes_that_of_a_text_much_like_it_that_vanished() -> None:
    waits, left = Entry(EDITED, references=("s:1",)), Entry(LONG, ("Pedimos",))
    for old in (left, replace(left, obsolete=True)):
        result = outcome(template(waits), catalog(waits, old))
        (draft,) = result.catalog.entries
        assert (draft.msgid, draft.msgstr, draft.flags) == (EDITED, ("Pedimos",), ("fuzzy",))
        assert draft.previous == Previous(LONG)


def test_what_awaits_translation_takes_nothing_that_is_merely_related() -> None:
    waits = Entry("We ask the committee for an answer to our letter")
    old = Entry(LONG, ("Pedimos",), obsolete=True)
    result = outcome(template(waits), catalog(waits, old))
    assert result.catalog.entries == (waits, old)


def machine_draft(source: str, text: str) -> Entry:
    comment = provenance_comment(DraftProvenance(source, text, "google", date(2026, 11, 23)))
    return Entry(source, (text,), translator_comments=(comment,), flags=("fuzzy",))


def test_a_machines_draft_is_a_machines_when_its_source_changes() -> None:
    result = outcome(template(Entry(EDITED)), catalog(machine_draft(LONG, "Pedimos.")))
    (draft,) = result.catalog.entries
    assert origin_of(draft) is Origin.MACHINE
    assert draft.previous == Previous(LONG)


HALVES = ("We have read all of the reports.", "They do not say what was paid for the mine.")
WHOLE = " ".join(HALVES)


def test_the_parts_of_a_machines_draft_are_a_machines() -> None:
    old = machine_draft(WHOLE, "Los hemos leído todos. No dicen lo que se pagó por la mina.")
    result = outcome(template(*map(Entry, HALVES)), catalog(old))
    parts = result.catalog.entries[:2]
    assert [each.msgid for each in parts] == list(HALVES)
    assert all(each.msgstr[0] for each in parts)
    assert [origin_of(each) for each in parts] == [Origin.MACHINE] * 2


@pytest.mark.parametrize("edited", [False, True])
def test_joined_drafts_are_a_machines_if_nobody_edited_one(edited: bool) -> None:
    first, last = (machine_draft(text, f"Es: {text}") for text in HALVES)
    if edited:
        last = replace(last, msgstr=("No dicen nada.",))
    result = outcome(template(Entry(WHOLE)), catalog(first, last))
    (joined,) = (entry for entry in result.catalog.entries if not entry.obsolete)
    assert joined.msgstr[0].startswith(first.msgstr[0])
    assert origin_of(joined) is (Origin.PERSON if edited else Origin.MACHINE)


def test_what_comes_back_without_a_translation_takes_one_at_once() -> None:
    old = catalog(Entry("We ask.", ("Pedimos.",), "title"), Entry("We ask.", obsolete=True))
    (entry,) = outcome(template(Entry("We ask.")), old).draft_entries
    assert entry.msgstr == ("Pedimos.",)


def test_what_changed_in_many_drafts_may_be_told_by_other_processes() -> None:
    texts = [f"{word} {LONG}" for word in ("a" * size for size in range(1, 121))]
    old = catalog(*(Entry(text, (f"es {text}",)) for text in texts))
    wanted = template(*(Entry(text.replace("12", "14")) for text in texts))
    shared = UpdateContext(map_over_drafts=partial(map_in_processes, patience=0))
    result = reconcile(wanted, old, shared)
    assert result == outcome(wanted, old)
    assert {str(draft.change) for draft in result.drafts} == {"numbers (12 → 14)"}
