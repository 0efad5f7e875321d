"""A text as the page shows it: what it is, how it stands, and what its editor begins with."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from polyloom.formats.segment_locations import SegmentLocation
from polyloom.language.locales import bcp47, direction
from polyloom.language.marked_runs import term_runs
from polyloom.messages import message
from polyloom.model import Approval, CellPlace, Entry, Kind, Segment, State
from polyloom.placeables import Mask, MaskRole, mask, placeable_counts
from polyloom.review_page.finding_views import FindingView, finding_views
from polyloom.review_page.page_session import PageSession, text_name
from polyloom.review_page.segment_aside import segment_aside
from polyloom.stages.reviews.place_words import place_words
from polyloom.stages.reviews.review_acts import objection_to_approval
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.text_labels import StateLabel, state_labels

_DIGEST_LENGTH = 32
# What a text is called that is none: no digest.
BLANK = "blank"
# Kinds that are shown in their own way; all else is running text.
_BULLETS = ("-", "*", "+")
_HEADINGS = (Kind.TITLE, Kind.HEADING, Kind.CAPTION)


class TextPart(Struct, frozen=True, gc=False):
    """A stretch of a text; ``is_fixed``: markup, code or the like, which is not translated.

    ``style`` is how the marks around it have it shown: strong, em, both with a blank between, or
    nothing.
    ``is_term``: the project says that these words stay as they are.
    """

    text: str
    is_fixed: bool = False
    style: str = ""
    is_term: bool = False


class LocaleMarks(Struct, frozen=True):
    """What HTML says of a language: ``lang`` and ``dir``."""

    language: str
    direction: str

    @classmethod
    def of(cls, locale: str) -> LocaleMarks:
        """Those of a locale."""
        return cls(bcp47(locale), direction(locale))


class FormView(Struct, frozen=True):
    """A form of a translation, of which the source is the text of one, or that of several."""

    number: int
    text: str
    parts: Sequence[TextPart]


class EditorView(Struct, frozen=True):
    """What stands in an editor, besides the forms.

    ``tokens`` are the source's placeables, each once. ``objection`` says why the translation cannot
    be approved.
    """

    tokens: Sequence[str]
    objection: str
    can_undo: str
    has_verdicts: bool
    is_draft: bool
    findings: Sequence[FindingView]


class SegmentView(Struct, frozen=True):
    """A text in its document. ``seen`` is the digest of all that was shown of its translation.

    ``element`` is the id of its element, ``name`` what addresses call it: a text that stands in
    several places has one name and several elements. ``fixed`` are the source's placeables with how
    often it has each, as JSON for the script; empty where it has none. ``editor`` is None where it
    is not open.
    """

    element: str
    name: str
    number: int
    reference: str
    where: str
    kind: str
    depth: int
    marker: str
    source: Sequence[TextPart]
    source_plural: Sequence[TextPart] | None
    source_text: str
    note: str
    forms: Sequence[FormView]
    labels: Sequence[StateLabel]
    state: str
    wants: bool
    has_entry: bool
    seen: str
    fixed: str = ""
    cell: CellPlace | None = None
    editor: EditorView | None = None
    aside: Mapping[str, Any] | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is shown as a heading."""
        return self.kind in _HEADINGS


def segment_view(
    session: PageSession, document: ReviewedDocument, index: int, *, is_open: bool = False
) -> SegmentView:
    """The view of the text of a unit, by its index."""
    text = document.text_at(index)
    segment, entry = text.status.segment, text.status.entry
    name = text_name(text.key)
    places = document.places[text.key]
    place = "" if places[0] == index else f"-{places.index(index) + 1}"
    plural = entry.msgid_plural if entry else None
    fixed = placeable_counts(segment.text)
    terms = document.project.pretranslation.terms(document.locale)
    return SegmentView(
        element=f"t-{name}{place}",
        name=name,
        number=index + 1,
        reference=text.reference,
        where=_where(segment, document.locations[index]),
        kind=str(segment.kind),
        depth=min(segment.depth, 9),
        marker=shown_marker(segment),
        source=text_parts(segment.text, terms),
        source_plural=None if plural is None else text_parts(plural, terms),
        source_text=segment.text,
        note=segment.note,
        forms=[
            FormView(number, as_in_forms(form), text_parts(form))
            for number, form in enumerate(entry.msgstr if entry else ())
        ],
        labels=list(state_labels(text)),
        state=str(text.status.state),
        wants=wants_doing(text),
        has_entry=entry is not None,
        seen=seen_digest(text),
        fixed=json.dumps(fixed, ensure_ascii=False) if fixed else "",
        cell=segment.cell,
        editor=_editor(session, document, text, list(fixed)) if is_open else None,
        aside=segment_aside(session, document, text) if is_open else None,
    )


def _where(segment: Segment, location: SegmentLocation) -> str:
    """Where a text stands, in words; of a cell also in which row and column."""
    words = place_words(segment.kind, location)
    if segment.cell is None:
        return words
    return message(
        "{place}, row {row}, column {column}",
        place=words,
        row=segment.cell.row,
        column=segment.cell.column,
    )


