"""The header fields of templates and catalogs (gettext manual, “Header Entry”)."""

from __future__ import annotations

from datetime import UTC, datetime

from polyloom.language.locales import english_name
from polyloom.model import Catalog
from polyloom.po.plural_forms import plural_forms

Header = tuple[tuple[str, str], ...]

_CREATED = "POT-Creation-Date"

# What has a catalog of its own, where that is no document.
_GROUPING = "X-Polyloom-Catalog"

# What a catalog takes over from its template, in this order.
_INHERITED = ("Report-Msgid-Bugs-To", _CREATED)


def template_header(project: str, created: datetime, *, contact: str = "") -> Header:
    """The header of a new template; its catalog's ``header_flags`` are to be ``("fuzzy",)``.

    Fields for the translator to fill in hold gettext's placeholders. ``contact`` is an address
    that reports of mistakes in the source go to. ``created`` is written in UTC.
    """
    fields = [
        ("Project-Id-Version", _one_line(project)),
        ("Report-Msgid-Bugs-To", _one_line(contact)),
        ("POT-Creation-Date", _time(created)),
        ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
        ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>"),
        ("Language-Team", "LANGUAGE <LL@li.org>"),
        ("Language", ""),
        *_CODING,
        ("X-Generator", "Polyloom"),
    ]
    return tuple(field for field in fields if field != ("Report-Msgid-Bugs-To", ""))


def catalog_header(template_header: Header, *, project: str, locale: str) -> Header:
    """The header of a locale's new catalog, which depends on its template alone.

    The catalog is as old as the template, and until a person signs it, the project is its last
    translator. ``locale`` is written as gettext does (``pt_BR``).
    """
    template = dict(template_header)
    created = template.get("POT-Creation-Date", "")
    project = _one_line(project)
    return (
        ("Project-Id-Version", template.get("Project-Id-Version") or project),
        *((name, template[name]) for name in _INHERITED if template.get(name)),
        ("PO-Revision-Date", created),
        ("Last-Translator", project),
        ("Language-Team", f"{english_name(locale)}, {project}"),
        ("Language", locale),
        *_CODING,
        ("Plural-Forms", plural_forms(locale)),
        ("X-Generator", "Polyloom"),
    )


def completed_header(template: Catalog, catalog: Catalog, locale: str = "") -> Header:
    """The catalog's header with the template's date and what is missing of the rest.

    Filled in is what can be told without asking a person: ``Language`` and ``Plural-Forms`` of the
    locale, and the encoding. What is there stays, also where it says something else.
    """
    created = template.field(_CREATED)
    fields = [
        (name, created if name.lower() == _CREATED.lower() and created else value)
        for name, value in catalog.header
    ]
    missing = [(_CREATED, created)] if created else []
    language = catalog.field("Language") or locale
    if language:
        missing.append(("Language", language))
    missing += _CODING
    if language and not catalog.field("Plural-Forms"):
        missing.append(("Plural-Forms", plural_forms(language)))
    present = {name.lower() for name, value in fields if value}
    names = {name.lower(): place for place, (name, _) in enumerate(fields)}
    for name, value in missing:
        if name.lower() in names and name.lower() not in present:
            fields[names[name.lower()]] = (name, value)
        elif name.lower() not in names:
            fields.append((name, value))
    return tuple(fields)


def grouping_in(header: Header) -> str:
    """What the catalog was made for: a ``folder``, the ``project``, or (empty) a document."""
    return next((value for name, value in header if name.lower() == _GROUPING.lower()), "")


def with_grouping(header: Header, grouping: str) -> Header:
    """The header of a catalog that is made for a ``folder``, the ``project``, a document (empty).

    It is ``header`` itself where that says so.
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


def _time(time: datetime) -> str:
    """The time in the form of gettext's date fields, ``2026-11-23 10:15+0000``; naive is UTC."""
    utc = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return f"{utc:%Y-%m-%d %H:%M}+0000"


def _one_line(text: str) -> str:
    return " ".join(text.split())
