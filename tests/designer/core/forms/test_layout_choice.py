"""Layouts chosen and left: nothing is lost, names stay, undo gives back the bytes."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Transaction
from formwright.designer.core.forms.design import Design
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.reuse.layout_choice import layouts, with_layout, without_layout
from formwright.designer.core.forms.template import FORM, Template
from tests.designer.core.forms.conftest import TEMPLATE
from tests.designer.core.forms.test_inserting import catalog_of, form, node


@pytest.fixture
def catalog(tmp_path: Any) -> Catalog:
    here = {"target": {"type": "container", "name": ""}, "index": 0}
    page = {
        "container": {"type": "ColumnPanel"},
        "slots": {"nav": here, "content": here},
        "properties": [{"name": "wide", "type": "boolean"}],
        "layout_metadata": {"title": "A page", "description": "With a menu"},
    }
    narrow = {"container": {"type": "ColumnPanel"}, "slots": {"content": {**here, "one_component": True}}}
    around = {
        "container": {"type": "ColumnPanel"},
        "slots": {"x": here},
        "components": [node("form:Main", "m")],
    }
    return catalog_of(tmp_path, Page=page, Narrow=narrow, Around=around, Main={"container": {}})


def test_layouts_are_forms_with_slots_that_are_not_in_a_circle(catalog: Catalog) -> None:
    found = layouts(catalog, "Main")
    assert [(each.type, each.title, each.slots) for each in found] == [
        ("form:Page", "A page", ("nav", "content")),
        ("form:Narrow", "Narrow", ("content",)),
    ]
    assert [each.title for each in layouts(catalog, "Page")] == ["Narrow", "Around"]


def test_components_go_into_the_main_slot_and_events_stay_the_forms(catalog: Catalog) -> None:
    data = {**form(node("Label", "a"), node("Label", "b")).data}
    data["container"] = {"type": "ColumnPanel", "event_bindings": {"show": "form_show"}}
    now = applied(Template(data), with_layout(catalog, Template(data), "form:Page"))
    assert now.children(FORM, "content") == ("a", "b")
    assert now.data["layout"]["form_event_bindings"] == {"show": "form_show"}
    assert "container" not in now.data and "components" not in now.data
    back = applied(now, without_layout(now))
    assert back.children(FORM) == ("a", "b")
    assert back.data["container"]["event_bindings"] == {"show": "form_show"}


def test_a_container_that_makes_a_difference_becomes_a_panel(catalog: Catalog) -> None:
    side_by_side = form(node("Label", "a", layout={"grid_position": "R,A"}), background="red")
    now = applied(side_by_side, with_layout(catalog, side_by_side, "form:Page"))
    assert now.children(FORM, "content") == ("content_panel",)
    assert now.node("content_panel")["properties"] == {"background": "red"}
    assert now.node("a")["layout_properties"] == {"grid_position": "R,A"}


def test_a_slot_for_one_gets_one_panel(catalog: Catalog) -> None:
    template = form(node("Label", "a"), node("Label", "b"))
    now = applied(template, with_layout(catalog, template, "form:Narrow"))
    assert now.children(FORM, "content") == ("content_panel",)
    assert now.children("content_panel") == ("a", "b")


def test_slots_of_a_page_become_slots_of_the_layout(catalog: Catalog) -> None:
    page = form(
        node("Label", "menu", layout={"slot": "nav"}),
        node("ColumnPanel", "body", node("Label", "a"), layout={"slot": "default"}),
        kind="HtmlTemplate",
        html='<div anvil-slot="nav"></div><div anvil-slot="default"></div>',
    )
    now = applied(page, with_layout(catalog, page, "form:Page"))
    assert now.children(FORM, "nav") == ("menu",)
    assert now.children(FORM, "content") == ("body",)
    assert "layout_properties" not in now.node("menu")


def test_from_one_layout_to_another_only_what_fits_stays(catalog: Catalog) -> None:
    data = {
        "layout": {"type": "form:Page", "properties": {"wide": True}},
        "components_by_slot": {"nav": [node("Label", "menu")], "content": [node("Label", "a")]},
    }
    now = applied(Template(data), with_layout(catalog, Template(data), "form:Narrow"))
    assert now.data["layout"]["properties"] == {}
    assert now.children("content_panel") == ("menu", "a")


def test_slots_that_the_form_offers_follow_their_container(catalog: Catalog) -> None:
    data = {**form(node("Label", "a")).data, "slots": {"own": {"target": {"type": "container", "name": ""}}}}
    now = applied(Template(data), with_layout(catalog, Template(data), "form:Page"))
    assert now.data["slots"]["own"]["target"] == {"type": "slot", "name": "content"}
    back = applied(now, without_layout(now))
    assert back.data["slots"] == data["slots"]


def test_undo_gives_back_the_text(design: Design, catalog: Catalog) -> None:
    design.apply(Transaction("Layout", with_layout(catalog, design.template, "form:Page")))
    assert design.template.has_layout and design.template.names[:2] == ("heading", "card")
    assert "amount_box" in design.template
    design.document.undo()
    assert design.document.text.text == TEMPLATE
