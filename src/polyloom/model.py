"""The types that all rooms share: documents and segments, catalogs and entries, findings.

Origin, state and freshness are three independent axes of a translation: who made it, how far it
is, and whether the source has changed since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import astuple


class Kind(StrEnum):
    """What a segment is to its reader."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    QUOTE = "quote"
    VERSE = "verse"
    CELL = "cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    CLOSING = "closing"
    SIGNATURE = "signature"
    OPTION = "option"
    ATTRIBUTE = "attribute"
    SUBTITLE = "subtitle"
    FRONT_MATTER = "front-matter"
    COMMENT = "comment"
    STRING = "string"


class Markup(StrEnum):
    """Which signs in a text are markup: none, the tags of HTML, or Markdown with tags in it."""

    NONE = "none"
    TAGS = "tags"
    MARKDOWN = "markdown"


class State(StrEnum):
    """How far a translation is, from the least finished to the most.

    ``DRAFT`` is gettext's fuzzy and never counts as translated.
    """

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    APPROVED = "approved"

    @property
    def rank(self) -> int:
        """0 for what is least finished, more for what is more finished."""
        return _STATES.index(self)

    def reaches(self, minimum: State) -> bool:
        """Whether a translation in this state is at least as finished as ``minimum``."""
        return self.rank >= minimum.rank


_STATES = tuple(State)
# Looked up here: asking State for one of them takes longer than all else that is asked of an entry.
_UNTRANSLATED, _DRAFT, _TRANSLATED = State.UNTRANSLATED, State.DRAFT, State.TRANSLATED


class Origin(StrEnum):
    """Who made a translation."""

    PERSON = "person"
    MEMORY = "memory"
    MACHINE = "machine"


class Freshness(StrEnum):
    """Whether the source has changed since the translation was made."""

    CURRENT = "current"
    OUTDATED = "outdated"


class Approval(StrEnum):
    """What reviewers say of a translation, where the project wants reviews.

    Only a finished one is awaited or approved. ``VOID`` is one that was approved before it, or its
    source, changed.
    """

    AWAITED = "awaiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    VOID = "void"


class Severity(StrEnum):
    """How much a finding matters: an error in a finished entry makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"


# With ``gc=False``: of these there are many, and no cycle goes through them, so that the garbage
# collector need not know of them.
class CellPlace(Struct, frozen=True, gc=False):
    """Where a table has a cell: its row and its column, from 1 on.

    ``table`` tells the tables of a document apart. A cell that reaches over several rows or columns
    stands in the first of them.
    """

    table: int
    row: int
    column: int


class Segment(Struct, frozen=True, gc=False):
    """The smallest thing a translator translates, and where it stands in its document.

    ``start`` and ``end`` are byte offsets into the document's data; the bytes between two
    segments are skeleton. ``text`` is what a translator sees: unwrapped, without the marker; the
    breaks of lines that matter (verse, signature) are line feeds in it. ``depth`` is 0 for running
    text and 1, 2, … for points and quotes, by nesting. ``marker`` is what stands before a point, a
    numbered heading or a footnote, as written (``1)``, ``-``, ``1.2``, ``[1]``), else empty.
    ``context`` becomes the entry's msgctxt, ``note`` is what the author says to translators.
    ``joined``: the author wants it undivided, not even into sentences. ``cell`` is the cell of a
    table that it stands in, as far as its format tells.
    """

    kind: Kind
    text: str
    start: int
    end: int
    depth: int = 0
    marker: str = ""
    context: str | None = None
    note: str = ""
    joined: bool = False
    cell: CellPlace | None = None


class DocumentWarning(Struct, frozen=True):
    """What an author asks for that has no effect: what is wrong, and what to do about it.

    ``line`` is that in the document, 1-based; 0 where it is not about one. No text of it ends in a
    full stop.
    """

    what: str
    remedy: str = ""
    line: int = 0


class Document(Struct, frozen=True):
    """One source file: its bytes, and the segments found in them, in order, not overlapping.

    ``format`` names the row of the format table that segmented it; ``encoding`` is the Python
    codec that decodes ``data`` from ``bom`` bytes on. Where the file is a package, ``unpacked`` is
    what the segments' offsets refer to instead of ``data``. ``options`` are those of the project,
    by name, that its format needs again when it writes translations. ``warnings`` say which of the
    author's directives and the project's overrules have no effect.
    """

    data: bytes
    format: str
    encoding: str
    segments: tuple[Segment, ...]
    bom: int = 0
    unpacked: bytes | None = None
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()

    @property
    def body(self) -> bytes:
        """The bytes that the segments' offsets refer to."""
        return self.data if self.unpacked is None else self.unpacked


