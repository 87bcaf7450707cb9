"""A form as a document: changes, their text, undo, and texts edited by hand."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.designer.core.forms.changes import (
    UNSET,
    Binding,
    ChangeError,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetBinding,
    SetEvent,
    SetKey,
    SetLayoutProperty,
    SetProperty,
    Transaction,
)
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.core.project import Project
from formwright.runtime.appfiles.yaml_text import parse
from tests.designer.core.forms.conftest import TEMPLATE

STEPS = (
    SetProperty("heading", "text", "Bills"),
    SetProperty("heading", "bold", UNSET),
    SetProperty("send_button", "icon", "fa:send"),
    SetProperty(FORM, "background", "theme:Primary"),
    SetLayoutProperty("send_button", "full_width_row", True),
    SetEvent("send_button", "click", None),
    SetEvent("amount_box", "pressed_enter", "send_button_click"),
    SetBinding("heading", "text", Binding("self.item['title']")),
    SetBinding("amount_box", "text", Binding("self.item['sum']")),
    SetBinding("amount_box", "text", None),
    InsertComponent(Place("card", 1), {"type": "Label", "name": "label_1", "properties": {"text": "x: y"}}),
    InsertComponent(Place(FORM, 99), {"type": "Timer", "name": "timer_1"}),
    MoveComponent("heading", Place("card", 2)),
    MoveComponent("send_button", Place(FORM, 0)),
    RemoveComponent("card"),
    RenameComponent("heading", "title_label"),
    SetKey(("custom_component",), True),
    SetKey(("properties",), [{"name": "value", "type": "number"}]),
    SetKey(("components", 2), {"type": "Label", "name": "added"}),  # at the end of a list
)


def apply(design: Design, *changes: Any, merge: str = "") -> None:
    design.document.apply(Transaction("Change", tuple(changes), merge))


def names(design: Design) -> list[str]:
    return [*design.selection.names]


@pytest.mark.parametrize("change", STEPS, ids=lambda change: type(change).__name__)
def test_each_change_is_in_the_text_and_undo_gives_back_every_byte(design: Design, change: Any) -> None:
    document = design.document
    before = document.template.data
    apply(design, change)
    changed = document.text.text
    assert changed != TEMPLATE
    assert parse(changed).data == document.template.data
    assert document.undo() == "Change"
    assert document.text.text == TEMPLATE
    assert document.template.data == before
    assert document.redo() == "Change"
    assert document.text.text == changed


def test_setting_one_property_changes_one_line(design: Design) -> None:
    apply(design, SetProperty("heading", "text", "Bills"))
    expected = TEMPLATE.replace("text: Orders   #", "text: Bills   #")
    assert design.document.text.text == expected


def test_many_steps_are_undone_and_redone(design: Design) -> None:
    document = design.document
    texts = [TEMPLATE]
    for change in STEPS:
        if getattr(change, "component", FORM) in document.template:
            apply(design, change)
            texts.append(document.text.text)
    for text in reversed(texts[:-1]):
        assert document.undo()
        assert document.text.text == text
    assert not document.undo()
    for text in texts[1:]:
        assert document.redo()
        assert document.text.text == text


def test_a_transaction_that_does_not_fit_changes_nothing(design: Design) -> None:
    with pytest.raises(ChangeError, match="no component 'nobody'"):
        apply(design, SetProperty("heading", "text", "x"), SetProperty("nobody", "text", "x"))
    assert design.document.text.text == TEMPLATE
    assert design.document.history.to_undo is None


@pytest.mark.parametrize(
    "change",
    [
        MoveComponent("card", Place("send_button", 0)),
        RemoveComponent(FORM),
        RenameComponent("heading", "card"),
        InsertComponent(Place("nowhere", 0), {"type": "Label", "name": "label_1"}),
        InsertComponent(Place(FORM, 0), {"type": "Label", "name": "heading"}),
        SetLayoutProperty(FORM, "slot", "x"),
    ],
    ids=lambda change: type(change).__name__,
)
def test_what_does_not_fit_says_why(design: Design, change: Any) -> None:
    with pytest.raises(ChangeError) as caught:
        apply(design, change)
    assert caught.value.message
    assert design.document.text.text == TEMPLATE


def test_consecutive_edits_of_one_gesture_are_one_step(design: Design) -> None:
    for text in ("B", "Bi", "Bills"):
        apply(design, SetProperty("heading", "text", text), merge="text of heading")
    assert design.document.undo()
    assert design.document.text.text == TEMPLATE
    assert design.document.redo()
    assert "text: Bills" in design.document.text.text
    assert design.document.redo() == ""


def test_a_slot_follows_the_component_it_is_in(design: Design) -> None:
    apply(design, SetKey(("slots",), {"main": {"target": {"type": "container", "name": "card"}, "index": 0}}))
    apply(design, RenameComponent("card", "panel"))
    assert design.document.template.data["slots"]["main"]["target"]["name"] == "panel"


def test_text_edited_by_hand_is_a_step_and_reaches_the_template(design: Design) -> None:
    document = design.document
    heard: list[object] = []
    document.changed.connect(heard.append)
    apply(design, SetProperty("heading", "text", "Bills"))
    document.text.set_text(document.text.text.replace("Bills", "Invoices"), object())
    assert document.template.node("heading")["properties"]["text"] == "Invoices"
    assert heard == [(SetProperty("heading", "text", "Bills"),), None]
    assert document.undo() == "Edit the template"
    assert document.template.node("heading")["properties"]["text"] == "Bills"
    assert document.undo() == "Change"
    assert document.text.text == TEMPLATE


def test_a_text_that_cannot_be_read_keeps_the_last_good_template_and_is_not_written_over(
    design: Design,
) -> None:
    document = design.document
    bad = TEMPLATE.replace("components:\n- type: Label", "components:\n- type: [Label", 1)
    document.text.set_text(bad, object())
    assert document.obstacle.startswith("client_code/Orders/form_template.yaml, line ")
    assert "heading" in document.template
    with pytest.raises(ChangeError, match="line"):
        apply(design, SetProperty("heading", "text", "x"))
    assert document.text.text == bad
    document.text.set_text(TEMPLATE, object())
    assert not document.obstacle
    apply(design, SetProperty("heading", "text", "x"))


def test_undo_leads_out_of_a_broken_text(design: Design) -> None:
    document = design.document
    document.text.set_text("a: [", object())
    assert document.obstacle
    document.undo()
    assert not document.obstacle
    assert document.text.text == TEMPLATE


def test_code_that_a_step_changed_goes_back_with_it(design: Design) -> None:
    document = design.document
    assert document.code is not None
    before = document.code.text
    method = "\n    def heading_show(self, **event_args):\n        pass\n"
    document.apply(
        Transaction("Add a handler", (SetEvent("heading", "show", "heading_show"),)), before + method
    )
    assert document.code.text == before + method
    document.code.set_text("# mine\n" + document.code.text, object())
    document.undo()
    assert document.code.text == "# mine\n" + before
    assert document.text.text == TEMPLATE
    document.redo()
    assert document.code.text.count("heading_show") == 1


def test_the_file_is_written_by_saving_and_only_then(design: Design, project: Project) -> None:
    file = project.folder / "client_code/Orders/form_template.yaml"
    apply(design, SetProperty("heading", "text", "Bills"))
    assert file.read_text() == TEMPLATE
    project.documents.save_all()
    assert file.read_text() == TEMPLATE.replace("Orders   #", "Bills   #")
    assert project.app.forms["Orders"]["components"][0]["properties"]["text"] == "Bills"


def test_a_form_closed_in_the_editor_is_still_saved(design: Design, project: Project) -> None:
    project.documents.close(design.document.text)
    apply(design, SetProperty("heading", "text", "Bills"))
    project.documents.save_all()
    file = project.folder / "client_code/Orders/form_template.yaml"
    assert "Bills" in file.read_text()


def test_selection_follows_renames_and_what_goes(design: Design) -> None:
    design.selection.select("Orders", ["heading", "send_button"])
    apply(design, RenameComponent("send_button", "ok_button"))
    assert names(design) == ["heading", "ok_button"]
    apply(design, RemoveComponent("heading"))
    assert names(design) == ["ok_button"]
    apply(design, RemoveComponent("card"))
    assert names(design) == [FORM]


def test_a_renamed_form_keeps_its_history(design: Design, designs: Designs, project: Project) -> None:
    apply(design, SetProperty("heading", "text", "Bills"))
    node = next(n for root in project.tree() for n in root.walk() if n.dotted == "Orders")
    project.edits.rename(node, "Invoices")
    assert designs.current is design
    assert design.form == "Invoices"
    assert design.selection.form == "Invoices"
    assert design.document.undo() == "Change"
    assert "text: Orders" in design.document.text.text


def test_code_goes_back_to_its_place_where_the_file_was_edited_meanwhile(design: Design) -> None:
    document = design.document
    assert document.code is not None
    before = document.code.text
    method = "\n    def heading_show(self, **event_args):\n        pass\n"
    middle = before.index("\n    def send_button_click")
    handled = before[:middle] + method + before[middle:]
    document.apply(Transaction("Add a handler", (SetEvent("heading", "show", "heading_show"),)), handled)
    document.undo()
    document.code.set_text("# one\n# two\n" + document.code.text, object())
    document.redo()
    assert document.code.text == "# one\n# two\n" + handled
    document.code.set_text(document.code.text.replace(middle_line(before), ""), object())
    document.undo()
    assert "heading_show" not in document.code.text


def middle_line(code: str) -> str:
    return next(line for line in code.splitlines(keepends=True) if "init_components" in line)


def test_a_handler_that_is_there_is_not_written_twice(design: Design) -> None:
    document = design.document
    heard: list[str] = []
    document.notice.connect(heard.append)
    assert document.code is not None
    handled = document.code.text + "\n    def heading_show(self, **event_args):\n        pass\n"
    document.apply(Transaction("Add a handler", (SetEvent("heading", "show", "heading_show"),)), handled)
    document.code.set_text(document.code.text.replace("        pass\n", "        print(1)\n"), object())
    document.undo()
    assert "was edited since" in heard[0]
    document.redo()
    assert document.code.text.count("heading_show") == 1


def test_typing_that_comes_to_nothing_leaves_no_step(design: Design) -> None:
    for text in ("Order", "Orders"):
        apply(design, SetProperty("heading", "text", text), merge="text of heading")
    assert design.document.text.text == TEMPLATE
    assert design.document.undo() == ""


def test_a_step_of_typing_holds_the_last_value_only(design: Design) -> None:
    for text in ("B", "Bi", "Bills"):
        apply(design, SetProperty("heading", "text", text), merge="text of heading")
    step = design.document.history.to_undo
    assert step is not None
    assert step.changes == (SetProperty("heading", "text", "Bills"),)
    assert step.inverses == (SetProperty("heading", "text", "Orders"),)


def test_a_listener_that_changes_the_text_again_makes_a_step_of_its_own(design: Design) -> None:
    document = design.document

    def tidy(text: str, _origin: object) -> None:
        if "Bills   #" in text:
            document.text.set_text(text.replace("Bills   #", "Bills  #"), tidy)

    document.text.text_changed.connect(tidy)
    apply(design, SetProperty("heading", "text", "Bills"))
    assert "Bills  #" in document.text.text
    apply(design, SetProperty("heading", "text", "Sums"))
    document.text.text_changed.disconnect(tidy)
    assert "Sums  #" in document.text.text
    assert [document.undo() for _ in range(3)] == ["Change", "Edit the template", "Change"]
    assert document.text.text == TEMPLATE


def test_undo_after_theirs_was_taken(design: Design) -> None:
    document = design.document
    apply(design, SetProperty("heading", "text", "Bills"))
    mine = document.text.text
    theirs = TEMPLATE.replace("Orders   #", "Theirs   #")
    document.text.disk_changed(theirs.encode())
    assert document.undo() == ""
    with pytest.raises(ChangeError, match="changed by another program"):
        apply(design, SetProperty("heading", "text", "x"))
    document.text.take_theirs()
    assert document.template.node("heading")["properties"]["text"] == "Theirs"
    assert document.undo() == "Take the file's new text"
    assert document.text.text == mine
    assert document.undo() == "Change"
    assert document.text.text == TEMPLATE


def test_one_and_true_are_not_the_same(design: Design) -> None:
    document = design.document
    document.text.set_text(TEMPLATE.replace("bold: true", "bold: 1"), object())
    assert document.template.node("heading")["properties"]["bold"] == 1
    assert document.template.node("heading")["properties"]["bold"] is not True


def test_a_form_that_does_not_load_is_opened_and_mended(designs: Designs, project: Project) -> None:
    file = project.folder / "client_code/Orders/form_template.yaml"
    file.write_text("components: [")
    design = designs.show("Orders")
    assert design is not None
    assert "form_template.yaml, line" in design.document.obstacle
    assert design.document.template.names == ()
    design.document.text.set_text(TEMPLATE, object())
    assert "heading" in design.document.template
    obstacles = []
    for go in (design.document.undo, design.document.redo):
        assert go()
        obstacles.append(bool(design.document.obstacle))
    assert obstacles == [True, False]


def test_a_form_that_cannot_be_read_says_so(designs: Designs, project: Project) -> None:
    heard: list[str] = []
    designs.notice.connect(heard.append)
    (project.folder / "client_code/Orders/form_template.yaml").unlink()
    assert designs.show("Orders") is None
    assert "Orders cannot be read" in heard[0]


def test_a_slot_stays_between_the_same_components(design: Design) -> None:
    slot = {"target": {"type": "container", "name": "card"}, "index": 1}
    apply(design, SetKey(("slots",), {"main": slot}))

    def index() -> object:
        return design.document.template.data["slots"]["main"]["index"]

    apply(design, InsertComponent(Place("card", 0), {"type": "Label", "name": "label_1"}))
    assert index() == 2
    apply(design, MoveComponent("label_1", Place("card", 2)))
    assert index() == 1
    apply(design, RemoveComponent("amount_box"))
    assert index() == 0
    assert parse(design.document.text.text).data == design.document.template.data


def test_an_html_form_beside_the_yaml_is_taken(design: Design, designs: Designs, project: Project) -> None:
    folder = project.folder / "client_code/Orders"
    (folder / "form_template.html").write_text("<p>x</p>\n")
    project.disk_changed(["client_code/Orders/form_template.html"])
    current = designs.current
    assert current is not None and current is not design
    assert current.document.text.path.endswith("form_template.html")
    apply(current, InsertComponent(Place(FORM, 0), {"type": "Label", "name": "label_1"}))
    assert "<anvil-component" in current.document.text.text
