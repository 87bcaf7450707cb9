"""Rows made as copies of the first: nobody can tell them from rows that were drawn."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.runtime.client.fake_dom import FakeNode
from tests.client.conftest import Bench, form, node

ROW = """
class Row(RowTemplate):
    def __init__(self, **properties):
        self.clicks = []
        self.init_components(**properties)
        self.late.text = f"late {self.item['n']}"

    def button_click(self, **event_args):
        self.clicks.append(self.item["n"])
"""
PARTS = (
    node(
        "Label",
        "n",
        properties={"text": "template", "bold": True, "icon": "fa:star"},
        data_bindings=[{"property": "text", "code": "self.item['n']"}],
    ),
    node("Button", "button", properties={"text": "press"}, event_bindings={"click": "button_click"}),
    node(
        "Link",
        "link",
        properties={"text": "go"},
        components=[node("Label", "inside", properties={"text": "in"})],
    ),
    node(
        "CheckBox",
        "box",
        properties={"text": "on"},
        data_bindings=[{"property": "checked", "code": "self.item['on']", "writeback": True}],
    ),
    node("TextBox", "field", properties={"text": "typed", "enabled": False}),
    node("FlowPanel", "flow", components=[node("Label", "late")]),
    node("Label", "hidden", properties={"text": "not seen", "visible": False}),
)
PLAIN = "class {0}({0}Template):\n    pass\n"


def start(bench: Bench, *parts: dict[str, Any], count: int = 4) -> Any:
    opened = bench.start(
        {"Form1": PLAIN.format("Form1"), "Row": ROW if parts == PARTS else PLAIN.format("Row")},
        {
            "Form1": form(node("RepeatingPanel", "panel", properties={"item_template": "Row"})),
            "Row": form(*parts),
        },
        "Form1",
    )
    opened.panel.items = [{"n": n, "on": n % 2 == 0} for n in range(count)]
    return opened


def drawing(element: FakeNode) -> str:
    """An element with all in it, without the numbers of components."""
    attributes = {
        k: v for k, v in element.attributes.items() if not k.startswith("data-fw") or k == "data-fw-on"
    }
    inside = [child if isinstance(child, str) else drawing(child) for child in element.children]
    looks = f"{sorted(element.classes)} {attributes} {element.styles} {element.properties}"
    return f"<{element.tag} {looks}>{inside}"


def numbers(element: FakeNode, name: str) -> list[str]:
    return [each.attributes[name] for each in (element, *element.walk()) if name in each.attributes]


def test_copies_look_like_the_first_and_have_texts_of_their_own(bench: Bench) -> None:
    opened = start(bench, *PARTS)
    rows = opened.panel.get_components()
    assert type(rows[0]).__dict__["_fw_mould"]._cast is not None
    texts = [row._fw.node.visible_text for row in rows]
    assert texts == [f"{n}pressgoinonlate {n}" for n in range(4)]
    opened.panel.items = [{"n": 5, "on": True}] * 3
    assert [drawing(row._fw.node) for row in opened.panel.get_components()] == [
        first_drawn(opened, {"n": 5, "on": True})
    ] * 3


def first_drawn(opened: Any, item: dict[str, Any]) -> str:
    """A row made without a mould."""
    kind = type(opened.panel.get_components()[0])
    kind._fw_mould = None
    return drawing(kind(item=item)._fw.node)


def test_every_component_of_a_copy_owns_its_element(bench: Bench) -> None:
    opened = start(bench, *PARTS)
    for row in opened.panel.get_components():
        assert row._fw.node.attributes["data-fw-form"] == row._fw.identity
        for part in (row, *(getattr(row, each["name"]) for each in PARTS), row.inside, row.late):
            assert part._fw.node.attributes["data-fw-c"] == part._fw.identity
    owners = numbers(bench.body, "data-fw-c")
    assert len(set(owners)) == len(owners)


def test_events_and_write_back_reach_the_right_row(bench: Bench) -> None:
    opened = start(bench, *PARTS)
    rows = opened.panel.get_components()
    bench.fire(rows[2].button, "click")
    assert [row.clicks for row in rows] == [[], [], [2], []]
    bench.platform.dom.set(rows[3].box._fw_control(), "checked", True)
    bench.fire(rows[3].box, "change")
    assert [row.item["on"] for row in rows] == [True, False, True, True]


def test_a_copy_changes_like_any_form(bench: Bench) -> None:
    opened = start(bench, *PARTS)
    first, _, third, _ = opened.panel.get_components()
    third.n.bold = False
    third.n.icon = ""
    third.hidden.visible = True
    third.flow.clear()
    third.link.remove_from_parent()
    assert third._fw.node.visible_text == "2presson" + "not seen"
    assert first._fw.node.visible_text == "0pressgoinonlate 0"
    assert "font-weight" in first.n._fw.node.styles
    opened.panel.items = [{"n": 9, "on": False}]
    assert bench.text == "9pressgoinonlate 9"
    assert bench.errors == []


@pytest.mark.parametrize(
    "part",
    [
        node("DropDown", "d", properties={"items": ["a", "b"], "selected_value": "b"}),
        node("RichText", "r", properties={"content": "**b**"}),
        node("HtmlTemplate", "h", properties={"html": "<i>x</i>"}),
        node("CheckBox", "c", properties={"allow_indeterminate": True, "checked": None}),
        node("form:Form1", "f"),
    ],
    ids=lambda part: part["type"],
)
def test_what_a_copy_would_lack_is_drawn_each_time(bench: Bench, part: dict[str, Any]) -> None:
    opened = start(bench, node("Label", "a", properties={"text": "a"}), part)
    rows = opened.panel.get_components()
    mould = type(rows[0]).__dict__["_fw_mould"]
    assert (mould._cast, mould._useless) == (None, True)
    assert len({drawing(row._fw.node) for row in rows}) == 1
    assert bench.errors == []


def test_rows_before_a_failing_one_are_shown(bench: Bench) -> None:
    failing = """
    class Row(RowTemplate):
        def __init__(self, **properties):
            self.init_components(**properties)
            if self.item["n"] == 2:
                raise ValueError("no")
    """
    label = node("Label", "n", data_bindings=[{"property": "text", "code": "self.item['n']"}])
    opened = bench.start(
        {"Form1": PLAIN.format("Form1"), "Row": failing},
        {
            "Form1": form(node("RepeatingPanel", "panel", properties={"item_template": "Row"})),
            "Row": form(label),
        },
        "Form1",
    )
    with pytest.raises(ValueError, match="no"):
        opened.panel.items = [{"n": n} for n in range(4)]
    assert bench.text == "01"


def test_rows_whose_class_has_a_property_of_its_own_are_drawn_each_time(bench: Bench) -> None:
    row = """
    class Row(RowTemplate):
        @property
        def background(self):
            return "mine"
        @background.setter
        def background(self, value):
            self.add_component(Label(text=value))
        def __init__(self, **p):
            self.init_components(**p)
            self.background = "red"  # the template's own does not come here: it is set before __init__
    """
    opened = bench.start(
        {"Form1": PLAIN.format("Form1"), "Row": row},
        {
            "Form1": form(node("RepeatingPanel", "panel", properties={"item_template": "Row"})),
            "Row": {
                "container": {"type": "ColumnPanel", "properties": {"background": "red"}},
                "components": [],
            },
        },
        "Form1",
    )
    opened.panel.items = [1, 2, 3]
    assert bench.text == "redredred"
    assert bench.errors == []
