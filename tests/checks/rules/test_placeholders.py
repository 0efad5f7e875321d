from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.placeholders import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("almost 90%, demanding", "casi 90%, exigiendo", "es"),
        ("90% democracy", "90 % de démocratie", "fr"),
        ("100 % of", "100 %de", "fr"),
        ("50%s?", "50%", "es"),
        ("90% of it", "%90 dan", "tr"),
        ("90%", "٪90", "ar"),
        ("{name} has {0}", "{0} tiene {name}", "es"),
        ("{{ x }}", "{{x}}", "de"),
        ("${x} and %(name)s", "%(name)s、${x}", "ja"),
        ("%s of %d", "%2$d 中的 %1$s", "zh_Hans"),
        ("100%% of %s", "%s の100%%", "ja"),
        ("https://example.org/a%3Eb", "https://example.org/a%3Eb", "el"),
        ("braces", "llaves {}", "es"),
        ("a set {1, 2} of {x: y}", "{2, 1}", "de"),
        ("Invalid %-encoding", "Codage % non valide", "fr"),
        ("Step 3 %s", "3 %s", "th"),
        ("plain", "llano", "es"),
        ("page %1 of %2", "%2 の %1 頁", "ja"),
        ("%n file(s) in %L1.", "%n Datei(en) in %L1: %L1", "de"),
        ("%1x%2 dots", "%1 × %2 Punkte", "de"),
        ("%1%", "%%1", "eu"),
        ("%1s left", "quedan %1 s", "es"),
        ("the top 5% of 40", "ilk %5, %40", "tr"),
        ("{% url 'x' %} %{name} $NAME$ %USER%", "%USER% $NAME$ %{name} {%  url 'x' %}", "de"),
        ("{ $user } at {-brand}", "{-brand}: { $user }", "fr"),
        ("{$n} of { $all }", "{ $n } von {$all}", "de"),
        ("costs $5 and $6", "kostet $6$ und $a$", "de"),
        ("write to me {at} example {dot} org", "escríbeme {arroba} example {punto} org", "es"),
        ("100%sure, 20%of", "100 % sûr", "fr"),
        (
            "{n, plural, one {# file in {box}} other {# files in {box}}}",
            "{n, plural, one {# plik w {box}} few {# pliki w {box}} other {# w {box}}}",
            "pl",
        ),
        (
            "{who, select, male {he} other {they}} at {when, time, short}",
            "a las {when, time, short}: {who, select, male {él} other {elle}}",
            "es",
        ),
        ("{n, plural, =0 {none} other {#}}", "{n, plural, other {#}}", "ja"),
        (
            "{ $n -> [one] a file *[other] { $n } files }",
            "{ $n -> [one] plik [few] { $n } pliki *[other] { $n } plików }",
            "pl",
        ),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "{link} is broken",
            "está roto",
            "es",
            "the placeholder {link} is missing from the translation",
        ),
        ("{0} won", "فاز", "ar", "the placeholder {0} is missing from the translation"),
        ("%s won", "% s ganó", "pt_BR", "the placeholder %s is missing from the translation"),
        (
            "%(name)s won",
            "gewann",
            "de",
            "the placeholder %(name)s is missing from the translation",
        ),
        ("{{ x }} won", "勝った", "ja", "the placeholder {{ x }} is missing from the translation"),
        ("${x} won", "κέρδισε", "el", "the placeholder ${x} is missing from the translation"),
        (
            "%s of %d",
            "%1$s 中的",
            "zh_Hans",
            "the placeholder %2$d is missing from the translation",
        ),
        (
            "we won",
            "wir {gewannen}",
            "de",
            "the placeholder {gewannen} is not in the source, or not that often",
        ),
        (
            "Leaf %1 of %3 came",
            "وصلت الورقة 1% من %3",
            "ar",
            "the placeholder %1 is missing from the translation",
        ),
        ("leaf %1", "hoja % 1", "es", "the placeholder %1 is missing from the translation"),
        ("%n leaves", "Blätter", "de", "the placeholder %n is missing from the translation"),
        (
            "%L1 leaves",
            "%1 Blätter %L1 %2",
            "de",
            "the placeholder %2 is not in the source, or not that often",
        ),
        (
            "dear %{name}",
            "querida {name}",
            "es",
            "the placeholder %{name} is missing from the translation",
        ),
        (
            "{% trans %} it",
            "lo",
            "es",
            "the placeholder {% trans %} is missing from the translation",
        ),
        (
            "by { $user }",
            "de { $usuario }",
            "es",
            "the placeholder { $user } is missing from the translation",
        ),
        ("by {-brand}", "von", "de", "the placeholder { -brand } is missing from the translation"),
        (
            "dear $NAME$",
            "querida $NOMBRE",
            "es",
            "the placeholder $NAME$ is missing from the translation",
        ),
        (
            "in %APPDATA%",
            "en % APPDATA %",
            "es",
            "the placeholder %APPDATA% is missing from the translation",
        ),
        (
            "{n, plural, one {a} other {b}}",
            "{n, plural, one {a} other {b}",
            "es",
            "the message's braces do not match in the translation",
        ),
        (
            "{n, plural, one {a} other {b}}",
            "{m, plural, one {a} other {b}}",
            "es",
            "the placeholder {n, plural, …} is missing from the translation",
        ),
        (
            "{n, plural, one {a} other {b}}",
            "{n, plural, uno {a} other {b}}",
            "es",
            "“uno” is no plural category",
        ),
        (
            "{n, plural, one {a} other {b}}",
            "{n, plural, one {a} many {b}}",
            "es",
            "{n, plural, …} has no case “other” in the translation",
        ),
        (
            "{g, select, f {a} other {b}}",
            "{g, select, femenino {a} other {b}}",
            "es",
            "{g, select, …} has no case “f” in the translation",
        ),
        (
            "{d, date, short} {x}",
            "{d, fecha, short} {x}",
            "es",
            "the placeholder {d, date} is missing from the translation",
        ),
        (
            "{ $n -> [one] a *[other] { $n } }",
            "{ $m -> [one] a *[other] b }",
            "es",
            "the placeholder { $n } is missing from the translation",
        ),
        ("%s won", "%s %s", "th", "the placeholder %s is not in the source, or not that often"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale)[0] == message


def test_a_percentage_of_the_source_is_none_of_qt() -> None:
    assert messages("Yüzde %5 arttı", "Grew by 5%", "en", source_locale="tr") == []


def test_a_renamed_placeholder_is_missing_and_extra() -> None:
    assert messages("{link} is broken", "{enlace} está roto", "es") == [
        "the placeholder {link} is missing from the translation",
        "the placeholder {enlace} is not in the source, or not that often",
    ]
