"""In English a text's place is called as catalogs call it; in other languages by their words."""

from __future__ import annotations

import pytest

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segment_locations import segment_locations
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import translation_units
from polyloom.messages import MessageCatalog, speaking
from polyloom.model import Kind
from polyloom.stages.reviews.place_words import place_words

PAGE = b"# A title\n\nOne. Two.\n\nThree.\n\n- a point\n  - one below\n\n> quote\n"


@pytest.mark.parametrize("segment_by", ["paragraph", "sentence"])
def test_in_english_it_is_what_catalogs_say(segment_by: str) -> None:
    options = DocumentOptions(segment_by=segment_by)
    units = translation_units(segment(PAGE, "markdown"), options, "en")
    locations = segment_locations(units.document.segments, units.parents)
    pairs = zip(units.units, locations, strict=True)
    found = [place_words(unit.kind, location) for unit, location in pairs]
    assert found == [location.words for location in locations]
    assert "sentence 2 of 2 in paragraph 1 of 2" in found or segment_by == "paragraph"
    assert "point 1 of 1, level 2" in found or "point, level 2" in found


def test_each_kind_has_a_word() -> None:
    (location,) = segment_locations(segment(b"One.\n", "plaintext").segments, [0])
    words = {place_words(kind, location) for kind in Kind}
    assert len(words) == len(Kind)


def test_in_another_language() -> None:
    texts = {
        "kind of text\4paragraph": ("párrafo",),
        "{kind} {number} of {total}": ("{kind} {number} de {total}",),
    }
    units = translation_units(segment(PAGE, "markdown"), DocumentOptions(), "en")
    locations = segment_locations(units.document.segments, units.parents)
    with speaking(MessageCatalog("es", texts, lambda _: 0)):
        assert place_words(Kind.PARAGRAPH, locations[1]) == "párrafo 1 de 2"
