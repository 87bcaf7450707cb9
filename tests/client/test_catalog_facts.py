"""The specifications against the facts of the classic catalog (`tests/fixtures/catalog.json`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.client import anvil as client_anvil
from formwright.runtime.client.components import CLASSES, COMPONENTS, SPECS
from formwright.runtime.spec.components import PropertySpec

FACTS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "catalog.json").read_text("utf-8")
)
#: What the catalog lists and a form cannot yet hold. A component that is made must leave this list.
MISSING = {
    "Slot",
    "WithLayout",
}
#: Not for templates: the base of forms, the stand-in for what is unknown, and the drawing of the oldest apps.
NOT_IN_A_TOOLBOX = {"Form", "InvalidComponent", "SimpleCanvas"}
#: (component, property, fact) in which a specification says otherwise, on purpose.
ON_PURPOSE: set[tuple[str, str, str]] = {
    ("DatePicker", "date", "default"),  # reading a new picker gives None, as the catalog's notes say
}
KNOWN = [name for name in FACTS if name in SPECS]


def facts(prop: PropertySpec) -> dict[str, Any]:
    """Ours in the words of the fixture: what is ordinary is left out."""
    default = list(prop.default) if isinstance(prop.default, tuple) else prop.default
    found: dict[str, Any] = {"type": prop.type, "default": default}
    if prop.writeback:
        found["writeback"] = list(prop.writeback_events)
    if not prop.important:
        found["important"] = False
    ordinary = {
        "options": list(prop.options),
        "group": prop.group,
        "hint": prop.designer_hint,
        "priority": prop.priority,
        "multiline": prop.multiline,
        "deprecated": prop.deprecated,
        "read_only": prop.read_only,
        "binding_default": prop.binding_default,
    }
    return found | {name: value for name, value in ordinary.items() if value}


def differences(name: str, ours: tuple[PropertySpec, ...], theirs: dict[str, Any]) -> list[str]:
    by_name = {prop.name: facts(prop) for prop in ours}
    found = [f"{name}.{prop}: only in the catalog" for prop in theirs.keys() - by_name.keys()]
    found += [f"{name}.{prop}: only here" for prop in by_name.keys() - theirs.keys()]
    for prop in by_name.keys() & theirs.keys():
        for fact in by_name[prop].keys() | theirs[prop].keys():
            mine, its = by_name[prop].get(fact), theirs[prop].get(fact)
            if mine != its and (name, prop, fact) not in ON_PURPOSE:
                found.append(f"{name}.{prop} {fact}: {mine!r} here, {its!r} in the catalog")
    return found


def test_the_components_still_missing_are_those_of_the_list() -> None:
    assert set(FACTS) - set(SPECS) - NOT_IN_A_TOOLBOX == MISSING


@pytest.mark.parametrize("name", KNOWN)
def test_a_specification_agrees_with_the_catalog(name: str) -> None:
    spec, fact = SPECS[name], FACTS[name]
    assert spec.container is fact["container"]
    assert spec.visual is fact["visual"]
    assert differences(name, spec.properties, fact["properties"]) == []
    assert differences(name, spec.layout_properties, fact["layout"]) == []
    ours = {e.name: {"parameters": sorted(e.parameters), "default": e.default} for e in spec.events}
    assert ours == fact["events"]


@pytest.mark.parametrize("name", KNOWN)
def test_a_component_has_the_methods_of_the_catalog(name: str) -> None:
    kind = COMPONENTS[name]
    assert [method for method in FACTS[name]["methods"] if not callable(getattr(kind, method, None))] == []


def test_what_is_on_purpose_is_still_different() -> None:
    for name, prop, fact in ON_PURPOSE:
        ours = SPECS[name].property(prop)
        assert ours is not None
        assert facts(ours).get(fact) != FACTS[name]["properties"][prop].get(fact)


def test_every_component_can_be_imported_from_anvil() -> None:
    assert {kind.__name__ for kind in CLASSES if "." not in kind._fw_spec.name} <= set(client_anvil.__all__)


def test_every_component_says_what_it_is_for() -> None:
    for kind in CLASSES:
        spec = kind._fw_spec
        assert spec.description.endswith("."), spec.name
        assert spec.icon.startswith("fa:"), spec.name
        assert len({p.name for p in spec.properties}) == len(spec.properties), spec.name
