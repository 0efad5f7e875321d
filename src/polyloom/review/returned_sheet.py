"""Review sheets that come back: what a reader has said of a document, in a file of their own.

A sheet is a page that is mailed. Its script gives what is said as JSON; without a script, a reader
fills in a block of plain text and mails that. Both say of what each remark is: the *mark* of a text
has digests of its source and of the translation that the reader saw, so that a remark is never said
of another text. What comes back was written by somebody else: nothing in it is believed.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Annotated, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Entry
from polyloom.review.ledger import Verdict, source_digest, translation_digest
from polyloom.review.review_index import person_of

FORMAT: Final = "polyloom-review-sheet"
VERSION: Final = 1
# What is larger is no sheet that a person has filled in.
LARGEST_FILE = 4_000_000
LONGEST_REMARK = 10_000
_MOST_REMARKS = 20_000
_LONGEST_NAME = 200
_DIGEST_LENGTH = 16
_DIGEST = f"[0-9a-f]{{{_DIGEST_LENGTH}}}"
_MARK = re.compile(rf"(?P<source>{_DIGEST})\.(?P<translation>{_DIGEST})")

# The lines of the plain form.
_BEGINNING = re.compile(r"\[\[\s*polyloom review sheet (?P<version>\d+)\s*\]\]", re.IGNORECASE)
_TEXT = re.compile(rf"\[\[\s*(?P<mark>{_DIGEST}\.{_DIGEST})(?:\s+(?P<reference>[^\]]*))?\]\]")
_FIELD = re.compile(r"(?P<name>[A-Za-z]+)\s*:(?P<value>.*)")
_HEAD_FIELDS = ("project", "locale", "document", "name")
_REMARK_FIELDS = {"comment": Verdict.COMMENT, "reject": Verdict.REJECT, "approve": Verdict.APPROVE}
# Programs for mail put one of these before each line that they quote.
_QUOTING = re.compile(r"^(?:>[ ]?)+")
# Below it programs for mail put who writes.
_SIGNATURE = re.compile(r"-- ?")
# In columns, with what stands before each line: mail has 72 (RFC 3676, “format=flowed”: 78).
_WIDTH = 68
# Words that approve of nothing.
_NOES = frozenset({"", "no", "n", "-", "–", "…"})


class Remark(Struct, frozen=True):
    """What is said of a text: its mark, and where it stood for whoever reads about it."""

    mark: str
    reference: str
    verdict: Verdict
    text: str = ""


class ReturnedSheet(Struct, frozen=True):
    """What somebody says of a document in a locale; ``by`` is how they call themselves."""

    project: str
    locale: str
    document: str
    by: str
    remarks: tuple[Remark, ...]


class _SheetFile(Struct):
    """A sheet as its script writes it, in JSON."""

    format: Literal["polyloom-review-sheet"]
    version: int
    project: str
    locale: str
    document: str
    remarks: Annotated[list[_RemarkInFile], Meta(max_length=_MOST_REMARKS)]
    by: str = ""


class _RemarkInFile(Struct):
    mark: str
    verdict: Literal["comment", "reject", "approve"]
    reference: str = ""
    text: str = ""


def text_mark(entry: Entry) -> str:
    """The mark of an entry: 64 bits each of a digest of what it is, and of its translation."""
    identity = json.dumps([entry.msgctxt, source_digest(entry)]).encode()
    source = hashlib.sha256(identity).hexdigest()[:_DIGEST_LENGTH]
    return f"{source}.{translation_digest(entry)[:_DIGEST_LENGTH]}"


def source_of_mark(mark: str) -> str:
    """The part of a mark that stays as long as the source does."""
    return mark.partition(".")[0]


def remark_id(sheet: ReturnedSheet, remark: Remark, by: str) -> str:
    """The id of the act that a remark becomes: the same however often its sheet is read."""
    said = [sheet.locale, remark.mark, remark.verdict, remark.text, person_of(by)]
    data = json.dumps(said).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:24]


def read_returned_sheet(data: bytes, where: str) -> ReturnedSheet:
    """A sheet from the bytes of the file ``where``. Raises UserError, with what is wrong."""
    if len(data) > LARGEST_FILE:
        raise _no_sheet(where, message("the file is too large for a review sheet"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _no_sheet(where, message("the file is no text in UTF-8")) from None
    read = _from_json if text.lstrip().startswith("{") else _plain
    sheet = read(text, where)
    _refuse_hostile(sheet, where)
    if not sheet.remarks:
        raise UserError(
            message("nothing is said in it"),
            where=where,
            remedy=message("fill it in, and send it again"),
        )
    return sheet


def _from_json(text: str, where: str) -> ReturnedSheet:
    try:
        found = _DECODER.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _no_sheet(where, message("it is no review sheet: {error}", error=error)) from None
    if found.version != VERSION:
        raise _other_version(where)
    remarks = tuple(
        Remark(each.mark, each.reference, Verdict(each.verdict), each.text.strip())
        for each in found.remarks
    )
    return ReturnedSheet(found.project, found.locale, found.document, found.by, remarks)


_DECODER = msgspec.json.Decoder(_SheetFile)


class _PlainRemark(NamedTuple):
    """A remark of the plain form while its lines are read; ``number`` is its first line's."""

    mark: str
    reference: str
    verdict: Verdict
    lines: list[str]


