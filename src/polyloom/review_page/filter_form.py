"""The form that says which texts are shown, and what an address says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from polyloom.checks.check_table import CHECKS
from polyloom.messages import message
from polyloom.review_page.addresses import document_address, find_address
from polyloom.review_page.page_requests import PageRequest
from polyloom.stages.reviews.text_filters import (
    FILTER_KEYS,
    TextCondition,
    TextFilter,
    filter_of_pairs,
)
from polyloom.stages.reviews.text_findings import STRUCTURE

# What addresses of pages with a filter say besides.
_OTHER_KEYS = ("from", "text", "lang")


class Choice(Struct, frozen=True):
    """Something that can be chosen in a form."""

    value: str
    words: str
    is_chosen: bool


class FilterForm(Struct, frozen=True):
    """The form: where it is sent, and what is chosen in it.

    ``document``: it is that of a document. ``is_set``: something is asked for. ``is_open``: the
    form is unfolded.
    """

    address: str
    locale: str
    document: str
    conditions: Sequence[Choice]
    checks: Sequence[Choice]
    source: str
    translation: str
    is_set: bool
    is_open: bool

    @property
    def chosen(self) -> list[str]:
        """What is asked for, in words."""
        choices = (*self.conditions, *self.checks)
        chosen = [each.words for each in choices if each.is_chosen]
        return [*chosen, *(f"“{words}”" for words in (self.source, self.translation) if words)]


class PageLinks(Struct, frozen=True):
    """The addresses of what comes before and behind what is shown; ``more`` is how much follows."""

    before: str = ""
    behind: str = ""
    more: int = 0


def page_links(address: str, first: int, total: int, most: int) -> PageLinks:
    """What leads from the texts from an index on to those before and behind, ``most`` at once."""
    end = first + most
    return PageLinks(
        f"{address}&from={max(first - most, 0) + 1}" if first else "",
        f"{address}&from={end + 1}" if end < total else "",
        max(total - end, 0),
    )


def filter_of_request(request: PageRequest) -> TextFilter:
    """What an address asks for. Raises ConfigurationError where it asks for what there is not."""
    return filter_of_pairs(
        (key, value)
        for key, values in request.queries.items()
        if key not in _OTHER_KEYS
        for value in values
        if value or key not in FILTER_KEYS
    )


def filter_form(wanted: TextFilter, locale: str, document: str = "") -> FilterForm:
    """The form with a filter in it, of a document or of all."""
    words = _words()
    names = [*sorted(check.name for check in CHECKS), STRUCTURE]
    return FilterForm(
        document_address(locale, document) if document else find_address(locale),
        locale,
        document,
        [Choice(str(each), words[each], each in wanted.conditions) for each in TextCondition],
        [Choice(name, name, name in wanted.checks) for name in names],
        wanted.source,
        wanted.translation,
        wanted != TextFilter(),
        not document,
    )


def _words() -> Mapping[TextCondition, str]:
    return {
        TextCondition.UNTRANSLATED: message("not translated"),
        TextCondition.DRAFT: message("drafts"),
        TextCondition.MACHINE: message("by a machine or the memory"),
        TextCondition.UNREAD: message("by a machine, taken over as they were"),
        TextCondition.OUTDATED: message("with a source that has changed"),
        TextCondition.AWAITING: message("awaiting review"),
        TextCondition.REJECTED: message("rejected"),
        TextCondition.CHANGED: message("changed since they were approved"),
        TextCondition.APPROVED: message("approved"),
        TextCondition.FINDINGS: message("with findings"),
        TextCondition.COMMENTED: message("with comments"),
    }
