"""Coverage for the terminal: a bar and the figures of every document in every locale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from polyloom.messages import grouped_number, message, message_in, translatable_in
from polyloom.reports.console_lines import (
    LineConsole,
    PlainConsole,
    StyledLine,
    column_count,
    plain_line,
    print_lines,
)
from polyloom.reports.coverage import (
    COLUMNS,
    Counts,
    DocumentCoverage,
    LocaleCoverage,
    most_left,
    origin_shares,
    review_shares,
)
from polyloom.reports.percentages import apportion, percentage
from polyloom.reports.printable_text import encodable, printable
from polyloom.reports.reviewers import reviewers_in_words


class _BarPart(Struct, frozen=True):
    """A part of a bar: tells itself by its glyph alone, colour comes on top."""

    state: str
    glyph: str
    style: str
    figure: Callable[[Counts], int]


_BAR_PARTS = (
    _BarPart(
        translatable_in("texts", "translated"), "█", "green", lambda counts: counts.translated
    ),
    _BarPart(translatable_in("texts", "draft"), "▒", "yellow", lambda counts: counts.draft),
    _BarPart(
        translatable_in("texts", "untranslated"),
        "░",
        "bright_black",
        lambda counts: counts.untranslated,
    ),
)
_INDENT = "  "
# Of a locale with more documents than these a brief table has only some.
_FEW = 10
_SOME = 5
# Lines as a console takes them.
_Drawn = TypeVar("_Drawn")

_UNITS = (translatable_in("unit", "segments"), translatable_in("unit", "words"))


class _TableBlock(Struct, frozen=True):
    """One block of the table: a document in a locale, or all documents of a locale.

    ``locale`` and ``name`` are as the console can show them.
    """

    locale: str
    name: str
    segments: Counts
    words: Counts
    reviewers: str


class _LocaleTable(Struct, frozen=True):
    """A locale, and those of its documents that are shown."""

    coverage: LocaleCoverage
    shown: Sequence[DocumentCoverage]

    @property
    def is_brief(self) -> bool:
        """Whether there are documents that are not shown."""
        return len(self.shown) < len(self.coverage.documents)


class _TableLayout(Struct, frozen=True):
    """What every block shares, so that figures and bars stand under each other; widths in cells."""

    units: tuple[str, ...]
    label: int
    share: int
    headings: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    gap: int
    bar: int
    locale: int
    glyphs: tuple[str, ...]

    @property
    def width(self) -> int:
        return self.label + sum(self.widths) + self.gap * len(self.widths)


def all_documents(locale: LocaleCoverage) -> Sequence[DocumentCoverage]:
    """What a whole table shows of a locale."""
    return locale.documents


def in_brief(locale: LocaleCoverage) -> Sequence[DocumentCoverage]:
    """What a brief table shows: documents that are few, else those with most left to translate."""
    return most_left(locale, _SOME) if len(locale.documents) > _FEW else locale.documents


def print_coverage(
    console: LineConsole,
    coverage: Sequence[LocaleCoverage],
    shown: Callable[[LocaleCoverage], Sequence[DocumentCoverage]] = all_documents,
) -> None:
    """Print the table, its legend, and which documents are not published and why.

    Of each locale those documents are ``shown``, and all of them together in one block.
    No figure, name or reason is ever cut: in a narrow terminal headings fold, and what is still
    too long goes on in the next line. What the console's encoding lacks is written otherwise.
    """

    # Every locale has the same documents, and most documents have the same reviewers: none.
    @cache
    def show(text: str) -> str:
        return encodable(printable(text), console.encoding)

    if not any(locale.documents for locale in coverage):
        print_lines(console, [((message("no documents"), ""),)])
        return
    tables = [_LocaleTable(locale, shown(locale)) for locale in coverage if locale.documents]
    blocks = [_rows(table, show) for table in tables]
    layout = _layout(blocks, show, console.width)
    # Only a terminal folds between words: in a file a line is a line.
    prose = [_legend(layout), *_notes(tables, show), *_pointer(tables)]
    if isinstance(console, PlainConsole):
        console.file.writelines(_table(blocks, layout, _plain))
    else:
        print_lines(console, chain.from_iterable(_table(blocks, layout, tuple)))
    if isinstance(console, PlainConsole) or not console.is_terminal:
        print_lines(console, prose)
    else:
        from rich.text import Text

        for line in prose:
            console.print(Text.assemble(*line))


def _rows(table: _LocaleTable, show: Callable[[str], str]) -> list[_TableBlock]:
    locale = table.coverage
    tag = show(locale.locale)
    rows = [_block(tag, show(document.name), document, show) for document in table.shown]
    number = len(locale.documents)
    if number > 1:
        rows.append(_block(tag, message("all {number} documents", number=number), locale, show))
    return rows


def _block(
    tag: str, name: str, coverage: DocumentCoverage | LocaleCoverage, show: Callable[[str], str]
) -> _TableBlock:
    reviewers = show(reviewers_in_words(coverage.reviewers))
    return _TableBlock(tag, name, coverage.segments, coverage.words, reviewers)


def _layout(
    blocks: list[list[_TableBlock]], show: Callable[[str], str], available: int
) -> _TableLayout:
    rows = [row for block in blocks for row in block]
    units = tuple(message_in("unit", unit) for unit in _UNITS)
    label = max(map(column_count, units)) + len(_INDENT)
    shares = {percentage(row.words, row.segments) for row in rows}
    share = max(len(" 100%"), *(len(share) + 1 for share in shares))
    locale = max(map(column_count, {row.locale for row in rows}))
    glyphs = tuple(show(part.glyph) for part in _BAR_PARTS)
    counts = [*(row.segments for row in rows), *(row.words for row in rows)]
    figures = [len(str(max(map(attrgetter(name), counts)))) for name in COLUMNS]

    def made_of(headings: tuple[tuple[str, ...], ...], gap: int, bar: int) -> _TableLayout:
        widths = tuple(
            max(*map(column_count, heading), figure)
            for heading, figure in zip(headings, figures, strict=True)
        )
        return _TableLayout(units, label, share, headings, widths, gap, bar, locale, glyphs)

    wide = made_of(tuple((column.title,) for column in COLUMNS.values()), 2, 24)
    if wide.width <= available:
        return wide
    return made_of(tuple(column.folded for column in COLUMNS.values()), 1, 16)


def _table(
    blocks: list[list[_TableBlock]],
    layout: _TableLayout,
    drawn: Callable[[Iterable[StyledLine]], _Drawn],
) -> Iterator[_Drawn]:
    """The table's parts, each drawn. Many rows have the same name or figures, drawn once."""
    yield drawn(_headings(layout))
    labels = tuple(
        _INDENT + unit + " " * (layout.label - len(_INDENT) - column_count(unit))
        for unit in layout.units
    )
    figures = cache(lambda segments, words: drawn(_figure_lines(segments, words, labels, layout)))
    shares = cache(partial(_share, layout=layout))
    widths = cache(column_count)
    end = drawn([()])
    for block in blocks:
        tag = block[0].locale
        locale: StyledLine = ((tag + " " * (layout.locale - widths(tag)), "bold cyan"), ("  ", ""))
        for row in block:
            name = (*locale, (row.name, "bold"))
            taken = layout.locale + 2 + widths(row.name)
            yield drawn(_title(name, taken, shares(row.words, row.segments), layout))
            yield figures(row.segments, row.words)
            if row.reviewers:
                yield drawn([_reviewers(row)])
        yield end


