"""Who has reviewed the translation of a document: the evidence, from its ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.model import State
from polyloom.project import Project
from polyloom.project.documents import FoundDocuments
from polyloom.review.ledger import ReviewAct, source_digest, translation_digest
from polyloom.stages.reviews.reviewed_texts import reviewed_texts


class ReviewedTextEvidence(Struct, frozen=True):
    """What people say of one text as it is; ``digest`` is that of source and translation."""

    reference: str
    state: State
    digest: str
    approvals: tuple[ReviewAct, ...]
    rejections: tuple[ReviewAct, ...]


class ReviewEvidence(Struct, frozen=True):
    """A document in a locale, text by text, in its order.

    ``digest`` is the SHA-256 of the digests of all texts, each on a line: it changes with any of
    them, and with their order.
    """

    locale: str
    document: str
    digest: str
    texts: tuple[ReviewedTextEvidence, ...]
    problems: tuple[UserError, ...] = ()

    @property
    def approved(self) -> int:
        """How many texts are approved."""
        return sum(text.state is State.APPROVED for text in self.texts)


def review_evidence(
    project: Project, found: FoundDocuments, locale: str, document: str
) -> ReviewEvidence:
    """The evidence of a document, given by its name or path.

    Raises ConfigurationError where there is none of that name, UserError for what is unreadable.
    """
    named = reviewed_texts(project, found, locale, [document])
    texts = []
    for text in named.texts:
        entry = text.status.entry
        if entry is None:
            continue
        digest = f"{source_digest(entry)} {translation_digest(entry)}"
        said = text.review
        texts.append(
            ReviewedTextEvidence(
                text.reference, text.status.state, digest, said.approvals, said.rejections
            )
        )
    path = named.texts[0].file.path if named.texts else document
    return ReviewEvidence(locale, path, _digest(texts), tuple(texts), named.problems)


def _digest(texts: Sequence[ReviewedTextEvidence]) -> str:
    return hashlib.sha256("".join(f"{text.digest}\n" for text in texts).encode()).hexdigest()
