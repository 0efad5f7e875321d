"""What is masked, what an engine sees, and what is accepted back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.placeables import (
    BRACKETS,
    WORDS,
    XML,
    MaskFault,
    MaskShape,
    mask,
    placeable_counts,
    refill,
    restore,
    text_for_engine,
    translatable_stretches,
)

SHAPES = (XML, BRACKETS, WORDS)

# What of a text an engine sees, as elements.
SEEN = {
    # Left alone.
    "Nothing to mask, 3 < 5 & 6 * 7 * 8.": "Nothing to mask, 3 &lt; 5 &amp; 6 * 7 * 8.",
    "snake_case_names and 100 % of $5 or $6": "snake_case_names and 100 % of $5 or $6",
    "a [bracketed] word": "a [bracketed] word",
    # Code, whatever is in it.
    "Run `a <b> *c*` twice": "Run <m1/> twice",
    "Run ``a ` b``.": "Run <m1/>.",
    # Pairs.
    "A **bold** and *soft* word": "A <m1>bold</m1> and <m2>soft</m2> word",
    "A __bold__ and _soft_ ~~gone~~": "A <m1>bold</m1> and <m2>soft</m2> <m3>gone</m3>",
    "A ***very* bold** word": "A <m1/>very<m2/> bold<m3/> word",
    "See [the *guide*](g.md 'x') now": "See <m1>the <m2>guide</m2></m1> now",
    "See [the guide][g] now": "See <m1>the guide</m1> now",
    "An ![image](i_(1).png) here": "An <m1>image</m1> here",
    "A <b class='x'>bold</b> word": "A <m1>bold</m1> word",
    "A <1>bold</1><2/> word": "A <m1>bold</m1><m2/> word",
    # Pairs around all of it are not sent.
    "**All of it**": "All of it",
    "  _[All](x)_ ": "All",
    # Pairs that overlap, or have no other half, stand alone.
    "<b>one <i>two</b> three</i>": "<m1>one <m2/>two</m1> three<m3/>",
    "one<br>two <img src=x> </p>": "one<m1/>two <m2/> <m3/>",
    # Placeholders, addresses, marks, names.
    "{name} has %d of ${all} {{ things }}": "<m1/> has <m2/> of <m3/> <m4/>",
    "See https://example.org/a_b_c. Ask a@example.org!": "See <m1/>. Ask <m2/>!",
    "See <https://example.org> [1] and this[^note].": "See <m1/> <m2/> and this<m3/>.",
    "Escaped \\* star, &nbsp; $x^2$ {{< ref x >}} {% if %}": (
        "Escaped <m1/> star, <m2/> <m3/> <m4/> <m5/>"
    ),
    "Roses are red,\n  Violets blue": "Roses are red,<m1/>Violets blue",
    "Polyloom weaves, Polylooms do not": "<m1/> weaves, Polylooms do not",
}


@pytest.mark.parametrize("text", SEEN)
def test_an_engine_sees_words_and_numbered_masks(text: str) -> None:
    assert text_for_engine(mask(text, ["Polyloom"]), XML) == SEEN[text]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("text", SEEN)
def test_an_answer_equal_to_the_question_is_the_source(text: str, shape: MaskShape) -> None:
    masked = mask(text, ["Polyloom"])
    assert restore(masked, shape, text_for_engine(masked, shape), ["Polyloom"]) == text


def test_other_shapes() -> None:
    masked = mask("Press **`x`**s & {y}")
    assert text_for_engine(masked, BRACKETS) == "Press ⟦1⟧⟦2⟧⟦/1⟧s & ⟦3⟧"
    assert text_for_engine(masked, WORDS) == "Press QX1Z QX2Z QXE1Z s & QX3Z"


SOURCE = "See **the [guide](g.md)** or run `x`, {name}."
ACCEPTED = {
    # What engines do to masks and blanks, and what becomes of it.
    "Vea <m1>la <m2>guía</m2></m1> o ejecute <m3/>, <m4/>.": (
        "Vea **la [guía](g.md)** o ejecute `x`, {name}."
    ),
    "Ejecute <m3/> , <m4/> , o vea<m1> la <m2> guía </m2> </m1> .": (
        "Ejecute `x`, {name}, o vea **la [guía](g.md)**."
    ),
    "Vea < m1 >la <M2>guía</ M2></m1>o ejecute<m3 />y<m4></m4>": (
        "Vea **la [guía](g.md)** o ejecute `x` y {name}"
    ),
    "请看<m1>这份<m2>指南</m2></m1>或运行<m3/>、<m4/>。": (
        "请看**这份[指南](g.md)**或运行`x`、{name}。"
    ),
}


@pytest.mark.parametrize("answer", ACCEPTED)
def test_masks_come_back_in_their_places(answer: str) -> None:
    assert restore(mask(SOURCE), XML, answer) == ACCEPTED[answer]


# Engines that put blanks around masks: no more blanks are left than the source has there.
PADDED = {
    ("All [the guides](x.html)!", "Todas  <m1> las guías </m1> !"): "Todas [las guías](x.html)!",
    ("All the guides of [x](x.html) here.", "Guías  de  <m1>x</m1>   aquí ."): (
        "Guías  de [x](x.html) aquí ."
    ),
    ("Run `x` and {y} now.", "Ejecute   <m1/>   y \t <m2/>  ya."): "Ejecute `x` y {y} ya.",
    ("**a** **b** {c} d.", "<m1> a </m1>   <m2> b </m2>  <m3/>  d."): "**a** **b** {c} d.",
    ("Two blanks.  **Then** more.", "Dos.   <m1> Luego </m1>  más."): "Dos.  **Luego** más.",
    ("He said {x} then.", "Il a dit \u00a0 <m1/> \u00a0alors."): ("Il a dit\u00a0{x}\u00a0alors."),
}


@pytest.mark.parametrize(("source", "answer"), PADDED)
def test_blanks_around_masks_are_not_doubled(source: str, answer: str) -> None:
    assert restore(mask(source), XML, answer) == PADDED[source, answer]


REFUSED = {
    "Vea <m1>la <m2>guía</m2></m1> o ejecute <m3/>.": "lacks {name}",
    "Vea <m1>la <m2>guía</m2></m1> <m3/> o <m3/>, <m4/>.": "has `x` more than once",
    "Vea <m1>la <m2>guía</m1></m2> o <m3/>, <m4/>.": "** closes what is not open there",
    "Vea </m1>la <m2>guía</m2><m1> o <m3/>, <m4/>.": "** closes what is not open there",
    "Vea <m1>la</m1> <m2>guía</m2> o <m3/>, <m4/>.": "within other markup",
    "Vea <m1>la <m2>guía</m2> <m3/></m1>, <m4/>.": "within other markup",
    "Vea <m1>la <m2>guía</m2></m1> <m3/> <m4/> <m5/>.": "a mask that was not sent: <m5/>",
    "Vea <m1>la <m2>guía</m2></m1> <m3>o</m3> <m4/>.": "words within </m3>",
    "Vea <m1>la <m2>guía</m2></m1> *o* <m3/>, <m4/>.": "adds *",
    "Vea <m1>la <m2>guía</m2></m1> <m3/>, <m4/> %s.": "adds %s",
    "Vea <m1>la <m2>guía</m2></m1> <m3/>, <m4/> &lt;b&gt;.": "adds <b>",
    "Vea <m1>la <m2>guía</m2></m1> <m3/>, <m4/> https://evil.example": "adds https://evil.example",
    "Vea <m1>la <m2>guía</m2></m1> <m3/>, <m4/> &lt;script&gt;x&lt;/script&gt;": "adds <script>",
    "Vea <m1>la <m2>guía</m2></m1> <m3/>, <m4/>\nFin": "adds a line break",
}


@pytest.mark.parametrize("answer", REFUSED)
def test_an_answer_with_other_markup_is_refused(answer: str) -> None:
    with pytest.raises(MaskFault) as caught:
        restore(mask(SOURCE), XML, answer)
    assert REFUSED[answer] in str(caught.value)


def test_stretches_are_translated_one_by_one() -> None:
    masked = mask("See **the [guide](g.md)** or `x`.")
    assert translatable_stretches(masked) == ("See", "the", "guide", "or")
    assert refill(masked, ["Vea", " la ", "guía", "o"]) == "Vea **la [guía](g.md)** o `x`."
    with pytest.raises(MaskFault, match="adds `y`"):
        refill(masked, ["Vea `y`", "la", "guía", "o"])


def test_a_term_is_found_as_a_whole_word_and_the_longest_first() -> None:
    terms = ["Nuevo", "Nuevo Perú", "ñ"]
    assert (
        text_for_engine(mask("Nuevo Perú, Nuevos, nuevo año", terms), XML)
        == "<m1/>, Nuevos, nuevo año"
    )


PIECES = st.sampled_from(
    [*"ab .,*_`~[]()<>{}!\\$&%\n1é字", "**", "<b>", "</b>", "](x)", "`c`", "{x}", "%s", "<1>", "{{"]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@given(TEXTS)
def test_the_parts_are_the_text(text: str) -> None:
    masked = mask(text, ["ab"])
    sources = [part if isinstance(part, str) else part.source for part in masked.parts]
    assert masked.lead + "".join(sources) + masked.tail == text


@given(TEXTS, TEXTS)
def test_what_is_accepted_has_the_markup_of_the_source(text: str, answer: str) -> None:
    masked = mask(text)
    for shape in SHAPES:
        sent = [shape.write(one) for one in masked.masks]
        try:
            result = restore(masked, shape, answer.join(["", *sent, ""]))
        except MaskFault:
            continue
        assert placeable_counts(result) == placeable_counts(text)


def test_arguments_of_qt_and_fluent_are_masked() -> None:
    masked = mask("Page %1 of %L2 by { $who }, 5% off")
    assert [each.source for each in masked.masks] == ["%1", "%L2", "{ $who }"]
