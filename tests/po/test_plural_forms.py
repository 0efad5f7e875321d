from __future__ import annotations

import gettext
import pickle
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel import Locale, localedata

from polyloom.model import Catalog, Entry
from polyloom.po.plural_forms import number_of_forms, plural_forms
from polyloom.po.writer import write_catalog
from support.programs import require_program


def own_data(locale: str) -> Mapping[str, object]:
    """What Babel's file of a locale holds; to load it by Babel would fill Babel's cache."""
    with Path(localedata.resolve_locale_filename(locale)).open("rb") as file:
        data: Mapping[str, object] = pickle.load(file)  # noqa: S301  (Babel's own file)
    return data


# One locale for each of CLDR's rules.
LOCALES = {
    str(rule): locale
    for locale in sorted(localedata.locale_identifiers(), reverse=True)
    if (rule := own_data(locale).get("plural_form"))
}.values()
CATEGORIES = ["zero", "one", "two", "few", "many", "other"]
NUMBERS = [*range(1001), *range(1_000_000, 10_000_000, 1_000_000), *range(0, 200_000, 1000)]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "nplurals=2; plural=(n != 1);"),
        ("zh_Hans", "nplurals=1; plural=0;"),
        ("es", "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"),
        ("pt_BR", "nplurals=3; plural=(n <= 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"),
        ("pt_AO", "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"),
        (
            "ru",
            (
                "nplurals=3; plural="
                "(n % 10 == 1 && n % 100 != 11 ? 0"
                " : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2);"
            ),
        ),
        (
            "ar",
            (
                "nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2"
                " : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 && n % 100 <= 99 ? 4 : 5);"
            ),
        ),
        ("mk", "nplurals=2; plural=(n % 10 != 1 || n % 100 == 11);"),
        ("ay", "nplurals=2; plural=(n != 1);"),
        ("qu", "nplurals=2; plural=(n != 1);"),
        ("xx_XX", "nplurals=2; plural=(n != 1);"),
        ("en_XX", "nplurals=2; plural=(n != 1);"),
    ],
)
def test_well_known(locale: str, expected: str) -> None:
    assert plural_forms(locale) == expected


def test_modifiers_do_not_matter() -> None:
    assert plural_forms("sr@latin") == plural_forms("sr")


def test_every_locale_chooses_as_cldr_does() -> None:
    for locale in LOCALES:
        header = plural_forms(locale)
        choose = gettext.c2py(re.sub(r".*plural=|;$", "", header))
        rule = Locale.parse(locale).plural_form
        chosen = {number: rule(number) for number in NUMBERS}
        reached = [category for category in CATEGORIES if category in set(chosen.values())]
        assert number_of_forms(header) == len(reached), locale
        wrong = [n for n, category in chosen.items() if reached[choose(n)] != category]
        assert not wrong, (locale, header, wrong[:3])


def test_msgfmt_accepts_every_rule() -> None:
    msgfmt = require_program("msgfmt")
    for header in sorted({plural_forms(locale) for locale in LOCALES}):
        forms = tuple(f"forma {{}} {number}" for number in range(number_of_forms(header)))
        fields = [("Project-Id-Version", "x"), ("PO-Revision-Date", "2026-11-23 10:15+0000")]
        fields += [("Last-Translator", "x"), ("Language-Team", "x"), ("Language", "x")]
        fields += [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=UTF-8")]
        fields += [("Content-Transfer-Encoding", "8bit"), ("Plural-Forms", header)]
        catalog = Catalog(tuple(fields), (Entry("one", forms, msgid_plural="more"),))
        command = [msgfmt, "-c", "-o", "/dev/null", "-"]
        data = write_catalog(catalog)
        result = subprocess.run(command, input=data, capture_output=True, check=False)
        assert (result.returncode, result.stderr) == (0, b""), header


@pytest.mark.parametrize(
    ("header", "count"),
    [("", 2), ("nplurals=3; plural=n;", 3), ("nplurals = 1", 1), ("nplurals=0;", 1), ("junk", 2)],
)
def test_number_of_forms(header: str, count: int) -> None:
    assert number_of_forms(header) == count