def _plain(lines: Iterable[StyledLine]) -> str:
    return "".join(map(plain_line, lines))


def _headings(layout: _TableLayout) -> Iterator[StyledLine]:
    """The headings, on as many lines as the tallest needs, standing on the last one."""
    height = max(map(len, layout.headings))
    for level in range(height):
        line = " " * layout.label
        for heading, width in zip(layout.headings, layout.widths, strict=True):
            index = level - height + len(heading)
            part = heading[index] if index >= 0 else ""
            line += " " * (layout.gap + width - column_count(part)) + part
        yield ((line.rstrip(), "bold"),)


def _title(
    name: StyledLine, taken: int, share: StyledLine, layout: _TableLayout
) -> tuple[StyledLine, ...]:
    """Locale and name (``taken`` cells), bar and share.

    A name that leaves no room for the bar has its own line.
    """
    room = layout.width - layout.bar - layout.share
    if taken > room - 2:
        return name, ((" " * room, ""), *share)
    return ((*name, (" " * (room - taken), ""), *share),)


def _share(words: Counts, segments: Counts, layout: _TableLayout) -> StyledLine:
    """The bar and the share that is translated."""
    counts = words if words.total else segments
    cells = apportion([part.figure(counts) for part in _BAR_PARTS], layout.bar)
    parts = zip(layout.glyphs, cells, _BAR_PARTS, strict=True)
    share = percentage(words, segments).rjust(layout.share)
    return (*((glyph * number, part.style) for glyph, number, part in parts), (share, "bold"))


