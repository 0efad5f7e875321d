"""What HTML is made of: tags of every sort, whole and broken, and what looks like them."""

from __future__ import annotations

from support.alphabets import EOLS, PIECES, made_of

_TAGS = [
    "<p>", "</p>", "<div title='T x'>", "</div>", "<b>", "</b>", "<i class=x>", "</i>", "<br>",
    "<ul><li>", "<li>", "</ul>", "<table><tr><td>", "<td>", "</table>", "<H1>", "</h1>",
    "<a href='u' title='see'>", "</a>", "<img alt='a word'>", "<img alt=one src=x>", "<pre>",
    "</pre>",
    "<code>", "</code>", "<span translate=no>", "<b translate=yes>", "</span>", "<html lang=en>",
    "<p lang=fr>", "<title>", "</title>", "<textarea>", "</textarea>", "<script>", "</script>",
    "<svg>", "</svg>", "<![CDATA[", "]]>", "<!--", "-->", "<!-- x -->", "<ruby>", "<rt>", "</ruby>",
    "<select><option>", "</select>", "<!doctype html>", "<?xml version='1.0'?>", "<x-y>", "</x-y>",
    "<", ">", "</", "&", "&amp;", "&lt;", "&#60;", "&nbsp;", "&eacute", "&shy;", "&#10;", '"', "'",
    "=", "/", "<!-- polyloom:split -->", "<!-- polyloom:note so -->", "<p translate=no>",
    "<dd>", "{{ x }}", "{{ a < b }}", "{%",
    "<input type=submit value='Go on'>", "<meta name=description content='Of this'>",
]  # fmt: skip
DOCUMENTS = made_of(_TAGS + _TAGS + PIECES + EOLS)
SAMPLE = (
    b"<title>A title</title>\n<h1>A heading</h1>\n<p title='a tooltip'>A paragraph that\nis wrapped"
    b"<ul><li>one<li>two</ul><table><tr><td>cell</table><img alt='an image'>\n"
)


def places(text: str) -> list[bytes]:
    in_document = f"<!doctype html><title>a</title><p>A word. {text} and more.</p><p>b"
    in_attributes = f"<p title=\"{text}\">a</p><img alt='{text}'><a {text}>b</a><textarea>{text}"
    in_front_matter = f"---\na: {text}\n---\n<p>b"
    return [part.encode() for part in (text, in_document, in_attributes, in_front_matter)]
