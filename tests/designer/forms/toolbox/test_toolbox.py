"""The toolbox with real keys, clicks and drags: what it does is in the form, and undo takes it back."""

from __future__ import annotations

import json

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from formwright.designer.core.forms.wire import NODE_MIME
from formwright.designer.forms.component_icons import SIGNS
from formwright.designer.forms.toolbox.model import Heading
from formwright.designer.ui.icons import _font
from formwright.runtime.client.components import SPECS
from tests.designer.core.forms.conftest import TEMPLATE
from tests.designer.forms.conftest import Studio

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def index(studio: Studio, name: str) -> QModelIndex:
    found = studio.toolbox.model.index_of(name)
    assert found.isValid(), name
    studio.toolbox.view.scrollTo(found)
    return found


def middle(studio: Studio, name: str) -> QPoint:
    point: QPoint = studio.toolbox.view.visualRect(index(studio, name)).center()
    return point


def viewport(studio: Studio) -> QWidget:
    return studio.toolbox.view.viewport()


def shown(studio: Studio) -> list[str]:
    model = studio.toolbox.model
    rows = [model.row(model.index(number)) for number in range(model.rowCount())]
    return [row.title for row in rows if row is not None and not isinstance(row, Heading)]


def test_every_classic_component_has_a_sign_of_the_font(qapp: QApplication) -> None:
    del qapp  # fonts need one
    _family, glyphs = _font()
    kinds = {name for name, spec in SPECS.items() if spec.group}
    assert kinds - set(SIGNS) == set()
    assert {sign for sign in SIGNS.values() if sign not in glyphs} == set()


def test_a_double_click_adds_after_the_selection_and_selects_it(studio: Studio) -> None:
    studio.select("heading")
    studio.double_click(viewport(studio), middle(studio, "Button"))
    assert studio.names == ("heading", "button_1", "card", "amount_box", "send_button")
    assert studio.selected == ("button_1",)
    assert studio.design.template.node("button_1")["properties"] == {"text": "Button"}
    assert studio.document.undo() == "Add button_1"
    assert studio.document.text.text == TEMPLATE


def test_typing_searches_and_enter_adds(studio: Studio) -> None:
    studio.select("heading")
    studio.focus(studio.toolbox.view)
    studio.type("check")
    assert studio.toolbox.search.text() == "check"
    assert shown(studio)[0] == "CheckBox"
    studio.key(Key.Key_Return)
    assert "check_box_1" in studio.names
    studio.key(Key.Key_Escape)
    assert studio.toolbox.search.text() == ""
    studio.toolbox.search.setText("quux")
    assert shown(studio) == [] and studio.toolbox.view.isHidden()


def test_descriptions_are_searched_after_names(studio: Studio) -> None:
    studio.toolbox.search.setText("picture")
    assert shown(studio) == ["Image"]


def test_arrows_walk_the_tiles_and_enter_takes_one(studio: Studio) -> None:
    view, model = studio.toolbox.view, studio.toolbox.model
    studio.focus(studio.toolbox.search)
    studio.key(Key.Key_Down)
    assert model.tool(view.currentIndex()) is model.tool(model.index_of("Label"))
    studio.key(Key.Key_Right)
    studio.key(Key.Key_Down)
    here = model.tool(view.currentIndex())
    assert here is not None and here.title == "TextBox"  # two columns of tiles
    studio.key(Key.Key_Return)
    assert "text_box_1" in studio.names
    for _ in range(3):
        studio.key(Key.Key_Up)
    assert studio.toolbox.search.hasFocus()


def test_groups_close_and_open_by_click_and_key_and_stay_so(studio: Studio) -> None:
    view, model = studio.toolbox.view, studio.toolbox.model
    assert "Button" in shown(studio) and "Marker" not in shown(studio)
    QTest.mouseClick(viewport(studio), LEFT, pos=middle(studio, "Basics"))
    assert "Button" not in shown(studio)
    studio.double_click(viewport(studio), middle(studio, "Basics"))
    assert "Button" not in shown(studio)  # twice is as if nothing had been
    studio.toolbox.search.setText("button")
    assert shown(studio)[:1] == ["Button"]
    studio.toolbox.search.clear()
    assert "Button" not in shown(studio)
    view.setCurrentIndex(model.index_of("Basics"))
    studio.focus(view)
    studio.key(Key.Key_Right)
    assert "Button" in shown(studio)
    studio.key(Key.Key_Left)
    assert "Button" not in shown(studio)
    studio.key(Key.Key_Return)
    assert "Button" in shown(studio)


