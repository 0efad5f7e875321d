"""Links, images and footnote marks of Markdown are the source's, each as often.

- ``"the [rules](rules.md)"`` → ``"las reglas"``: the link is lost.
- ``"the [rules](rules.md)"`` → ``"las [reglas] (rules.md)"``: with a blank there it is none.
- ``"so it is[^1]"`` → ``"so ist es"``: nothing leads to the footnote.
- ``"[tea](#the-tea)"`` → ``"[té](#el-té)"``: fine here; where the document has no such heading,
  ``structure`` says it.
- ``"[tea](/en/tea)"`` → ``"[té](/es/te)"``: fine where the project allows it (``LocalizedLinks``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.mark_corrections import link_correction
from polyloom.language.url_spans import urls
from polyloom.messages import message
from polyloom.model import Markup, Severity
from polyloom.placeables.inline_markup import inline_markup, match_localized
from polyloom.placeables.simple_markup import has_same_markup


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if "[" not in pair.source or pair.markup is not Markup.MARKDOWN:
        return
    if has_same_markup(pair.source, pair.translation):
        return
    wanted, found = inline_markup(pair.source).links, inline_markup(pair.translation).links
    if wanted == found:
        return
    missing, _ = match_localized(wanted - found, found - wanted, pair.localized_links)
    told_by_urls = Counter(urls(pair.source)) - Counter(urls(pair.translation))
    pages = {(what, target.partition("#")[0]) for what, target in found - wanted if "#" in target}
    for (what, target), count in missing.items():
        if "#" in target and (what, target.partition("#")[0]) in pages:
            # A heading in another language has another name.
            continue
        if what != "the address" and target not in told_by_urls:
            problem = _problem(what, target, wanted[what, target] - count)
            yield replace(problem, correction=link_correction(pair))


def has_lost_link(pair: TranslationPair) -> bool:
    """Whether the translation lacks a link or an image: then its brackets may be loose, too."""
    return next(_run(pair), None) is not None


def _problem(what: str, target: str, left: int) -> Problem:
    if what == "the footnote mark":
        return Problem(
            message("the footnote mark {target} is missing from the translation", target=target),
            message("copy it from the source, behind what it belongs to"),
            topic=what,
        )
    form = "![description]" if what == "the image" else "[text]"
    written = target if target.startswith("[") else f"({target})"
    if what == "the image":
        said = (
            message("the image {target} is not in the translation that often", target=target)
            if left
            else message("the image {target} is not in the translation", target=target)
        )
    else:
        said = (
            message("the link to {target} is not in the translation that often", target=target)
            if left
            else message("the link to {target} is not in the translation", target=target)
        )
    return Problem(
        said,
        message(
            "write {form}{written}, without a blank between the brackets",
            form=form,
            written=written,
        ),
        topic=what,
    )


CHECK = Check(
    "links",
    Severity.ERROR,
    "Links, images and footnote marks are the source's, each as often.",
    _run,
)
