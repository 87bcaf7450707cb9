"""Rows that did not change are the same rows; every change is seen, whatever was kept."""

from __future__ import annotations

from typing import Any

from formwright.designer.core.forms.changes import (
    InsertComponent,
    RemoveComponent,
    RenameComponent,
    SetProperty,
    Transaction,
)
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.outline.builder import OutlineBuilder
from formwright.designer.core.forms.outline.rows import Kind, Row, filtered
from formwright.designer.core.forms.template import FORM, Place


def titles(row: Row) -> Any:
    return [row.title, *map(titles, row.children)] if row.children else row.title


def find(row: Row, name: str) -> Row:
    return next(each for each in row.walk() if each.name == name and each.kind is Kind.COMPONENT)


def test_a_change_makes_only_the_rows_around_it(design: Design, designs: Designs) -> None:
    builder = OutlineBuilder(designs.catalog)
    before = builder.build("Orders")
    assert titles(before) == ["Orders", "heading", ["card", "amount_box", "send_button"]]
    assert builder.build("Orders").children == before.children
    design.apply(Transaction("a", (SetProperty("amount_box", "visible", False),)))
    after = builder.build("Orders")
    assert find(after, "heading") is find(before, "heading")
    assert find(after, "send_button") is find(before, "send_button")
    assert find(after, "amount_box").hidden and not find(before, "amount_box").hidden


def test_what_is_kept_never_hides_a_change(design: Design, designs: Designs) -> None:
    builder = OutlineBuilder(designs.catalog)
    for change in (
        InsertComponent(
            Place("card", 0), {"type": "FlowPanel", "name": "flow", "components": [{"type": "Label"}]}
        ),
        RenameComponent("heading", "title"),
        SetProperty("title", "visible", False),
        InsertComponent(Place(FORM, 0), {"type": "RepeatingPanel", "name": "rows"}),
        SetProperty("rows", "item_template", "Form1"),
        RemoveComponent("amount_box"),
    ):
        design.apply(Transaction("x", (change,)))
        assert builder.build("Orders") == OutlineBuilder(designs.catalog).build("Orders")
    row = builder.build("Orders")
    assert titles(row) == [
        "Orders",
        ["rows", ["Form1", "label_1"]],
        "title",
        ["card", ["flow", "$unnamed_1"], "send_button"],
    ]
    while design.document.undo():
        assert builder.build("Orders") == OutlineBuilder(designs.catalog).build("Orders")


def test_an_item_template_is_followed_though_its_panel_stays_the_same(
    design: Design, designs: Designs
) -> None:
    builder = OutlineBuilder(designs.catalog)
    panel = {"type": "RepeatingPanel", "name": "rows", "properties": {"item_template": "Form1"}}
    design.apply(Transaction("a", (InsertComponent(Place("card", 0), panel),)))
    builder.build("Orders")
    new = InsertComponent(Place(FORM, 0), {"type": "Button", "name": "new"})
    designs.document("Form1")
    design.apply(Transaction("b", (new,)), "Form1")
    assert find(builder.build("Orders"), "new").form == "Form1"


def test_a_form_that_repeats_itself_ends(design: Design, designs: Designs) -> None:
    panel = {"type": "RepeatingPanel", "name": "rows", "properties": {"item_template": "Orders"}}
    design.apply(Transaction("a", (InsertComponent(Place(FORM, 0), panel),)))
    assert find(OutlineBuilder(designs.catalog).build("Orders"), "rows").children == ()


def test_filtering_keeps_the_way(design: Design, designs: Designs) -> None:
    row = OutlineBuilder(designs.catalog).build("Orders")
    assert titles(filtered(row, " BUTTON")) == ["Orders", ["card", "send_button"]]
    assert titles(filtered(row, "zzz")) == "Orders"
    assert filtered(row, "") is row
    assert design.form == "Orders"
