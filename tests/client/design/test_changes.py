"""After any changes the canvas shows what it would show had the form been drawn so from the start."""

from __future__ import annotations

import copy
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from formwright.designer.core.forms import changes as designer
from formwright.designer.core.forms.template import Place, Template
from formwright.designer.core.forms.wire import change_to_json
from formwright.runtime.client.components import CLASSES
from formwright.runtime.client.design.form_data import FormData
from formwright.runtime.spec.components import ComponentSpec
from tests.client.design.conftest import PLAIN, Easel, form, laid, node

CONTAINERS = ("ColumnPanel", "LinearPanel", "FlowPanel", "GridPanel", "XYPanel", "Link", "DataGrid",
              "DataRowPanel", "HtmlTemplate", "HtmlComponent", "form:Box")  # fmt: skip
LAYOUTS: dict[str, list[dict[str, Any]]] = {
    "ColumnPanel": [{}, {"grid_position": "A,B"}, {"grid_position": "A,C"}, {"full_width_row": True}],
    "Link": [{}, {"grid_position": "A,B"}],
    "LinearPanel": [{}],
    "FlowPanel": [{}, {"width": 120}, {"expand": True}],
    "GridPanel": [{"row": "A", "width_xs": 4}, {"row": "B"}, {"row": "A", "col_xs": 2}],
    "XYPanel": [{"x": 10, "y": 20}, {"x": 5, "width": 50}],
    "DataGrid": [{}, {"pinned": True}],
    "DataRowPanel": [{"column": "A"}, {"column": "B"}],
    "HtmlTemplate": [{}, {"slot": "left"}, {"slot": "nowhere"}],
    "HtmlComponent": [{"dropzone": "one"}, {"dropzone": "two"}, {}],
    "form:Box": [{"slot": "inside"}, {"slot": "below"}, {}],
}
PROPERTIES: dict[str, dict[str, Any]] = {
    "DataGrid": {"columns": [{"id": "A", "title": "A"}, {"id": "B", "title": "B"}]},
    "HtmlTemplate": {"html": "<p>x</p><div anvil-slot='left'></div><div anvil-slot='default'></div>"},
    "HtmlComponent": {
        "html": "<div><p><template anvil-dropzone='one'></template></p>"
        "<template anvil-dropzone='two'></template></div>"
    },
}
BOX = form(
    node("LinearPanel", "here"),
    node("ColumnPanel", "there"),
    custom_component=True,
    custom_component_container=True,
    slots={
        "inside": {"target": {"type": "container", "name": "here"}, "index": 0},
        "below": {"target": {"type": "container", "name": "there"}, "index": 0},
    },
)
FORMS: dict[str, Any] = {"Main": form(), "Box": BOX}
MODULES = {"Box": PLAIN.format("Box")}


def is_container(type_name: str) -> bool:
    return type_name in CONTAINERS


class Gardener:
    """Makes changes that fit the form as it is, from numbers that hypothesis draws."""

    def __init__(self, data: st.DataObject, template: dict[str, Any]) -> None:
        self.template = Template(template)
        self._data = data
        self._made = 0

    def pick(self, values: Any) -> Any:
        return self._data.draw(st.sampled_from(list(values)))

    def change(self) -> designer.Change | None:
        names = self.template.names
        kind = self.pick(["insert", "insert", "remove", "move", "rename", "property", "unset", "layout"])
        if kind == "insert" or not names:
            parent = self.pick([n for n in ("", *names) if is_container(self.template.type_of(n))])
            return designer.InsertComponent(self.place(parent), self.fresh(parent))
        name = self.pick(names)
        if kind == "remove":
            return designer.RemoveComponent(name)
        if kind == "rename":
            self._made += 1
            return designer.RenameComponent(name, f"renamed_{self._made}")
        if kind in ("property", "unset"):
            return self.property_of(name, kind)
        if kind == "layout":
            layout = self.layout(self.template.parent(name))
            key = self.pick(layout or {"nothing": 1})
            return designer.SetLayoutProperty(name, key, layout.get(key, designer.UNSET))
        outside = [n for n in ("", *names) if is_container(self.template.type_of(n))]
        parent = self.pick([n for n in outside if n == "" or not self.template.inside(n, name)])
        return designer.MoveComponent(name, self.place(parent))

    def property_of(self, name: str, kind: str) -> designer.Change | None:
        values = {"visible": False, "role": "card", "background": "red", "text": f"text {self._made}"}
        key = self.pick(values)
        if key == "text" and self.template.type_of(name) not in ("Label", "Button", "Link", "TextBox"):
            return None
        return designer.SetProperty(name, key, designer.UNSET if kind == "unset" else values[key])

    def place(self, parent: str) -> Place:
        return Place(parent, self.pick(range(len(self.template.children(parent)) + 1)))

    def layout(self, parent: str) -> dict[str, Any]:
        chosen: dict[str, Any] = self.pick(LAYOUTS[self.template.type_of(parent)])
        return chosen

    def fresh(self, parent: str) -> dict[str, Any]:
        self._made += 1
        type_name = self.pick(("Label", "Button", "TextBox", *CONTAINERS))
        made = node(type_name, f"made_{self._made}", **PROPERTIES.get(type_name, {}))
        if type_name in ("Label", "Button"):
            made["properties"] = {"text": f"Made {self._made}"}
        if type_name == "LinearPanel":
            made["components"] = [node("Label", f"inner_{self._made}", text="inner")]
        return laid(made, **self.layout(parent))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(["ColumnPanel", "LinearPanel", "GridPanel", "HtmlTemplate"]))
