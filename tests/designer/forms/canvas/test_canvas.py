"""The canvas with the real host and the embedded browser: forms as they are drawn, and as they change."""

from __future__ import annotations

from pathlib import Path

from formwright.designer.core.forms.canvas import Ref, Zone
from formwright.designer.core.forms.changes import (
    UNSET,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetLayoutProperty,
    SetProperty,
    Transaction,
)
from formwright.designer.core.forms.template import Place
from tests.designer.forms.canvas.atelier import RAN
from tests.designer.forms.canvas.conftest import Atelier


def zone(atelier: Atelier, name: str, form: str = "", slot: str = "") -> Zone:
    ref = Ref(form or atelier.design.form, name)
    return next(each for each in atelier.canvas.picture.zones if each.ref == ref and each.slot == slot)


def test_a_form_is_drawn_with_the_real_components(atelier: Atelier) -> None:
    atelier.open("Main")
    heading, send = atelier.box("heading"), atelier.box("send")
    assert heading.parent == Ref("Main", "")
    assert send.parent == Ref("Main", "stack")
    assert 10 < heading.rect.height < 200
    assert heading.rect.bottom <= send.rect.y
    assert heading.text is not None
    assert heading.font
    assert zone(atelier, "stack").children == ("send", "amount")
    assert zone(atelier, "stack").arrangement == "stack"
    assert zone(atelier, "").arrangement == "columns"
    assert zone(atelier, "empty_flow").rect.height >= 40
    assert "Orders" in atelier.text


def test_neither_the_form_nor_the_app_nor_the_server_runs(atelier: Atelier, folder: Path) -> None:
    atelier.open("Main")
    atelier.apply(SetProperty("badge", "caption", "server"))
    assert "not called while a form is designed" in atelier.box("badge").error
    atelier.open("Framed")
    assert atelier.js("String(window.formwrightRan)") == "undefined"
    assert not (folder / RAN).exists()


def test_a_property_changes_where_it_is(atelier: Atelier) -> None:
    atelier.open("Main")
    atelier.js("document.querySelector('.fw-label').dataset.same = 'yes'")
    atelier.apply(SetProperty("heading", "text", "Invoices"))
    assert "Invoices" in atelier.text
    assert atelier.js("document.querySelector('.fw-label').dataset.same") == "yes"  # nothing was built anew
    atelier.apply(SetProperty("heading", "text", UNSET))
    assert "Invoices" not in atelier.text
    atelier.design.document.undo()
    atelier.wait_for_text("Invoices")


def test_components_come_go_and_move(atelier: Atelier) -> None:
    atelier.open("Main")
    node = {"type": "Label", "name": "fresh", "properties": {"text": "Fresh"}}
    atelier.apply(InsertComponent(Place("stack", 1), node))
    assert zone(atelier, "stack").children == ("send", "fresh", "amount")
    assert atelier.box("send").rect.y < atelier.box("fresh").rect.y < atelier.box("amount").rect.y
    atelier.apply(MoveComponent("fresh", Place("", 0)))
    assert atelier.box("fresh").rect.y < atelier.box("heading").rect.y
    assert atelier.box("fresh").parent == Ref("Main", "")
    atelier.apply(RenameComponent("fresh", "renamed"))
    assert atelier.box("renamed").rect.height > 0
    atelier.apply(RemoveComponent("renamed"))
    assert atelier.canvas.picture.box(Ref("Main", "renamed")) is None
    for _ in range(4):
        atelier.design.document.undo()
    atelier.wait_for_picture()
    assert zone(atelier, "stack").children == ("send", "amount")


def test_an_item_template_is_drawn_in_place_and_changed_there(atelier: Atelier) -> None:
    atelier.open("Main")
    row = atelier.box("row_label", "Row")
    assert row.parent == Ref("Row", "")
    assert atelier.box("", "Row").parent == Ref("Main", "rows")
    assert zone(atelier, "", "Row").arrangement == "flow"
    assert atelier.text.count("A row") == 3  # itself and two faint copies
    atelier.apply(SetProperty("row_label", "text", "One line"), form="Row")
    atelier.wait_for_text("One line")
    assert atelier.text.count("One line") == 3
    assert len(atelier.canvas.picture.by_ref[Ref("Row", "row_label")]) == 1


def test_a_layout_has_its_slots_as_zones(atelier: Atelier) -> None:
    atelier.open("Framed")
    assert "The frame" in atelier.text
    content, aside = zone(atelier, "", slot="content"), zone(atelier, "", slot="aside")
    assert content.children == ("inside",)
    assert (aside.children, aside.label) == ((), "aside")
    assert aside.rect.height >= 40
    atelier.apply(MoveComponent("inside", Place("", 0, "aside")))
    assert zone(atelier, "", slot="aside").children == ("inside",)
    assert zone(atelier, "", slot="content").label == "content"
    atelier.apply(SetLayoutProperty("inside", "full_width_row", True))


def test_a_broken_component_is_a_red_box_and_the_rest_goes_on(atelier: Atelier) -> None:
    atelier.open("WithBroken")
    assert "cannot be imported" in atelier.box("broken").error
    assert atelier.box("broken").rect.height > 10
    assert "After" in atelier.text
    atelier.open("Main")
    assert "New (design)" in atelier.text
    atelier.apply(SetProperty("badge", "caption", "explode"))
    assert "no such caption" in atelier.box("badge").error
    atelier.apply(SetProperty("badge", "caption", "Well"))
    assert atelier.box("badge").error == ""
    assert "Well (design)" in atelier.text


def test_what_is_invisible_is_faint(atelier: Atelier) -> None:
    atelier.open("Main")
    atelier.apply(SetProperty("stack", "visible", False))
    assert not atelier.box("stack").visible
    assert not atelier.box("send").visible
    assert atelier.box("send").rect.height > 0


def test_changes_made_while_the_page_starts_are_not_lost(atelier: Atelier) -> None:
    design = atelier.designs.show("Main")
    assert design is not None
    assert design.apply(Transaction("Change", (SetProperty("heading", "text", "Early"),)))
    atelier.wait_for_picture()
    assert "Early" in atelier.text