# An entry's identity within its catalog: (msgctxt, msgid).
EntryKey = tuple[str | None, str]


class Entry(Struct, frozen=True, gc=False):
    """One msgid of a template or catalog with its translation.

    ``msgstr`` holds one string, or one for each plural form. Comments are kept as the text that
    follows ``#`` (translator comments, with their leading blank) or ``#. `` (extracted comments).
    ``references`` and ``flags`` are single words; ``equals_flags`` are those of the flags that
    stand in a ``#=`` line instead of a ``#,`` line, which makes no difference to what they mean
    (gettext manual, “Evolution of the PO File Format”). ``previous`` is what ``#|`` lines say.
    ``line`` is the 1-based line on which the entry's msgid stood when it was read; it is no part
    of the entry's meaning and not compared.
    """

    msgid: str
    msgstr: tuple[str, ...] = ("",)
    msgctxt: str | None = None
    msgid_plural: str | None = None
    translator_comments: tuple[str, ...] = ()
    extracted_comments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    equals_flags: tuple[str, ...] = ()
    previous: Previous | None = None
    obsolete: bool = False
    line: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)

    @property
    def _content(self) -> tuple[object, ...]:
        """All but the line."""
        return astuple(self)[:-1]

    @property
    def key(self) -> EntryKey:
        """The entry's identity within its catalog: (msgctxt, msgid)."""
        return (self.msgctxt, self.msgid)

    @property
    def has_translation(self) -> bool:
        """Whether any form says something, draft or not. White space says nothing."""
        return any(map(str.strip, self.msgstr))

    @property
    def is_fuzzy(self) -> bool:
        """Whether gettext's flag for drafts is set, whatever text there is."""
        return "fuzzy" in self.flags

    @property
    def state(self) -> State:
        """How far the translation is, as far as the catalog alone can tell.

        A plural entry is translated only when every form is. A string of white space is no
        translation.
        """
        if not any(map(str.strip, self.msgstr)):
            return _UNTRANSLATED
        if "fuzzy" in self.flags:
            return _DRAFT
        return _TRANSLATED if all(map(str.strip, self.msgstr)) else _UNTRANSLATED


class Previous(Struct, frozen=True, gc=False):
    """The source text that a draft was made from, where it differs from today's (``#|``)."""

    msgid: str
    msgctxt: str | None = None
    msgid_plural: str | None = None


class Catalog(Struct, frozen=True):
    """A template (``.pot``) or a locale's catalog (``.po``): a header and its entries in order.

    ``header`` holds the header's fields in file order; ``header_comments`` the translator
    comments above it, ``header_flags`` its flags. Obsolete entries come last. ``end_comments`` are
    translator comments below the last entry, which belong to none. ``header_text`` is the header as
    it was read, so that lines that stay are written as they were; it is no part of the catalog's
    meaning and not compared.
    """

    header: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    header_comments: tuple[str, ...] = ()
    header_flags: tuple[str, ...] = ()
    end_comments: tuple[str, ...] = ()
    header_text: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalog) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)

    @property
    def _content(self) -> tuple[object, ...]:
        """All but the header as it was read."""
        return astuple(self)[:-1]

    def field(self, name: str) -> str:
        """The value of a header field, or an empty string."""
        return next((value for key, value in self.header if key.lower() == name.lower()), "")


