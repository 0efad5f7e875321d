from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.update.change_classes import classify_change, source_of_part

CASES = [
    ("In 1984 they came.", "In 1985 they came.", "numbers (1984 → 1985)"),
    ("We met on 3 May.", "We met on 4 June.", "numbers (3 May → 4 June)"),
    ("We have two cats.", "We have three cats.", "numbers (two → three)"),
    ("They will pay.", "They will not pay.", "negation (+not)"),
    ("They don’t pay.", "They pay.", "negation (−don’t)"),
    ("It is lawful here.", "It is unlawful here.", "negation (lawful → unlawful)"),
    ("See https://a.org/b.", "See https://a.org/c.", "links (https://a.org/b → https://a.org/c)"),
    ("We met Ana there.", "We met Eva Ruiz there.", "names (Ana → Eva Ruiz)"),
    ("Ministers met there.", "Workers met there.", "wording"),
    ("They ask for bread.", "They call for bread.", "wording"),
    ("“Yes”, she said…", '"Yes", she said...', "typography"),
    ("A  b", "A b", "typography"),
    ("All, of us, came.", "All of us came.", "punctuation"),
    ("one\ntwo", "one two", "typography"),
    ("one two", "one\ntwo", "punctuation"),
    ("one\ntwo\n", "one 2", "numbers (two → 2)"),
    ("The Type State Pattern", "The type state pattern", "capitals"),
    ("Go home. Eat well.", "Eat well. Go home.", "order"),
    ("It is not as we say.", "Not as we say it is.", "order"),
    (
        "In 1984 all of them came.",
        "In 1985 all of us never came.",
        "negation (them → us never), numbers (1984 → 1985)",
    ),
    ("It runs once.", "It runs once in version 3.12.", "numbers (+3.12), wording"),
    ("It ran since 1998 or so.", "It ran for long.", "numbers (−1998), wording"),
    ("It ran in 1998 here.", "Here it ran, say people, in 1998.", "wording"),
    ("See the page.", "See our page at https://a.org now.", "links (+https://a.org), wording"),
    ("It runs. It ends.", "It runs. It never stops. It ends.", "wording (a sentence added)"),
    ("It runs.", "It runs. Added in 3.12.", "numbers (+3.12), wording (a sentence added)"),
]

# Sentences that went: what they say need not be looked for in those that stay.
REMOVED = [
    ("It runs. It loads. To do so, you must not move it.", "It runs. It loads."),
    ("Do not move it. It runs.", "It runs."),
    # Both begin with the same words, so that the words that went could be “dog is not here. The”.
    ("The cat is here. The dog is not here. The end.", "The cat is here. The end."),
    ("We say “no.” Never again. They say “yes.” Fine.", "We say “no.” They say “yes.” Fine."),
    ("It runs in 1998. It never ends in 1999. See https://a.org/x.", "It runs in 1998."),
    ("今天很好。不要走。明天见。", "今天很好。明天见。"),
]


@pytest.mark.parametrize(("old", "new"), REMOVED)
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_sentences_that_were_removed_are_no_negation(old: str, new: str, language: str) -> None:
    told = str(classify_change(old, new, language))
    assert re.fullmatch(r"wording \((a sentence|[2-9] sentences) removed\)", told)


# The same beside other edits.
AMONG_EDITS = [
    (
        "The camp has 28 tents. Nobody may leave it. It was built in May.",
        "The camp has 31 tents. It was built in May.",
        "numbers (28 → 31), wording (a sentence removed)",
    ),
    (
        "Python checks the cache first. It loads the file. It must not be moved.",
        "Python looks at the cache first. It loads the file.",
        "wording (a sentence removed, and more)",
    ),
    (
        "We will not pay. We will go home today. They never asked us.",
        "We will pay. We will go home today.",
        "negation (−not), wording (a sentence removed)",
    ),
    (
        "One is here today. Two are there.",
        "One is here now. Never say never. Added in 3.12. Two are there.",
        "numbers (+3.12), wording (2 sentences added, and more)",
    ),
    (
        "今天很好。不要走。明天见你们。",
        "今天不错。明天见你们。",
        "wording (a sentence removed, and more)",
    ),
    ("It runs, and it ends.", "It runs. It ends.", "wording"),
    ("He came. He saw. He did not win.", "He came and he saw and he did not win.", "wording"),
]


