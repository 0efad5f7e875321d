"""Coverage: how many segments, and how many source words, are in each state.

The fields of ``Counts`` are the columns of every view: the table in a terminal, the page and the
JSON object draw their figures from them, and ``count_statuses`` decides by them what counts where.
A new column is one new field, with its ``Column`` beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Annotated, TypeVar, get_type_hints

from msgspec import Struct
from msgspec.structs import astuple

from polyloom.language.word_count import count_words
from polyloom.messages import message, message_in, translatable, translatable_in
from polyloom.model import Approval, Freshness, Origin, SegmentStatus, State
from polyloom.reports.reviewers import ReviewerShare, all_reviewers

# What the headings of columns are, for translators.
_HEADING = "column"

_Kind = TypeVar("_Kind", bound="Column | OriginColumn | ApprovalColumn")
# What the columns of a segment depend on.
_StatusKind = tuple[State, Origin | None, Freshness, Approval | None]


class Column(Struct, frozen=True):
    """A column of figures: what it is called, and which segments count in it.

    Whether a segment does depends on its state, origin, freshness and approval alone.
    ``heading`` is what it is called in English, ``hyphens`` where that may be folded in a narrow
    terminal, ``style`` is that of its figures there (as rich has styles).
    """

    heading: str
    counts: Callable[[SegmentStatus], bool]
    style: str = ""
    hyphens: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The heading in one piece, in the language that is spoken."""
        return message_in(_HEADING, self.heading)

    @property
    def folded(self) -> tuple[str, ...]:
        """The heading in lines, with a hyphen where it is folded; in other languages at blanks."""
        title = self.title
        if title != self.heading:
            return tuple(title.split(" "))
        ends = (*self.hyphens, len(title))
        parts = [title[start:end] for start, end in zip((0, *self.hyphens), ends, strict=True)]
        return (*(f"{part}-" for part in parts[:-1]), parts[-1])


class OriginColumn(Struct, frozen=True):
    """A column of texts that are of one origin: views give these figures in a line of their own."""

    origin: Origin

    def counts(self, status: SegmentStatus) -> bool:
        """Whether the segment's text is of that origin."""
        return status.origin is self.origin


class ApprovalColumn(Struct, frozen=True):
    """A column of texts of which reviewers say the same, in a line of its own where any have.

    ``words`` is what the figure is of.
    """

    approval: Approval
    words: str

    def counts(self, status: SegmentStatus) -> bool:
        """Whether that is what reviewers say of the segment's translation."""
        return status.approval is self.approval


def _is_translated(status: SegmentStatus) -> bool:
    return status.state.reaches(State.TRANSLATED)


def _has_state(state: State) -> Callable[[SegmentStatus], bool]:
    return lambda status: status.state is state


def _is_outdated(status: SegmentStatus) -> bool:
    return status.freshness is Freshness.OUTDATED


_TOTAL = Column(translatable_in("column", "Total"), lambda _: True)
_TRANSLATED = Column(translatable_in("column", "Translated"), _is_translated, "green", (5,))
_APPROVED = Column(translatable_in("column", "Approved"), _has_state(State.APPROVED), "green", (2,))
_DRAFT = Column(translatable_in("column", "Draft"), _has_state(State.DRAFT), "yellow")
_UNTRANSLATED = Column(
    translatable_in("column", "Untranslated"), _has_state(State.UNTRANSLATED), "", (2, 7)
)
_OUTDATED = Column(translatable_in("column", "Outdated"), _is_outdated, "magenta", (3,))


_REJECTED = translatable_in("texts", "rejected")
_VOID = translatable_in("texts", "changed since they were approved")
_AWAITED = translatable_in("texts", "awaiting review")
# Whose texts are, by the fields of Counts and for those of people.
_ORIGINS = {
    "memory": translatable("memory"),
    "machine": translatable("machine"),
    "people": translatable("people"),
}


class Counts(Struct, frozen=True):
    """How many segments, or how many source words, count in each column.

    ``translated`` includes ``approved``; ``outdated`` is the freshness axis and overlaps the
    states. ``memory`` and ``machine`` are texts by their origin, drafts and those that somebody
    accepted without a change: every other text is a person's. ``rejected``, ``void`` (approved
    before it changed) and ``awaiting`` are what reviewers say.
    """

    total: Annotated[int, _TOTAL] = 0
    translated: Annotated[int, _TRANSLATED] = 0
    approved: Annotated[int, _APPROVED] = 0
    draft: Annotated[int, _DRAFT] = 0
    untranslated: Annotated[int, _UNTRANSLATED] = 0
    outdated: Annotated[int, _OUTDATED] = 0
    memory: Annotated[int, OriginColumn(Origin.MEMORY)] = 0
    machine: Annotated[int, OriginColumn(Origin.MACHINE)] = 0
    rejected: Annotated[int, ApprovalColumn(Approval.REJECTED, _REJECTED)] = 0
    void: Annotated[int, ApprovalColumn(Approval.VOID, _VOID)] = 0
    awaiting: Annotated[int, ApprovalColumn(Approval.AWAITED, _AWAITED)] = 0

    def figure(self, name: str) -> int:
        """The figure of a column, by the name of its field."""
        figure: int = getattr(self, name)
        return figure

    @property
    def person(self) -> int:
        """What has a text that a person made or took over, draft or not."""
        return self.total - self.untranslated - self.memory - self.machine

    @property
    def coverage(self) -> float:
        """The translated share, 0 to 1; an empty document is fully covered."""
        return self.translated / self.total if self.total else 1.0


