"""Coverage as one web page, complete in itself: no script, nothing to fetch, no date of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

from msgspec import Struct

from polyloom.language.locales import bcp47, direction, native_name, spoken_name
from polyloom.messages import grouped_number, message, message_in, plural_message, translatable
from polyloom.reports.coverage import (
    COLUMNS,
    Counts,
    DocumentCoverage,
    LocaleCoverage,
    origin_shares,
    review_shares,
    total,
)
from polyloom.reports.drawn_rows import DrawnRows
from polyloom.reports.page_templates import page_template
from polyloom.reports.percentages import percentage
from polyloom.reports.printable_text import printable
from polyloom.reports.reviewers import ReviewerShare, reviewers_in_words

_SUBJECT = translatable("Translation coverage")
# The page ends with what the table in a terminal begins with.
_FIGURES = (*(name for name in COLUMNS if name != "total"), "total")


class _BarShare(Struct, frozen=True):
    """A part of a bar: its state, what people call it, and its size in words or segments."""

    state: str
    title: str
    size: int


class _Figure(Struct, frozen=True):
    """A cell of the table: the heading of its column, and its two counts."""

    heading: str
    words: int
    segments: int


class _Bar(Struct, frozen=True):
    """A stacked bar, drawn, with its ``label``, which says in words what it shows."""

    parts: str
    share: str
    label: str


class _Drawing(Struct, frozen=True):
    """What draws the counts of a row: many rows have the same ones, which are drawn once.

    ``bar`` gives the parts of a bar, and what they are in words; ``rows`` are whole ones.
    """

    figures: Callable[[Counts, Counts], str]
    bar: Callable[[Counts], tuple[str, str]]
    document_row: Callable[[_CoverageRow], str]
    rows: DrawnRows


class _CoverageRow(Struct, frozen=True):
    """A document in a locale, or a locale's documents together.

    ``status`` is what the publishing column says, ``reasons`` why something is missing,
    ``origins`` whose the texts are where not all of them are a person's.
    """

    name: str
    bar: _Bar
    figures: str
    published: bool
    status: str
    reasons: tuple[str, ...]
    origins: str


class _Section(Struct, frozen=True):
    """A locale with its names, its sum, and its documents where they are more than one."""

    tag: str
    native: str
    language: str
    direction: str
    english: str
    total: _CoverageRow
    documents: str


def coverage_html(
    coverage: Sequence[LocaleCoverage],
    *,
    title: str = "",
    note: str = "",
    rows: DrawnRows | None = None,
) -> str:
    """The page, ending in one newline.

    ``title`` names what is translated (a project), ``note`` stands under it (a date, a revision).
    ``rows`` are those of an earlier page of this program in this language, and get those of this.
    Bars and percentages are shares of source words; both words and segments are given as figures.
    """
    words = total(locale.words for locale in coverage)
    segments = total(locale.segments for locale in coverage)
    documents = [document for locale in coverage for document in locale.documents]
    names = len({document.name for document in documents})
    facts = (
        (plural_message("language", "languages", len(coverage)), grouped_number(len(coverage))),
        (plural_message("document", "documents", names), grouped_number(names)),
        (message("source words, all languages"), grouped_number(words.total)),
        (message("segments, all languages"), grouped_number(segments.total)),
        (message("outputs published"), _published(documents)),
    )
    subject = message(_SUBJECT)
    drawing = _drawing(rows or DrawnRows())
    return page_template("coverage.html.jinja").render(
        title=printable(title) or subject,
        notes=[printable(part) for part in (subject if title else "", note) if part],
        facts=facts,
        overall=_bar(drawing, message("All languages"), words, segments),
        headings=[COLUMNS[name].title for name in _FIGURES],
        outdated=_Figure(COLUMNS["outdated"].title, words.outdated, segments.outdated),
        sections=[_section(drawing, locale) for locale in coverage],
    )


def _drawing(rows: DrawnRows) -> _Drawing:
    from markupsafe import Markup

    drawn = page_template("coverage_parts.html.jinja").module
    figure_cell = cache(drawn.figure_cell)  # type: ignore[attr-defined]

    def figures(words: Counts, segments: Counts) -> str:
        return Markup("").join(map(figure_cell, _figures(words, segments)))

    def bar(counts: Counts) -> tuple[str, str]:
        parts = _bar_shares(counts)
        details = ", ".join(f"{grouped_number(part.size)} {part.title}" for part in parts)
        return drawn.bar_parts(parts), f" ({details})" if details else ""  # type: ignore[attr-defined]

    return _Drawing(cache(figures), cache(bar), drawn.document_row, rows)  # type: ignore[attr-defined]


def _section(drawing: _Drawing, locale: LocaleCoverage) -> _Section:
    english = spoken_name(locale.locale)
    is_single = len(locale.documents) == 1
    return _Section(
        tag=printable(locale.locale),
        native=native_name(locale.locale),
        language=bcp47(locale.locale),
        direction=direction(locale.locale),
        english=english,
        total=_document(drawing, english, locale.documents[0])
        if is_single
        else _sum(drawing, english, locale),
        documents="" if is_single else _document_rows(drawing, english, locale.documents),
    )


def _document_rows(drawing: _Drawing, language: str, documents: Sequence[DocumentCoverage]) -> str:
    """The rows of a locale's documents, drawn."""
    from markupsafe import Markup

    def drawn(document: DocumentCoverage) -> str:
        return drawing.document_row(_document(drawing, language, document))

    # Plain text is joined: joining what is marked as safe looks at each piece.
    rows = [str(drawing.rows.row((language, each), partial(drawn, each))) for each in documents]
    return Markup("".join(rows))  # noqa: S704


