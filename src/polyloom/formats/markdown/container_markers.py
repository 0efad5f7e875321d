"""The signs of containers and definitions, written as a CommonMark parser understands them.

Site generators add containers to Markdown: admonitions and tabs of Python-Markdown (``!!! note
"Title"`` and ``=== "Title"`` over an indented body), blocks of PyMdown (``/// note | Title`` …
``///``), fences of colons (``:::note Title`` … ``:::``), and fences of code that hold prose. Their
bodies are Markdown. A CommonMark parser would see a paragraph, code, now and then a definition; it
gets other signs in their place, of as many bytes: list markers for the first sort, whose bodies are
indented as those of items are, and headings for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from polyloom.formats.markdown.code_fences import FENCE_LINE, closes_fence
from polyloom.formats.markdown.jsx_syntax import opens_line
from polyloom.formats.markdown.parser_masks import masked_as_marker
from polyloom.late_patterns import late_pattern
from polyloom.placeables.byte_text import decoded, word_class

# The name of what a sign begins.
_NAME = f"{word_class('-')}+"
_BODY = r"(?=(?:[ \t>]*\r?\n)+[ \t>]*(?: {4}|\t))"
# What has a title may have no body: a blank line is below it, or nothing.
_BODY_OR_NONE = rf"(?:{_BODY}|(?=\r?(?:\n[ \t>]*\r?)?(?:\n|\Z)))"
_QUOTED = r'"[^\r\n]*"'
# A line such as ``!!! note "Title"``, ``??? tip`` or ``=== "Tab"``, with an indented body below. It
# may be the first one of an item or a definition.
_ADMONITION = late_pattern(
    r"^((?:[ \t>]*(?:[-+*:]|[0-9]{1,9}[.)])(?=[ \t]))*[ \t>]*)"
    rf"(?:(?:!!!|\?\?\?)(\+?)([ ]+)(?={_NAME}(?:[ ]+{_NAME})*"
    rf"(?:[ ]+{_QUOTED}[ \t]*{_BODY_OR_NONE}|[ \t]*{_BODY}))"
    rf"|===([+!]{{0,2}})([ ]+)(?={_QUOTED}[ \t]*{_BODY_OR_NONE}))",
    re.MULTILINE | re.ASCII,
)
# The options that may stand below a fence with a name (MyST): lines such as ``:class: tip``, or a
# block of YAML.
_OPTIONS = (
    rf"(?P<options>(?:\r?\n[ \t>]*:{_NAME}:(?:[ \t][^\r\n]*)?(?=\r?$))+|\r?\n[ \t>]*---[ \t]*\r?\n"
    r"(?:(?![ \t>]*---[ \t]*\r?$)[^\n]*\n){0,50}[ \t>]*---[ \t]*(?=\r?$))?"
)
# What is indented right below it would be code, and is the options of mkdocstrings, or words.
_COLONS = late_pattern(
    r"^(?P<before>[ \t>]*)(?P<sign>:{3,})(?![^\r\n]*\r?\n(?P=before)(?: {4}|\t))"
    rf"(?P<name>[ \t]*\{{)?(?P<rest>[^\r\n]*){_OPTIONS}",
    re.MULTILINE | re.ASCII,
)
_FENCE_OPTIONS = late_pattern(_OPTIONS, re.MULTILINE | re.ASCII)
_SLASHES = late_pattern(
    rf"(?<![^\s>])///+(?=[ \t]*(?:{_NAME}[ \t]*(?:\|[^\r\n]*)?)?\r?$)",
    re.MULTILINE | re.ASCII,
)
# A colon that begins a line and no definition. As Pandoc, PHP Markdown Extra and markdown-it have
# it, a definition has a blank and a text behind its colon, and at most one blank line above it.
_NO_DEFINITION = late_pattern(
    r"^(?P<before>[ \t>]*):(?![ \t]+\S|-[-:| \t]*\r?$)"
    r"|(?<=\n)(?P<blank>(?:[ \t]*+\r?\n){2,}+[ \t]*+):(?=[ \t])",
    re.MULTILINE | re.ASCII,
)
# A comment over a definition: a site puts a term in its place.
_COMMENT_AS_TERM = late_pattern(
    r"^<!--(?![ \t]*(?:polyloom|mdpo|i18n|translate)\b)[^\r\n]*-->[ \t]*"
    r"(?=\r?\n(?:[ \t]*\r?\n)?:[ \t]+\S)",
    re.MULTILINE | re.ASCII,
)
_WORD = late_pattern(r"\S+", re.ASCII)
_OPTION_LINE = late_pattern(r"(?P<before>\r?\n[ \t>]*)(?P<option>[^\r\n]+)")


def containers_as_commonmark(text: str, prose_fences: Sequence[str] = ()) -> str:
    r"""A byte text with other signs for containers; it is as long as before.

    ``prose_fences`` are the first words behind the fences of code that hold prose; capitals do not
    count.

    >>> containers_as_commonmark('!!! note "Read this"\n    The body.')
    '-   note "Read this"\n    The body.'
    >>> containers_as_commonmark("/// note | Read this\nThe body.\n///")
    '#   note | Read this\nThe body.\n#  '
    """
    if prose_fences and ("```" in text or "~~~" in text):
        text = _prose_fences_as_headings(text, frozenset(map(str.lower, prose_fences)))
    if ":::" in text:
        text = _COLONS.sub(_colons_as_heading, text)
    if "///" in text:
        text = _SLASHES.sub(_slashes_as_heading, text)
    if "-->" in text:
        text = _COMMENT_AS_TERM.sub(lambda match: "%" * len(match[0]), text)
    if any(sign in text for sign in ("\n:", " :", "\t:", ">:")):
        text = _NO_DEFINITION.sub(lambda match: f"{match['before'] or match['blank'] or ''}.", text)
    return admonitions_as_items(text)


def admonitions_as_items(text: str) -> str:
    """The text with list markers in the place of admonitions' signs: items nest in the same way."""
    if "!!!" not in text and "???" not in text and "===" not in text:
        return text
    return _ADMONITION.sub(_admonition_as_item, text)


