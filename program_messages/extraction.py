"""Source code → the template of the program's messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.extract import extract_from_file
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.header import template_header

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/polyloom"

# The functions of polyloom.messages, with the places of their texts among the arguments as Babel
# says it; templates of pages call the first one “_”.
KEYWORDS = {
    "message": None,
    "_": None,
    "translatable": None,
    "message_in": ((1, "c"), 2),
    "translatable_in": ((1, "c"), 2),
    "plural_message": (1, 2),
}
# How comments in the code begin that are for translators.
_TO_TRANSLATORS = "For translators: "
_METHODS = {".py": "python", ".jinja": "jinja2", ".html": "jinja2"}


def template(created: datetime | None = None) -> Catalog:
    """The template of all messages, in the order of files and lines.

    A message that stands in several files is one entry that names them all, by their paths without
    lines, so that an edit elsewhere in a file changes nothing here.
    """
    entries: dict[EntryKey, Entry] = {}
    for path in _files():
        for entry in _messages(path):
            known = entries.get(entry.key)
            entries[entry.key] = entry if known is None else _joined(known, entry)
    header = template_header("Polyloom", created or datetime(2026, 11, 27, tzinfo=UTC))
    return Catalog(header, tuple(entries.values()), header_flags=("fuzzy",))


def _files() -> list[Path]:
    found = [path for path in PACKAGE.rglob("*") if path.suffix in _METHODS]
    return sorted(found, key=lambda path: path.relative_to(PACKAGE).as_posix())


def _messages(path: Path) -> Iterator[Entry]:
    """The messages of a file, each with its place."""
    reference = path.relative_to(ROOT).as_posix()
    found = extract_from_file(
        _METHODS[path.suffix],
        path,
        keywords=KEYWORDS,
        comment_tags=(_TO_TRANSLATORS,),
        strip_comment_tags=True,
    )
    for _, text, comments, context in found:
        one, other = text if isinstance(text, tuple) else (text, None)
        yield Entry(
            one,
            ("",) if other is None else ("", ""),
            context,
            other,
            extracted_comments=(" ".join(comments),) if comments else (),
            references=(reference,),
            flags=_flags(one),
        )


def _flags(text: str) -> tuple[str, ...]:
    """What the message is formatted with: braces, but for those of argparse."""
    if "{" in text:
        return ("python-brace-format",)
    return ("python-format",) if "%(" in text or "%s" in text else ()


def _joined(one: Entry, other: Entry) -> Entry:
    return replace(
        one,
        # Some place of it has two forms.
        msgid_plural=one.msgid_plural or other.msgid_plural,
        msgstr=max(one.msgstr, other.msgstr, key=len),
        extracted_comments=tuple(dict.fromkeys(one.extracted_comments + other.extracted_comments)),
        references=tuple(dict.fromkeys(one.references + other.references)),
    )
