"""The toolbox's contents: classic components, sections of manifests, own components with their pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from formwright.designer.core.forms.tools import GROUPS, OWN_GROUP, ToolGroup, toolbox_of
from formwright.runtime.client.components import SPECS
from formwright.runtime.spec.app import App, Asset, Dependency, Manifest, Theme


def app(name: str, data: dict[str, Any] | None = None, **forms: Any) -> App:
    return App(
        Path("/apps") / name,
        Manifest(name.title(), name, None, data=data or {}),
        forms=forms,
        theme=Theme(assets=(Asset("icons/a.svg", 1, "1"), Asset("icons/a_dark.svg", 1, "1"))),
    )


def titles(groups: tuple[ToolGroup, ...]) -> dict[str, list[str]]:
    return {group.title: [tool.title for tool in group.tools] for group in groups}


SECTIONS = [
    {
        "title": "Buttons",
        "description": "To press",
        "items": [
            {
                "title": "Fancy",
                "icon": {"light": "asset:icons/a.svg", "dark": "asset:icons/a_dark.svg"},
                "component": {
                    "type": "fancy.Card",
                    "properties": {"width": 3, "template": "#form#ROW"},
                    "components": [{"type": "anvil.Label", "layout_properties": {"slot": "body"}}, "broken"],
                },
                "createForms": {"ROW": {"className": "Row"}},
            },
            {"title": "Text", "component": {"type": "anvil.RichText"}},
            {"title": "Only a form", "createForms": {}},
            "broken",
        ],
    }
]


def test_classic_components_are_all_there_and_start_with_something() -> None:
    groups = toolbox_of(app("mine"))
    assert tuple(group.title for group in groups) == GROUPS
    types = {tool.type for group in groups for tool in group.tools}
    assert types == {name for name, spec in SPECS.items() if spec.group and name == spec.name}
    assert all(tool.description for group in groups for tool in group.tools)


def test_sections_of_a_dependency_are_groups() -> None:
    other = app("fancy", {"toolbox_sections": SECTIONS}, Card={"custom_component": True})
    mine = replace(app("mine"), dependencies=(Dependency(other),))
    group = toolbox_of(mine)[-1]
    assert (group.title, group.description) == ("Buttons", "To press")
    fancy, text = group.tools
    assert fancy.node == {
        "type": "fancy.Card",
        "properties": {"width": 3},
        "components": [{"type": "Label", "properties": {}, "layout_properties": {"slot": "body"}}],
    }
    assert fancy.pictures == tuple(
        other.folder / "theme/assets/icons" / name for name in ("a.svg", "a_dark.svg")
    )
    assert (text.type, text.description) == ("RichText", SPECS["RichText"].description)
    assert "Fancy" not in titles(toolbox_of(mine))  # what it lists is what it wants to be seen


def test_a_dependency_can_hide_the_classic_ones() -> None:
    other = app("fancy", {"toolbox": {"hide_classic_components": True, "sections": SECTIONS}})
    assert list(titles(toolbox_of(replace(app("mine"), dependencies=(Dependency(other),))))) == ["Buttons"]


def test_components_of_a_dependency_without_sections_stand_under_its_name() -> None:
    other = app("fancy", None, Card={"custom_component": True}, Page={}, Old={"custom_component": False})
    groups = titles(toolbox_of(replace(app("mine"), dependencies=(Dependency(other),))))
    assert groups["Fancy"] == ["Card"]


def test_own_components_say_title_group_and_whether_they_are_hidden() -> None:
    mine = app(
        "mine",
        None,
        A={
            "custom_component": True,
            "toolbox_item": {"title": "Alpha", "icon": {"light": "asset:icons/a.svg"}},
        },
        B={"custom_component": True, "toolbox_item": {"group": "Basics"}},
        C={"custom_component": True, "toolbox_item": {"hidden": True}},
    )
    groups = {group.title: group.tools for group in toolbox_of(mine)}
    assert [tool.title for tool in groups[OWN_GROUP]] == ["Alpha"]
    assert groups[OWN_GROUP][0].pictures == (mine.folder / "theme/assets/icons/a.svg",) * 2
    assert groups["Basics"][-1].type == "form:B"
