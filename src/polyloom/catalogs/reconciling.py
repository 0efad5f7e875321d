"""Bring a catalog in line with its template without losing a translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from polyloom.catalogs.flags import is_about_source
from polyloom.catalogs.header import Header, completed_header
from polyloom.catalogs.matching import Text, match_texts
from polyloom.catalogs.plurals import number_of_forms
from polyloom.catalogs.quoting import escape
from polyloom.model import Catalog, Entry, Previous


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A catalog in line with its template, and what became of its entries.

    ``kept`` have the same source text as before, ``changed`` are drafts made from a text that was
    much like the new one, ``added`` await translation, ``revived`` came back from the obsolete
    entries, ``removed`` went there.
    """

    catalog: Catalog
    kept: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    added: tuple[Entry, ...] = ()
    revived: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()


def new_catalog(template: Catalog, header: Header) -> Catalog:
    """A catalog for a locale that has none yet: the template's entries, all to be translated."""
    forms = _forms_of(header)
    entries = [_untranslated(entry, forms) for entry in template.entries if not entry.obsolete]
    return Catalog(header, tuple(entries))


def reconcile(template: Catalog, catalog: Catalog, locale: str = "") -> Reconciled:
    """The catalog with the template's entries in the template's order, then the obsolete ones.

    An entry whose context and text are the template's keeps all that translators made; its
    references and extracted comments are the template's. What vanished becomes the draft of a text
    that is much like it, or else obsolete; without any translation or comment it goes. The header
    stays, but for the date of the template and what is missing; ``locale`` is the catalog's, where
    its header does not say that.

    Every form of every translation is in the result, and to reconcile the result again changes
    nothing.
    """
    header = completed_header(template, catalog, locale)
    forms = _forms_of(header)
    wanted = [entry for entry in template.entries if not entry.obsolete]
    known = {entry.key: entry for entry in catalog.entries}
    keys = {entry.key for entry in wanted}
    gone = [entry for entry in catalog.entries if entry.key not in keys]
    appeared = [entry for entry in wanted if entry.key not in known]
    origins = _origins(wanted, appeared, catalog.entries, gone)

    entries: list[Entry] = []
    fates: dict[str, list[Entry]] = {"kept": [], "changed": [], "added": [], "revived": []}
    for source in wanted:
        old = known.get(source.key) or origins.get(source.key)
        entry, fate = _reconciled(source, old, forms)
        entries.append(entry)
        fates[fate].append(entry)
    consumed = {entry.key for entry in origins.values()}
    left = [entry for entry in gone if entry.key not in consumed]
    obsolete = [entry for entry in left if entry.obsolete]
    removed = [_obsolete(entry) for entry in left if not entry.obsolete and _has_work(entry)]
    return Reconciled(
        replace(catalog, header=header, entries=(*entries, *obsolete, *removed)),
        kept=tuple(fates["kept"]),
        changed=tuple(fates["changed"]),
        added=tuple(fates["added"]),
        revived=tuple(fates["revived"]),
        removed=tuple(removed),
    )


def _origins(
    wanted: Sequence[Entry],
    appeared: Sequence[Entry],
    old: Sequence[Entry],
    gone: Sequence[Entry],
) -> dict[tuple[str | None, str], Entry]:
    """For keys of entries that appeared, the entries gone that they were probably made from."""
    candidates = [entry for entry in gone if _is_translated(entry)]
    if not candidates or not appeared:
        return {}
    found = _moved(appeared, candidates)
    taken = {entry.key for entry in found.values()}
    # Texts that only differ in context were settled there, one way or the other.
    settled = {entry.msgid for entry in candidates}
    appeared = [
        entry for entry in appeared if entry.key not in found and entry.msgid not in settled
    ]
    candidates = [entry for entry in candidates if entry.key not in taken]
    new_places = _places(wanted)
    old_places = _places(old)
    pairs = match_texts(
        [Text(entry.msgid, new_places[entry.key]) for entry in appeared],
        [Text(entry.msgid, old_places[entry.key]) for entry in candidates],
    )
    return found | {appeared[new].key: candidates[before] for new, before in pairs.items()}


def _places(entries: Sequence[Entry]) -> dict[tuple[str | None, str], float]:
    return {entry.key: number / len(entries) for number, entry in enumerate(entries)}


