"""What awaits a reviewer, in the order in which they go through it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Approval, EntryKey, State
from polyloom.project import Project
from polyloom.project.documents import FoundDocuments
from polyloom.stages.reviews.review_acts import Translators, objection_to_approval
from polyloom.stages.reviews.reviewed_documents import ReviewedDocuments, ReviewedText

_NOBODY: Translators = {}
_AWAITED = (Approval.AWAITED, Approval.VOID)


class QueuedText(NamedTuple):
    """A text by its document's path under ``source/`` and its entry's key."""

    path: str
    key: EntryKey


class ReviewQueue(NamedTuple):
    """Finished translations that the reviewer can approve; and drafts, among them the rejected."""

    finished: tuple[ReviewedText, ...]
    drafts: tuple[ReviewedText, ...]

    def order(self) -> list[QueuedText]:
        """What is finished comes first, each in the order of the documents."""
        texts = (*self.finished, *self.drafts)
        return [QueuedText(text.file.path, text.key) for text in texts]


class TextChangedError(UserError):
    """A text is not what the person saw who decided about it."""

    def __init__(self) -> None:
        super().__init__(
            message("somebody has changed it meanwhile"), remedy=message("look at it again")
        )


def review_queue(
    texts: Iterable[ReviewedText], by: str = "", translators: Translators = _NOBODY
) -> ReviewQueue:
    """What of the texts awaits a reviewer: their approval, or that somebody finishes it.

    ``by`` is who that is, as git writes people; empty: anybody.
    """
    awaiting = [text for text in texts if awaits(text, by, translators)]
    return ReviewQueue(
        tuple(text for text in awaiting if text.status.state is not State.DRAFT),
        tuple(text for text in awaiting if text.status.state is State.DRAFT),
    )


def awaits(text: ReviewedText, by: str = "", translators: Translators = _NOBODY) -> bool:
    """Whether a text awaits the reviewer; what they cannot approve of does not, unless a draft."""
    entry, status = text.status.entry, text.status
    if entry is None:
        return False
    if status.state is State.DRAFT:
        return True
    return status.approval in _AWAITED and not objection_to_approval(text, entry, by, translators)


def unchanged_text(
    documents: ReviewedDocuments, project: Project, found: FoundDocuments, seen: ReviewedText
) -> ReviewedText:
    """The text as its files have it now, where that is what somebody has seen.

    For somebody who holds the project's lock. Raises TextChangedError where it is not, and
    UserError.
    """
    documents.renew(project, found)
    text = documents.text(seen.file.path, seen.key)
    if text is None or _what_is_shown(text) != _what_is_shown(seen):
        raise TextChangedError
    return text


def _what_is_shown(text: ReviewedText) -> tuple[object, ...]:
    return text.status.entry, text.review, text.policy
