from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.final_punctuation import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("We act.", "我们行动。", "zh_Hans"),
        # What stands before an abbreviation, an ordinal or initials may be long.
        ("Radio and television", f"{'Fernseh' * 4} und {'Rundfunk' * 4} usw.", "de"),
        ("Of all the parties the first", f"Von {'Parteien' * 9} der XXVIII.", "de"),
        ("As they say in the US", f"{'Como ' * 9}en EE.\u00a0UU.", "es"),
        ("Try it.", "Inténtelo. (**Ahora**) **", "es"),
        ("We act.", "हम काम करते हैं।", "hi"),
        ("We act.", "ہم عمل کرتے ہیں۔", "ur"),
        ("We act.", "نعمل.", "ar"),
        ("Who decides?", "Ποιος αποφασίζει;", "el"),
        ("Who decides?", "من يقرر؟", "ar"),
        ("Who decides?", "Qui décide ?", "fr"),
        ("Who decides?", "¿Quién decide?", "es"),
        ("We affirm:", "Nous affirmons :", "fr"),
        ("We affirm:", "我们声明：", "zh_Hans"),
        ("He said “yes.”", "Dijo «sí».", "es"),
        ("We act.[1]", "Actuamos.[2]", "es"),
        ("We act…", "我们行动……", "zh_Hans"),
        ("We act...", "Wir handeln …", "de"),
        ("We act.", "เราทำ", "th"),
        ("We act.", "យើងធ្វើ", "km"),
        ("parties, etc.", "政党等", "zh_Hans"),
        ("by the U.S.", "por los EE. UU.", "es"),
        ("**We act.**", "**Actuamos.**", "pt_BR"),
        ("1.", "1", "de"),
        ("named “.”", "«.» genannt", "de"),
        ("We act!", "¡Actuamos!", "es"),
        ("What?!", "Was?!", "de"),
        ("Peru", "秘鲁", "zh_Hans"),
        ("We act. (Lima)", "Actuamos. (Lima)", "es"),
        # A mark right after a closing quotation mark, inside it or outside.
        ('Open the "inbox".', "Öffnen Sie den „Posteingang“.", "de"),
        ('Open the "inbox".', 'Abra la "bandeja".', "es"),
        ('Open the "inbox":', "Abra la «bandeja»:", "es"),
        ('They call it "the lake."', 'Lo llaman "el lago".', "es"),
        ("Is it a “lake”?", "Je to „jezero“?", "cs"),
        ("He asked “why?”", "Preguntó: «¿por qué?».", "es"),
        ("named “lake.”", "‘lago’.", "pt_BR"),
        # Marks in code, placeholders, and the targets of links are none.
        ("The `assert!` macro", "La macro `assert!`", "es"),
        ("Mark it (with `#[slow(...)]`)", "Márquelo (con `#[slow(...)]`)", "es"),
        ("found {position:?}", "{position:?} encontrado", "es"),
        ("See [the guide](guide.md?)", "Voir [le guide](guide.md)", "fr"),
        ("`first`,", "`first`", "es"),
        # Ordinals and abbreviations.
        ("The 3rd", "3.", "tr"),
        ("in the 19th century, on the 2nd", "v XIX. století, dne 2.", "cs"),
        ("the river Sava, etc.", "řeka Sáva atd.", "cs"),
        ("stones, sand and so on", "камни, песок и т. д.", "ru"),
        ("stones, sand, ...", "piedras, arena, etc.", "es"),
        ("stones, sand…", "돌, 모래 등", "ko"),
        # Phrases take no mark in Japanese and Korean, and sentences do.
        ("Rivers: how they flow.", "강: 흐르는 방법", "ko"),
        ("Writing for the river boards.", "河川委員会への文書作成", "ja"),
        ("The boats are in", "배가 들어왔습니다.", "ko"),
        ("Today we will see:", "오늘 볼 내용은 다음과 같습니다.", "ko"),
        ("The boats are as follows:", "船は次のとおりです。", "ja"),
        ("Whether boats are shown.", "船を表示するかどうか", "ja"),
        ('The mark is "%s".\n', "Značka je '\"%s\"'.\n", "cs"),
        ("Who decides?", "誰が決めますか。", "ja"),
        ("He said “we go.”", "「行きます」", "ja"),
        ("Who decides?", "Ո՞վ է որոշում։", "hy"),
        ("We act.", "हम काम करते हैं|", "hi"),
        ("It floats. (It needs oars.)", "뜹니다. 노 필요", "ko"),
        ("It sinks because...", "이런 이유로 가라앉습니다.", "ko"),
        ("use boats::{Oar, Sail};", "boats::{Oar, Sail}; 사용", "ko"),
        # Matters of style.
        ("open the lock with both hands (slowly)", "abra la cerradura (despacio).", "es"),
        ("Open `boats/harbour.rs`", "Abra `boats/harbour.rs`.", "es"),
        ("make the second line look like", "haga que la segunda línea quede así:", "es"),
        ("It works!", "Funciona.", "es"),
        ("To use it,", "Para usarlo:", "es"),
        ("the first boat;", "el primer barco,", "es"),
        ("It fails (see `log`).", "Falla. (Véase `log`)", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "Who decides?",
            "¿Quién decide",
            "es",
            "the translation ends with no mark, the source with a question mark",
        ),
        (
            "Who decides?",
            "Ποιος αποφασίζει.",
            "el",
            "the translation ends with a full stop, the source with a question mark",
        ),
        (
            "We act.",
            "我们行动",
            "zh_Hans",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "New Elections",
            "Neue Wahlen.",
            "de",
            "the translation ends with a full stop, the source with no mark",
        ),
        (
            "We affirm:",
            "Afirmamos.",
            "pt_BR",
            "the translation ends with a full stop, the source with a colon",
        ),
        (
            "We act…",
            "نعمل.",
            "ar",
            "the translation ends with a full stop, the source with an ellipsis",
        ),
        (
            "We act.",
            "行動する！",
            "ja",
            "the translation ends with an exclamation mark, the source with a full stop",
        ),
        # Words of two letters are no abbreviations, whatever the language.
        (
            "They wrote all of it.",
            "Lo escribieron todo",
            "es",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "Nobody asked us.",
            "Uns hat niemand gefragt",
            "de",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "He said “no”.",
            "Dijo «no»",
            "es",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "Did he say “no”?",
            "Dijo «no».",
            "es",
            "the translation ends with a full stop, the source with a question mark",
        ),
        (
            "Run the `test` again.",
            "Ejecute otra vez `test`",
            "es",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "It was in 1993.",
            "Bylo to v roce 1993",
            "cs",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "The boats are in.",
            "배가 들어왔습니다",
            "ko",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "The boats are in.",
            "船が入りました",
            "ja",
            "the translation ends with no mark, the source with a full stop",
        ),
        (
            "Are the boats in?",
            "배가 들어왔습니다.",
            "ko",
            "the translation ends with a full stop, the source with a question mark",
        ),
        (
            "The Boats of the Lake",
            "Los barcos del lago.",
            "es",
            "the translation ends with a full stop, the source with no mark",
        ),
        (
            "`boat`",
            "`boat`.",
            "fr",
            "the translation ends with a full stop, the source with no mark",
        ),
        (
            "a better harbour for boats of all sizes",
            "더 나은 항구.",
            "ko",
            "the translation ends with a full stop, the source with no mark",
        ),
        (
            "It floats!",
            "¡Flota.",
            "es",
            "the translation ends with a full stop, the source with an exclamation mark",
        ),
        (
            "Sizes of boats:",
            "배의 크기.",
            "ko",
            "the translation ends with a full stop, the source with a colon",
        ),
        (
            "It fails (see the log).",
            "Falla (véase el registro)",
            "es",
            "the translation ends with no mark, the source with a full stop",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


@pytest.mark.parametrize(
    ("source", "translation", "locale", "corrected"),
    [
        ("It is right.", "Es correcto", "es", "Es correcto."),
        ("It is right. ", "Es correcto ", "es", "Es correcto. "),
        ("We need these parts:", "Estas partes hacen falta.", "es", "Estas partes hacen falta:"),
        ("Settings", "Ajustes.", "es", "Ajustes"),
        ("Who decides?", "Wer entscheidet", "de", "Wer entscheidet?"),
        ("Who decides?", "Qui décide", "fr", "Qui décide\u00a0?"),
        ("Who decides?", "Qui décide", "fr_CA", "Qui décide?"),
        ("Who decides?", "من يقرر", "ar", "من يقرر؟"),
        ("It is right.", "这是对的", "zh", "这是对的。"),
        ("It is right.", "यह सही है", "hi", None),
        ("Who decides?", "Quién decide", "es", None),
        ("<b>All Files</b>", "<b>Todos los archivos:</b>", "es", None),
        ("It is `right`.", "Es `right`", "es", None),
    ],
)
def test_a_mark_is_corrected_where_it_stands_right_behind_a_word(
    source: str, translation: str, locale: str, corrected: str | None
) -> None:
    found = [*CHECK.run(TranslationPair(source, translation, "en", locale))]
    assert [each.correction.text if each.correction else None for each in found] == [corrected]