def _moved(
    appeared: Sequence[Entry], candidates: Sequence[Entry]
) -> dict[tuple[str | None, str], Entry]:
    """The same text in another context, or the text that a draft was made from, come back.

    Only where there is no doubt whose translation it is.
    """
    news: defaultdict[str, list[Entry]] = defaultdict(list)
    olds: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in appeared:
        news[entry.msgid].append(entry)
    for entry in candidates:
        olds[entry.msgid].append(entry)
        if entry.previous is not None and entry.previous.msgid != entry.msgid:
            olds[entry.previous.msgid].append(entry)
    found: dict[tuple[str | None, str], Entry] = {}
    taken: set[tuple[str | None, str]] = set()
    for msgid, entries in news.items():
        old = olds.get(msgid, [])
        if len(entries) == 1 and len(old) == 1 and old[0].key not in taken:
            found[entries[0].key] = old[0]
            taken.add(old[0].key)
    return found


def _reconciled(source: Entry, old: Entry | None, forms: int) -> tuple[Entry, str]:
    """The template's entry with what there is of a translation, and its fate."""
    if old is None:
        return _untranslated(source, forms), "added"
    same = (old.key, old.msgid_plural) == (source.key, source.msgid_plural)
    msgstr = old.msgstr
    if not same or not any(msgstr):
        msgstr = _fitted(msgstr, forms, plural=source.msgid_plural is not None)
    changed = not same and _is_translated(old)
    flags = [flag for flag in old.flags if not is_about_source(flag)]
    comments = old.translator_comments
    previous = old.previous
    if changed:
        flags.append("fuzzy")
        previous = _previous(source, old)
        comments += _lost_forms(old, msgstr)
    flags += [flag for flag in source.flags if flag != "fuzzy"]
    entry = Entry(
        source.msgid,
        msgstr,
        source.msgctxt,
        source.msgid_plural,
        comments,
        source.extracted_comments,
        source.references,
        tuple(sorted(dict.fromkeys(flags), key=lambda flag: flag != "fuzzy")),
        previous,
        line=old.line,
    )
    if changed:
        return entry, "changed"
    return entry, "revived" if old.obsolete else "kept"


def _previous(source: Entry, old: Entry) -> Previous | None:
    """The source text that the draft was made from.

    A draft of a draft was made from the older text, unless that is today's again.
    """
    before = Previous(old.msgid, old.msgctxt, old.msgid_plural)
    if "fuzzy" in old.flags and old.previous is not None:
        before = old.previous
    today = Previous(source.msgid, source.msgctxt, source.msgid_plural)
    return None if before == today else before


def _fitted(msgstr: tuple[str, ...], forms: int, *, plural: bool) -> tuple[str, ...]:
    """As many forms as the entry needs; a single translation does for each until it is revised."""
    if not plural:
        return msgstr if len(msgstr) == 1 else (next(filter(str.strip, msgstr), ""),)
    if not any(msgstr):
        return ("",) * forms
    return msgstr * forms if len(msgstr) == 1 else msgstr


def _lost_forms(old: Entry, msgstr: tuple[str, ...]) -> tuple[str, ...]:
    """Comments that keep the plural forms for which a singular entry has no place."""
    return tuple(
        f' msgstr[{number}] "{escape(form)}"'
        for number, form in enumerate(old.msgstr)
        if form.strip() and form not in msgstr
    )


def _untranslated(source: Entry, forms: int) -> Entry:
    return replace(
        source,
        msgstr=("",) * (1 if source.msgid_plural is None else forms),
        flags=tuple(flag for flag in source.flags if flag != "fuzzy"),
        previous=None,
        line=0,
    )


def _obsolete(entry: Entry) -> Entry:
    """The entry without what was said about its place in the source."""
    return replace(entry, obsolete=True, extracted_comments=(), references=())


def _is_translated(entry: Entry) -> bool:
    return any(form.strip() for form in entry.msgstr)


def _has_work(entry: Entry) -> bool:
    return _is_translated(entry) or bool(entry.translator_comments)


def _forms_of(header: Header) -> int:
    fields = {name.lower(): value for name, value in header}
    return number_of_forms(fields.get("plural-forms", ""))
