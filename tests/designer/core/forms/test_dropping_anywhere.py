"""Whatever is dropped wherever: the change applies, loads in the runtime, and undoes to what there was."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.canvas import Picture
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Transaction
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.placement.arrangements import column_rows
from formwright.designer.core.forms.placement.arrangements.landing import Held
from formwright.designer.core.forms.placement.dragged import (
    Components,
    Dragged,
    FormAsComponent,
    NewComponent,
)
from formwright.designer.core.forms.placement.dropping import Drop, Scene, drop
from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.forms.texts.source import YamlSource
from formwright.runtime.appfiles import load_app
from formwright.runtime.appfiles.yaml_text import parse
from formwright.runtime.client.fake_dom import FakePlatform
from formwright.runtime.client.page import set_current_page
from formwright.runtime.client.session import Session
from tests.designer.core.forms.drawing import draw
from tests.designer.sample import make_app

PANELS = ("ColumnPanel", "FlowPanel", "LinearPanel", "GridPanel", "XYPanel", "HtmlTemplate", "DataRowPanel")
LEAVES = ("Label", "Button", "TextBox", "Spacer", "Timer", "RepeatingPanel", "Link")
HTML = '<div anvil-slot="title"></div><div anvil-slot="default"></div>'
CARD = {"container": {"type": "ColumnPanel"}, "components": [{"type": "Label", "name": "label_1"}]}
ROW = {
    "container": {"type": "ColumnPanel"},
    "components": [
        {"type": "Label", "name": "label_1"},
        {"type": "Button", "name": "button_1", "layout_properties": {"grid_position": "A,B"}},
    ],
}


@st.composite
def layouts(draw_: Any, panel: str) -> dict[str, Any]:
    """Layout properties of a child."""
    pick = draw_(st.integers(0, 5))
    if panel in ("ColumnPanel", "Link"):
        pair = f"{'RST'[pick % 3]},{draw_(st.sampled_from('CDE'))}"
        inner = f" I,{draw_(st.sampled_from('JK'))}" if pick == 5 else ""
        position = {} if pick == 0 else {"grid_position": pair + inner}
        return {**position, **({"full_width_row": True, "row_background": "red"} if pick == 2 else {})}
    if panel == "GridPanel":
        return {} if pick == 0 else {"row": "ST"[pick % 2], "width_xs": 3, "col_xs": 0}
    if panel == "XYPanel":
        return {"x": pick * 50, "y": pick * 30, "width": 120}
    if panel == "FlowPanel":
        return {"width": 90, "expand": True} if pick == 1 else {}
    if panel == "HtmlTemplate":
        return {"slot": ("title", "default")[pick % 2]}
    return {"column": "ABC"[pick % 3]} if panel == "DataRowPanel" else {}


@st.composite
def nodes(draw_: Any, panel: str, depth: int) -> dict[str, Any]:
    kind = draw_(st.sampled_from(LEAVES if depth == 0 else (*PANELS, *LEAVES)))
    node: dict[str, Any] = {"type": kind, "name": ""}
    properties: dict[str, Any] = {}
    if kind == "RepeatingPanel":
        properties["item_template"] = "Row"
    if kind == "HtmlTemplate":
        properties["html"] = HTML
    if kind == "ColumnPanel" and draw_(st.booleans()):
        properties["col_widths"] = draw_(st.sampled_from(('{"C":40,"D":20}', "", '{"C": 10}', "{}")))
    if properties:
        node["properties"] = properties
    layout = draw_(layouts(panel))
    if layout:
        node["layout_properties"] = layout
    if kind in PANELS or (kind == "Link" and depth):
        node["components"] = draw_(st.lists(nodes(kind, depth - 1), max_size=4))
    return node


@st.composite
def forms(draw_: Any) -> Template:
    kind = draw_(st.sampled_from(("ColumnPanel", "ColumnPanel", "HtmlTemplate", "GridPanel", "XYPanel")))
    container: dict[str, Any] = {"type": kind}
    if kind == "HtmlTemplate":
        container["properties"] = {"html": HTML}
    components = draw_(st.lists(nodes(kind, 2), max_size=5))
    count = iter(range(1, 999))
    name_all(components, count)
    data: dict[str, Any] = {"container": container, "components": components}
    if draw_(st.booleans()):
        target = {"type": "container", "name": ""}
        data["slots"] = {
            "main": {"target": target, "index": draw_(st.integers(0, len(components)))},
            "side": {"target": target, "index": draw_(st.integers(0, len(components)))},
        }
    return Template(data)


def name_all(components: list[dict[str, Any]], count: Iterator[int]) -> None:
    for node in components:
        node["name"] = f"c_{next(count)}"
        name_all(node.get("components", []), count)


@st.composite
def drags(draw_: Any, template: Template) -> Dragged:
    kinds = ["new", "form"] + ["components"] * 4 * bool(template.names) + ["row"]
    kind = draw_(st.sampled_from(kinds))
    if kind == "new":
        inner = {"type": "Label", "name": "c_1"}
        node = draw_(
            st.sampled_from(
                (
                    {"type": "Button", "properties": {}},
                    {"type": "Timer", "properties": {}},
                    {"type": "ColumnPanel", "components": [inner], "layout_properties": {"x": 1}},
                )
            )
        )
        return NewComponent(node)
    if kind == "form":
        return FormAsComponent("Card")
    if kind == "row":
        return Components("Row", ("button_1",), draw_(st.booleans()))
    names = draw_(st.lists(st.sampled_from(template.names), min_size=1, max_size=3, unique=True))
    outermost = template.outermost(tuple(names))
    held = tuple(Held(-5 + 20 * i, -5, 100, 40) for i in range(len(outermost)))
    return Components("Form1", outermost, draw_(st.booleans()), held)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = make_app(tmp_path_factory.mktemp("app") / "Counter")
    for name, data in (("Card", CARD), ("Row", ROW)):
        (folder / f"client_code/{name}.yaml").write_text(json.dumps(data))
        (folder / f"client_code/{name}.py").write_text("")
    return Catalog(load_app(folder))


def scene_of(catalog: Catalog, template: Template) -> tuple[Scene, dict[str, Template]]:
    templates = {"Form1": template, "Row": Template(ROW), "Card": Template(CARD)}
    picture = draw(templates.__getitem__, "Form1")
    return Scene(picture, catalog, templates.__getitem__), templates


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_drop_applies_loads_and_undoes(catalog: Catalog, data: st.DataObject) -> None:
    template = data.draw(forms())
    scene, templates = scene_of(catalog, template)
    dragged = data.draw(drags(template))
    x = data.draw(st.floats(0, scene.picture.width))
    y = data.draw(st.floats(0, scene.picture.height + 60))
    before = copy.deepcopy({form: each.data for form, each in templates.items()})
    made = drop(scene, dragged, x, y)
    event("refused" if made.refusal else "changes" if made.changes else "stays")
    assert bool(made.refusal) != bool(made.form)
    after = dict(templates)
    for form, transaction in made.changes.items():
        after[form] = round_trip(templates[form], transaction)
    assert before == {form: each.data for form, each in templates.items()}
    check_names(made, dragged, templates, after)
    if made.changes:
        check_slots(template, after["Form1"])
        check_widths(after["Form1"])
        loads(after)


def round_trip(template: Template, transaction: Transaction) -> Template:
    text = json.dumps(template.data, indent=1) + "\n"  # JSON is YAML, and the draft keeps its keys
    document = FormDocument("Form1", TextDocument("t", text.encode(), lambda *_: None), None, YamlSource())
    document.apply(transaction)
    after, changed = document.template, document.text.text
    assert parse(changed).data == after.data
    if document.history.to_undo is not None:
        assert document.undo() == transaction.label
        assert document.text.text == text and document.template.data == template.data
        assert document.redo() == transaction.label
        assert document.text.text == changed
    return after


def check_names(
    made: Drop, dragged: Dragged, before: dict[str, Template], after: dict[str, Template]
) -> None:
    if made.refusal:
        return
    assert made.names and all(name in after[made.form] for name in made.names)
    count = {form: len(each.names) for form, each in before.items()}
    now = {form: len(each.names) for form, each in after.items()}
    if isinstance(dragged, Components) and not dragged.copies:
        assert sum(now.values()) == sum(count.values())
    elif made.changes and not any("item_template" in repr(t) for t in made.changes.values()):
        assert sum(now.values()) > sum(count.values())
    names = list(after[made.form].names)
    assert len(names) == len(set(names))


def check_slots(before: Template, after: Template) -> None:
    """Slots stay in their container's range, and those that stay keep to their side of a slot."""
    for name, definition in (after.data.get("slots") or {}).items():
        assert 0 <= definition["index"] <= len(after.children(FORM))
        old = before.data["slots"][name]["index"]
        ahead = set(before.children(FORM)[:old])
        now = set(after.children(FORM)[: definition["index"]])
        stayed = [n for n in after.children(FORM) if n in before.children(FORM)]
        moved = [n for n in stayed if (n in ahead) != (n in now)]
        assert len(moved) <= 3  # only what was moved itself


