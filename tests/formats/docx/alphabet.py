"""What Word files are made of: runs, marks between them, and what can stand around them."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

from support.word_files import NUMBERING, field, p, r, text_box, word_file

B = "<w:b/>"
LOOKS = st.sampled_from(["", B, "<w:i/>", "<w:b/><w:i/>", "<w:vanish/>", '<w:lang w:val="fr"/>'])
WORDS = st.sampled_from(
    ["a", " ", " b ", "", "c &amp; d", "&lt;1&gt;", "国家", "e-", "\u2011", "."]
)
MARKS = st.sampled_from(
    ["<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", '<w:bookmarkStart w:id="1" w:name="x"/>',
     "<w:r><w:drawing/></w:r>", field("PAGE", "1"), '<w:commentRangeEnd w:id="0"/>',
     '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
     '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "<w:del>" + r("gone") + "</w:del>",
     text_box(p(r("box"))), "<w:r/>", "<m:oMath/>"]
)  # fmt: skip
RUNS = st.builds(r, WORDS, LOOKS)
INSIDES = st.recursive(
    st.one_of(RUNS, RUNS, MARKS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map("".join),
        inner.map(lambda xml: f'<w:hyperlink w:anchor="x">{xml}</w:hyperlink>'),
        inner.map(lambda xml: f"<w:ins>{xml}</w:ins>"),
        inner.map(lambda xml: f"<w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt>"),
    ),
    max_leaves=12,
)
PARAGRAPHS = st.lists(
    st.builds(p, INSIDES, st.sampled_from(["", "<w:keepNext/>", '<w:pStyle w:val="Titel"/>'])),
    max_size=4,
).map("".join)
DOCUMENTS = PARAGRAPHS.map(word_file)
SAMPLE = word_file(
    p(r("A title"), '<w:pStyle w:val="Titel"/>')
    + p(r("A paragraph."))
    + p(r("one"), '<w:pStyle w:val="Listed"/>')
)


def places(text: str) -> list[bytes]:
    words = escape("".join(filter(str.isprintable, text)))
    many = "".join(map(r, map(escape, filter(str.isprintable, text[: len(text) // 10]))))
    return [
        word_file(p(r(f"A word. {words} and more.")) + p(r("b"))),
        word_file(p(many) + p(r("b"))),
        word_file(p(r("b")), {"word/numbering.xml": NUMBERING.replace("%1.", f"%1{words}")}),
    ]
