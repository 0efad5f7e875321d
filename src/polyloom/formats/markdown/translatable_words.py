"""Words for translators, and what only looks like words: addresses, shortcodes, commands."""

from __future__ import annotations

import re

from polyloom.language.url_spans import without_urls
from polyloom.late_patterns import late_pattern
from polyloom.placeables.shortcodes import SHORTCODE

LETTER = late_pattern(r"[^\W\d_]")
# Attributes that site generators give to what stands before: ``{ .class #id key=value }``.
ATTRIBUTES = late_pattern(r"\{[ \t]*(?:[.#][A-Za-z_]|[A-Za-z][\w:-]*=)[^{}]*\}")
# What makes TeX link to, load or run something, or hide that it does.
TEX_COMMAND = late_pattern(
    r"\\(?:href|url|html[A-Za-z]*|includegraphics|input|include|require|write|style|class|cssId|"
    r"[egx]?def|let|(?:re)?newcommand|csname|catcode|unicode)(?![A-Za-z])"
)
# Links of wikis: ``[[Page]]``, ``[[Page#Part|words]]``.
WIKI_LINK = late_pattern(r"\[\[(?P<page>[^\[\]|]+)(?:\|[^\[\]]*)?\]\]")
# A name for what follows, on a line of its own (MyST).
TARGET = late_pattern(r"\([A-Za-z0-9|@<>*./_+:-]{1,100}\)=")
# A link reference definition to a shortcode, which CommonMark takes for text.
_DEFINITION = (
    r"\[[^\[\]\n]++\]:[ \t]*+(?:\{\{[^{}]*+\}\}|\{%[^{}]*+\}|[^\s{}])++"
    r"(?:[ \t]++(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\)))?+[ \t]*+(?:\r?\n[ \t]*+|\Z)"
)
# Paragraphs that are nothing a reader is shown as it stands.
_FOR_PROGRAMS = late_pattern(
    "|".join(
        (
            r"\[\[?_?toc_?\]?\]",  # where a table of contents is put
            rf"(?:{_DEFINITION})++",
            # Modules, comments and values of MDX.
            r"(?:import\s+(?:[\w$*{},\s]+\sfrom\s+)?(?:'[^'\n]+'|\"[^\"\n]+\")[ \t]*;?\s*)+",
            r"export\s+(?:default|const|let|var|function|class|async)\b.*",
            r"\{/\*.*?\*/\}|\{[\w$.]+\}",
            # Embeds, remarks and anchors of Obsidian.
            r"(?:!\[\[[^\[\]]*\]\]\s*)+|%%.*?%%|\^[\w-]+",
            r"\\begin\{(?P<name>[^{}]*)\}.*\\end\{(?P=name)\}|\\[A-Za-z]+",  # TeX
            r"-+8<-+.*|<<<[ \t]+\S[^\n]*",  # files that Python-Markdown and VitePress put in
            rf"(?:(?::[\w+-]+:|{TARGET.pattern})\s*+)++",  # emoji and fields by name, targets
        )
    ).encode(),
    re.IGNORECASE | re.DOTALL,
)
_BEGIN_FOR_PROGRAMS = (
    b"[",
    b"import",
    b"export",
    b"{",
    b"!",
    b"%%",
    b"^",
    b"\\",
    b"-",
    b"<<<",
    b":",
    b"(",
)
# Without one of these a text's letters are words. Each is looked for faster than all of them are.
_MAY_HIDE = ("{", "@", "://", "www.")


def markdown_has_words(text: str) -> bool:
    """Whether a text, without its markup, has a letter outside of addresses and shortcodes.

    >>> markdown_has_words("See https://example.org")
    True
    >>> markdown_has_words("https://example.org {{< toc >}} 42")
    False
    """
    if LETTER.search(text) is None:
        return False
    if not any(map(text.__contains__, _MAY_HIDE)):
        return True
    for pattern in (SHORTCODE, ATTRIBUTES):
        text = pattern.sub(" ", text)
    return LETTER.search(without_urls(text)) is not None


def is_machine_only(raw: bytes) -> bool:
    """Whether a paragraph, as it is written, is for programs, so that no reader sees it so.

    >>> is_machine_only(b"[TOC]"), is_machine_only(b"import Tabs from '@theme/Tabs';")
    (True, True)
    >>> is_machine_only(b"import duties on cheese"), is_machine_only(b"[see] here")
    (False, False)
    """
    return raw.startswith(_BEGIN_FOR_PROGRAMS) and _FOR_PROGRAMS.fullmatch(raw) is not None
