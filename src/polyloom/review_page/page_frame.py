"""What stands around every page: its language, who reviews, and what cannot be done here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from polyloom.language.locales import bcp47, direction
from polyloom.messages import spoken_language
from polyloom.review_page.page_session import PageSession


def frame_values(session: PageSession) -> Mapping[str, Any]:
    """The values that every template may ask for."""
    language = spoken_language()
    settings = session.settings
    return {
        "language": bcp47(language),
        "direction": direction(language),
        "by": settings.by,
        "is_read_only": settings.read_only,
        "can_write": session.can_write,
        "project_mark": session.mark,
    }


def page_values(session: PageSession) -> Mapping[str, Any]:
    """The values that every whole page asks for: besides, what was done last, in a sentence."""
    return {**frame_values(session), "said": session.take_said()}