def _figure_lines(
    segments: Counts, words: Counts, labels: Sequence[str], layout: _TableLayout
) -> tuple[StyledLine, ...]:
    """What counts have to say besides the bar and the share, beginning with ``labels``."""
    figures = zip(labels, (segments, words), strict=True)
    return (
        *(_figures(label, counts, layout) for label, counts in figures),
        *_origins(words),
        *_reviews(words),
    )


def _figures(label: str, counts: Counts, layout: _TableLayout) -> StyledLine:
    line = [(label, "")]
    for (name, column), width in zip(COLUMNS.items(), layout.widths, strict=True):
        figure = counts.figure(name)
        line.append((str(figure).rjust(layout.gap + width), column.style if figure else "dim"))
    return tuple(line)


def _origins(words: Counts) -> Iterator[StyledLine]:
    """Whose the words are, where not all of them are a person's."""
    if shares := origin_shares(words):
        named = ", ".join(f"{name} {size}" for name, size in shares)
        yield ((_INDENT + message("words by {origins}", origins=named), "dim"),)


def _reviews(words: Counts) -> Iterator[StyledLine]:
    """What reviewers say, where any have reviewed something."""
    if shares := review_shares(words):
        said = ", ".join(f"{size} {what}" for what, size in shares)
        yield ((_INDENT + message("in review: {shares}", shares=said), "dim"),)


def _reviewers(row: _TableBlock) -> StyledLine:
    said = message("texts reviewed by {reviewers}", reviewers=row.reviewers)
    return ((_INDENT + said, "dim"),)


def _legend(layout: _TableLayout) -> StyledLine:
    line: list[tuple[str, str]] = []
    for glyph, part in zip(layout.glyphs, _BAR_PARTS, strict=True):
        line += [(glyph, part.style), (f" {message_in('texts', part.state)}  ", "")]
    return (*line, (message("(% of source words)"), "dim"))


def _notes(tables: Sequence[_LocaleTable], show: Callable[[str], str]) -> Iterator[StyledLine]:
    """Which documents are not published and why, and how many others that are not shown."""
    unpublished = [
        (table.coverage.locale, document)
        for table in tables
        for document in table.shown
        if not document.published
    ]
    of_all = [each for table in tables for each in table.coverage.documents if not each.published]
    if of_all:
        yield ()
        yield ((message("Not published:"), "bold yellow"),)
    for locale, document in unpublished:
        reason = f": {show(document.reason)}" if document.reason else ""
        yield ((f"{show(locale)}  {show(document.name)}", "bold"), (reason, ""))
    if more := len(of_all) - len(unpublished):
        yield ((message("and {number} more", number=grouped_number(more)), ""),)


def _pointer(tables: Sequence[_LocaleTable]) -> Iterator[StyledLine]:
    """Where the documents are that are not shown."""
    if any(table.is_brief for table in tables):
        yield ()
        yield ((message("polyloom report shows each document, build/report.html too"), "dim"),)
