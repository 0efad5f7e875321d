"""Reviewers' acts: each is a line of a ledger; a rejection makes a draft in the catalog, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Catalog, Entry, EntryKey, State
from polyloom.po.notes import with_rejection_note
from polyloom.project import Project
from polyloom.project.documents import catalog_name
from polyloom.review.ledger import (
    ReviewAct,
    Verdict,
    act_line,
    last_moment,
    source_digest,
    translation_digest,
)
from polyloom.review.review_index import person_of
from polyloom.stages.catalog_rewriting import rewrite_catalog
from polyloom.stages.inputs import LoadedCatalog
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from polyloom.workspace.files import ChangedMeanwhileError, read_if_there, write_over
from polyloom.workspace.paths import ledger_path

# How often a ledger that somebody else is writing is read again.
_ATTEMPTS = 5
_ONE_LATER = timedelta(microseconds=1)


# Who made translations, by their documents' paths and their entries' keys.
Translators = Mapping[tuple[str, EntryKey], str]


class Reviewer(Struct, frozen=True):
    """Who reviews, as git writes people, when, and where random ids come from.

    ``translators`` says who made a translation, where that counts.
    """

    by: str
    now: datetime
    new_id: Callable[[], str]
    translators: Translators = {}


class Opinion(Struct, frozen=True):
    """What is said of texts: the verdict, a comment or a reason, a check's name."""

    verdict: Verdict
    text: str = ""
    check: str = ""


class LeftAlone(Struct, frozen=True):
    """A text of which it was not said, and why, as a clause."""

    reference: str
    reason: str


class ReviewReport(Struct, frozen=True):
    """The references of the texts of which it was said, those left alone, the ledgers written.

    ``problems`` are with documents and catalogs of which nothing could be said.
    """

    done: tuple[str, ...] = ()
    left_alone: tuple[LeftAlone, ...] = ()
    ledgers: tuple[str, ...] = ()
    problems: tuple[UserError, ...] = ()


class Saying(NamedTuple):
    """What is said of a text; ``id`` is that of the act, empty: a random one."""

    text: ReviewedText
    opinion: Opinion
    id: str = ""


def review(
    project: Project, texts: Sequence[ReviewedText], reviewer: Reviewer, opinion: Opinion
) -> ReviewReport:
    """Say it of each of the texts of which it can be said. Raises UserError.

    A rejected translation becomes a draft, with the reason in its comments.
    """
    return review_each(project, [Saying(text, opinion) for text in texts], reviewer)


def review_each(project: Project, sayings: Sequence[Saying], reviewer: Reviewer) -> ReviewReport:
    """Like ``review``, where it is not the same that is said of the texts."""
    by_ledger: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        text = saying.text
        by_ledger[ledger_path(text.locale, text.file.name)].append(saying)
    done: list[str] = []
    left_alone: list[LeftAlone] = []
    written: list[str] = []
    for path, of_document in by_ledger.items():
        acts: list[_Acts] = []
        rejections: list[Saying] = []
        for saying in of_document:
            found = _acts_of(saying.text, reviewer, saying.opinion)
            if isinstance(found, str):
                left_alone.append(LeftAlone(saying.text.reference, found))
            else:
                own = [replace(act, id=saying.id) if saying.id else act for act in found]
                acts.append(_Acts(saying.text, own))
                if saying.opinion.verdict is Verdict.REJECT:
                    rejections.append(saying)
        if acts:
            _append(project, path, acts)
            written.append(path)
        _make_drafts(project, rejections)
        done += [each.text.reference for each in acts]
    return ReviewReport(tuple(done), tuple(left_alone), tuple(written))


def withdraw_acts(
    project: Project, text: ReviewedText, reviewer: Reviewer, ids: Sequence[str]
) -> None:
    """Take acts about a text back, by their ids, whosever they are. Raises UserError."""
    entry = text.status.entry
    if entry is None or not ids:
        return
    taken_back = Opinion(Verdict.WITHDRAW)
    acts = [_act(entry, reviewer, taken_back, withdraws=each) for each in ids]
    _append(project, ledger_path(text.locale, text.file.name), [_Acts(text, acts)])


class _Acts(NamedTuple):
    """The acts about a text."""

    text: ReviewedText
    acts: Sequence[ReviewAct]


