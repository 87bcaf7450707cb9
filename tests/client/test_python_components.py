"""Components that an app writes in Python, and what `anvil.property_utils` offers them."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import pytest

from tests.client.conftest import Bench, form, node

WIDGET = """
from anvil import *
from anvil.property_utils import anvil_property, set_element_margin

class Badge(Component):
    _anvil_properties_ = [{"name": "text", "type": "string"}, {"name": "color", "default_value": "red"}]
    _anvil_events_ = [{"name": "picked"}]

    def __init__(self, text="", **properties):
        self.order = ["init"]
        self.element = BADGES.make("b", "badge")
        self.text = text

    def _anvil_setup_dom_(self):
        self.order.append("dom")
        BADGES.text(self.element, self.text)
        return self.element

    @anvil_property("number", default_value=3)
    def size(self):
        return self._size

    @size.setter
    def size(self, value):
        self._size = value
        set_element_margin(self.element, value)

class Nothing(Component):
    def _anvil_setup_dom_(self):
        return None

def run():
    pass
"""
FORM = "class Form1(Form1Template):\n    pass\n"


def start(bench: Bench) -> tuple[Any, Any]:
    bench.start({"Form1": FORM, "Widgets": f"BADGES = None\n{WIDGET}"}, {"Form1": form()}, "Form1")
    module: Any = importlib.import_module("MyApp.Widgets")
    module.BADGES = bench.platform.dom
    assert sys.modules["Widgets"] is module
    return module, bench.open_form


def test_the_element_is_asked_for_when_it_is_needed_and_once(bench: Bench) -> None:
    module, open_form = start(bench)
    badge = module.Badge(text="new")
    assert badge.order == ["init"]
    badge.text = "newer"
    open_form.add_component(badge)
    assert badge.order == ["init", "dom"]
    assert bench.text == "newer"
    assert badge._anvil_dom_element_ is badge.element
    badge.remove_from_parent()
    open_form.add_component(badge)
    assert badge.order == ["init", "dom"]


def test_declared_events_and_properties(bench: Bench) -> None:
    module, _ = start(bench)
    badge = module.Badge()
    got: list[int] = []
    badge.add_event_handler("picked", lambda n, **_: got.append(n))
    badge.raise_event("picked", n=4)
    assert got == [4]
    with pytest.raises(ValueError, match="picked"):
        badge.raise_event("unpicked")
    assert badge.color == "red"
    badge.size = 5
    assert badge.size == 5
    assert badge.element.styles["margin-top"] == "5px"
    names = [facts["name"] for facts in module.Badge._anvil_properties_]
    assert names == ["text", "color", "size"]


def test_no_element_is_refused(bench: Bench) -> None:
    module, open_form = start(bench)
    with pytest.raises(ValueError, match="_anvil_setup_dom_"):
        open_form.add_component(module.Nothing())


def test_a_template_may_use_them(bench: Bench) -> None:
    widget = WIDGET.replace(
        "BADGES", "__import__('formwright.runtime.client.page').runtime.client.page.current_page().dom"
    )
    template = form(node("form:Badge", "badge", properties={"text": "from yaml", "size": 2}))
    bench.start({"Form1": FORM, "Badge": widget}, {"Form1": template}, "Form1")
    assert bench.text == "from yaml"
    assert bench.open_form.badge.size == 2


def test_components_of_apps_build_their_lists_upon_ours(bench: Bench) -> None:
    source = """
    import anvil
    class Better(anvil.TextBox):
        _anvil_properties_ = [{"name": "hints", "default_value": 7}, *anvil.TextBox._anvil_properties_]
        _anvil_events_ = [{"name": "hinted"}]
    class Form1(Form1Template):
        def __init__(self, **p):
            self.init_components(**p)
            self.better = Better(text="typed")
            self.better.set_event_handler("hinted", lambda **e: None)
            self.add_component(self.better)
    """
    better = bench.start({"Form1": source}, {"Form1": form()}, "Form1").better
    assert bench.errors == []
    assert (better.text, better.hints, better.placeholder) == ("typed", 7, "")
    facts = {each["name"]: each for each in type(better)._anvil_properties_}
    assert facts["text"]["allow_binding_writeback"] is True
    assert facts["text"]["type"] == "string"