def test_own_components_have_their_title_and_group(studio: Studio) -> None:
    assert studio.toolbox.model.index_of("Ours").isValid()
    studio.select("heading")
    studio.double_click(viewport(studio), middle(studio, "Fine card"))
    assert studio.design.template.type_of("card_1") == "form:Card"
    (studio.project.folder / "client_code/Card/form_template.yaml").write_text(
        "container: {type: ColumnPanel}\n"
    )
    studio.project.reload()
    assert "Fine card" not in shown(studio)


def test_a_form_cannot_be_put_into_itself(studio: Studio) -> None:
    studio.designs.show("Card")
    studio.double_click(viewport(studio), middle(studio, "Fine card"))
    assert studio.names == ()
    assert "cannot be put into itself" in studio.said[-1]


def test_a_drag_carries_the_component(studio: Studio) -> None:
    model = studio.toolbox.model
    data = model.mimeData([index(studio, "DataGrid")])
    node = json.loads(bytes(data.data(NODE_MIME).data()).decode())
    assert node["type"] == "DataGrid" and node["components"] == [{"type": "RepeatingPanel"}]


def test_dragging_onto_the_outline_adds_at_the_line(studio: Studio) -> None:
    view = studio.outline.view
    heading = view.visualRect(next(iter(studio.outline.model.indexes_of(studio.design.selection.refs[0]))))
    card = view.visualRect(view.indexBelow(view.indexBelow(view.model().index(0, 0))))
    assert heading.top() < card.top()
    studio.drag(
        viewport(studio), middle(studio, "Button"), view.viewport(), QPoint(card.center().x(), card.top() + 2)
    )
    assert studio.names[:3] == ("heading", "button_1", "card")
    assert studio.selected == ("button_1",)
    assert studio.document.undo() == "Add button_1"
    assert studio.document.text.text == TEMPLATE


def test_a_repeating_panel_is_offered_its_form(studio: Studio) -> None:
    studio.select("heading")
    studio.double_click(viewport(studio), middle(studio, "RepeatingPanel"))
    offer = studio.toolbox.offer
    assert offer.isVisible() and "repeating_panel_1" in offer.text
    QTest.mouseClick(offer.take, LEFT)
    template = studio.document.template
    assert template.node("repeating_panel_1")["properties"] == {"item_template": "ItemTemplate1"}
    assert "ItemTemplate1" in studio.project.app.forms
    assert studio.design.selection.form == "ItemTemplate1"
    assert not offer.isVisible()


def test_a_grid_starts_with_columns_and_rows_of_a_form(studio: Studio) -> None:
    studio.select("heading")
    studio.double_click(viewport(studio), middle(studio, "DataGrid"))
    assert studio.document.template.parent("repeating_panel_1") == "data_grid_1"
    QTest.mouseClick(studio.toolbox.offer.take, LEFT)
    assert studio.designs.document("RowTemplate1").template.type_of("") == "DataRowPanel"
    studio.toolbox.put(studio.toolbox.model.tool(index(studio, "Label")))  # type: ignore[arg-type]
    label = studio.designs.document("RowTemplate1").template.node("label_1")
    assert label["layout_properties"] == {"column": "A"}


def test_what_was_added_is_undone_where_the_focus_is(studio: Studio) -> None:
    studio.select("heading")
    studio.double_click(viewport(studio), middle(studio, "Button"))
    studio.focus(studio.toolbox.view)
    studio.key(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert studio.names[1:3] == ("button_1", "button_2")
    studio.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    studio.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert studio.document.text.text == TEMPLATE
