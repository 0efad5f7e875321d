"""What pre-translation did to one catalog."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class TranslatedCatalog(Struct, frozen=True):
    """What pre-translation did to one catalog.

    ``drafts`` counts them by engine, ``reused`` those of them whose responses an earlier run has
    stored; ``empty`` entries stay so. ``refused`` are reasons why texts have no draft, each with
    how many texts it is the reason for; ``refused_before`` counts those of the texts whose answers
    an earlier run has refused, so that they were not asked for again.
    """

    locale: str
    name: str
    drafts: Mapping[str, int]
    reused: int
    empty: int
    refused: Mapping[str, int] = field(default_factory=dict)
    refused_before: int = 0

    @property
    def refused_now(self) -> int:
        """How many texts were asked for in this run, in vain."""
        return sum(self.refused.values()) - self.refused_before