def total(counts: Iterable[Counts]) -> Counts:
    """All counts together.

    >>> total([Counts(total=2, translated=1), Counts(total=3)]).total
    5
    """
    return Counts(*map(sum, zip(*map(astuple, counts), strict=True)))


def _fields_with(kind: type[_Kind]) -> dict[str, _Kind]:
    """The fields of Counts whose column is of that kind, by name, in their order."""
    hints = get_type_hints(Counts, include_extras=True)
    found: dict[str, _Kind] = {}
    for name in Counts.__struct_fields__:
        columns = getattr(hints[name], "__metadata__", ())
        if not columns:
            raise TypeError(f"the field {name} of Counts has no column: annotate it with one")
        if isinstance(columns[0], kind):
            found[name] = columns[0]
    return found


# What stands under each heading, by the name of the field of Counts.
COLUMNS = _fields_with(Column)
ORIGIN_COLUMNS = _fields_with(OriginColumn)
APPROVAL_COLUMNS = _fields_with(ApprovalColumn)


def count_statuses(statuses: Iterable[SegmentStatus]) -> tuple[Counts, Counts]:
    """How many segments count in each column, and how many source words those have."""
    columns: dict[str, Column | OriginColumn | ApprovalColumn] = {
        **COLUMNS,
        **ORIGIN_COLUMNS,
        **APPROVAL_COLUMNS,
    }
    # Of thousands of segments most are alike: one of each kind is asked for its columns.
    alike: defaultdict[_StatusKind, list[SegmentStatus]] = defaultdict(list)
    for status in statuses:
        alike[status.state, status.origin, status.freshness, status.approval].append(status)
    segments: dict[str, int] = dict.fromkeys(columns, 0)
    words: dict[str, int] = dict.fromkeys(columns, 0)
    for some in alike.values():
        size = sum(count_words(status.segment.text) for status in some)
        for name, column in columns.items():
            if column.counts(some[0]):
                segments[name] += len(some)
                words[name] += size
    return Counts(**segments), Counts(**words)


def origin_shares(counts: Counts) -> tuple[tuple[str, int], ...]:
    """Whose the texts are, as people call it, with how many; empty where all are a person's."""
    drafts = [(name, counts.figure(name)) for name in reversed(ORIGIN_COLUMNS)]
    if not any(size for _, size in drafts):
        return ()
    shares = (*drafts, ("people", counts.person))
    return tuple((message(_ORIGINS[name]), size) for name, size in shares if size)


def review_shares(counts: Counts) -> tuple[tuple[str, int], ...]:
    """What reviewers say of how many texts, in words; empty where nobody has reviewed any."""
    shares = [(column.words, counts.figure(name)) for name, column in APPROVAL_COLUMNS.items()]
    if not (counts.approved or counts.rejected or counts.void):
        return ()
    return tuple((message_in("texts", words), size) for words, size in shares if size)


class DocumentCoverage(Struct, frozen=True):
    """One document in one locale, counted in segments and in source words.

    ``published`` is false where no output is built, and ``reason`` then says why: the coverage is
    under the project's bar, or the document or catalog could not be read. ``reviewers`` are the
    people whose word holds for translations of it.
    """

    name: str
    segments: Counts
    words: Counts
    published: bool = True
    reason: str = ""
    reviewers: tuple[ReviewerShare, ...] = ()


class LocaleCoverage(Struct, frozen=True, dict=True):
    """All documents of one locale."""

    locale: str
    documents: tuple[DocumentCoverage, ...]

    @cached_property
    def segments(self) -> Counts:
        """All documents' segments together."""
        return total(document.segments for document in self.documents)

    @cached_property
    def words(self) -> Counts:
        """All documents' source words together."""
        return total(document.words for document in self.documents)

    @cached_property
    def reviewers(self) -> tuple[ReviewerShare, ...]:
        """The reviewers of all documents."""
        return all_reviewers(document.reviewers for document in self.documents)


def most_left(locale: LocaleCoverage, number: int) -> tuple[DocumentCoverage, ...]:
    """The documents with most words left to translate, at most ``number``, in their order.

    What could not be read is among them, what is translated and published is not.
    """

    def left(document: DocumentCoverage) -> float:
        words = document.words.total - document.words.translated
        return words or (0.0 if document.published else float("inf"))

    some = sorted(filter(left, locale.documents), key=left, reverse=True)[:number]
    names = {document.name for document in some}
    return tuple(document for document in locale.documents if document.name in names)