def _plain(text: str, where: str) -> ReturnedSheet:
    lines = [_QUOTING.sub("", line.rstrip()) for line in text.splitlines()]
    begin = next((place for place, line in enumerate(lines) if _BEGINNING.fullmatch(line)), None)
    if begin is None:
        raise _no_sheet(where, message("it is neither JSON nor the text of a review sheet"))
    match = _BEGINNING.fullmatch(lines[begin])
    if match is None or int(match["version"]) != VERSION:
        raise _other_version(where)
    head: dict[str, str] = {}
    remarks: list[_PlainRemark] = []
    mark = reference = ""
    # What a line that is no field goes on with.
    open_lines: list[str] = []
    for line in lines[begin + 1 :]:
        if _SIGNATURE.fullmatch(line):
            break
        if (begun := _TEXT.match(line)) is not None:
            mark, reference = begun["mark"], (begun["reference"] or "").strip()
            open_lines = []
        elif (field := _field(line, _REMARK_FIELDS if mark else _HEAD_FIELDS)) is not None:
            open_lines = [field["value"]]
            if mark:
                verdict = _REMARK_FIELDS[field["name"].lower()]
                remarks.append(_PlainRemark(mark, reference, verdict, open_lines))
            else:
                head.setdefault(field["name"].lower(), field["value"].strip())
        elif line.startswith("|"):
            open_lines = []
        else:
            open_lines.append(line)
    if missing := [name for name in _HEAD_FIELDS if name != "name" and not head.get(name)]:
        raise _no_sheet(where, message("its lines {names} are gone", names=", ".join(missing)))
    found = tuple(_said(remarks))
    return ReturnedSheet(
        head["project"], head["locale"], head["document"], head.get("name", ""), found
    )


def _field(line: str, names: Sequence[str] | dict[str, Verdict]) -> re.Match[str] | None:
    match = _FIELD.match(line.lstrip())
    return match if match and match["name"].lower() in names else None


def _said(remarks: Sequence[_PlainRemark]) -> Iterator[Remark]:
    """The remarks that were filled in."""
    for each in remarks:
        text = "\n".join(each.lines).strip()
        if each.verdict is Verdict.APPROVE:
            if text.casefold() not in _NOES:
                yield Remark(each.mark, each.reference, each.verdict)
        elif text:
            yield Remark(each.mark, each.reference, each.verdict, text)


def _refuse_hostile(sheet: ReturnedSheet, where: str) -> None:
    """Raises UserError for what no sheet has that a person has filled in."""
    names = (sheet.project, sheet.locale, sheet.document, sheet.by)
    if any(len(name) > _LONGEST_NAME or not name.isprintable() for name in names):
        raise _no_sheet(where, message("it has names that no sheet has"))
    for number, remark in enumerate(sheet.remarks, 1):
        if not _MARK.fullmatch(remark.mark):
            raise _no_sheet(
                where, message("remark {number} is of no text that a sheet has", number=number)
            )
        if remark.verdict is not Verdict.APPROVE and not remark.text:
            raise _no_sheet(where, message("remark {number} says nothing", number=number))
        if len(remark.text) > LONGEST_REMARK:
            raise _no_sheet(where, message("remark {number} is too long", number=number))
        if any(_steers(character) for character in remark.text + remark.reference):
            raise _no_sheet(where, message("remark {number} has control characters", number=number))


def _steers(character: str) -> bool:
    """Whether a character steers terminals, or can be in no file."""
    return character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs")


def _no_sheet(where: str, what: str) -> UserError:
    return UserError(
        what, where=where, remedy=message("give the file that the page made, or the mail as text")
    )


def _other_version(where: str) -> UserError:
    return UserError(
        message("it is a review sheet of another version of Polyloom"),
        where=where,
        remedy=message("use the version of Polyloom that made the page"),
    )


class SheetText(NamedTuple):
    """A text as a reader of the plain form sees it."""

    mark: str
    reference: str
    source: str
    translation: str


def plain_sheet(sheet: ReturnedSheet, texts: Sequence[SheetText]) -> str:
    """The block of text that a reader fills in, in lines that no program for mail folds."""
    lines = [f"[[ polyloom review sheet {VERSION} ]]"]
    head = (sheet.project, sheet.locale, sheet.document, sheet.by)
    lines += [f"{name.title()}: {value}" for name, value in zip(_HEAD_FIELDS, head, strict=True)]
    for mark, reference, source, translation in texts:
        lines += ["", f"[[ {mark} {reference} ]]"]
        lines += [f"| {line}" for text in (source, translation) for line in _folded(text)]
        lines += ["Approve:", "Reject:", "Comment:"]
    return "\n".join([*lines, "", "-- ", ""])


def _folded(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(line, _WIDTH) or [""]
