"""The markup of the coverage page, as functions of what it shows.

Every value goes through ``escape``, which leaves what is markup already as it is. A template would
say the same, but its library takes longer to load than most pages take to draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from polyloom.language.locales import bcp47, direction
from polyloom.messages import grouped_number, message, message_in, spoken_language, translatable_in
from polyloom.reports.page_templates import page_part

_STYLES = ("page_style.css", "coverage.css")
_UNITS = (translatable_in("unit", "words"), translatable_in("unit", "segments"))


class BarShare(Struct, frozen=True):
    """A part of a bar: its state, what people call it, and its size in words or segments."""

    state: str
    title: str
    size: int


class Figure(Struct, frozen=True):
    """A cell of the table: the heading of its column, and its two counts."""

    heading: str
    words: int
    segments: int


class Bar(Struct, frozen=True):
    """A stacked bar, drawn, with its ``label``, which says in words what it shows."""

    parts: Markup
    share: str
    label: str


class CoverageRow(Struct, frozen=True):
    """A document in a locale, or a locale's documents together.

    ``status`` is what the publishing column says, ``reasons`` why something is missing,
    ``origins`` whose the texts are where not all of them are a person's.
    """

    name: str
    bar: Bar
    figures: Markup
    published: bool
    status: str
    reasons: tuple[str, ...]
    origins: str


class Section(Struct, frozen=True):
    """A locale with its names, its sum, and its documents, drawn, where they are more than one."""

    tag: str
    native: str
    language: str
    direction: str
    english: str
    total: CoverageRow
    documents: Markup


class CoveragePage(Struct, frozen=True):
    """All that the page shows; ``facts`` are names with their values."""

    title: str
    notes: Sequence[str]
    facts: Sequence[tuple[str, str]]
    overall: Bar
    headings: Sequence[str]
    outdated: Figure
    sections: Sequence[Section]


def page_markup(page: CoveragePage) -> str:
    """The page, ending in one newline, in the language that is spoken."""
    spoken = spoken_language()
    style = "".join(map(page_part, _STYLES))
    notes = f'<p class="note">{escape(" · ".join(page.notes))}</p>\n' if page.notes else ""
    overall = message("Overall")
    return f"""<!doctype html>
<html lang="{escape(bcp47(spoken))}" dir="{escape(direction(spoken))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(page.title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{escape(page.title)}</h1>
{notes}<section class="card overall" aria-label="{escape(overall)}">
<div class="meter">{_bar(page.overall)}<b>{escape(page.overall.share)}</b></div>
<dl>
{_facts(page)}</dl>
<ul class="legend">
{_legend()}</ul>
</section>
{_table(page) if page.sections else ""}</main>
</body>
</html>
"""


def document_row(row: CoverageRow) -> str:
    """The row of a document among others of its locale."""
    return f"""<tr class="document">
<th scope="row"><bdi>{escape(row.name)}</bdi></th>
{_cells(row)}
</tr>
"""


def figure_cell(figure: Figure) -> str:
    """A cell with a figure in words, and in segments beneath."""
    words, segments = (message_in("unit", unit) for unit in _UNITS)
    style = "figure" if figure.words or figure.segments else "figure none"
    return (
        f'<td class="{style}" data-heading="{escape(figure.heading)}">'
        f"<span>{escape(grouped_number(figure.words))}<i> {escape(words)}</i></span>"
        f" <small>{escape(grouped_number(figure.segments))}<i> {escape(segments)}</i></small>"
        "</td>\n"
    )


def bar_parts(parts: Iterable[BarShare]) -> Markup:
    """The parts of a bar."""
    drawn = [_part(part.state, part.size) for part in parts]
    return Markup("".join(drawn))  # noqa: S704


def _part(state: str, size: int) -> str:
    return f'<span class="{escape(state)}" style="flex-grow: {size}"></span>'


def _bar(bar: Bar) -> str:
    label = escape(bar.label)
    return f'<div class="bar" role="img" aria-label="{label}">{escape(bar.parts)}</div>\n'


def _facts(page: CoveragePage) -> str:
    outdated = page.outdated
    facts = [*page.facts]
    if outdated.segments:
        facts.append((message("words outdated"), grouped_number(outdated.words)))
    return "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>\n" for name, value in facts
    )


def _legend() -> str:
    meanings = (
        ("approved", message_in("column", "Approved")),
        ("translated", message("Translated, not yet approved")),
        ("draft", message_in("column", "Draft")),
        ("untranslated", message_in("column", "Untranslated")),
    )
    return "".join(
        f'<li><span class="bar" aria-hidden="true">{_part(state, 1)}</span>{escape(meaning)}</li>\n'
        for state, meaning in meanings
    )


def _table(page: CoveragePage) -> str:
    caption = message(
        "In source words, with segments beneath. Translated counts what is approved, too."
    )
    by_language = message("By language")
    first = "".join(
        map(_heading, (message_in("column", "Language"), message_in("column", "Coverage")))
    )
    last = _heading(message_in("column", "Output"))
    figures = "".join(
        f'<th scope="col" class="figure">{escape(heading)}</th>' for heading in page.headings
    )
    return f"""<section class="card" aria-label="{escape(by_language)}">
<table>
<caption>{escape(caption)}</caption>
<thead>
<tr>{first}{figures}{last}</tr>
</thead>
{"".join(map(_section, page.sections))}</table>
</section>
"""


def _heading(name: str) -> str:
    return f'<th scope="col">{escape(name)}</th>'


def _section(section: Section) -> str:
    scope = "rowgroup" if section.documents else "row"
    english = f"{section.english} · " if section.english != section.native else ""
    native = (
        f'<bdi lang="{escape(section.language)}" dir="{escape(section.direction)}">'
        f"{escape(section.native)}</bdi>"
    )
    return f"""<tbody>
<tr class="total">
<th scope="{scope}"><strong>{native}</strong> <small>{escape(english)}{escape(section.tag)}</small>\
 <small><bdi>{escape(section.total.name)}</bdi></small></th>
{_cells(section.total)}
</tr>
{escape(section.documents)}</tbody>
"""


def _cells(row: CoverageRow) -> str:
    origins = f'<small class="origins">{escape(row.origins)}</small>' if row.origins else ""
    reasons = "".join(f" <small><bdi>{escape(reason)}</bdi></small>" for reason in row.reasons)
    return (
        f'<td class="coverage"><div class="meter">{_bar(row.bar)}'
        f"<b>{escape(row.bar.share)}</b></div>{origins}</td>\n"
        f"{escape(row.figures)}"
        f'<td class="status"><span class="{"yes" if row.published else "no"}">'
        f"{escape(row.status)}</span>{reasons}</td>\n"
    )