def test_changes_lead_where_a_new_drawing_would(easel: Easel, data: st.DataObject, kind: str) -> None:
    start = form(kind=kind)
    start["container"]["properties"] = copy.deepcopy(PROPERTIES.get(kind, {}))
    easel.load({**FORMS, "Main": copy.deepcopy(start)}, MODULES)
    easel.open("Main")
    gardener = Gardener(data, start)
    for _ in range(data.draw(st.integers(1, 12))):
        change = gardener.change()
        if change is not None:
            gardener.template = make(easel, gardener.template, change)
    compare(easel, gardener.template)


def make(easel: Easel, template: Template, change: designer.Change) -> Template:
    easel.change(change_to_json(change))
    return designer.apply(template, designer.lower(template, change))


def compare(easel: Easel, template: Template) -> None:
    assert {entry["name"] for entry in easel.scene.values()} == {"", *template.names}
    changed, scene = easel.picture(), {e["name"]: _told(e) for e in easel.scene.values()}
    assert changed == easel.fresh_picture()
    assert scene == {e["name"]: _told(e) for e in easel.scene.values()}


def insert(parent: str, index: int, type_name: str, name: str, **layout: Any) -> designer.Change:
    properties = {"text": name} if type_name == "Label" else PROPERTIES.get(type_name, {})
    return designer.InsertComponent(Place(parent, index), laid(node(type_name, name, **properties), **layout))


HARD: dict[str, tuple[str, list[designer.Change]]] = {
    "a custom component made anew keeps the places of its empty slots": ("ColumnPanel", [
        insert("", 0, "form:Box", "box"),
        insert("box", 0, "Label", "one", slot="inside"),
        designer.SetProperty("box", "role", designer.UNSET),
    ]),
    "one in the wrong place goes with its container": ("HtmlTemplate", [
        insert("", 0, "form:Box", "box"),
        insert("", 0, "Label", "one", slot="left"),
        designer.MoveComponent("one", Place("box", 0)),
        designer.RemoveComponent("box"),
    ]),
    "one in the wrong place stays when its container is made anew": ("HtmlTemplate", [
        insert("", 0, "form:Box", "box"),
        insert("", 0, "Label", "one", slot="left"),
        designer.MoveComponent("one", Place("box", 0)),
        designer.SetProperty("box", "role", designer.UNSET),
    ]),
    "a panel in the wrong place is shown with what it holds": ("ColumnPanel", [
        insert("", 0, "form:Box", "box"),
        insert("", 1, "LinearPanel", "panel", slot="nowhere"),
        insert("panel", 0, "Label", "one"),
        designer.MoveComponent("panel", Place("box", 0)),
    ]),
    "before another in a slot, with a slot before that is empty": ("LinearPanel", [
        insert("", 0, "form:Box", "box"),
        insert("box", 0, "Label", "one", slot="below"),
        insert("box", 0, "Label", "two", slot="below"),
    ]),
    "rows of a grid stand where the first of each stands": ("GridPanel", [
        insert("", 0, "Label", "one", row="A"),
        insert("", 0, "Label", "two", row="B"),
        insert("", 0, "Label", "three", row="A"),
        designer.RemoveComponent("three"),
    ]),
    "a row comes into a grid with two in one column": ("ColumnPanel", [
        insert("", 0, "DataGrid", "grid"),
        insert("", 1, "DataRowPanel", "row"),
        insert("row", 0, "Label", "one", column="A"),
        insert("row", 0, "Label", "two", column="A"),
        designer.MoveComponent("row", Place("grid", 0)),
    ]),
}  # fmt: skip
"""Found by the test above, with many more examples than it has time for."""


