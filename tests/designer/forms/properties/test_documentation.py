"""Every property and event of every component says what it is for."""

from __future__ import annotations

import html

import pytest

from formwright.designer.forms.properties.documentation import doc_of, doc_of_event, event_tooltip, tooltip
from formwright.runtime.client.components import CLASSES
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

SPECS = [kind._fw_spec for kind in CLASSES]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_everything_has_a_sentence(spec: ComponentSpec) -> None:
    properties = (*spec.properties, *(prop for prop in spec.layout_properties if prop.name != "index"))
    silent = [prop.name for prop in properties if not doc_of(prop).endswith((".", ">"))]
    silent += [event.name for event in spec.events if not doc_of_event(event).endswith(".")]
    assert not silent, f"say in documentation.py what these are for: {', '.join(silent)}"


def test_words_of_the_component_win_and_are_no_markup() -> None:
    own = PropertySpec("text", default="<b>", description="A & B.")
    tip = tooltip(own)
    assert html.escape("A & B.") in tip and html.escape("<b>") in tip
    event = EventSpec("click", ("keys",), default=True, description="Now.")
    assert "Now." in event_tooltip(event) and "keys" in event_tooltip(event)