def _document(drawing: _Drawing, language: str, document: DocumentCoverage) -> _CoverageRow:
    name = printable(document.name)
    reason = printable(document.reason)
    return _CoverageRow(
        name=name,
        bar=_bar(drawing, f"{language}, {name}", document.words, document.segments),
        figures=drawing.figures(document.words, document.segments),
        published=document.published,
        status=message("Published") if document.published else message("Not published"),
        reasons=(reason,) if reason and not document.published else (),
        origins=_origins(document.words, document.reviewers),
    )


def _sum(drawing: _Drawing, language: str, locale: LocaleCoverage) -> _CoverageRow:
    published = all(document.published for document in locale.documents)
    return _CoverageRow(
        name=plural_message("{count} document", "{count} documents", len(locale.documents))
        if locale.documents
        else message("No documents"),
        bar=_bar(drawing, language, locale.words, locale.segments),
        figures=drawing.figures(locale.words, locale.segments),
        published=published,
        status=message("{part} published", part=_published(locale.documents)),
        reasons=(),
        origins=_origins(locale.words, locale.reviewers),
    )


def _origins(words: Counts, reviewers: Sequence[ReviewerShare]) -> str:
    """Whose the words are, and what reviewers say of them, where there is something to say."""
    origins = ", ".join(f"{name} {grouped_number(size)}" for name, size in origin_shares(words))
    reviews = ", ".join(f"{grouped_number(size)} {what}" for what, size in review_shares(words))
    named = reviewers_in_words(reviewers)
    said = (
        message("Words by {origins}", origins=origins) if origins else "",
        message("Words in review: {reviews}", reviews=reviews) if reviews else "",
        message("Texts reviewed by {reviewers}", reviewers=printable(named)) if named else "",
    )
    return "; ".join(filter(None, said))


def _published(documents: Sequence[DocumentCoverage]) -> str:
    return message(
        "{number} of {all}",
        number=grouped_number(sum(document.published for document in documents)),
        all=grouped_number(len(documents)),
    )


def _figures(words: Counts, segments: Counts) -> tuple[_Figure, ...]:
    return tuple(
        _Figure(COLUMNS[name].title, words.figure(name), segments.figure(name)) for name in _FIGURES
    )


def _bar_shares(counts: Counts) -> tuple[_BarShare, ...]:
    """The parts of a bar: what is approved is shown apart from the rest of the translated."""
    parts = (
        _BarShare("approved", message_in("texts", "approved"), counts.approved),
        _BarShare(
            "translated",
            message("translated, not yet approved"),
            counts.translated - counts.approved,
        ),
        _BarShare("draft", message_in("texts", "draft"), counts.draft),
        _BarShare("untranslated", message_in("texts", "untranslated"), counts.untranslated),
    )
    return tuple(part for part in parts if part.size > 0)


def _bar(drawing: _Drawing, subject: str, words: Counts, segments: Counts) -> _Bar:
    counts = words if words.total or not segments.total else segments
    share = percentage(words, segments)
    parts, details = drawing.bar(counts)
    number = grouped_number(counts.total)
    label = (
        message(
            "{subject}: {share} of {total} words translated",
            subject=subject,
            share=share,
            total=number,
        )
        if counts is words
        else message(
            "{subject}: {share} of {total} segments translated",
            subject=subject,
            share=share,
            total=number,
        )
    )
    return _Bar(parts, share, label + details)
