"""A document with every kind of block, its translations, and a project of it to review."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from support.git import Clone, make_clone
from support.polyloom import make_project, polyloom
from support.reviewed_projects import translate_entries

LOCALES = ("es", "ar", "zh_Hans")

ACCORD = """\
# The accord of the valley

We, the *assemblies* of 12 villages, have met.

- Water belongs to whoever drinks it.
- Land belongs to `those` who work it.

> Nobody asked us before.

| Village | Families |
| ------- | -------- |
| Upper mill | 41 |

Read [the minutes](https://example.org/minutes) of the 3 meetings.

We will meet again in spring.
"""

# The second has lost its number, the last is to be found by nobody but a check.
TRANSLATIONS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "The accord of the valley": "El acuerdo del valle",
        "We, the *assemblies* of 12 villages, have met.": (
            "Nosotras, las *asambleas* de las aldeas, nos hemos reunido."
        ),
        "Water belongs to whoever drinks it.": "El agua es de quien la bebe.",
        "Land belongs to `those` who work it.": "La tierra es de `those` que la trabajan.",
        "Nobody asked us before.": "Nadie nos preguntó antes.",
        "Village": "Aldea",
    },
    "ar": {
        "The accord of the valley": "ميثاق الوادي",
        "We, the *assemblies* of 12 villages, have met.": "نحن *مجالس* القرى اجتمعنا.",
        "Water belongs to whoever drinks it.": "الماء لمن يشربه.",
        "Land belongs to `those` who work it.": "الأرض `those` لمن يعملون فيها.",
        "Nobody asked us before.": "لم يسألنا أحد من قبل.",
        "Village": "القرية",
    },
    "zh_Hans": {
        "The accord of the valley": "山谷公约",
        "We, the *assemblies* of 12 villages, have met.": "我们各村的*大会*已经召开。",
        "Water belongs to whoever drinks it.": "水属于饮水的人。",
        "Land belongs to `those` who work it.": "土地属于耕种的`those`。",
        "Nobody asked us before.": "以前没有人问过我们。",
        "Village": "村庄",
    },
}
# Of a text that nobody has translated yet.
WRITTEN: Mapping[str, str] = {
    "es": "Nos reuniremos de nuevo en primavera.",
    "ar": "سنجتمع مرة أخرى في الربيع.",
    "zh_Hans": "我们将在春天再次集会。",
}
# What another document says: almost the same as a text of the accord, and the same.
NOTICE = """\
We will meet again in autumn.

Nobody asked us before.
"""
EARLIER: Mapping[str, str] = {
    "es": "Nos reuniremos de nuevo en otoño.",
    "ar": "سنجتمع مرة أخرى في الخريف.",
    "zh_Hans": "我们将在秋天再次集会。",
}
UNTRANSLATED = "We will meet again in spring."
LINKED = "Read [the minutes](https://example.org/minutes) of the 3 meetings."


def accord_project(folder: Path, *, extra: str = "") -> Clone:
    """The accord in a clone of its own, translated in part, and committed."""
    locales = ", ".join(f'"{locale}"' for locale in LOCALES)
    root = make_project(folder, locales=locales, extra=extra)
    (root / "source/statement.txt").unlink()
    (root / "source/accord.md").write_text(ACCORD, encoding="utf-8")
    (root / "source/notice.txt").write_text(NOTICE, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    for locale in LOCALES:
        translate_entries(root, "accord", TRANSLATIONS[locale], locale=locale)
        notice = {"We will meet again in autumn.": EARLIER[locale]}
        translate_entries(root, "notice", notice, locale=locale)
    return make_clone(root)
