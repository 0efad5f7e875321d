"""Containers with a title on their first line, which site generators add to Markdown.

There are three sorts: callouts (``> [!tip] Title``), admonitions and tabs of Python-Markdown (``!!!
note "Title"`` and ``=== "Title"`` over an indented body), and fences of colons (``:::note Title``).
The signs are skeleton, the title is a text for itself, and the content is Markdown.

Of the second sort a CommonMark parser would see a paragraph and indented code, of the third now and
then a definition. So it gets the text with other signs in their place, of the same length.
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
    r"""The text with containers as a CommonMark parser understands them; its length is the same.

    >>> containers_as_commonmark('!!! note "Read this"\n    The body.')
    '-   note "Read this"\n    The body.'
    """
    if ":::" in text:
        text = _COLONS.sub(r"\1.", text)
    return admonitions_as_items(code_shortcodes_as_fences(text))


def admonitions_as_items(text: str) -> str:
    """The text with list markers in the place of admonitions' signs: items nest in the same way."""
    if "!!!" not in text and "???" not in text and "===" not in text:
        return text
    return _ADMONITION.sub(
        lambda match: f"{match[1]}-  {'.' if match[2] or match[3] else ''} ", text
    )


def is_admonition(body: bytes, start: int) -> bool:
    """Whether the item that the parser sees at ``start``, in bytes, is an admonition or a tab."""
    return body.startswith((b"!!!", b"???", b"==="), start)


def title_of_admonition(line: str) -> TitleSpan:
    """The span of the title in the first line of an admonition or tab, without its signs."""
    match = _HEAD.fullmatch(line)
    return _span(match, "tab" if match and match["tab"] else "title")


def title_of_callout(line: str) -> TitleSpan | None:
    """The span of the title in the first line of a quote; None if that is no callout."""
    match = _CALLOUT.fullmatch(line)
    return _span(match, "title") if match else None


def title_of_fence(line: str) -> TitleSpan:
    """The span of the title in a fence of colons.

    >>> line = ":::note[Read this]"
    >>> line[slice(*title_of_fence(line))]
    'Read this'
    """
    match = _FENCE.fullmatch(line.rstrip())
    return _span(match, "label" if match and match["label"] else "title")


def _span(match: re.Match[str] | None, name: str) -> TitleSpan:
    return match.span(name) if match and match[name] else NO_TITLE
