"""Components as YAML text: out of a template, by hand into one, and back from anywhere."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import ChangeError
from formwright.designer.core.forms.placement.arrangements.landing import layout_of
from formwright.designer.core.forms.placement.clipboard import (
    NotComponents,
    duplicate,
    from_text,
    paste,
    to_text,
)
from formwright.designer.core.forms.placement.fitting import rows_of
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.appfiles.yaml_text import parse
from tests.designer.core.forms.conftest import TEMPLATE
from tests.designer.core.forms.test_inserting import catalog_of, form, node


@pytest.fixture
def catalog(tmp_path: Any) -> Catalog:
    return catalog_of(tmp_path)


@pytest.fixture
def template() -> Template:
    return Template(parse(TEMPLATE).data)


def test_the_text_is_yaml_of_a_template(template: Template) -> None:
    text = to_text(template, ("send_button", "card"))  # the button is in the card
    assert text.startswith("- type: ColumnPanel\n  name: card\n")
    assert parse(f"components:\n{text}").data["components"] == [template.find("card").node]
    assert from_text(text) == (template.find("card").node,)


def test_pasting_makes_names_free_and_keeps_bindings_and_handlers(
    catalog: Catalog, template: Template
) -> None:
    now = applied(template, paste(catalog, template, "card", from_text(to_text(template, ("card",)))))
    assert now.names == (
        "heading",
        "card",
        "amount_box",
        "send_button",
        "card_1",
        "amount_box_1",
        "send_button_1",
    )
    copy, old = now.node("amount_box_1"), now.node("amount_box")
    assert copy["data_bindings"] == old["data_bindings"]
    assert now.node("send_button_1")["event_bindings"] == {"click": "send_button_click"}


@pytest.mark.parametrize(
    "text",
    (
        "type: Button\nname: a\n",
        "- type: Button\n  name: a\n",
        "    - type: Button\n      name: a\n",
        "components:\n- {type: Button, name: a}\n",
        "layout: {type: X}\ncomponents_by_slot:\n  content:\n  - {type: Button, name: a}\n",
        "container: {type: ColumnPanel}\ncomponents:\n- {type: Button, name: a}\n",
    ),
)
def test_text_from_a_template_can_be_pasted(text: str) -> None:
    assert [each["name"] for each in from_text(text)] == ["a"]


@pytest.mark.parametrize("text", ("", "hello", "- 1\n- 2", "a: [b", "{}", "- {name: a}", "x: \tz\n- b"))
def test_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotComponents, match="clipboard"):
        from_text(text)


def test_unknown_types_are_kept(catalog: Catalog, template: Template) -> None:
    nodes = from_text("- {type: 'form:Gone', name: gone, properties: {colour: red}}")
    now = applied(template, paste(catalog, template, "heading", nodes))
    assert now.node("gone")["properties"] == {"colour": "red"}


def test_layout_properties_of_another_parent_do_not_come_along(catalog: Catalog) -> None:
    template = form(node("FlowPanel", "flow"), node("Label", "here", layout={"grid_position": "AAA,BBB"}))
    pasted = from_text("- {type: Label, name: a, layout_properties: {grid_position: 'AAA,BBB', slot: x}}")
    into_flow = applied(template, paste(catalog, template, "flow", pasted))
    assert layout_of(into_flow, "a") == {}
    into_form = applied(template, paste(catalog, template, "here", pasted))
    row, _, column = layout_of(into_form, "a")["grid_position"].partition(",")
    assert row != "AAA" and column == "BBB"  # not in the row that is there


def test_duplicates_stay_side_by_side(catalog: Catalog) -> None:
    template = form(
        node("Label", "a", layout={"grid_position": "R,A"}),
        node("Label", "b", layout={"grid_position": "R,B"}),
    )
    now = applied(template, duplicate(catalog, template, ("a", "b")))
    assert now.children(FORM) == ("a", "b", "a_1", "b_1")
    assert rows_of(now, FORM) == (("a", "b"), ("a_1", "b_1"))


def test_a_slot_for_one_takes_one(tmp_path: Any) -> None:
    slot = {"target": {"type": "container", "name": ""}, "one_component": True}
    catalog = catalog_of(tmp_path, Page={"container": {"type": "ColumnPanel"}, "slots": {"only": slot}})
    template = Template({"layout": {"type": "form:Page"}})
    one = from_text("- {type: Label, name: a}")
    assert applied(template, paste(catalog, template, FORM, one)).children(FORM, "only") == ("a",)
    with pytest.raises(ChangeError, match="takes one component only"):
        paste(catalog, template, FORM, from_text("- {type: Label, name: a}\n- {type: Label, name: b}"))