def _append(project: Project, path: str, said: Sequence[_Acts]) -> None:
    """Append acts of one moment to a ledger.

    None comes before what the ledger has, or what another one has about the same texts.
    """
    acts = [act for each in said for act in each.acts]
    elsewhere = [act.at for each in said for act in each.text.review.verdicts]
    for _ in range(_ATTEMPTS):
        data = read_if_there(project.root, path) or b""
        at = _moment(acts[0].at, max([last_moment(data), *elsewhere]))
        lines = b"".join(act_line(replace(act, at=at)) for act in acts)
        gap = b"" if not data or data.endswith(b"\n") else b"\n"
        try:
            write_over(project.root, path, data + gap + lines, expected=data or None)
        except ChangedMeanwhileError:
            continue
        return
    raise UserError(
        message("another program keeps writing it"),
        where=path,
        remedy=message("run the command again later"),
    )


def _moment(now: str, last: str) -> str:
    """Now, or directly after the last moment, if any, where a clock says that now is before it."""
    try:
        after = datetime.fromisoformat(last).astimezone(UTC) + _ONE_LATER
    except (ValueError, OverflowError):
        return now
    return max(now, after.isoformat(timespec="microseconds"))


def _acts_of(text: ReviewedText, reviewer: Reviewer, opinion: Opinion) -> Sequence[ReviewAct] | str:
    """The acts that say it of a text, or why it cannot be said."""
    entry, found = text.status.entry, text.review
    if entry is None or (
        entry.state is State.UNTRANSLATED and opinion.verdict is not Verdict.COMMENT
    ):
        return message("it is not translated")
    if opinion.verdict is Verdict.WITHDRAW:
        acts = [_act(entry, reviewer, opinion, withdraws=act.id) for act in found.verdicts]
        return acts or message("nobody has approved or rejected it as it is")
    if opinion.verdict is Verdict.ACCEPT and opinion.check in found.accepted_checks:
        return message("it is accepted already")
    if opinion.verdict is Verdict.APPROVE and (
        reason := objection_to_approval(text, entry, reviewer.by, reviewer.translators)
    ):
        return reason
    return [_act(entry, reviewer, opinion)]


def objection_to_approval(
    text: ReviewedText, entry: Entry, by: str, translators: Translators
) -> str:
    """Why a person cannot approve of a translation, or an empty string."""
    person = person_of(by)
    translator = translators.get((text.file.path, entry.key), "")
    if any(person_of(act.by) == person for act in text.review.approvals):
        return message("you have approved it already")
    if entry.is_fuzzy:
        return message("it is a draft: finish it first, by taking its fuzzy flag away")
    if not text.policy.steps:
        return message("no approval is needed (review steps = 0)")
    if not text.policy.own_work and translator and person_of(translator) == person:
        return message("you made the translation yourself (own_work = false)")
    return ""


def _act(entry: Entry, reviewer: Reviewer, opinion: Opinion, *, withdraws: str = "") -> ReviewAct:
    return ReviewAct(
        id=reviewer.new_id(),
        at=reviewer.now.astimezone(UTC).isoformat(timespec="microseconds"),
        by=reviewer.by,
        verdict=opinion.verdict,
        source=source_digest(entry),
        translation=translation_digest(entry),
        context=entry.msgctxt,
        text=opinion.text,
        check=opinion.check,
        withdraws=withdraws,
    )


def _make_drafts(project: Project, rejections: Sequence[Saying]) -> None:
    """Make the translations drafts whose comments say why."""
    by_catalog: defaultdict[tuple[str, str], dict[EntryKey, _Rejection]] = defaultdict(dict)
    known: dict[tuple[str, str], LoadedCatalog] = {}
    for text, opinion, _ in rejections:
        if (entry := text.status.entry) is not None:
            name = catalog_name(text.file.path, project.catalogs.grouping)
            by_catalog[text.locale, name][entry.key] = _Rejection(entry, opinion.text)
            known[text.locale, name] = text.catalog
    for (locale, name), rejected in by_catalog.items():
        change = partial(_rejected, rejected)
        rewrite_catalog(project, locale, name, change, known[locale, name])


class _Rejection(NamedTuple):
    """An entry with the translation that was rejected, and why that was."""

    entry: Entry
    reason: str


def _rejected(rejected: Mapping[EntryKey, _Rejection], catalog: Catalog | None) -> Catalog:
    """The catalog with what was rejected as drafts."""
    if catalog is None:
        raise UserError(
            message("a catalog has just been removed"), remedy=message("run the command again")
        )
    entries = []
    for entry in catalog.entries:
        found = rejected.get(entry.key)
        is_same = found is not None and _is_same(entry, found.entry)
        entries.append(with_rejection_note(entry, found.reason) if found and is_same else entry)
    return replace(catalog, entries=tuple(entries))


def _is_same(entry: Entry, rejected: Entry) -> bool:
    """Whether an entry still has the translation that was rejected."""
    return not entry.obsolete and entry.msgstr == rejected.msgstr
