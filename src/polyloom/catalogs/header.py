"""The header fields of a new template and of a new catalog (gettext manual, “Header Entry”)."""

from __future__ import annotations

from datetime import UTC, datetime

from polyloom.catalogs.plurals import plural_forms
from polyloom.text.locales import english_name

Header = tuple[tuple[str, str], ...]

# What a catalog takes over from its template, in this order.
_INHERITED = ("Report-Msgid-Bugs-To", "POT-Creation-Date")


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
