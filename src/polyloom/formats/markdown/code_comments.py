"""Comments and strings in code blocks, for authors who want them translated.

Of programming languages no more is known than how they write comments and strings.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from polyloom.formats.markdown.inline_segments import strip_line_prefixes
from polyloom.formats.markdown.text_analysis import CodeBlock
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.late_patterns import late_pattern
from polyloom.model import Kind, Segment

COMMENTS, STRINGS = "comments", "strings"


class CommentSyntax(Struct, frozen=True):
    """How a family of languages writes comments and strings.

    ``line`` is a pattern for what begins a comment up to the end of the line, ``begin`` and ``end``
    for the edges of a comment over several lines; they are empty where there is none. ``quotes``
    are the quotation marks of strings.
    """

    line: str = ""
    begin: str = ""
    end: str = ""
    quotes: str = '"'


_HASH = CommentSyntax(line=r"\#+", quotes="\"'")
_SLASHES = CommentSyntax(line=r"//[/!]?", begin=r"/\*[*!]?", end=r"\*/")
_SCRIPTS = CommentSyntax(line=r"//", begin=r"/\*[*!]?", end=r"\*/", quotes="\"'")
_DASHES = CommentSyntax(line=r"--", quotes="\"'")
_SEMICOLONS = CommentSyntax(line=r";+")
_PERCENT = CommentSyntax(line=r"%+", quotes="")
_MARKUP = CommentSyntax(begin="<!--", end="-->", quotes="")
# fmt: off
_SYNTAXES = {
    **dict.fromkeys(
        [
            "bash", "cmake", "console", "dockerfile", "elixir", "fish", "julia", "make",
            "makefile", "nim", "perl", "powershell", "py", "python", "python3", "r", "rb",
            "ruby", "sh", "shell", "toml", "yaml", "yml", "zsh",
        ],
        _HASH,
    ),
    **dict.fromkeys(
        [
            "bp", "c", "c++", "cc", "cpp", "cs", "csharp", "go", "h", "hpp", "java", "json5",
            "jsonc", "kotlin", "kt", "objc", "proto", "rs", "rust", "scala", "swift", "zig",
        ],
        _SLASHES,
    ),
    **dict.fromkeys(
        [
            "css", "dart", "groovy", "javascript", "js", "jsx", "less", "php", "scss", "ts",
            "tsx", "typescript",
        ], _SCRIPTS
    ),
    **dict.fromkeys(["ada", "elm", "haskell", "hs", "lua", "sql", "vhdl"], _DASHES),
    **dict.fromkeys(["asm", "clojure", "clj", "ini", "lisp", "scheme"], _SEMICOLONS),
    **dict.fromkeys(["erlang", "latex", "matlab", "prolog", "tex"], _PERCENT),
    **dict.fromkeys(["html", "markdown", "md", "svg", "vue", "xml"], _MARKUP),
}
# fmt: on
_LANGUAGE = late_pattern(r"\{?\.?([A-Za-z0-9+#-]+)")
# What stands before a comment's lines but the first: Markdown's quotes, the language's marks.
COMMENT_PREFIX = late_pattern(r"[ \t]*(?:>[ \t]*)*(?://[/!]?|\#+|--|;+|%+|\*(?!/))?[ \t]*")
_PREFIX = late_pattern(COMMENT_PREFIX.pattern.encode())


def code_segments(body: bytes, block: CodeBlock, wanted: str) -> Iterator[Segment]:
    """The comments in a code block, and its strings if ``wanted`` says so.

    ``body`` is the UTF-8 of the whole text; spans are in bytes of it. There are none in a language
    that is not known.
    """
    match = _LANGUAGE.match(block.language.strip())
    syntax = _SYNTAXES.get(match[1].lower()) if match else None
    if syntax is None or wanted not in (COMMENTS, STRINGS):
        return
    parts = [body[start:end].decode() for start, end in block.line_spans]
    text = "".join(parts)
    starts = [0, *itertools.accumulate(map(len, parts))]

    def offset(position: int) -> int:
        index = bisect.bisect_right(starts, position, 0, len(parts)) - 1
        return block.line_spans[index][0] + len(text[starts[index] : position].encode())

    for kind, begin, end in _spans(text, syntax):
        if markdown_has_words(text[begin:end]) and (kind is Kind.COMMENT or wanted == STRINGS):
            stop = offset(end - 1) + len(text[end - 1].encode())
            lines = strip_line_prefixes(body, offset(begin), stop, (), _PREFIX)
            yield Segment(kind, " ".join(lines.parts), lines.start, lines.end, block.context.depth)


def _spans(text: str, syntax: CommentSyntax) -> Iterator[tuple[Kind, int, int]]:
    """The contents of comments and strings, as spans in characters."""
    for match in _lexer(syntax).finditer(text):
        name = match.lastgroup
        if name is not None:
            yield _KIND_OF[name], match.start(name), match.end(name)


_KIND_OF = {
    "line": Kind.COMMENT,
    "behind": Kind.COMMENT,
    "block": Kind.COMMENT,
    "double": Kind.STRING,
    "single": Kind.STRING,
}


@lru_cache(maxsize=16)
def _lexer(syntax: CommentSyntax) -> re.Pattern[str]:
    """The pattern for comments and strings; matches without a named group are neither."""
    branches = []
    if syntax.line:
        mark = rf"{syntax.line}[ \t]*"
        # A comment on lines of its own is one text; a line of it that is empty ends it.
        branches += [
            rf"^[ \t]*{mark}(?P<line>[^\n]*(?:\n[ \t]*{mark}[^\s][^\n]*)*)",
            rf"(?<!\S){mark}(?P<behind>[^\n]*)",
        ]
    if syntax.begin:
        branches.append(rf"{syntax.begin}(?P<block>(?:(?!{syntax.end})[^\n]|\n)*+){syntax.end}")
    branches += [r'"""(?:[^"\\]|\\.|"(?!""))*+"""', r"'(?:[^'\\\n]|\\.)'"]
    if '"' in syntax.quotes:
        branches.append(r'"(?P<double>(?:[^"\\\n]|\\.)*+)"')
    if "'" in syntax.quotes:
        branches.append(r"'(?P<single>(?:[^'\\\n]|\\.)*+)'")
    return re.compile("|".join(branches), re.MULTILINE)
