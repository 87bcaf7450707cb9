"""Where F1 leads: every page and anchor that the designer knows is in the manual."""

from __future__ import annotations

import pytest

from formwright.designer.core import manual
from tests.docs.manual import read

PLACES = {
    manual.START,
    manual.TUTORIAL,
    manual.HOW_TO,
    manual.REFERENCE,
    manual.COMPONENTS,
    manual.SHORTCUTS,
    manual.CUSTOM_COMPONENTS,
    *manual.PLACES.values(),
}


@pytest.mark.parametrize("place", sorted(PLACES))
def test_each_place_of_the_designer_has_its_page(place: str) -> None:
    page, _, anchor = place.partition("#")
    assert not anchor or anchor in read(page).anchors


def test_documented_names_lead_to_their_places() -> None:
    names = manual.names()
    assert len(names) > 100
    pages = {place.partition("#")[0] for place in names.values()}
    anchors = {page: read(page).anchors for page in pages}
    for name, place in names.items():
        page, _, anchor = place.partition("#")
        assert not anchor or anchor in anchors[page], name


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("anvil.server.call", "reference/anvil/anvil.server.html#anvil.server.call"),
        ("server.call", "reference/anvil/anvil.server.html#anvil.server.call"),
        ("alert", "reference/anvil/anvil.html#anvil.alert"),
        ("Button", "reference/components/button.html"),
        ("anvil.server.session.get", "reference/anvil/anvil.server.html#anvil.server.session"),
        ("nobody_knows.this", ""),
    ],
)
def test_words_of_code_lead_to_pages(code: str, page: str) -> None:
    assert manual.page_of_word(code, manual.names()) == page
