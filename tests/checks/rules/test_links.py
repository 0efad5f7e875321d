from __future__ import annotations

from functools import partial

import pytest

from polyloom.checks.rules.links import CHECK
from polyloom.model import Markup
from support.check_messages import check_messages

messages = partial(check_messages, CHECK)


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("the [rules](rules.md)", "las [reglas](rules.md)", "es"),
        ("the [rules] and [sic]", "las reglas", "es"),
        ("[a](a.md), [b](b.md)", "[b](b.md)と[a](a.md)", "ja"),
        (
            "see [Tea](https://en.wikipedia.org/wiki/Tea)",
            "[茶](https://ja.wikipedia.org/wiki/茶)",
            "ja",
        ),
        ("[tea][t], [milk][]", "[Milch][milk] und [Tee][T]", "de"),
        ("![a map](map.png)", "![خريطة](map.png)", "ar"),
        ("[tea]({{ site }}/tea) it", "[té]({{ site }}/tea)", "es"),
        ('[tea]({{< ref "a b" >}})', '[thé]({{< ref "a b" >}})', "fr"),
        ("[tea](tea.md#the-tea)", "[té](tea.md#el-té)", "es"),
        # Addresses are the business of urls.
        ("[site](https://example.org)", "sitio", "es"),
        ("<https://example.org>", "[x](y)", "es"),
        (r"a \[note](x) and `[b](c)`", r"una \[nota](x)", "es"),
        ("so it is[^1].", "so ist es[^1].", "de"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


def test_leaves_text_alone_that_is_no_markdown() -> None:
    assert messages("the [rules](rules.md)", "las reglas", "es", Markup.NONE) == []
    assert messages("the [rules](rules.md)", "las reglas", "es", Markup.TAGS) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "the [rules](rules.md)",
            "las reglas",
            "es",
            "the link to rules.md is not in the translation",
        ),
        (
            "[tea]({{ site }}/tea) it",
            "[té] ({{ site }}/tea)",
            "es",
            "the link to {{ site }}/tea is not in the translation",
        ),
        # A blank, a break or a sign between the brackets.
        (
            "the [rules](rules.md)",
            "las [reglas] (rules.md)",
            "es",
            "the link to rules.md is not in the translation",
        ),
        (
            "[rules](rules.md)",
            "[قواعد]\u200c(rules.md)",
            "fa",
            "the link to rules.md is not in the translation",
        ),
        (
            "[rules](rules.md)",
            "[規則（rules.md）",
            "ja",
            "the link to rules.md is not in the translation",
        ),
        (
            "[x](https://a.org/b)",
            "[x] (https://a.org/b)",
            "de",
            "the link to https://a.org/b is not in the translation",
        ),
        (
            "[a](x.md) [b](x.md)",
            "[a](x.md) b",
            "de",
            "the link to x.md is not in the translation that often",
        ),
        (
            "![map](map.png)",
            "! [carte](map.png)",
            "fr",
            "the image map.png is not in the translation",
        ),
        ("[tea][t]", "[thé][thé]", "fr", "the link to [t] is not in the translation"),
        (
            "so it is[^1].",
            "so ist es.",
            "de",
            "the footnote mark [^1] is missing from the translation",
        ),
        (
            "so it is[^a].",
            "así es[^ a].",
            "es",
            "the footnote mark [^a] is missing from the translation",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