def _admonition_as_item(match: re.Match[str]) -> str:
    # A body is indented by four columns, where the content of the item must have begun.
    signs = len(match[0]) - len(match[1])
    return match[1] + ("-   " if signs == len("!!! ") else f"-  .{' ' * (signs - 4)}")


def is_admonition(body: bytes, start: int) -> bool:
    """Whether the item that the parser sees at ``start``, in bytes, is an admonition or a tab."""
    return body.startswith((b"!!!", b"???", b"==="), start)


def _slashes_as_heading(match: re.Match[str]) -> str:
    return masked_as_marker(match[0]) if opens_line(match.string, match.start()) else match[0]


def _colons_as_heading(match: re.Match[str]) -> str:
    head = f"{match['before']}{masked_as_marker(match['sign'])}{match['name'] or ''}{match['rest']}"
    options = match["options"] or ""
    return head + (_as_markers(options) if match["name"] else options)


def _as_markers(options: str) -> str:
    """The lines below a container's first one, each as an empty heading."""
    return _OPTION_LINE.sub(lambda line: line["before"] + masked_as_marker(line["option"]), options)


def _prose_fences_as_headings(text: str, names: frozenset[str]) -> str:
    parts: list[str] = []
    position = 0
    for line in _prose_fence_lines(text, names):
        parts += [
            text[position : line.start("fence")],
            masked_as_marker(line["fence"]),
            line["info"],
        ]
        position = line.end()
        if line["info"].strip() and (options := _FENCE_OPTIONS.match(text, position)):
            parts.append(_as_markers(options[0]))
            position = options.end()
    return "".join((*parts, text[position:]))


def _prose_fence_lines(text: str, names: frozenset[str]) -> Iterator[re.Match[str]]:
    """The lines of the fences around prose."""
    open_: list[tuple[str, bool]] = []
    for line in FENCE_LINE.finditer(text):
        if open_ and closes_fence(line, open_[-1][0]):
            _, prose = open_.pop()
            if prose:
                yield line
        elif not open_ or open_[-1][1]:
            prose = _first_word(line["info"]).lower() in names
            open_.append((line["fence"], prose))
            if prose:
                yield line


def _first_word(info: str) -> str:
    """What the first word of a byte text says; empty where there is none."""
    match = _WORD.search(info)
    return decoded(match[0]) if match else ""