@pytest.mark.parametrize("case", HARD)
def test_hard_changes(easel: Easel, case: str) -> None:
    kind, changes = HARD[case]
    start = form(kind=kind)
    start["container"]["properties"] = copy.deepcopy(PROPERTIES.get(kind, {}))
    easel.load({**FORMS, "Main": copy.deepcopy(start)}, MODULES)
    easel.open("Main")
    template = Template(start)
    for change in changes:
        template = make(easel, template, change)
    compare(easel, template)


def _told(entry: dict[str, Any]) -> Any:
    zones = [
        {k: v for k, v in zone.items() if k not in ("el", "kids", "cells")} for zone in entry.get("zones", ())
    ]
    return {**entry, "children": len(entry["children"]), "zones": zones}


@settings(max_examples=150)
@given(data=st.data())
def test_the_page_makes_of_a_template_what_the_designer_makes_of_it(data: st.DataObject) -> None:
    gardener = Gardener(data, form())
    page = FormData("Main", copy.deepcopy(dict(gardener.template.data)))
    for _ in range(data.draw(st.integers(1, 15))):
        change = gardener.change()
        if change is not None:
            edits = designer.lower(gardener.template, change)
            gardener.template = designer.apply(gardener.template, edits)
            page.change(change_to_json(change))
    assert _whole(page.data) == _whole(gardener.template.data)
    assert set(page.names.values()) == set(gardener.template.names)


def _whole(value: Any) -> Any:
    """Without sections that have nothing in them."""
    if isinstance(value, dict):
        kept = {key: _whole(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ({}, [])}
    return [_whole(each) for each in value] if isinstance(value, list) else value


VALUES: dict[str, Any] = {
    "string": "some text", "number": 7, "boolean": None, "color": "#ff0000", "icon": "fa:star", "enum": None,
    "text[]": ["a", "b"], "html": "<b>x</b>", "margin": [4, 8, 4, 8], "padding": [4, 8, 4, 8],
    "spacing": {"margin": [4, 4, 4, 4], "padding": [2, 2, 2, 2]}, "themeRole": "card", "uri": "_/theme/a.png",
    "classes": "one two", "style": "color: red", "dict": {"title": "x"},
    "dataGridColumns": [{"id": "A", "title": "A"}],
}  # fmt: skip


def _pairs() -> list[Any]:
    return [
        pytest.param(kind._fw_spec, prop.name, id=f"{kind._fw_spec.name}.{prop.name}")
        for kind in CLASSES
        for prop in kind._fw_spec.properties
        if prop.type in VALUES and not prop.read_only
    ]


@pytest.mark.parametrize(("spec", "name"), _pairs())
def test_a_property_that_is_set_and_unset_leaves_nothing(
    easel: Easel, spec: ComponentSpec, name: str
) -> None:
    prop = spec.property(name)
    assert prop is not None
    value = VALUES[prop.type]
    if prop.type == "boolean":
        value = not prop.default
    if prop.type == "enum":
        value = next(option for option in prop.options if option != prop.default)
    children = (
        [node("Label", "child", text="child")] if spec.container and spec.name != "RepeatingPanel" else []
    )
    easel.load({"Main": form(node(spec.name, "it", *children), node("Label", "after"))})
    easel.open("Main")
    before = easel.picture()
    easel.set("it", name, value)
    with_value = easel.picture()
    assert with_value == easel.fresh_picture()
    easel.unset("it", name)
    assert easel.picture() == before
