from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.marks import CHECK
from polyloom.model import Markup


def found(
    source: str, translation: str, locale: str, markup: Markup = Markup.MARKDOWN
) -> list[tuple[str, str]]:
    pair = TranslationPair(source, translation, "en", locale, markup=markup)
    return [(problem.message.split()[3], problem.hint) for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("**Stop.** Then", "**止まれ。** まず", "ja"),
        ("**Stop**. Then", "**止まれ**。まず", "ja"),
        ("2 * 3 and *args", "2 * 3 y *args", "es"),
        ("a note*", "una nota*", "es"),
        ("the name", "el nombre* y otro*", "es"),
        ("snake_case and __init__.py", "snake_case und __init__.py", "de"),
        ("plain", "foo_ bar", "es"),
        ("*x* and _y_", "__x__ y ~~y~~", "es"),
        (r"\*not\*", r"\*no\*", "es"),
        ("run ``a ` b``", "ejecute ``a ` b``", "es"),
        ("**lost**", "perdido", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert found(source, translation, locale) == []


def test_leaves_text_alone_that_is_no_markdown() -> None:
    assert found("**a** b", "** a ** b", "es", Markup.NONE) == []
    assert found("**a** b", "** a ** b", "es", Markup.TAGS) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "mark", "hint"),
    [
        ("**Wait.** First", "**待て。**先に", "ja", "**", "move the punctuation mark out"),
        ("**Note:** next", "**注意：**接着", "zh_Hans", "**", "move the punctuation mark out"),
        ("see **[x](y.md)** now", "参见**[x](y.md)**现在", "zh_Hans", "**", "move the"),
        ("**Wait** here", "** Espere ** aquí", "es", "**", "leave no blank"),
        ("it is *very* big", "é * muito * grande", "pt_BR", "*", "leave no blank"),
        ("the _scope_ of", "_범위_를", "ko", "_", "beside letters, write * in place of _"),
        ("_never_ done", "_не_робити", "uk", "_", "beside letters, write *"),
        ("**Safe:** yes", r"\*\*安全：\*\*是", "zh_Hans", "**", "take the backslashes away"),
        ("the **rules** of", "las **reglas de", "es", "**", "write ** where it begins"),
        ("~~old~~ new", "~~ viejo ~~ nuevo", "es", "~~", "leave no blank"),
        ("run `make all`.", "ejecute `make all.", "es", "`", "write ` where it begins"),
        ("the `a` of `b`", "`a von `b`", "de", "`", "write ` where it begins"),
        ("nothing strong", "nada ** fuerte", "es", "**", "write ** where it begins"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, mark: str, hint: str) -> None:
    ((seen, said),) = found(source, translation, locale)
    assert seen == mark
    assert said.startswith(hint)


def test_a_finding_stands_where_the_marks_are() -> None:
    pair = TranslationPair("a **b** c", "é ** b ** c", "en", "fr")
    (problem,) = CHECK.run(pair)
    assert problem.span is not None
    assert pair.translation[problem.span.start : problem.span.end] == "**"
    assert problem.span.start == 2
