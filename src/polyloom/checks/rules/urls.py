"""URLs and e-mail addresses are kept exactly, each as often as in the source.

- ``"See https://example.org."`` → ``"Ver https://ejemplo.org."``: the link leads elsewhere.
- ``"… https://example.org."`` → ``"… https://example.org。"``: the full stop is no part of it.
- ``"… https://en.wikipedia.org/wiki/Tea"`` → ``"… https://es.wikipedia.org/wiki/Té"``: the project
  allows an address of the translation's own locale (``LocalizedLinks``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.url_spans import url_spans, urls
from polyloom.messages import message
from polyloom.model import Severity


def _run(pair: TranslationPair) -> Iterator[Problem]:
    # Nearly all have none.
    if not url_spans(pair.source) and not url_spans(pair.translation):
        return
    source, translation = Counter(urls(pair.source)), Counter(urls(pair.translation))
    if source == translation:
        return
    missing, extra = source - translation, translation - source
    pair.localized_links.match(missing, extra)
    for url in missing:
        if translation[url]:
            yield Problem(
                message(
                    "{url} is in the source {source} times, in the translation {translation} times",
                    url=url,
                    source=source[url],
                    translation=translation[url],
                ),
                message("use it as often as the source does"),
            )
        else:
            yield Problem(
                message("{url} is missing from the translation", url=url),
                message("copy it from the source, character by character"),
            )
    # A changed URL is one problem, not two.
    if not missing:
        for url in extra:
            yield Problem(
                message("{url} is in the translation more often than in the source", url=url),
                message("take it out, or check that the source has it"),
            )


CHECK = Check(
    "urls",
    Severity.ERROR,
    "URLs and e-mail addresses are kept exactly.",
    _run,
)
