"""URLs and e-mail addresses in running text: where they end, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.language.url_spans import url_spans, urls, without_spans, without_urls

URL = "https://example.org/x"


@pytest.mark.parametrize(
    "text",
    ["", "no address", "a://b", "www", "10:30", "user@host", "@name", "ñame@example.org", "a@b@"],
)
def test_no_url(text: str) -> None:
    assert urls(text) == []
    assert without_urls(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"See {URL}.",
        f"See {URL}, then go.",
        f"({URL})",
        f"[a]({URL})",
        f"<{URL}>",
        f"“{URL}”",
        f"*{URL}*",
        f"{URL}'",
        f"Смотри {URL}!",
        f"请看{URL}了解详情。",
        f"请看{URL}。",
        f"请看（{URL}）",
        f"请看「{URL}」，再来",
        f"請看《{URL}》",
        f"请看｛{URL}｝",
        f"請看〔{URL}〕",
        f"ﾐﾃ｢{URL}｣｡",
        f"ﾐﾃ{URL}｡",
        f"詳しくは{URL}をご覧ください",
        f"詳しくは{URL}ﾐﾃ",
        f"ดู{URL}เพื่อดูรายละเอียด",
        f"ເບິ່ງ{URL}ເພື່ອ",
        f"សូមមើល{URL}។",
        f"{URL}ကိုကြည့်ပါ။",
        f"자세한 내용은 {URL}를 보세요",
        f"انظر {URL}؟",
        f"देखें {URL}।",
        f"տես {URL}։",
        f"ይመልከቱ {URL}።",
        f"ལྟ་{URL}།",
        f"人々{URL}々",
    ],
)
def test_a_url_ends_before_the_signs_and_words_of_its_sentence(text: str) -> None:
    assert urls(text) == [URL]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a_(b)",
        "https://example.org/a,b;c?d=e&f=g#h",
        "https://ru.wikipedia.org/wiki/Москва",
        "https://fr.wikipedia.org/wiki/Œuvre",
        "www.example.org",
        "WWW.EXAMPLE.ORG/A",
        "git+ssh://git@example.org/x",
        "a.b+c@example.org",
    ],
)
def test_what_belongs_to_it(url: str) -> None:
    assert urls(f"See {url}, please.") == [url]
    assert urls(f"（{url}）") == [url]


def test_an_address_after_a_script_without_blanks() -> None:
    assert urls("写信给me@example.org联系我们") == ["me@example.org"]
    assert urls("ติดต่อme@example.orgได้") == ["me@example.org"]
    assert urls("문의는me@example.org로") == ["me@example.org"]


def test_addresses_are_found_in_order_and_those_within_urls_are_not() -> None:
    text = "a@b.org https://c@d.org/ e@f.org"
    assert urls(text) == ["a@b.org", "https://c@d.org/", "e@f.org"]
    assert without_urls(text) == "     "


def test_spans_are_blanked() -> None:
    assert without_spans("abcdef", [(1, 2), (4, 6)]) == "a cd "


@given(st.text(st.sampled_from("ahtps:/w.@x)]了ก（。 \n"), max_size=30))
def test_spans_are_in_order_and_apart(text: str) -> None:
    edges = [place for span in url_spans(text) for place in span]
    assert edges == sorted(edges)
    assert all(text[start:end].strip() for start, end in url_spans(text))
