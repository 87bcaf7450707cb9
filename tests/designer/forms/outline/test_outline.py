"""The outline with real keys, clicks and drags: document, selection and rows agree, and undo takes back."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from formwright.designer.core.commands import Command
from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.changes import InsertComponent, RenameComponent, SetProperty, Transaction
from formwright.designer.core.forms.outline.drops import Part
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.core.forms.wire import COMPONENTS_MIME, FORM_MIME
from formwright.designer.forms.outline.model import ROW
from formwright.designer.ui.name_hint import NameHint
from tests.designer.core.forms.conftest import TEMPLATE
from tests.designer.forms.conftest import Studio

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def index(studio: Studio, name: str, form: str = "") -> QModelIndex:
    return next(studio.outline.model.indexes_of(Ref(form or studio.design.form, name)))


def area(studio: Studio, name: str, form: str = "") -> QRect:
    return studio.outline.view.visualRect(index(studio, name, form))


def click(studio: Studio, name: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(studio.outline.view.viewport(), LEFT, modifiers, area(studio, name).center())


def shown(studio: Studio) -> list[str]:
    """Titles of all rows, each with a dot for each level."""
    view, found = studio.outline.view, []
    at = view.model().index(0, 0)
    while at.isValid():
        depth, above = 0, at.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        found.append("." * depth + str(at.data()))
        at = view.indexBelow(at)
    return found


def drag(studio: Studio, name: str, to: str, part: float, form: str = "") -> None:
    """`part` of the height of the row that it is dropped on: 0 is its top."""
    target = area(studio, to, form)
    end = QPoint(target.left() + 30, target.top() + round(part * (target.height() - 1)))
    viewport = studio.outline.view.viewport()
    studio.drag(viewport, area(studio, name).center(), viewport, end)


def test_rows_are_the_form(studio: Studio) -> None:
    assert shown(studio) == ["Orders", ".heading", ".card", "..amount_box", "..send_button"]
    spoken = index(studio, "card").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "card, ColumnPanel"


def test_the_selection_is_the_same_both_ways(studio: Studio) -> None:
    click(studio, "amount_box")
    assert studio.selected == ("amount_box",)
    click(studio, "heading", CONTROL)
    assert set(studio.selected) == {"amount_box", "heading"}
    studio.focus(studio.outline.view)
    studio.select("send_button")
    assert studio.outline.view.currentIndex() == index(studio, "send_button")
    studio.key(Key.Key_Up)
    assert studio.selected == ("amount_box",)
    studio.key(Key.Key_Up, SHIFT)
    assert set(studio.selected) == {"amount_box", "card"}
    click(studio, FORM)
    assert studio.selected == (FORM,)


def test_a_change_of_one_component_leaves_what_is_closed_and_scrolled(studio: Studio) -> None:
    model, view = studio.outline.model, studio.outline.view
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view.collapse(index(studio, "card"))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    studio.design.apply(Transaction("a", (SetProperty("heading", "visible", False),)))
    studio.design.apply(
        Transaction("b", (InsertComponent(Place("card", 0), {"type": "Label", "name": "label_1"}),))
    )
    studio.design.apply(
        Transaction(
            "c", tuple(InsertComponent(Place(FORM, 0), {"type": "Timer", "name": f"t{n}"}) for n in (1, 2))
        )
    )
    assert not view.isExpanded(index(studio, "card"))
    assert shown(studio) == ["Orders", ".t2", ".t1", ".heading", ".card"]
    assert index(studio, "heading").data(ROW).hidden
    assert index(studio, "heading").data(Qt.ItemDataRole.AccessibleTextRole) == "heading, Label, hidden"
    while studio.document.undo():
        pass
    assert shown(studio) == ["Orders", ".heading", ".card"]
    view.expand(index(studio, "card"))
    assert shown(studio) == ["Orders", ".heading", ".card", "..amount_box", "..send_button"]
    assert resets == []
    del tester


def test_a_closed_container_stays_closed_under_a_new_name(studio: Studio) -> None:
    view = studio.outline.view
    view.collapse(index(studio, "card"))
    studio.design.apply(Transaction("a", (RenameComponent("card", "box"),)))
    assert shown(studio) == ["Orders", ".heading", ".box"]
    new = {"type": "Label", "name": "new"}
    studio.design.apply(Transaction("b", (InsertComponent(Place("box", 0), new),)))
    assert shown(studio) == ["Orders", ".heading", ".box"]
    studio.document.undo()
    studio.document.undo()
    assert shown(studio) == ["Orders", ".heading", ".card"]


def test_a_drag_carries_the_selected_components_of_one_form(studio: Studio) -> None:
    studio.select("heading", "send_button")
    indexes = studio.outline.view.selectionModel().selectedIndexes()
    data = studio.outline.model.mimeData(indexes)
    value = json.loads(bytes(data.data(COMPONENTS_MIME).data()).decode())
    assert value["form"] == "Orders" and set(value["names"]) == {"heading", "send_button"}


def test_a_form_of_the_tree_can_be_dropped_here(studio: Studio) -> None:
    data = QMimeData()
    data.setData(FORM_MIME, json.dumps("Card").encode())
    row = index(studio, "card").data(ROW)
    assert studio.outline._may_drop(data, row, Part.INTO, True) == ""
    studio.outline.view.dropped.emit(data, row, Part.INTO, True, False)
    assert studio.design.template.type_of("card_1") == "form:Card"
    assert studio.design.template.parent("card_1") == "card"
    data.setData(FORM_MIME, json.dumps("Orders").encode())
    assert "cannot be put into itself" in studio.outline._may_drop(data, row, Part.INTO, True)


def test_dragging_between_rows_moves_and_undo_takes_back(studio: Studio) -> None:
    drag(studio, "send_button", "heading", 0.0)
    assert shown(studio) == ["Orders", ".send_button", ".heading", ".card", "..amount_box"]
    assert studio.selected == ("send_button",)
    assert studio.document.undo() == "Move send_button"
    assert studio.document.text.text == TEMPLATE


def test_dragging_onto_a_container_moves_into_it(studio: Studio) -> None:
    drag(studio, "heading", "card", 0.5)
    assert shown(studio) == ["Orders", ".card", "..amount_box", "..send_button", "..heading"]
    drag(studio, "heading", "card", 1.0)  # the card is open: before its first
    assert shown(studio) == ["Orders", ".card", "..heading", "..amount_box", "..send_button"]


def test_a_drop_that_cannot_be_says_why(studio: Studio) -> None:
    drag(studio, "card", "amount_box", 0.0)
    assert studio.document.text.text == TEMPLATE
    assert "into itself" in studio.said[-1]
    drag(studio, "heading", "amount_box", 0.5)
    assert studio.document.text.text == TEMPLATE
    assert "TextBox, which holds no components" in studio.said[-1]
    assert studio.outline.view.drop_shown is None


def test_several_move_together_in_their_order(studio: Studio) -> None:
    click(studio, "amount_box")
    click(studio, "send_button", CONTROL)
    drag(studio, "amount_box", "heading", 0.0)
    assert shown(studio) == ["Orders", ".amount_box", ".send_button", ".heading", ".card"]
    assert studio.document.undo()
    assert studio.document.text.text == TEMPLATE


def test_f2_renames_in_place(studio: Studio) -> None:
    click(studio, "heading")
    studio.focus(studio.outline.view)
    studio.key(Key.Key_F2)
    field = studio.field
    assert field is not None and field.selectedText() == "heading"
    studio.type("card")
    studio.key(Key.Key_Return)
    hint = field.findChild(NameHint)
    assert isinstance(hint, NameHint) and hint.isVisible()
    assert "already" in hint.reason.text()
    QTest.mouseClick(hint.use, LEFT)
    assert field.text() == "card_1"
    studio.key(Key.Key_Return)
    studio.qtbot.waitUntil(lambda: "card_1" in studio.names)
    assert studio.selected == ("card_1",)
    assert studio.outline.view.currentIndex() == index(studio, "card_1")
    assert studio.document.undo() == "Rename heading to card_1"
    assert studio.document.text.text == TEMPLATE


def test_renaming_asks_the_command_that_also_changes_the_code(studio: Studio) -> None:
    asked: list[tuple[object, ...]] = []
    studio.commands.add(Command("design.rename", "Rename", lambda *what: asked.append(what), palette=False))
    studio.focus(studio.outline.view)
    studio.select("heading")
    studio.key(Key.Key_F2)
    studio.type("title_label")
    studio.key(Key.Key_Return)
    studio.qtbot.waitUntil(lambda: bool(asked))
    assert asked == [("Orders", "heading", "title_label")]


def test_keys_of_the_design_view_work_here(studio: Studio) -> None:
    click(studio, "heading")
    studio.focus(studio.outline.view)
    studio.key(Key.Key_D, CONTROL)
    assert studio.names[:2] == ("heading", "heading_1")
    studio.key(Key.Key_Delete)
    studio.key(Key.Key_Z, CONTROL)
    studio.key(Key.Key_Z, CONTROL)
    assert studio.document.text.text == TEMPLATE


def test_the_filter_shows_what_fits_and_the_way_to_it(studio: Studio) -> None:
    studio.focus(studio.outline.search)
    studio.type("button")
    assert shown(studio) == ["Orders", ".card", "..send_button"]
    studio.key(Key.Key_Return)
    assert studio.selected == ("send_button",)
    studio.outline.search.clear()
    assert len(shown(studio)) == 5
    assert studio.selected == ("send_button",)


def test_slots_of_a_layout_are_rows(studio: Studio) -> None:
    studio.designs.show("Sheet")
    assert shown(studio) == ["Sheet", ".menu", ".content", "..welcome"]
    slot = studio.outline.model.index_of_slot("Sheet", "menu")
    viewport = studio.outline.view.viewport()
    to = studio.outline.view.visualRect(slot).center()
    studio.drag(viewport, area(studio, "welcome").center(), viewport, to)
    assert shown(studio) == ["Sheet", ".menu", "..welcome", ".content"]
    assert studio.document.template.find("welcome").place == Place(FORM, 0, "menu")
    assert studio.document.undo() == "Move welcome"


def test_item_templates_are_below_their_panel_and_edited_there(studio: Studio) -> None:
    panel = {"type": "RepeatingPanel", "name": "rows", "properties": {"item_template": "Sheet2"}}
    studio.design.apply(Transaction("a", (InsertComponent(Place(FORM, 0), panel),)))
    assert "Sheet2" in index(studio, "rows").data(ROW).error
    studio.design.apply(Transaction("b", (SetProperty("rows", "item_template", "Card"),)))
    assert shown(studio)[:3] == ["Orders", ".rows", "..Card"]
    studio.select("rows")
    studio.qtbot.waitUntil(lambda: studio.outline.view.currentIndex() == index(studio, "rows"))
    click_at = area(studio, FORM, "Card").center()
    QTest.mouseClick(studio.outline.view.viewport(), LEFT, pos=click_at)
    assert studio.design.selection.form == "Card"
    studio.toolbox.put(studio.designs.catalog.tool("Label"))  # type: ignore[arg-type]
    assert shown(studio)[:4] == ["Orders", ".rows", "..Card", "...label_1"]
    # from the form into its item template: out of one file, into the other
    drag(studio, "heading", "label_1", 0.0, form="Card")
    assert shown(studio)[:5] == ["Orders", ".rows", "..Card", "...heading", "...label_1"]
    assert "heading" not in studio.document.template
    assert studio.designs.document("Card").template.node("heading")["properties"]["text"] == "Orders"


def test_broken_components_are_marked(studio: Studio) -> None:
    broken = {"type": "form:Gone", "name": "gone"}
    studio.design.apply(Transaction("a", (InsertComponent(Place(FORM, 0), broken),)))
    assert "not known" in index(studio, "gone").data(Qt.ItemDataRole.AccessibleTextRole)
    studio.outline.show_errors({Ref("Orders", "heading"): "ZeroDivisionError"})
    assert "ZeroDivisionError" in index(studio, "heading").data(Qt.ItemDataRole.ToolTipRole)


def test_without_a_form_it_says_so(studio: Studio) -> None:
    studio.designs.show("")
    assert studio.outline.view.isHidden()
    assert studio.outline.model.rowCount() == 0
