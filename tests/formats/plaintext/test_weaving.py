"""Translations in plain text: what layout and wording tell must be told by the output, too."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Kind
from support.structures import assert_structure_kept

# Documents as people write them, block by block: where layout alone parts the lines …
_CERTAIN = [
    (
        "A paragraph that is wrapped, as people\nwrap them, at a column of their choice,\n"
        "and no word fits in.\n"
    ),
    "A heading\n=========\n",
    "HEADING IN CAPITALS\n",
    "Article 3\n",
    "1.2 Scope\n",
    "IV. The war\n",
    "1) one\n   more\n2) two\n",
    "1. one\n   a) deep\n      - deeper\n2. two\n",
    "We want:\n- bread\n- peace\n",
    "A. one\n\nB. two\n",
    "一、面包\n（一）甲\n二、和平\n",
    "第三条　土地属于人民。\n",
    "أ) واحد\nب) اثنان\n",
    "> quoted, and\n> wrapped\n>> deeper\n",
    "> 1) one\n> 2) two\n",
    "        Set in from the left, and wrapped\n        in two lines.\n",
    "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye\n",
    "[1] A note.\n[2] Another,\n    wrapped.\n",
    "| Trade | Wage |\n|-------|------|\n| weaver | low |\n",
    "weaver    low    long\nspinner   lower  longer\nporter    none   none\n",
    "The storm ........ 17\n",
    "Figure 1: The mill\n",
    (
        "***********************\n* Warranty            *\n*                     *\n"
        "* There is none, as   *\n* far as the law has  *\n* it.                 *\n"
        "***********************\n"
    ),
    "* * *\n",
    "Best regards\n\nJane Roe\n",
    "The first line of an address\n12 Mill Street\nLowell\n",
    "17 May 2020\n",
    "\x0c",
]
# … and where it takes wording, or the length of lines, which translations change.
_UNCERTAIN = [
    "CHAPTER IV\nOf whales and men, and of the sea.\n",
    "Only one:\n– bread\n",
    "Q: Why do you\nask?\nA: Because.\n",
    "CHAIR: Open.\nMS ROE: Thank you.\nCHAIR: Closed.\n",
    "—¿Quién es?\n—Soy yo.\n",
    "   Indented first line, and\nmore of it.\n   Another one, and\nmore.\n",
    "Marx, Karl: Capital\n  in three volumes\nRoe, Jane: Letters\n  in one\n",
    f"{'A long line. ' * 15}\nA short one.\n{'Another long line. ' * 12}\n",
    "Yours sincerely,\nJane Roe\nSecretary\n",
]
_WORDS = ["wage", "Land,", "bread;", "国家", "e.g.", "(so)", "العدالة", "und", "«ya»"]
certain = st.lists(st.sampled_from(_CERTAIN), min_size=1, max_size=9).map("\n".join)
prose = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=25).map(" ".join)


@given(certain, st.data())
def test_prose_is_never_refused(text: str, data: st.DataObject) -> None:
    document = segment(text.encode())
    chosen = {
        index: data.draw(prose)
        for index in range(len(document.segments))
        if data.draw(st.booleans())
    }
    woven = weave(document, chosen)
    assert woven.refused == ()
    assert_structure_kept(document, woven.data)


@given(certain)
def test_prose_arrives_whole(text: str) -> None:
    document = segment(text.encode())
    more = (" und noch etwas", "", " und vieles mehr, das hier nicht steht")
    chosen = {
        index: f"Das ist ein Satz, der lang ist{more[index % 3]}"
        for index in range(len(document.segments))
    }
    woven = weave(document, chosen)
    assert woven.refused == ()
    assert woven.data.decode().replace("\n", " ").count("Satz,") == len(document.segments)


def test_prose_is_hardly_ever_refused_where_wording_parts_the_lines() -> None:
    chance = random.Random(3)  # noqa: S311
    given = refused = 0
    for _ in range(100):
        blocks = chance.choices(_CERTAIN + 3 * _UNCERTAIN, k=chance.randint(1, 9))
        document = segment("\n".join(blocks).encode())
        chosen = {
            index: " ".join(chance.choices(_WORDS, k=chance.randint(2, 25)))
            for index in range(len(document.segments))
            if chance.random() < 0.5
        }
        woven = weave(document, chosen)
        assert_structure_kept(document, woven.data)
        given += len(chosen)
        refused += len(woven.refused)
    assert given > 500
    assert refused * 500 < given


def test_a_long_cell_at_the_head_of_a_page_is_no_running_head() -> None:
    document = segment(
        b"Text.\n\fName    Wage    Hours\nRoe     low     many\nDoe     high    few\n"
    )
    woven = weave(document, {1: "x " * 150, 2: "wage " * 12, 3: "hours " * 9})
    assert woven.refused == ()
    assert_structure_kept(document, woven.data)


def test_a_word_stands_where_its_paragraph_begins() -> None:
    document = segment(b"1) one\n\n   Indented first line, and\nmore of it.\n")
    woven = weave(document, {1: "Tesorera"})
    assert woven.data.decode() == "1) one\n\n   Tesorera\n"
    assert woven.refused == ()


@pytest.mark.parametrize(
    "sign",
    ["\u200e", "\u061c", "\u200b", "\u202b", "\u202e", "\u2066", "\u00a0", "\u00a0\u00a0\u200f"],
)
@pytest.mark.parametrize(
    "points",
    [
        "{}1. خبز\n{}2. أرض\n",
        "{}- خبز\n{}- أرض\n",
        "{}①خبز\n{}②أرض\n",
        "1.{} خبز\n2.{} أرض\n",
        "-{} خبز\n-{} أرض\n",
    ],
)
def test_signs_that_are_not_seen_beside_a_marker_are_skeleton(points: str, sign: str) -> None:
    source = "نريد:\n\n" + points.format(sign, sign)
    document, plain = segment(source.encode()), segment(source.replace(sign, "").encode())
    assert [one.text for one in document.segments] == ["نريد:", "خبز", "أرض"]
    assert [(one.kind, one.marker, one.depth) for one in document.segments] == [
        (one.kind, one.marker, one.depth) for one in plain.segments
    ]
    assert weave(document, {}).data == source.encode()
    woven = weave(document, {1: f"{sign}bread"})
    assert woven.refused == ()
    assert_structure_kept(document, woven.data)


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("1. Mai", "1.\u00a0Mai"),
        ("\u200f1. Mai", "\u200f1.\u00a0Mai"),
        ("\u200f①Mai", "\u200f①\u2060Mai"),
        ("- ja", "-\u00a0ja"),
        ("eins\n\nzwei", "eins zwei"),
        ("eins\n2) zwei", "eins 2) zwei"),
        ("  Ränder \n", "Ränder"),
    ],
)
def test_what_would_change_the_structure_is_escaped(translation: str, expected: str) -> None:
    document = segment(b"A title\n\nA paragraph.\n\n- a point\n")
    woven = weave(document, {1: translation})
    assert woven.data.decode() == f"A title\n\n{expected}\n\n- a point\n"
    assert woven.refused == ()


def test_what_cannot_be_escaped_is_refused_and_the_source_stays() -> None:
    document = segment(b"A title\n\nA paragraph.\n\nAnother.\n")
    woven = weave(document, {0: "Ein Titel", 1: "***", 2: "Noch einer."})
    assert woven.data.decode() == "Ein Titel\n\nA paragraph.\n\nNoch einer.\n"
    assert [refusal.segment for refusal in woven.refused] == [1]


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    document = segment("Título\n\nUn párrafo.\n".encode("latin-1"), encoding="latin-1")
    woven = weave(document, {0: "Название", 1: "Ein Absatz für alle."})
    assert woven.data.decode("latin-1") == "Título\n\nEin Absatz für alle.\n"
    assert "U+041D" in woven.refused[0].reason


def test_a_wrapped_paragraph_stays_wrapped_as_the_source_is() -> None:
    source = "Title\n\n  The population mobilized\n  nationally.\n"
    document = segment(source.encode())
    woven = weave(document, {1: "La población se movilizó a nivel nacional y 1. nada más."})
    assert woven.data.decode() == (
        "Title\n\n  La población se movilizó\n  a nivel nacional y 1.\n  nada más.\n"
    )


def test_kinds_that_wording_tells_are_carried_over() -> None:
    document = segment(b"A title\n\nBy the movement\n\nText.\n")
    woven = weave(document, {0: "Ein Titel, der endet.", 1: "Die Bewegung"})
    assert woven.refused == ()
    assert [found.kind for found in document.segments] == [
        Kind.TITLE,
        Kind.BYLINE,
        Kind.PARAGRAPH,
    ]


def test_the_signs_of_a_quote_come_back_on_wrapped_lines() -> None:
    source = "Jane:\n\n> > The population mobilized\n> > nationally.\n"
    document = segment(source.encode())
    woven = weave(document, {1: "La población se movilizó a nivel > nacional, y nada más."})
    assert woven.data.decode() == (
        "Jane:\n\n> > La población se movilizó\n> > a nivel > nacional, y\n> > nada más.\n"
    )


def test_verse_keeps_the_line_breaks_of_its_translation() -> None:
    source = (
        "A song\n\n  Tyger, burning bright,\n    In the night;\n  What hand or eye\n  Could frame\n"
    )
    document = segment(source.encode())
    assert document.segments[1].kind is Kind.VERSE
    woven = weave(
        document, {1: "Das Rad, es geht\nund geht.\n\n- Die Nacht\nist lang.\nSo ist sie."}
    )
    assert woven.data.decode() == (
        "A song\n\n  Das Rad, es geht\n    und geht.\n"
        "  -\u00a0Die Nacht\n  ist lang.\n  So ist sie.\n"
    )
    assert woven.refused == ()


def test_a_cell_keeps_to_its_line() -> None:
    document = segment(b"| a | b |\n|---|---|\n| c | d |\n")
    woven = weave(document, {0: "eins\nzwei", 1: "x | y", 2: "drei"})
    assert woven.data == b"| eins zwei | b |\n|---|---|\n| drei | d |\n"
    assert [refusal.segment for refusal in woven.refused] == [1]


def test_a_heading_may_be_translated_as_a_sentence_without_capitals() -> None:
    document = segment(b"A title\n\nTHE END\nOf it all, and of you.\n\n1.2 Scope\n\nText.\n")
    woven = weave(document, {1: "النهاية.", 2: "نص", 3: "مجال التطبيق، كله."})
    assert woven.refused == ()
    assert_structure_kept(document, woven.data)


def test_a_frame_stays_closed() -> None:
    text = (
        "*************************\n"
        "*  1. Warranty          *\n"
        "*                       *\n"
        "*  There is none, as    *\n"
        "*  far as the law goes. *\n"
        "*************************\n"
    )
    document = segment(text.encode(), "plaintext")
    translations = {0: "保证", 1: "No hay ninguna, hasta donde lo permite la ley vigente."}
    assert weave(document, translations).data.decode() == (
        "*************************\n"
        "*  1. 保证              *\n"
        "*                       *\n"
        "*  No hay ninguna,      *\n"
        "*  hasta donde lo       *\n"
        "*  permite la ley       *\n"
        "*  vigente.             *\n"
        "*************************\n"
    )
    same = {0: "Warranty", 1: "There is none, as far as the law goes."}
    assert weave(document, same).data.decode() == text


def test_a_box_stays_closed_and_gets_no_columns() -> None:
    text = (
        "+---------------------------+\n"
        "| There is no warranty, as  |\n"
        "| far as the law goes.      |\n"
        "+---------------------------+\n"
    )
    document = segment(text.encode(), "plaintext")
    assert weave(
        document, {0: "No hay garantía alguna, hasta donde lo permita la ley."}
    ).data.decode() == (
        "+---------------------------+\n"
        "| No hay garantía alguna,   |\n"
        "| hasta donde lo permita    |\n"
        "| la ley.                   |\n"
        "+---------------------------+\n"
    )
    refused = weave(document, {0: "No hay | garantía, hasta donde lo permita la ley."})
    assert refused.data.decode() == text
    assert [refusal.segment for refusal in refused.refused] == [0]


_DOUBLE_SPACED = (
    "The hall is closed in August. Those who have a key may go in nevertheless,\n\n"
    "for the cat has to be fed.\n\n"
    "  - novels and plays, as long as there are two of them, so that nobody has\n\n"
    "    to wait for one\n\n\n"
    "Whoever finds a page that is torn, or a name that is written into a book,\n\n"
    "tells it to the librarian. She will not ask who has done it, and will have\n\n"
    "the page mended before anybody else takes the book, and somebody else will\n\n"
    "read it aloud.\n"
)


def test_a_double_spaced_text_stays_double_spaced() -> None:
    document = segment(_DOUBLE_SPACED.encode())
    assert weave(document, {}).data == document.data
    woven = weave(document, {0: "Die Halle ist im August geschlossen, " * 4, 1: "Romane " * 30})
    assert woven.refused == ()
    assert woven.data.decode().startswith(
        "Die Halle ist im August geschlossen, Die Halle ist im August geschlossen,\n\n"
        "Die Halle ist im August geschlossen, Die Halle ist im August geschlossen,\n\n"
        "  - Romane Romane Romane Romane Romane Romane Romane Romane Romane Romane\n\n"
        "    Romane Romane"
    )


@given(st.lists(prose, min_size=3, max_size=3))
def test_prose_is_never_refused_in_a_double_spaced_text(texts: list[str]) -> None:
    document = segment(_DOUBLE_SPACED.encode())
    assert len(document.segments) == len(texts)
    woven = weave(document, dict(enumerate(texts)))
    assert woven.refused == ()
    whole = "".join(woven.data.decode().split())
    assert all("".join(text.split()) in whole for text in texts)
