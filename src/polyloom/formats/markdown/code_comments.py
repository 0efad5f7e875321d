"""Comments and strings in fenced code, for authors who want them translated.

A few families of languages are told apart by how they begin comments; no more is known of them.
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
from polyloom.model import Kind, Segment

COMMENTS, STRINGS = "comments", "strings"


class CommentSyntax(Struct, frozen=True):
    """How languages write comments: patterns of what begins one, and of what ends a block."""

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
_FAMILIES = {
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
_LANGUAGE = re.compile(r"\{?\.?([A-Za-z0-9+#-]+)")
# What stands before a comment's lines but the first: Markdown's quotes, the language's marks.
COMMENT_PREFIX = re.compile(r"[ \t]*(?:>[ \t]*)*(?://[/!]?|\#+|--|;+|%+|\*(?!/))?[ \t]*")
_PREFIX = re.compile(COMMENT_PREFIX.pattern.encode())


def code_segments(body: bytes, block: CodeBlock, wanted: str) -> Iterator[Segment]:
    """The comments of a code block, or its comments and strings; none in unknown languages."""
    match = _LANGUAGE.match(block.language.strip())
    family = _FAMILIES.get(match[1].lower()) if match else None
    if family is None or wanted not in (COMMENTS, STRINGS):
        return
    parts = [body[start:end].decode() for start, end in block.pieces]
    text = "".join(parts)
    starts = [0, *itertools.accumulate(map(len, parts))]

    def offset(position: int) -> int:
        index = bisect.bisect_right(starts, position, 0, len(parts)) - 1
        return block.pieces[index][0] + len(text[starts[index] : position].encode())

    for kind, begin, end in _spans(text, family):
        if markdown_has_words(text[begin:end]) and (kind is Kind.COMMENT or wanted == STRINGS):
            stop = offset(end - 1) + len(text[end - 1].encode())
            lines = strip_line_prefixes(body, offset(begin), stop, (), _PREFIX)
            yield Segment(kind, " ".join(lines.parts), lines.start, lines.end, block.place.depth)


def _spans(text: str, family: CommentSyntax) -> Iterator[tuple[Kind, int, int]]:
    """The insides of comments and strings, in characters."""
    for match in _lexer(family).finditer(text):
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
def _lexer(family: CommentSyntax) -> re.Pattern[str]:
    """What to look for in a language: each branch has one named group, or is passed over."""
    branches = []
    if family.line:
        mark = rf"{family.line}[ \t]*"
        # A comment on lines of its own is one text; a line of it that is empty ends it.
        branches += [
            rf"^[ \t]*{mark}(?P<line>[^\n]*(?:\n[ \t]*{mark}[^\s][^\n]*)*)",
            rf"(?<!\S){mark}(?P<behind>[^\n]*)",
        ]
    if family.begin:
        branches.append(rf"{family.begin}(?P<block>(?:(?!{family.end})[^\n]|\n)*+){family.end}")
    branches += [r'"""(?:[^"\\]|\\.|"(?!""))*+"""', r"'(?:[^'\\\n]|\\.)'"]
    if '"' in family.quotes:
        branches.append(r'"(?P<double>(?:[^"\\\n]|\\.)*+)"')
    if "'" in family.quotes:
        branches.append(r"'(?P<single>(?:[^'\\\n]|\\.)*+)'")
    return re.compile("|".join(branches), re.MULTILINE)
