from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polyloom.model import Document, Kind, Rendition, Segment
from polyloom.outputs.web_page import render_page
from support.html_tree import read_html, tags

MARKERS = st.sampled_from(
    ["1.", "2.", "9)", "1)", "2)", "(1)", "(i)", "a)", "b)", "h)", "i)", "i.", "ii.", "A.", "-",
     "*", "•", "§4", "<b>", "１．", "٣)", "（2）", "0.", "99.", "007.", "", '"', "\x00"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=20),
    st.text(st.sampled_from("<>&\"'/!-=ap \n\r\x00\x0c\u2028\udc80{%}#"), max_size=20),
    st.sampled_from(
        ["</p>", "<!--", "]]>", "<script>", "&lt;", "</li></ol>", "\u202e", "</style>"]
    ),
)
SEGMENTS = st.lists(
    st.one_of(
        st.builds(Segment, st.just(Kind.POINT), st.just("x"), st.just(0), st.just(0),
                  st.integers(0, 6), MARKERS),
        st.builds(Segment, st.sampled_from(Kind), st.just("x"), st.just(0), st.just(0),
                  st.integers(0, 2)),
    ),
    max_size=25,
)  # fmt: skip


def page(segments: list[Segment], texts: list[str], locales: list[str]) -> str:
    document = Document(b"", "plaintext", "utf-8", tuple(segments))
    rendition = Rendition(document, "ar", tuple(texts), tuple(locales), {"author": "A"})
    return render_page(rendition).decode()


@given(SEGMENTS, st.data())
def test_any_structure_is_valid_and_keeps_every_text_in_order(
    segments: list[Segment], data: st.DataObject
) -> None:
    locales = [data.draw(st.sampled_from(["ar", "en", "zh_Hans"])) for _ in segments]
    texts = [f"text{index}" for index in range(len(segments))]
    elements = read_html(page(segments, texts, locales))
    shown = [element for element in elements if element.text in texts and element.tag != "title"]
    shown = [element for element in shown if element.tag in {"h1", "h2", "p"}]
    assert [element.text for element in shown] == texts
    expected = ["" if locale == "ar" else locale.replace("_", "-") for locale in locales]
    assert [element.attributes.get("lang", "") for element in shown] == expected
    items = sum(element.tag == "li" for element in elements)
    assert items == sum(segment.kind is Kind.POINT for segment in segments)


@given(SEGMENTS, st.data())
def test_no_text_adds_or_takes_a_tag(segments: list[Segment], data: st.DataObject) -> None:
    texts = [data.draw(TEXTS.map(lambda text: f"x{text}")) for _ in segments]
    locales = ["ar"] * len(segments)
    plain = page(segments, ["x"] * len(segments), locales)
    assert [tag for tag in tags(page(segments, texts, locales)) if tag != "br"] == tags(plain)


@given(TEXTS, TEXTS)
def test_no_metadata_adds_a_tag(title: str, author: str) -> None:
    document = Document(b"", "plaintext", "utf-8", ())
    rendition = Rendition(document, "fr", (), (), {"title": title, "author": f"x{author}"})
    elements = read_html(render_page(rendition).decode())
    assert [element.tag for element in elements].count("meta") == 4
    assert elements[-1].path == ("html", "body") or elements[-1].tag == "main"
