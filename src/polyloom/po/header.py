"""The header fields of templates and catalogs (gettext manual, “Header Entry”)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from polyloom.language.locales import english_name
from polyloom.model import Catalog
from polyloom.po.header_text import Header
from polyloom.po.plural_forms import plural_forms

CREATION_DATE = "POT-Creation-Date"
REVISION_DATE = "PO-Revision-Date"

# What the catalog is for, where that is not a single document.
_GROUPING = "X-Polyloom-Catalog"

# What a catalog takes over from its template, in this order.
_INHERITED = ("Report-Msgid-Bugs-To", CREATION_DATE)

# What the header says that made the file.
GENERATOR = "Polyloom"


def template_header(project: str, created: datetime, *, contact: str = "") -> Header:
    """The header of a new template, whose ``header_flags`` should be ``("fuzzy",)``.

    Fields that a translator fills in hold gettext's placeholders. ``contact`` is the address for
    reports of mistakes in the source. ``created`` is written in UTC.
    """
    fields = [
        ("Project-Id-Version", _one_line(project)),
        ("Report-Msgid-Bugs-To", _one_line(contact)),
        (CREATION_DATE, _time(created)),
        (REVISION_DATE, "YEAR-MO-DA HO:MI+ZONE"),
        ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>"),
        ("Language-Team", "LANGUAGE <LL@li.org>"),
        ("Language", ""),
        *_CODING,
        ("X-Generator", GENERATOR),
    ]
    return tuple(field for field in fields if field != ("Report-Msgid-Bugs-To", ""))


def catalog_header(template_header: Header, *, project: str, locale: str) -> Header:
    """The header of a locale's new catalog, which depends on its template alone.

    The catalog is as old as the template, and until a person signs it, the project is its last
    translator. ``locale`` is written as gettext does (``pt_BR``).
    """
    template = dict(template_header)
    created = template.get(CREATION_DATE, "")
    project = _one_line(project)
    return (
        ("Project-Id-Version", template.get("Project-Id-Version") or project),
        *((name, template[name]) for name in _INHERITED if template.get(name)),
        (REVISION_DATE, created),
        ("Last-Translator", project),
        ("Language-Team", f"{english_name(locale)}, {project}"),
        ("Language", locale),
        *_CODING,
        ("Plural-Forms", plural_forms(locale)),
        ("X-Generator", GENERATOR),
    )


def completed_header(template: Catalog, catalog: Catalog, locale: str = "") -> Header:
    """The catalog's header with the template's date and what is missing of the rest.

    Filled in is what can be told without asking a person: ``Language`` and ``Plural-Forms`` of the
    locale, and the encoding. What is there stays, also where it says something else than
    ``locale`` does.
    """
    created = template.field(CREATION_DATE)
    dated = tuple(
        (name, created if name.lower() == CREATION_DATE.lower() and created else value)
        for name, value in catalog.header
    )
    return _filled_in(dated, _known_fields(created, catalog, locale))


def _known_fields(created: str, catalog: Catalog, locale: str) -> Header:
    """What a catalog's header should say, as far as that can be known."""
    fields = [(CREATION_DATE, created)] if created else []
    language = catalog.field("Language") or locale
    if language:
        fields.append(("Language", language))
    fields += _CODING
    # Not asked for without need: the rules take a while to load.
    if language and not catalog.field("Plural-Forms"):
        fields.append(("Plural-Forms", plural_forms(language)))
    return tuple(fields)


def _filled_in(header: Header, known: Header) -> Header:
    """The header with the known fields that it has not, or has without a value."""
    fields = list(header)
    places = {name.lower(): place for place, (name, _) in enumerate(header)}
    has_value = {name.lower() for name, value in header if value}
    for name, value in known:
        place = places.get(name.lower())
        if place is None:
            fields.append((name, value))
        elif name.lower() not in has_value:
            fields[place] = (name, value)
    return tuple(fields)


def grouping_in(header: Header) -> str:
    """What the catalog is for: ``folder``, ``project``, or empty for a single document."""
    return next((value for name, value in header if name.lower() == _GROUPING.lower()), "")


def with_grouping(header: Header, grouping: str) -> Header:
    """The header of a catalog for a ``folder``, the ``project``, or (empty) a single document.

    It is ``header`` itself where that says so already.
    """
    if grouping_in(header) == grouping:
        return header
    fields = tuple(field for field in header if field[0].lower() != _GROUPING.lower())
    return (*fields, (_GROUPING, grouping)) if grouping else fields


_CODING = (
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
)


def creation_day(catalog: Catalog) -> date | None:
    """The day on which the catalog's source last changed; None where its header has no such date.

    >>> creation_day(Catalog((("POT-Creation-Date", "2026-11-23 10:15+0000"),), ()))
    datetime.date(2026, 11, 23)
    """
    try:
        return date.fromisoformat(catalog.field(CREATION_DATE)[: len("2026-11-23")])
    except ValueError:
        return None


def _time(time: datetime) -> str:
    """The time in the form of gettext's date fields, ``2026-11-23 10:15+0000``; naive is UTC."""
    utc = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return f"{utc:%Y-%m-%d %H:%M}+0000"


def _one_line(text: str) -> str:
    return " ".join(text.split())
