"""What an element of a page says of the translation in it, in ``data-*`` attributes."""

from __future__ import annotations

from polyloom.model import Origin, SegmentMark


def mark_attributes(mark: SegmentMark) -> str:
    """The attributes, each behind a blank: ``data-state``, and what else is to be said.

    >>> from polyloom.model import State
    >>> mark_attributes(SegmentMark(State.DRAFT, Origin.MACHINE, outdated=True))
    ' data-state="draft" data-origin="machine" data-outdated'
    """
    is_drafted = mark.origin in (Origin.MACHINE, Origin.MEMORY)
    origin = f' data-origin="{mark.origin}"' if is_drafted else ""
    return f' data-state="{mark.state}"{origin}{" data-outdated" if mark.outdated else ""}'