@pytest.mark.parametrize(("old", "new", "told"), AMONG_EDITS)
def test_sentences_that_went_or_came_beside_other_edits(old: str, new: str, told: str) -> None:
    assert str(classify_change(old, new, "en")) == told


def test_long_texts_with_other_sentences_take_no_longer() -> None:
    old = " ".join(f"Sentence {number} says this." for number in range(2_000))
    new = " ".join(f"Sentence {number} says that." for number in range(1_999))
    assert str(classify_change(old, new, "en")).endswith("wording")


def test_a_negation_that_goes_from_a_sentence_that_stays_is_told() -> None:
    old, new = "It is not here. It runs.", "It is here. It runs."
    assert str(classify_change(old, new, "en")) == "negation (−not)"


@pytest.mark.parametrize(("old", "new", "told"), CASES)
def test_classes(old: str, new: str, told: str) -> None:
    assert str(classify_change(old, new, "en")) == told


@pytest.mark.parametrize(("old", "new", "told"), CASES)
def test_what_stands_around_a_change_does_not_matter(old: str, new: str, told: str) -> None:
    if told != "order" and "names" not in told:
        sentences = "A first sentence stands before it, long enough. {} And another one behind it."
        assert str(classify_change(sentences.format(old), sentences.format(new), "en")) == told


@pytest.mark.parametrize(
    ("old", "new", "locale", "told"),
    [
        ("请看{}了解详情。", "请看{}查看详情。", "zh", "wording"),
        ("请看{}。", "请看{}！", "zh", "punctuation"),
        ("请看（{}）了解", "请看【{}】了解", "zh", "punctuation"),
        ("詳しくは{}をご覧ください", "詳しくは{}を見てください", "ja", "wording"),
        ("ดู{}เพื่อดูรายละเอียด", "ดู{}สำหรับรายละเอียด", "th", "wording"),
        ("See {}, please.", "See {}; thanks.", "en", "wording"),
        ("See ({}).", "See [{}].", "en", "punctuation"),
    ],
)
def test_what_stands_beside_a_link_is_no_link(old: str, new: str, locale: str, told: str) -> None:
    url = "https://example.org/x"
    assert str(classify_change(old.format(url), new.format(url), locale)) == told
    changed = str(classify_change(old.format(url), old.format(f"{url}y"), locale))
    assert changed == "links (https://example.org/x → https://example.org/xy)"


def test_a_modifier_of_the_locale_hides_no_negation() -> None:
    told = "negation (Podem → No podem)"
    for locale in ("ca", "ca_ES", "ca@valencia", "ca_ES.UTF-8@valencia"):
        assert str(classify_change("Podem pagar.", "No podem pagar.", locale)) == told


def test_nouns_with_capitals_are_no_names() -> None:
    for locale in ("de", "de_AT", "de@1901"):
        assert (
            str(classify_change("Wir sahen das Haus.", "Wir sahen das Boot.", locale)) == "wording"
        )


def test_a_long_detail_is_cut_and_stays_on_one_line() -> None:
    old = "They say, at length and in many words, that it is so, and\nthat all of us agree."
    told = str(
        classify_change(old, old.replace("all of us", "none of us at all does or will"), "en")
    )
    assert "\n" not in told
    assert len(told) < 100


@pytest.mark.parametrize(
    ("whole", "part", "behind"),
    [
        ("One is here. Two are there.", "One is here.", "One is here."),
        ("One is here. Two are there.", "Two are there.", "Two are there."),
        ("One is here. Two are there.", "Two were there.", "Two are there."),
        ("", "a", ""),
        # The first and last words of the part stand in other parts, too.
        ("The one is not here. The two are.", "The two are.", "The two are."),
        ("The one is here. The two are not.", "The one is here.", "The one is here."),
        ("The one is. The two are. The three are not.", "The two are.", "The two are."),
        (
            "The one is. The two come in 2021. No, not now.",
            "The two go in 2022.",
            "The two come in 2021.",
        ),
    ],
)
def test_the_part_of_a_text_that_was_split(whole: str, part: str, behind: str) -> None:
    assert source_of_part(whole, part) == behind


TEXTS = st.text(st.sampled_from("ab12 .,-éA中“no t\n"), max_size=40)


@given(TEXTS, TEXTS)
def test_every_change_has_a_class_on_one_line(old: str, new: str) -> None:
    change = classify_change(old, new, "en")
    assert change.main is change.parts[0][0]
    assert len({kind for kind, _ in change.parts}) == len(change.parts)
    assert "\n" not in str(change)
