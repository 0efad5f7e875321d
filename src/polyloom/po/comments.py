"""The comment lines of an entry, sorted by kind (gettext manual, “The Format of PO Files”)."""

from __future__ import annotations

from polyloom.late_patterns import late_pattern

# What gettext takes for white space between words: no Unicode blank is among it.
_BLANKS = r" \t\r\f\v"

# A file name with blanks stands between U+2068 and U+2069; a line number may follow at a distance.
_REFERENCE = late_pattern(
    rf"(?P<file>\u2068[^\u2068\u2069]*\u2069[^{_BLANKS}]*?|[^{_BLANKS}]+?)"
    rf"(?:[{_BLANKS}]*+:[{_BLANKS}]*+(?P<line>[0-9]+))?(?=[{_BLANKS}]|$)"
)

# ``range: 0..9`` is one flag in two words.
_FLAG = late_pattern(rf"range:[{_BLANKS}]*[^,{_BLANKS}]+|[^,{_BLANKS}]+")


# An entry's translator comments, extracted comments, references, flags, and those of the flags that
# stand in a ``#=`` line.
Comments = tuple[
    tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]
]


def sort_comments(lines: list[str]) -> Comments:
    """Sort comment lines, given with their ``#`` and without the line's end, by kind.

    Translator comments keep what follows ``#`` but for a blank alone. Flags stand behind ``#,``,
    ``#!`` or ``#=`` (gettext manual, “Evolution of the PO File Format”). Repeated references and
    flags count once; a flag that stands in lines of both sorts counts for ``#,``.
    """
    translator: list[str] = []
    extracted: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    equals_flags: list[str] = []
    for line in lines:
        kind = line[1:2]
        if kind == ":":
            references += split_references(line[2:])
        elif kind == ".":
            extracted.append(line[3:] if line[2:3] == " " else line[2:])
        elif kind in (",", "!"):
            flags += _FLAG.findall(line, 2)
        elif kind == "=":
            equals_flags += _FLAG.findall(line, 2)
        else:
            translator.append(line[1:] if line != "# " else "")
    return (
        tuple(translator),
        tuple(extracted),
        tuple(dict.fromkeys(references)),
        tuple(dict.fromkeys((*flags, *equals_flags))),
        tuple(dict.fromkeys(flag for flag in equals_flags if flag not in flags)),
    )


def split_references(text: str) -> list[str]:
    """The references in what follows ``#:``, each one word (or one name between U+2068 and U+2069).

    ``file.c : 12``, as old tools write it, is ``file.c:12``.
    """
    if text.isascii() and " :" not in text and ": " not in text:
        return text.split()
    found = []
    for match in _REFERENCE.finditer(text):
        if match["line"]:
            found.append(f"{match['file']}:{match['line']}")
        elif match[0]:
            found.append(match[0])
    return found


def is_source_flag(flag: str) -> bool:
    """Whether a flag says something of the source, which the template knows best.

    >>> [is_source_flag(flag) for flag in ("no-c-format", "range: 0..9", "no-wrap", "fuzzy")]
    [True, True, True, False]
    """
    return flag.endswith("-format") or flag.startswith("range:") or flag in ("wrap", "no-wrap")
