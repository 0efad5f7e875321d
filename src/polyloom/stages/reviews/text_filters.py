"""Which texts of a locale are shown: by how they stand, what checks find, and the words in them.

A filter is written as the query of an address, so that it can be kept and passed on.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct

from polyloom.checks.check_table import CHECKS
from polyloom.errors import ConfigurationError, UserError
from polyloom.language.marked_runs import folded, folded_phrase
from polyloom.messages import message
from polyloom.model import Approval, Freshness, Origin, State
from polyloom.stages.reviews.document_checks import ChecksByText, DocumentChecks
from polyloom.stages.reviews.reviewed_documents import (
    ReviewedDocument,
    ReviewedDocuments,
    ReviewedText,
)
from polyloom.stages.reviews.text_findings import STRUCTURE


class TextCondition(StrEnum):
    """How a text may stand."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    MACHINE = "machine"
    UNREAD = "unread"
    OUTDATED = "outdated"
    AWAITING = "awaiting"
    REJECTED = "rejected"
    CHANGED = "changed"
    APPROVED = "approved"
    FINDINGS = "findings"
    COMMENTED = "commented"


class TextFilter(Struct, frozen=True):
    """What texts are wanted; the filter that says nothing wants all.

    A text is wanted if it stands as one of ``conditions`` says, has a finding of one of ``checks``
    that is not accepted, has the phrase ``source`` in its source and ``translation`` in its
    translation, as ``folded`` compares them. What is empty asks for nothing.
    """

    conditions: frozenset[TextCondition] = frozenset()
    checks: frozenset[str] = frozenset()
    source: str = ""
    translation: str = ""

    @property
    def needs_findings(self) -> bool:
        """Whether the checks have to be run to tell which texts are wanted."""
        return bool(self.checks) or TextCondition.FINDINGS in self.conditions


_CONDITION, _CHECK, _SOURCE, _TRANSLATION = "is", "check", "source", "translation"
FILTER_KEYS = (_CONDITION, _CHECK, _SOURCE, _TRANSLATION)
# More is no filter that somebody made.
_LONGEST_QUERY = 8_000
_LONGEST_NAME = 60


def filter_query(wanted: TextFilter) -> str:
    """A filter as the query of an address, without its ``?``; empty for the one that wants all.

    >>> filter_query(TextFilter(frozenset({TextCondition.DRAFT}), source="28 deaths"))
    'is=draft&source=28+deaths'
    """
    pairs = [(_CONDITION, str(each)) for each in TextCondition if each in wanted.conditions]
    pairs += [(_CHECK, each) for each in sorted(wanted.checks)]
    pairs += [(_SOURCE, wanted.source)] if wanted.source else []
    pairs += [(_TRANSLATION, wanted.translation)] if wanted.translation else []
    return urlencode(pairs, errors="surrogatepass")


def filter_of_query(query: str, others: Iterable[str] = ()) -> TextFilter:
    """The filter that the query of an address says; ``others`` are keys that say other things.

    Raises ConfigurationError for a filter that there is not, with those that there are.
    """
    if len(query) > _LONGEST_QUERY:
        raise ConfigurationError(
            message("the address has {number} characters of filters", number=len(query)),
            remedy=message("ask for less: {longest_query} are read", longest_query=_LONGEST_QUERY),
        )
    pairs = parse_qsl(query, errors="surrogatepass", max_num_fields=None)
    passed_over = frozenset(others)
    return filter_of_pairs([pair for pair in pairs if pair[0] not in passed_over])


def filter_of_pairs(pairs: Iterable[tuple[str, str]]) -> TextFilter:
    """The filter that the parts of a query say. Raises ConfigurationError."""
    conditions: set[TextCondition] = set()
    checks: set[str] = set()
    texts = {_SOURCE: "", _TRANSLATION: ""}
    for key, value in pairs:
        if key == _CONDITION:
            conditions.add(_condition(value))
        elif key == _CHECK:
            checks.add(_check(value))
        elif key in texts:
            texts[key] = value
        else:
            raise _no_filter(key, FILTER_KEYS)
    return TextFilter(frozenset(conditions), frozenset(checks), texts[_SOURCE], texts[_TRANSLATION])


def _condition(value: str) -> TextCondition:
    try:
        return TextCondition(value)
    except ValueError:
        raise _no_filter(f"{_CONDITION}={value}", tuple(TextCondition)) from None


def _check(value: str) -> str:
    known = (*(check.name for check in CHECKS), STRUCTURE)
    if value not in known:
        raise ConfigurationError(
            message("there is no check of single texts “{check}”", check=_cut(value)),
            remedy=_use_one_of(value, known),
        )
    return value


