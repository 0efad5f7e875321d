"""Changes of a source text that are taken back: the finished translation is finished again."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from polyloom.language.word_diff import text_tokens
from polyloom.model import Entry, Previous
from polyloom.po.notes import was_finished_before_change, without_passing_notes

# Tokens that a translation has as its source has them.
_KEPT = ("number", "link")


def is_change_taken_back(source: Entry, old: Entry) -> bool:
    """Whether the source is the text again that the old entry's translation was finished for.

    Not if the translation has been brought in line with the text in between, as far as its numbers
    and addresses tell.
    """
    today = Previous(source.msgid, source.msgctxt, source.msgid_plural)
    if old.previous != today or not was_finished_before_change(old):
        return False
    ours, theirs = _kept_tokens(source.msgid), _kept_tokens(old.msgid)
    translation = _kept_tokens(" ".join(old.msgstr))
    return not (theirs - ours) & (translation - ours)


def finished_again(source: Entry, old: Entry) -> Entry:
    """The source's entry with the translation that was finished for it, and people's comments."""
    flags = [flag for flag in old.flags if flag != "fuzzy"]
    return replace(
        source,
        msgstr=old.msgstr,
        translator_comments=without_passing_notes(old.translator_comments),
        flags=tuple(flags),
        equals_flags=tuple(flag for flag in old.equals_flags if flag != "fuzzy"),
        previous=None,
        line=old.line,
    )


def _kept_tokens(text: str) -> Counter[str]:
    return Counter(token.text for token in text_tokens(text) if token.kind in _KEPT)