def _editor(
    session: PageSession, document: ReviewedDocument, text: ReviewedText, tokens: Sequence[str]
) -> EditorView | None:
    entry = text.status.entry
    if entry is None:
        return None
    objection = ""
    if entry.state is State.UNTRANSLATED:
        objection = message("it is not translated")
    else:
        reviewer = session.reviewer(text)
        objection = objection_to_approval(text, entry, reviewer.by, reviewer.translators)
    return EditorView(
        tokens=tokens,
        objection=objection,
        can_undo=session.done_acts.last_words(text),
        has_verdicts=bool(text.review.verdicts),
        is_draft=entry.is_fuzzy,
        findings=finding_views(document, text),
    )


def blank_editors(document: ReviewedDocument) -> Sequence[SegmentView]:
    """Open texts without words, one for each number of forms that a translation may have.

    The page's script draws a text's editor from them before the server has answered.
    """
    forms = {len(entry.msgstr) for entry in document.catalog.catalog.entries}
    return [_blank_editor(count) for count in sorted(forms - {0})]


def _blank_editor(forms: int) -> SegmentView:
    return SegmentView(
        element=f"t-{BLANK}",
        name=BLANK,
        number=0,
        reference="",
        where="",
        kind="",
        depth=0,
        marker="",
        source=(),
        source_plural=None,
        source_text="",
        note="",
        forms=[FormView(number, "", ()) for number in range(forms)],
        labels=(),
        state="",
        wants=False,
        has_entry=True,
        seen="",
        editor=EditorView(
            # The script makes those of a text of it.
            tokens=("",),
            objection="",
            can_undo="",
            has_verdicts=False,
            is_draft=False,
            findings=(),
        ),
    )


def text_parts(text: str, terms: Sequence[str] = ()) -> list[TextPart]:
    """A text as words, the terms among them, and what is not translated, in order."""
    masked = mask(text)
    around = [_STYLES.get(masked.lead, "")]
    found = [TextPart(masked.lead, is_fixed=True)]
    for part in masked.parts:
        if isinstance(part, Mask):
            if part.role is MaskRole.OPENING:
                around.append(_STYLES.get(part.source.lower(), ""))
            elif part.role is MaskRole.CLOSING and len(around) > 1:
                around.pop()
            found.append(TextPart(part.source, is_fixed=not part.is_line_break))
        else:
            style = " ".join(dict.fromkeys(filter(None, around)))
            found += [
                TextPart(run.text, style=style, is_term=bool(run.mark))
                for run in term_runs(part, terms)
            ]
    found.append(TextPart(masked.tail, is_fixed=True))
    return [part for part in found if part.text]


# How what stands between marks is shown.
_STYLES = {
    "**": "strong",
    "__": "strong",
    "<b>": "strong",
    "<strong>": "strong",
    "*": "em",
    "_": "em",
    "<i>": "em",
    "<em>": "em",
}


def shown_marker(segment: Segment) -> str:
    """What stands before a text on the page: bullets as such, and no signs of headings or quotes.

    >>> shown_marker(Segment(Kind.POINT, "x", 0, 1, marker="-"))
    '•'
    """
    if segment.kind in _HEADINGS and not segment.marker.strip("#="):
        return ""
    # HTML has an element's name there.
    if segment.kind is Kind.CELL:
        return ""
    # A bar beside it says the same.
    if segment.kind is Kind.QUOTE and not segment.marker.strip("> "):
        return ""
    return "•" if segment.marker in _BULLETS else segment.marker


def as_in_forms(text: str) -> str:
    """A text as a browser gives it back where nobody has changed it (HTML, “API value”)."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lost_and_added(source: str, translation: str) -> tuple[list[str], list[str]]:
    """Which placeables of the source a translation lacks, and which it has besides."""
    wanted, found = placeable_counts(source), placeable_counts(translation)
    lost, added = wanted - found, Counter(found) - Counter(wanted)
    return list(lost.elements()), list(added.elements())


def wants_doing(text: ReviewedText) -> bool:
    """Whether a text wants somebody: it is not finished, or not approved."""
    status = text.status
    unfinished = status.state in (State.UNTRANSLATED, State.DRAFT)
    return unfinished or status.approval in (Approval.AWAITED, Approval.VOID)


def seen_digest(text: ReviewedText) -> str:
    """The digest of a translation and of what was said of it, to tell whether they are the same."""
    entry = text.status.entry
    shown = (
        None if entry is None else _entry_shown(entry),
        [act.id for act in (*text.review.verdicts, *text.review.accepted)],
        text.policy.steps,
    )
    data = json.dumps(shown).encode()
    return hashlib.sha256(data).hexdigest()[:_DIGEST_LENGTH]


def _entry_shown(entry: Entry) -> tuple[object, ...]:
    before = entry.previous
    return (
        entry.msgid,
        entry.msgid_plural,
        entry.msgstr,
        entry.is_fuzzy,
        entry.translator_comments,
        None if before is None else (before.msgid, before.msgid_plural),
    )