def _no_filter(name: str, known: Sequence[str]) -> ConfigurationError:
    return ConfigurationError(
        message("there is no filter “{filter}”", filter=_cut(name)),
        remedy=_use_one_of(name.rpartition("=")[2], known),
    )


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _use_one_of(name: str, known: Sequence[str]) -> str:
    """What to do instead of what there is not: the nearest that there is, and all."""
    near = difflib.get_close_matches(name, known, n=1)
    names = ", ".join(known)
    if near:
        return message("did you mean {near}? use one of {known}", near=near[0], known=names)
    return message("use one of {known}", known=names)


def readable_documents(
    documents: ReviewedDocuments, problems: list[UserError]
) -> Iterator[ReviewedDocument]:
    """All documents of a locale that can be read, each when its turn comes.

    What is wrong with the others is added to ``problems``.
    """
    for file in documents.found.documents:
        try:
            document = documents.document(file)
        except UserError as error:
            problems.append(error)
            continue
        yield document


def filtered_texts(
    documents: Iterable[ReviewedDocument], wanted: TextFilter, checks: DocumentChecks
) -> Iterator[ReviewedText]:
    """The texts of documents that a filter wants, in their order."""
    for document in documents:
        found = checks.of(document) if wanted.needs_findings else {}
        yield from (text for _, text in wanted_texts(document, wanted, found))


def wanted_texts(
    document: ReviewedDocument, wanted: TextFilter, checks: ChecksByText
) -> Iterator[tuple[int, ReviewedText]]:
    """The texts of a document that a filter wants, in their order, with the indexes of their units.

    Where only texts with findings can be wanted, the others are not looked at, of which there may
    be thousands.
    """
    texts: Iterable[tuple[int, ReviewedText]]
    if wanted.checks or wanted.conditions == {TextCondition.FINDINGS}:
        places = sorted(index for key in checks for index in document.places.get(key, ()))
        texts = ((index, document.text_at(index)) for index in places)
    else:
        texts = enumerate(document.texts())
    return ((index, text) for index, text in texts if is_wanted(text, wanted, checks))


def is_wanted(text: ReviewedText, wanted: TextFilter, checks: ChecksByText) -> bool:
    """Whether a filter wants a text; ``checks`` are those that find something in its document.

    They are needed only where the filter asks for them.
    """
    entry = text.status.entry
    own = checks.get(text.key, frozenset[str]())
    return (
        (not wanted.conditions or any(_CONDITIONS[each](text, own) for each in wanted.conditions))
        and (not wanted.checks or not wanted.checks.isdisjoint(own))
        and _has(wanted.source, _sources(text))
        and _has(wanted.translation, entry.msgstr if entry else ())
    )


def _has(phrase: str, texts: Sequence[str]) -> bool:
    looked_for = folded_phrase(phrase)
    return not looked_for or any(looked_for in folded(text) for text in texts)


def _sources(text: ReviewedText) -> Sequence[str]:
    entry = text.status.entry
    plural = entry.msgid_plural if entry is not None else None
    return (text.status.segment.text, *((plural,) if plural is not None else ()))


def _is_unread(text: ReviewedText) -> bool:
    """Whether somebody took a machine's words for finished without changing a letter."""
    return text.status.state is State.TRANSLATED and text.status.origin in _MACHINES


_MACHINES = (Origin.MACHINE, Origin.MEMORY)
_AWAITED = (Approval.AWAITED, Approval.VOID)
_CONDITIONS: Mapping[TextCondition, Callable[[ReviewedText, frozenset[str]], bool]] = {
    TextCondition.UNTRANSLATED: lambda text, _: text.status.state is State.UNTRANSLATED,
    TextCondition.DRAFT: lambda text, _: text.status.state is State.DRAFT,
    TextCondition.MACHINE: lambda text, _: text.status.origin in _MACHINES,
    TextCondition.UNREAD: lambda text, _: _is_unread(text),
    TextCondition.OUTDATED: lambda text, _: text.status.freshness is Freshness.OUTDATED,
    TextCondition.AWAITING: lambda text, _: (
        text.status.approval in (Approval.AWAITED, Approval.VOID)
    ),
    TextCondition.REJECTED: lambda text, _: text.status.approval is Approval.REJECTED,
    TextCondition.CHANGED: lambda text, _: text.status.approval is Approval.VOID,
    TextCondition.APPROVED: lambda text, _: text.status.state is State.APPROVED,
    TextCondition.COMMENTED: lambda text, _: bool(text.review.comments),
    TextCondition.FINDINGS: lambda _, names: bool(names),
}
