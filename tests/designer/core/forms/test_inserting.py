"""Where something new goes, for every kind of container and selection."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import ChangeError
from formwright.designer.core.forms.placement.fitting import holds_itself, rows_of
from formwright.designer.core.forms.placement.inserting import insert, where_to_insert
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.reuse.slots import slots_in_html
from formwright.designer.core.forms.template import FORM, Place, Template
from formwright.runtime.spec.app import App, Manifest, Theme

Node = dict[str, Any]


def node(kind: str, name: str, *inside: Node, layout: Any = None, **properties: Any) -> Node:
    made: Node = {"type": kind, "name": name, "properties": properties, "components": list(inside)}
    return made if layout is None else {**made, "layout_properties": layout}


def form(*components: Node, kind: str = "ColumnPanel", **properties: Any) -> Template:
    return Template({"container": {"type": kind, "properties": properties}, "components": list(components)})


def catalog_of(tmp_path: Any, **forms: Any) -> Catalog:
    manifest = Manifest("App", "app", None)
    return Catalog(App(tmp_path, manifest, forms=forms, theme=Theme()))


@pytest.fixture
def catalog(tmp_path: Any) -> Catalog:
    layout = {
        "container": {"type": "ColumnPanel"},
        "slots": {
            "nav": {"target": {"type": "container", "name": ""}, "index": 0, "one_component": True},
            "content": {"target": {"type": "container", "name": ""}, "index": 1},
        },
    }
    card = {
        "custom_component": True,
        "custom_component_container": True,
        "container": {"type": "ColumnPanel"},
        "slots": {"body": {"target": {"type": "container", "name": ""}, "index": 0, "one_component": True}},
    }
    around = {"container": {"type": "ColumnPanel"}, "components": [node("form:Card", "card_1")]}
    return catalog_of(tmp_path, Page=layout, Card=card, Around=around)


def put(catalog: Catalog, template: Template, selected: str, kind: str) -> tuple[Place, dict[str, Any]]:
    spot = where_to_insert(catalog, template, selected, kind)
    return spot.place, dict(spot.layout)


def test_after_the_selection_or_into_an_empty_container(catalog: Catalog) -> None:
    template = form(
        node("Label", "a"), node("ColumnPanel", "empty"), node("ColumnPanel", "full", node("Label", "b"))
    )
    assert put(catalog, template, FORM, "Button") == (Place(FORM, 3), {})
    assert put(catalog, template, "a", "Button") == (Place(FORM, 1), {})
    assert put(catalog, template, "empty", "Button") == (Place("empty", 0), {})
    assert put(catalog, template, "full", "Button") == (Place(FORM, 3), {})
    assert put(catalog, template, "b", "Button") == (Place("full", 1), {})


def test_beside_another_it_goes_below_it_in_the_same_column(catalog: Catalog) -> None:
    template = form(
        node("Label", "left", layout={"grid_position": "AAA,BBB"}),
        node("Label", "right", layout={"grid_position": "AAA,CCC"}),
        node("Label", "own", layout={"grid_position": "DDD,EEE"}),
    )
    assert rows_of(template, FORM) == (("left", "right"), ("own",))
    assert put(catalog, template, "left", "Button") == (Place(FORM, 1), {"grid_position": "AAA,BBB"})
    assert put(catalog, template, "own", "Button") == (Place(FORM, 3), {})


def test_slots_of_the_layout(catalog: Catalog) -> None:
    data = {
        "layout": {"type": "form:Page"},
        "components_by_slot": {"nav": [node("Label", "menu")], "content": [node("Label", "a")]},
    }
    template = Template(data)
    assert put(catalog, template, FORM, "Button") == (Place(FORM, 1, "content"), {})
    assert put(catalog, template, "a", "Button") == (Place(FORM, 1, "content"), {})
    # `nav` takes one component and has it: the main place takes the new one
    assert put(catalog, template, "menu", "Button") == (Place(FORM, 1, "content"), {})
    nothing = Template({"layout": {"type": "form:Page"}})
    assert put(catalog, nothing, FORM, "Button") == (Place(FORM, 0, "content"), {})


def test_the_page_of_the_theme_means_its_content_panel(catalog: Catalog) -> None:
    page = form(
        node("Label", "title", layout={"slot": "title"}),
        node("ColumnPanel", "content_panel", node("Label", "a"), layout={"slot": "default"}),
        kind="HtmlTemplate",
        html="@theme:standard-page.html",
    )
    assert put(catalog, page, FORM, "Button") == (Place("content_panel", 1), {})
    assert put(catalog, page, "title", "Link") == (Place(FORM, 1), {"slot": "title"})
    assert slots_in_html('<p anvil-slot="a"></p><i anvil-slot-repeat=b></i><b anvil-slot></b>') == (
        "a",
        "b",
        "default",
    )


def test_a_component_with_a_slot_for_one(catalog: Catalog) -> None:
    template = form(node("form:Card", "card"))
    assert put(catalog, template, "card", "Button") == (Place("card", 0), {"slot": "body"})
    full = form(node("form:Card", "card", node("Label", "a", layout={"slot": "body"})))
    assert put(catalog, full, "a", "Button") == (Place(FORM, 1), {})


def test_cells_rows_and_coordinates(catalog: Catalog) -> None:
    columns = [{"id": "A"}, {"id": "B"}]
    row = node("DataRowPanel", "row", node("Label", "a", layout={"column": "A"}))
    grid = node("DataGrid", "grid", row, columns=columns)
    template = form(
        grid, node("XYPanel", "free", node("Label", "b", layout={"x": 10, "y": 20})), node("GridPanel", "old")
    )
    assert put(catalog, template, "a", "Button") == (Place("row", 1), {"column": "B"})
    assert put(catalog, template, "b", "Button") == (Place("free", 1), {"x": 26, "y": 36})
    place, layout = put(catalog, template, "old", "Button")
    assert place == Place("old", 0) and layout["row"] and layout["width_xs"] == 12


def test_columns_of_a_row_that_is_an_item_template(tmp_path: Any) -> None:
    row = {"container": {"type": "DataRowPanel"}, "components": []}
    panel = node("RepeatingPanel", "rows", item_template="RowTemplate1")
    main = {"components": [node("DataGrid", "grid", panel, columns=[{"id": "X"}])]}
    catalog = catalog_of(tmp_path, Main=main, RowTemplate1=row)
    assert put(catalog, Template(row), FORM, "Button") == (Place(FORM, 0), {"column": "X"})


def test_nothing_goes_into_what_takes_nothing(catalog: Catalog) -> None:
    template = form(node("RepeatingPanel", "rows"), node("GoogleMap", "map"), node("form:Gone", "broken"))
    assert put(catalog, template, "rows", "Button") == (Place(FORM, 1), {})
    assert put(catalog, template, "broken", "Button") == (Place(FORM, 3), {})
    assert put(catalog, template, "map", "Button") == (Place(FORM, 2), {})
    assert put(catalog, template, "map", "GoogleMap.Marker") == (Place("map", 0), {})
    with pytest.raises(ChangeError, match="Marker belongs into a GoogleMap"):
        put(catalog, template, FORM, "GoogleMap.Marker")


def test_a_form_cannot_hold_itself(catalog: Catalog) -> None:
    assert holds_itself(catalog, "form:Card", "Card")
    assert holds_itself(catalog, "form:Around", "Card")
    assert not holds_itself(catalog, "form:Card", "Around")
    assert not holds_itself(catalog, "Button", "Card")


def test_names_are_free_and_all_get_one(catalog: Catalog) -> None:
    template = form(node("Button", "button_1"))
    spot = where_to_insert(catalog, template, "button_1", "Button")
    changes = insert(
        template, spot, ({"type": "Button"}, {"type": "DataGrid", "components": [{"type": "RepeatingPanel"}]})
    )
    now = applied(template, changes)
    assert now.names == ("button_1", "button_2", "data_grid_1", "repeating_panel_1")
