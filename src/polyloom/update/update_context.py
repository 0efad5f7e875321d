"""What an update of a catalog knows beside the template and the catalog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct, field

from polyloom.update.locale_index import LocaleIndex

Item = TypeVar("Item")
Result = TypeVar("Result")


class MapInOrder(Protocol):
    """Applies a function to items, one after the other as ``map`` does or in parallel."""

    def __call__(
        self, work: Callable[[Item], Result], items: Sequence[Item], /
    ) -> Iterable[Result]:
        """The results, in the order of the items."""
        ...


def _one_after_the_other(
    work: Callable[[Item], Result], items: Sequence[Item], /
) -> Iterable[Result]:
    return map(work, items)


class UpdateContext(Struct, frozen=True):
    """The project of a catalog, as far as its update depends on it.

    ``name`` is the catalog's, ``locale`` its locale, for where its header does not say.
    ``keep_on_typography``: a text that differs in typography alone keeps its translation.
    ``rewordings`` has for source texts the ones that replaced them without a change of meaning.
    ``locale_index`` gives the index across the locale's catalogs, as far as it is about some texts;
    it is called only where a text appeared whose translation may be there. ``map_over_drafts``
    shares out lists of drafts, to tell what changed: that takes longest.
    """

    name: str = ""
    locale: str = ""
    source_locale: str = "en"
    keep_on_typography: bool = True
    rewordings: Mapping[str, str] = field(default_factory=dict)
    locale_index: Callable[[Collection[str]], LocaleIndex] = lambda _: LocaleIndex()
    map_over_drafts: MapInOrder = _one_after_the_other

    def reworded(self, text: str) -> list[str]:
        """What a text was made into, one after the other, without a change of meaning."""
        later: list[str] = []
        while (text := self.rewordings.get(text, "")) and text not in later:
            later.append(text)
        return later
