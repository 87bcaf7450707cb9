"""Layouts, slots and custom containers: behaviours L01 to L05, L09, L10."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client.conftest import Bench, form, node

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"
FRAME_CODE = """
class Frame(FrameTemplate):
    def __init__(self, **p):
        self.clicks = 0
        self.init_components(**p)
    @property
    def heading(self):
        return self.heading_label.text
    @heading.setter
    def heading(self, value):
        self.heading_label.text = value
"""
FRAME = form(
    node("Label", "heading_label"),
    node("LinearPanel", "main"),
    node("LinearPanel", "foot", components=[node("Label", "after", properties={"text": "|after"})]),
    properties=[{"name": "heading", "type": "string", "default_value": "Untitled"}],
    events=[{"name": "saved"}],
    slots={
        "content": {"target": {"type": "container", "name": "main"}, "index": 0},
        "more": {"target": {"type": "container", "name": "foot"}, "index": 0},
        "single": {"target": {"type": "container", "name": "foot"}, "index": 1, "one_component": True},
    },
)


def page(text: str, heading: str | None = None, **rest: Any) -> dict[str, Any]:
    layout: dict[str, Any] = {"type": "form:Frame", "properties": {"heading": heading} if heading else {}}
    return {
        "layout": {**layout, **rest.pop("layout", {})},
        "components_by_slot": {"content": [node("Label", "label", properties={"text": text})], **rest},
    }


def start(bench: Bench, a: Any, b: Any, code_b: str = PLAIN.format("B"), **more: Any) -> Any:
    modules = {"Frame": FRAME_CODE, "A": PLAIN.format("A"), "B": code_b}
    return bench.start(modules, {"Frame": FRAME, "A": a, "B": b, **more}, "A")


def open_form(name: Any) -> Any:
    import anvil  # type: ignore[import-not-found]  # the finder of the page provides it

    return anvil.open_form(name)


def test_L01_the_next_form_takes_over_the_same_layout(bench: Bench) -> None:
    a = start(bench, page("from A", "One"), page("from B", "Two"))
    layout = a.layout
    layout.clicks = 5
    assert bench.text == "Onefrom A|after"
    b = open_form("B")
    assert b.layout is layout
    assert layout.clicks == 5
    assert bench.text == "Twofrom B|after"
    assert a.label.parent is None
    open_form(a)  # shown again, it has everything of its own
    assert a.layout is layout
    assert bench.text == "Onefrom A|after"


def test_L01_another_layout_class_gets_another_instance(bench: Bench) -> None:
    other = page("from B")
    other["layout"] = {"type": "Other"}
    modules = {"Frame": FRAME_CODE, "Other": PLAIN.format("Other"), "A": PLAIN.format("A")}
    slots = {"content": {"target": {"type": "container", "name": ""}, "index": 0}}
    forms = {"Frame": FRAME, "A": page("a"), "B": other, "Other": form(slots=slots)}
    a = bench.start({**modules, "B": PLAIN.format("B")}, forms, "A")
    b = open_form("B")
    assert type(b.layout).__name__ == "Other"
    assert bench.text == "from B"
    assert type(a.layout).__name__ == "Frame"
    assert bench.errors == []


def test_L02_layout_properties_go_back_to_their_defaults(bench: Bench) -> None:
    start(bench, page("a", "One"), page("b"))
    open_form("B")
    assert bench.text == "Untitledb|after"


def test_L03_a_slot_that_the_layout_lacks_is_reported_and_the_rest_shown(bench: Bench) -> None:
    a = start(bench, page("a", nowhere=[node("Label", "lost")]), page("b"))
    assert bench.text == "Untitleda|after"
    assert a.lost.parent is None
    assert bench.error_types() == ["LookupError"]
    assert "'nowhere'" in bench.errors[0]["message"]
    assert "content, more, single" in bench.errors[0]["message"]


def test_a_layout_may_have_no_slots_at_all(bench: Bench) -> None:
    """As an app has it whose pages differ in nothing yet: `slots: {}`, and empty entries in its forms."""
    bare = form(node("Label", "label", properties={"text": "frame"}), slots={})
    page = {"layout": {"type": "form:Bare"}, "components_by_slot": {"content": []}}
    opened = bench.start(
        {"Bare": PLAIN.format("Bare"), "A": PLAIN.format("A")}, {"Bare": bare, "A": page}, "A"
    )
    assert bench.errors == []
    assert bench.text == "frame"
    assert opened.layout.slots == {}


def test_L04_setting_a_property_of_the_layout(bench: Bench) -> None:
    a = start(bench, page("a"), page("b"))
    a.layout.heading = "Changed"
    assert bench.text == "Changeda|after"


def test_L04_also_in_the_constructor_of_the_next_form(bench: Bench) -> None:
    code = PLAIN.format("B") + "        self.layout.heading = 'Mine'\n"
    code += "        self.layout.slots['more'].add_component(Label(text='+'))\n"
    a = start(bench, page("a", "One"), page("b"), code)
    a.layout.slots["more"].add_component(type(a.label)(text="of a"))
    open_form("B")
    assert bench.text == "Mineb+|after"
    open_form(a)
    assert bench.text == "Oneaof a|after"


def test_L05_a_slot_for_one_component(bench: Bench) -> None:
    a = start(bench, page("a"), page("b"))
    label = type(a.label)
    slot = a.layout.slots["single"]
    slot.add_component(label(text="1"))
    with pytest.raises(ValueError, match="one component only"):
        slot.add_component(label(text="2"))
    slot.clear()
    slot.add_component(label(text="3"))
    a.layout.slots["more"].add_component(label(text="0"))
    assert bench.text == "Untitleda0|after3"
    assert [each.text for each in slot.get_components()] == ["3"]


def test_layout_events_and_form_events_have_their_own_handlers(bench: Bench) -> None:
    code = PLAIN.format("A") + "    def on_saved(self, **e):\n        self.got = e['sender']\n"
    code += "    def on_show(self, **e):\n        self.shown = True\n"
    a_form = page(
        "a", layout={"event_bindings": {"saved": "on_saved"}, "form_event_bindings": {"show": "on_show"}}
    )
    modules = {"Frame": FRAME_CODE, "A": code, "B": PLAIN.format("B")}
    a = bench.start(modules, {"Frame": FRAME, "A": a_form, "B": page("b")}, "A")
    layout = a.layout
    layout.raise_event("saved")
    assert a.got is layout
    assert a.shown
    del a.got
    open_form("B")
    layout.raise_event("saved")
    assert not hasattr(a, "got")  # a form that is not shown hears nothing more of it


def test_layout_data_bindings_follow_the_item(bench: Bench) -> None:
    bindings = [{"property": "heading", "code": "self.item['h']"}]
    a = start(bench, page("a", layout={"data_bindings": bindings}), page("b"))
    a.item = {"h": "Bound"}
    assert bench.text == "Bounda|after"
    open_form("B")
    a.item = {"h": "Late"}
    assert bench.text == "Untitledb|after"


def test_layouts_in_layouts(bench: Bench) -> None:
    inner: dict[str, Any] = {
        "layout": {"type": "form:Frame", "properties": {"heading": "Outer"}},
        "components_by_slot": {"content": [node("Label", "first", properties={"text": "inner:"})]},
        "slots": {"body": {"target": {"type": "slot", "name": "content"}, "index": 1}},
    }
    pages = {
        name: {
            "layout": {"type": "form:Inner"},
            "components_by_slot": {"body": [node("Label", "x", properties={"text": name})]},
        }
        for name in ("A", "B")
    }
    modules = {name: PLAIN.format(name) for name in ("A", "B", "Inner")}
    a = bench.start({**modules, "Frame": FRAME_CODE}, {**pages, "Inner": inner, "Frame": FRAME}, "A")
    assert bench.text == "Outerinner:A|after"
    outer = a.layout.layout
    b = open_form("B")
    assert bench.text == "Outerinner:B|after"
    assert b.layout.layout is outer
    assert bench.errors == []


def test_a_layout_that_is_missing_does_not_hide_the_content(bench: Bench) -> None:
    lost = page("still here")
    lost["layout"] = {"type": "m3.Layouts.Rail"}
    bench.start({"A": PLAIN.format("A")}, {"A": lost}, "A")
    assert "still here" in bench.text
    assert "m3.Layouts.Rail could not be drawn" in bench.text
    assert "--dep-id" in bench.errors[0]["message"]


def test_F04_defaults_come_to_the_constructor_as_if_given(bench: Bench) -> None:
    code = """
    class Card(CardTemplate):
        def __init__(self, **p):
            self.seen = dict(p)
            self.init_components()
    """
    card = form(properties=[{"name": "size", "type": "number", "default_value": 3}])
    opened = bench.start(
        {"Card": code, "Form1": PLAIN.format("Form1")},
        {"Card": card, "Form1": form(node("form:Card", "card"))},
        "Form1",
    )
    assert opened.card.seen == {"size": 3}
    assert type(opened.card)().size == 3


CARD = form(
    node("Label", "title_label"),
    node("FlowPanel", "row", components=[node("Label", "end", properties={"text": "]"})]),
    custom_component=True,
    custom_component_container=True,
    properties=[{"name": "title", "type": "string", "default_value": "Card"}],
    slots={
        "default": {"target": {"type": "container", "name": ""}, "index": 1},
        "actions": {"target": {"type": "container", "name": "row"}, "index": 0},
    },
)
CARD_CODE = """
class Card(CardTemplate):
    def __init__(self, **p):
        self.seen = dict(p)
        self.init_components(**p)
    @property
    def title(self):
        return self.title_label.text
    @title.setter
    def title(self, value):
        self.title_label.text = value
"""


def test_L09_L10_custom_containers_take_components_of_other_forms(bench: Bench) -> None:
    children = [
        node("Label", "inside", properties={"text": "in"}),
        node("Label", "save", properties={"text": "save"}, layout_properties={"slot": "actions"}),
    ]
    opened = bench.start(
        {"Card": CARD_CODE, "Form1": PLAIN.format("Form1")},
        {
            "Card": CARD,
            "Form1": form(node("form:Card", "card", properties={"title": "T:"}, components=children)),
        },
        "Form1",
    )
    assert bench.text == "T:insave]"
    assert opened.card.seen == {"title": "T:"}
    assert [each.text for each in opened.card.get_components()] == ["in", "save"]
    opened.card.add_component(type(opened.inside)(text="2"), slot="actions")
    assert bench.text == "T:insave2]"
    with pytest.raises(ValueError, match="no slot 'x'"):
        opened.card.add_component(type(opened.inside)(text="3"), slot="x")
    opened.card.clear()
    assert bench.text == "T:]"