def check_widths(template: Template) -> None:
    for name in template.names:
        if template.type_of(name) == "ColumnPanel":
            assert all(weight > 0 for weight in column_rows.widths(template, name).values())


def loads(templates: dict[str, Template]) -> None:
    """In the real client library, with nothing reported."""
    modules = [
        {
            "name": name,
            "path": f"client_code/{name}.py",
            "source": f"from ._anvil_designer import {name}Template\n"
            f"class {name}({name}Template):\n  def __init__(self, **p):\n    self.init_components(**p)\n",
            "is_package": False,
        }
        for name in templates
    ]
    bundle = {
        "package": "MyApp",
        "runtime_version": 2,
        "startup": {"type": "form", "module": "Form1"},
        "modules": modules,
        "forms": {name: each.data for name, each in templates.items()},
    }
    known = set(sys.modules)
    finders = list(sys.meta_path)
    platform = FakePlatform()
    session = Session(platform)
    try:
        started = session.start(json.dumps(bundle))
        platform.loop.run(0.0)
        errors = [each for each in platform.events if each["kind"] == "error"]
        assert started and not errors, errors
    finally:
        set_current_page(None)
        sys.meta_path[:] = finders
        for name in set(sys.modules) - known:
            del sys.modules[name]


def test_pictures_are_drawn_outer_boxes_first(catalog: Catalog) -> None:
    scene, _ = scene_of(catalog, Template(CARD))
    picture: Picture = scene.picture
    assert [box.ref.name for box in picture.boxes] == [FORM, "label_1"]