class TextSpan(Struct, frozen=True):
    """A place in a translation: where it begins and ends, in characters.

    Where something is missing it is empty: ``start`` is before what it should stand before.
    """

    start: int
    end: int


class Correction(Struct, frozen=True):
    """A whole translation as a check would have it.

    ``is_safe``: it changes nothing but white space, punctuation or the like, so that nobody need
    look at it. Other corrections are right most of the time.
    """

    text: str
    is_safe: bool = True


class Finding(Struct, frozen=True):
    """What a quality check says about an entry, in words a translator can act on.

    ``path`` is relative to the project, ``line`` 1-based (0: the whole file). ``in_draft``: the
    entry is a draft (gettext's fuzzy), which somebody will look at anyhow. ``span`` is the place
    in ``translation``, the plural form number ``form``, where it is known; ``correction`` what
    that could be instead; ``convention`` what a project that has such findings everywhere does
    otherwise. ``topic`` names what it is about (``the tag``), where two checks may say the same.
    """

    check: str
    severity: Severity
    path: str
    line: int
    message: str
    hint: str
    msgid: str = ""
    locale: str = ""
    in_draft: bool = False
    translation: str = ""
    form: int = 0
    span: TextSpan | None = None
    correction: Correction | None = None
    convention: str = ""
    topic: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether it is an error in what counts as finished: that needs a person."""
        return self.severity is Severity.ERROR and not self.in_draft


class ReviewerVerdict(Struct, frozen=True, gc=False):
    """A person's word on a translation as it is: who (as git writes people), and on which day.

    ``day`` is as ISO 8601 has it.
    """

    by: str
    day: str
    approves: bool


class SegmentStatus(Struct, frozen=True, gc=False):
    """A segment in one locale: the entry that translates it, if there is one, and how that is.

    ``origin`` is None where there is no text. ``approval`` is None where there is nothing to
    review: no text, a draft that nobody approved or rejected, or a project that wants no reviews.
    ``accepted`` are the checks whose findings about it are meant, ``verdicts`` what people say of
    it whose word holds.
    """

    segment: Segment
    entry: Entry | None
    state: State = State.UNTRANSLATED
    origin: Origin | None = None
    freshness: Freshness = Freshness.CURRENT
    approval: Approval | None = None
    accepted: frozenset[str] = frozenset()
    verdicts: tuple[ReviewerVerdict, ...] = ()


class SegmentMark(Struct, frozen=True, gc=False):
    """What an output shows of a segment: whose translation, how far it is, and whether it is old.

    Where the source's text stands, the state is ``UNTRANSLATED``.
    """

    state: State = State.UNTRANSLATED
    origin: Origin | None = None
    outdated: bool = False


class NoticeTopic(StrEnum):
    """What a notice tells readers of a translation, or of the text in its place."""

    MACHINE = "machine"
    UNREVIEWED = "unreviewed"
    OUTDATED = "outdated"
    UNTRANSLATED = "untranslated"


class Notice(Struct, frozen=True):
    """What readers should know of the translation before them; ``locale`` is that of the text."""

    topic: NoticeTopic
    text: str
    locale: str


class Rendition(Struct, frozen=True):
    """A document as one locale will show it: for each segment its text and the locale it is in.

    ``texts[i]`` and ``locales[i]`` belong to ``document.segments[i]``; where a translation is
    missing or not far enough the text is the source's and so is the locale. ``metadata`` is what
    the project knows of the document (``title``, ``author``). ``body`` is the HTML of the whole
    text, as UTF-8 in pieces, where its format makes it. ``source_locale`` is the project's.
    ``marks`` belong to the segments, or are not known; ``notices`` stand above the text.
    """

    document: Document
    locale: str
    texts: tuple[str, ...]
    locales: tuple[str, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    body: tuple[bytes, ...] | None = None
    source_locale: str = ""
    marks: tuple[SegmentMark, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def usual_mark(self) -> SegmentMark | None:
        """The mark of most segments; None where marks are not known."""
        most = Counter(self.marks).most_common(1)
        return most[0][0] if most else None
