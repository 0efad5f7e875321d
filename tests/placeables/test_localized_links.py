"""Which link targets a translation may replace by those of its own locale."""

from __future__ import annotations

from collections import Counter

import pytest

from polyloom.placeables.localized_links import DEFAULT_PATTERNS, LocalizedLinks

PATTERNS = (*DEFAULT_PATTERNS, "seeds.example/{locale}/", "/{locale}/", "https://{locale}.tea.org")


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("es", "https://en.wikipedia.org/wiki/Tea", "https://es.wikipedia.org/wiki/Té"),
        ("es", "http://en.m.wikipedia.org/wiki/Tea", "https://es.m.wikipedia.org/wiki/Té"),
        ("nb", "https://en.wikipedia.org/wiki/Tea", "https://no.wikipedia.org/wiki/Te"),
        ("zh_Hans", "https://en.wikipedia.org/", "https://zh.wikipedia.org/"),
        ("es", "//en.wikipedia.org", "//es.wikipedia.org"),
        ("ja", "https://seeds.example/en/guide", "https://seeds.example/ja/guide"),
        ("pt_BR", "https://seeds.example/en/guide", "https://seeds.example/pt-br/guia#x"),
        ("pt_BR", "https://seeds.example/en/guide", "https://Seeds.Example/pt_BR/guia"),
        ("ja", "https://seeds.example/guide", "https://seeds.example/ja/guide"),
        ("ja", "/en/guide", "/ja/guide"),
        ("ja", "/guide", "/ja/guide"),
        ("ja", "/en/", "/ja"),
        ("ja", "https://tea.org/a", "https://ja.tea.org?a"),
        # The same page of any site, in the folder of another language.
        ("es", "https://docs.example/en-us/boats/", "https://docs.example/es/boats/"),
        ("es", "https://docs.example/en/a?b=1#c", "https://docs.example/es-419/a?b=1#c"),
        ("pt_BR", "http://docs.example/v2/en_US/a", "http://docs.example/v2/pt_BR/a"),
    ],
)
def test_an_address_of_the_own_locale_is_allowed(
    locale: str, source: str, translation: str
) -> None:
    assert LocalizedLinks(PATTERNS, "en", locale).allows(source, translation)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        # Another locale, another host, another site.
        ("https://en.wikipedia.org/wiki/Tea", "https://fr.wikipedia.org/wiki/Thé"),
        ("https://de.wikipedia.org/wiki/Tee", "https://es.wikipedia.org/wiki/Té"),
        ("https://en.wikipedia.org/wiki/Tea", "https://es.wikipedia.org.evil.example/"),
        ("https://en.wikipedia.org/wiki/Tea", "https://es.wikipedia.org@evil.example/"),
        ("https://en.wikipedia.org/wiki/Tea", "https://es.wikipedia.org:8080/"),
        ("https://seeds.example/en/guide", "https://es.wikipedia.org/wiki/Guía"),
        ("https://seeds.example/en/guide", "https://other.example/es/guide"),
        # From a site to a page of one's own, and the other way round.
        ("/en/guide", "https://seeds.example/es/guide"),
        ("/en/guide", "//es/guide"),
        ("/en/guide", "//evil.example/es/"),
        ("https://seeds.example/en/", "/es/guide"),
        # Another page, in another place, with another query, or on another host.
        ("https://docs.example/en-us/boats", "https://docs.example/es/oars"),
        ("https://docs.example/en/boats", "https://docs.example/boats/es"),
        ("https://docs.example/en/boats", "https://docs.example/es/boats?x=1"),
        ("https://docs.example/en/boats", "https://evil.example/es/boats"),
        ("https://docs.example/en/boats", "https://docs.example/de/boats"),
        ("https://docs.example/boats", "https://docs.example/es/boats"),
        ("https://docs.example/a?x=/en/", "https://docs.example/a?x=/es/"),
        ("https://en/boats", "https://es/boats"),
        # Out of the folder, and what is no address of a page.
        ("/en/guide", "/es/../admin"),
        ("/en/guide", "/es/\\evil"),
        ("/en/guide", "javascript:/es/"),
        ("https://seeds.example/en/guide", "javascript://seeds.example/es/"),
        ("/en/guide", "/esx/guide"),
        ("/en/guide", "/guide"),
        ("guide.md", "es/guide.md"),
        ("", ""),
    ],
)
def test_no_other_address_is_allowed(source: str, translation: str) -> None:
    assert not LocalizedLinks(PATTERNS, "en", "es").allows(source, translation)
    assert not LocalizedLinks((), "en", "es").allows(source, translation)


def test_each_address_stands_for_one_of_the_source() -> None:
    links = LocalizedLinks(DEFAULT_PATTERNS, "en", "es")
    missing = Counter({"https://en.wikipedia.org/a": 1, "https://example.org": 1})
    added = Counter({"https://es.wikipedia.org/a": 1, "https://es.wikipedia.org/b": 1})
    links.match(missing, added)
    assert missing == Counter({"https://example.org": 1})
    assert added.total() == 1
