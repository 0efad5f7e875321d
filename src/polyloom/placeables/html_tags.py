"""HTML tags inside Markdown text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from polyloom.late_patterns import late_pattern

# Possessive, and bounded within quotes, so that a missing quote costs no second look at all that
# follows.
TAG = late_pattern(r"</?[A-Za-z][A-Za-z0-9-]*+(?:[^<>\"']++|\"[^\"]{0,4000}+\"|'[^']{0,4000}+')*+>")
_PARTS = late_pattern(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>.*?)(?P<empty>/?)>", re.DOTALL
)
_ATTRIBUTE = late_pattern(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+")
_WHITE = late_pattern(r"\s+")
# Attributes that readers read (HTML standard, “translatable attributes”).
PROSE_ATTRIBUTES = frozenset({"alt", "title", "placeholder", "aria-label", "label", "caption"})
WORDED_VALUE = late_pattern(
    r"\s(?:alt|title|placeholder|aria-label|label|caption)\s*+="
    r"\s*+(?P<quote>[\"'])(?P<value>.*?)(?P=quote)",
    re.IGNORECASE | re.DOTALL,
)
# fmt: off
VOID = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
])
# Elements that emphasize, and those without which a text says and does the same (HTML standard,
# “Text-level semantics” and “Phrasing content” in its chapter on rendering).
EMPHASIZING = frozenset([
    "b", "cite", "del", "dfn", "em", "i", "ins", "mark", "s", "strike", "strong", "u",
])
NEUTRAL = frozenset([
    "bdi", "bdo", "big", "br", "center", "font", "nobr", "p", "q", "small", "span", "tt", "wbr",
])
# fmt: on
_NOT_FOR_TRANSLATORS = late_pattern(
    r"translate\s*=\s*[\"']?no\b|class\s*=\s*[\"'][^\"']*\bnotranslate\b|class\s*=\s*notranslate\b",
    re.IGNORECASE,
)


class HtmlTag(Struct, frozen=True):
    """A tag: its name in lower case, and whether it is an end tag (``closes``).

    Two tags with the same ``essence`` do the same: wording, letter case, quotation marks and the
    amount of white space do not count. ``void`` says whether the element has no end tag,
    ``untranslatable`` whether the tag says that its text is not for translators.
    """

    name: str
    closes: bool
    essence: str
    void: bool
    untranslatable: bool = False


def parse_html_tag(text: str) -> HtmlTag | None:
    """The tag that a text is; None for a comment, declaration or processing instruction.

    >>> parse_html_tag('<A  HREF=x title="Hi">').essence
    '<a href=x title>'
    """
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    name = match["name"].lower()
    attributes = "".join(
        f" {_essence(key.lower(), value)}" for key, value in _ATTRIBUTE.findall(match["rest"])
    )
    untranslatable = _NOT_FOR_TRANSLATORS.search(match["rest"]) is not None
    # To browsers only the elements that are always void are; to MDX and Vue what says that it is.
    empty = "" if name in VOID else match["empty"]
    essence = f"<{match['close']}{name}{attributes}{empty}>"
    return HtmlTag(name, bool(match["close"]), essence, bool(empty) or name in VOID, untranslatable)


def unmatched_tags(tags: Iterable[HtmlTag]) -> tuple[str, ...]:
    """The names of end tags without start tag (with ``/``), and of elements that stay open.

    >>> unmatched_tags(filter(None, map(parse_html_tag, ["<b>", "<i>", "</i>"])))
    ('b',)
    """
    open_: list[str] = []
    for tag in tags:
        if tag.void:
            continue
        if not tag.closes:
            open_.append(tag.name)
        elif open_ and open_[-1] == tag.name:
            open_.pop()
        else:
            open_.append("/" + tag.name)
    return tuple(open_)


def _essence(key: str, value: str) -> str:
    if not value or (key in PROSE_ATTRIBUTES and not value.strip("\"'").startswith("{")):
        return key
    quoted = len(value) > 1 and value[0] in "\"'"
    return f"{key}={_WHITE.sub(' ', value[1:-1] if quoted else value)}"
