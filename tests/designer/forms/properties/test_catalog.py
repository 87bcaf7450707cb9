"""Every property of every component: entered with keys, read in the template, reset, taken back."""

from __future__ import annotations

import pytest

from formwright.designer.core.forms.changes import UNSET, InsertComponent, Transaction
from formwright.designer.core.forms.template import Place
from formwright.designer.forms.properties.editors.read_only import ReadOnlyEditor
from formwright.designer.forms.properties.editors.registry import BY_TYPE, editor_for
from formwright.designer.forms.properties.grouping import grouped
from formwright.designer.forms.properties.subject import Subject
from formwright.runtime.client.components import CLASSES
from formwright.runtime.spec.components import PROPERTY_TYPES, ComponentSpec
from tests.designer.forms.properties.conftest import Room
from tests.designer.forms.properties.typing_values import ENTER

SPECS = [kind._fw_spec for kind in CLASSES]
PARENTS = [spec for spec in SPECS if any(prop.name != "index" for prop in spec.layout_properties)]


def test_every_type_of_property_has_an_editor() -> None:
    missing = sorted(PROPERTY_TYPES - set(BY_TYPE))
    assert not missing, (
        f"no editor for properties of type {', '.join(missing)}: "
        "add a file in designer/forms/properties/editors and name it in registry.py"
    )
    unknown = sorted(set(BY_TYPE) - PROPERTY_TYPES)
    assert not unknown, f"registry.py knows types that there are not: {', '.join(unknown)}"


def test_every_editor_is_tried() -> None:
    kinds = {editor_for(prop) for spec in SPECS for prop in (*spec.properties, *spec.layout_properties)}
    untried = kinds | set(BY_TYPE.values())
    assert untried - set(ENTER) <= {ReadOnlyEditor}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_properties(room: Room, spec: ComponentSpec) -> None:
    node = {"type": spec.name, "name": "it", "properties": {}}
    assert room.design.apply(Transaction("Add", (InsertComponent(Place("", 0), node),)))
    room.select("it")
    before = room.text
    for prop in spec.properties:
        if prop.read_only:
            continue
        steps = len(room.steps)
        editor = type(room.editor(prop.name))
        expected = ENTER[editor](room, prop.name)
        assert room.value("it", prop.name) == expected, f"{prop.name} with {editor.__name__}"
        assert room.row(prop.name).reason == ""
        assert room.row(prop.name).shown.differs
        room.panel.reset(prop.name)
        assert room.value("it", prop.name) is UNSET, prop.name
        assert not room.row(prop.name).shown.differs
        while len(room.steps) > steps:
            room.undo()
        assert room.text == before, prop.name


@pytest.mark.parametrize("spec", PARENTS, ids=lambda spec: spec.name)
def test_layout_properties(room: Room, spec: ComponentSpec) -> None:
    child = {"type": "Label", "name": "it", "properties": {}}
    node = {"type": spec.name, "name": "outer", "properties": {}, "components": [child]}
    assert room.design.apply(Transaction("Add", (InsertComponent(Place("", 0), node),)))
    room.select("it")
    subject = Subject(room.design)
    assert any(group.title == f"In {spec.name}" for group in grouped(subject))
    before = room.text
    for prop in spec.layout_properties:
        if prop.name == "index":
            continue
        key = f"layout:{prop.name}"
        steps = len(room.steps)
        editor = type(room.editor(key))
        expected = ENTER[editor](room, key)
        assert room.layout_value("it", prop.name) == expected, f"{prop.name} with {editor.__name__}"
        room.panel.reset(key)
        assert room.layout_value("it", prop.name) is UNSET
        while len(room.steps) > steps:
            room.undo()
        assert room.text == before, prop.name
