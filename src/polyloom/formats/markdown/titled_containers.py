"""What site generators add to Markdown: boxes around blocks, with a title on their first line.

Three sorts are known: callouts (``> [!tip] Title``), admonitions and tabs of Python-Markdown (``!!!
note "Title"`` and ``=== "Title"`` over an indented body), and fences of colons (``:::note Title``).
The signs are skeleton, the title is a text for itself, and what is in the box is Markdown.

Of the second sort a CommonMark parser would see a paragraph and indented code, of the third now and
then a definition. It is handed the text with other signs in their place, of the same length.
"""

from __future__ import annotations

import re

from polyloom.formats.markdown.code_shortcodes import code_shortcodes_as_fences

_BODY = r"(?=(?:[ \t]*\r?\n)+[ \t]*(?: {4}|\t))"
# A line such as ``!!! note "Title"``, ``??? tip`` or ``=== "Tab"``, with an indented body below.
_QUOTED = r'"[^\r\n]*"'
_ADMONITION = re.compile(
    rf"^([ \t]*)(?:(?:!!!|\?\?\?)(\+?)[ ](?=[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+{_QUOTED})?{_BODY})"
    rf"|===([+!]?)[ ](?={_QUOTED}{_BODY}))",
    re.MULTILINE,
)
_COLONS = re.compile(r"^([ \t>]*):(?=::)", re.MULTILINE)

# The boxes of ``:::`` whose first line says no more than a title; that of others says what to show.
_BOXES = (
    "note|tip|info|hint|important|warning|caution|danger|error|attention|success|question|example|"
    "quote|abstract|seealso|details|admonition"
)
_CALLOUT = re.compile(r"\[![\w-]+\][-+]?(?:[ \t]+(?P<title>\S.*))?")
_FENCE = re.compile(
    rf":::+[ \t]*(?:(?:{_BOXES})(?:\[(?P<label>.*)\])?|\{{(?:{_BOXES})\}})"
    r"(?:[ \t]+(?P<title>[^\s{].*))?"
)
_HEAD = re.compile(
    r"[+!]?[ ]*(?:[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+\"(?P<title>.*)\")?|\"(?P<tab>.*)\")[ \t]*"
)

TitleSpan = tuple[int, int]
NO_TITLE = (0, 0)


def containers_as_commonmark(text: str) -> str:
    r"""The text as a CommonMark parser sees its containers: of the same length, at the same places.

    >>> containers_as_commonmark('!!! note "Read this"\n    The body.')
    '-   note "Read this"\n    The body.'
    """
    if ":::" in text:
        text = _COLONS.sub(r"\1.", text)
    return admonitions_as_items(code_shortcodes_as_fences(text))


def admonitions_as_items(text: str) -> str:
    """The text with admonitions' signs as those of lists, whose items nest in the same way."""
    if "!!!" not in text and "???" not in text and "===" not in text:
        return text
    return _ADMONITION.sub(
        lambda match: f"{match[1]}-  {'.' if match[2] or match[3] else ''} ", text
    )


def is_admonition(body: bytes, start: int) -> bool:
    """Whether what the parser takes for an item is an admonition."""
    return body.startswith((b"!!!", b"???", b"==="), start)


def title_of_admonition(line: str) -> TitleSpan:
    """Where the title stands in an admonition's or a tab's first line, without its signs."""
    match = _HEAD.fullmatch(line)
    return _span(match, "tab" if match and match["tab"] else "title")


def title_of_callout(line: str) -> TitleSpan | None:
    """Where the title stands in a quote's first line; None where that begins no callout."""
    match = _CALLOUT.fullmatch(line)
    return _span(match, "title") if match else None


def title_of_fence(line: str) -> TitleSpan:
    """Where the title stands in a fence of colons.

    >>> line = ":::note[Read this]"
    >>> line[slice(*title_of_fence(line))]
    'Read this'
    """
    match = _FENCE.fullmatch(line.rstrip())
    return _span(match, "label" if match and match["label"] else "title")


def _span(match: re.Match[str] | None, name: str) -> TitleSpan:
    return match.span(name) if match and match[name] else NO_TITLE
