"""The commands of the design view by their keys and menus: document, selection, clipboard, undo."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from formwright.designer.core.forms.changes import InsertComponent, SetProperty, Transaction
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.shell.menus import Menus
from formwright.runtime.appfiles.yaml_text import parse
from tests.designer.core.forms.conftest import TEMPLATE
from tests.designer.forms.conftest import Studio

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def on_the_canvas(studio: Studio) -> None:
    studio.focus(studio.canvas)


def clipboard() -> str:
    return QApplication.clipboard().text()


def unchanged(studio: Studio) -> bool:
    return studio.document.text.text == TEMPLATE


def test_copy_and_paste_within_a_form(studio: Studio) -> None:
    studio.select("card")
    studio.key(Key.Key_C, CONTROL)
    assert parse(clipboard()).data[0]["name"] == "card"
    studio.select("heading")
    studio.key(Key.Key_V, CONTROL)
    assert studio.names[:3] == ("heading", "card_1", "amount_box_1")
    assert studio.selected == ("card_1",)
    studio.key(Key.Key_Z, CONTROL)
    assert unchanged(studio)


def test_cut_and_paste_between_forms_keeps_the_name(studio: Studio) -> None:
    studio.select("amount_box", "send_button")
    studio.key(Key.Key_X, CONTROL)
    assert studio.names == ("heading", "card")
    assert studio.selected == ("card",)
    studio.designs.show("Sheet")
    studio.key(Key.Key_V, CONTROL)
    assert studio.document.template.children(FORM, "content") == ("welcome", "amount_box", "send_button")
    studio.key(Key.Key_Z, CONTROL)
    studio.designs.show("Orders")
    studio.key(Key.Key_Z, CONTROL)
    assert unchanged(studio)
    assert set(studio.selected) == {"amount_box", "send_button"}  # what came back is selected


def test_other_text_on_the_clipboard_is_refused(studio: Studio) -> None:
    QApplication.clipboard().setText("just words")
    studio.key(Key.Key_V, CONTROL)
    assert unchanged(studio)
    assert "no components on the clipboard" in studio.said[-1]


def test_delete_selects_what_follows(studio: Studio) -> None:
    studio.select("heading")
    studio.key(Key.Key_Delete)
    assert studio.selected == ("card",)
    studio.select("send_button")
    studio.key(Key.Key_Delete)
    assert studio.selected == ("amount_box",)
    studio.key(Key.Key_Delete)
    assert studio.selected == ("card",)
    for _ in range(3):
        studio.key(Key.Key_Z, CONTROL)
    assert unchanged(studio)
    for _ in range(3):
        studio.key(Key.Key_Z, CONTROL | SHIFT)
    assert studio.names == ("card",)


def test_undo_says_in_its_title_what_it_takes_back(studio: Studio) -> None:
    action = studio.actions.action("design.undo")
    assert action.text() == "Undo" and not action.isEnabled()
    studio.design.apply(Transaction("Change text of heading", (SetProperty("heading", "text", "x"),)))
    QApplication.processEvents()
    assert action.text() == "Undo change text of heading" and action.isEnabled()
    studio.key(Key.Key_Z, CONTROL)
    QApplication.processEvents()
    assert action.text() == "Undo"
    assert studio.actions.action("design.redo").text() == "Redo change text of heading"


def test_esc_enter_and_tab_walk_the_form(studio: Studio) -> None:
    studio.select("send_button")
    walked = []
    for key in (
        Key.Key_Escape,
        Key.Key_Escape,
        Key.Key_Return,
        Key.Key_Tab,
        Key.Key_Return,
        Key.Key_Tab,
        Key.Key_Tab,
    ):
        studio.key(key)
        walked.append(studio.selected[0])
    assert walked == ["card", FORM, "heading", "card", "amount_box", "send_button", "amount_box"]
    studio.key(Key.Key_Backtab, SHIFT)
    assert studio.selected == ("send_button",)


def test_select_all_takes_in_more_each_time(studio: Studio) -> None:
    studio.select("amount_box")
    studio.key(Key.Key_A, CONTROL)
    assert set(studio.selected) == {"amount_box", "send_button"}
    studio.key(Key.Key_A, CONTROL)
    assert set(studio.selected) == {"heading", "card"}


def test_moving_by_keys_out_of_and_into_containers(studio: Studio) -> None:
    studio.select("heading")
    seen = []
    for _ in range(4):
        studio.key(Key.Key_Down, ALT)
        seen.append(studio.document.template.parent("heading"))
    assert seen == ["card", "card", "card", FORM]
    assert studio.names[-1] == "heading"
    studio.key(Key.Key_Up, ALT)
    assert studio.document.template.parent("heading") == "card"
    for _ in range(5):
        studio.key(Key.Key_Z, CONTROL)
    assert unchanged(studio)


def test_several_move_together(studio: Studio) -> None:
    studio.select("amount_box", "send_button")
    studio.key(Key.Key_Up, ALT)
    assert studio.document.template.children(FORM) == ("heading", "amount_box", "send_button", "card")
    studio.key(Key.Key_Z, CONTROL)
    assert unchanged(studio)


def test_wrap_from_the_menu_and_unwrap_by_key(studio: Studio) -> None:
    bar = studio.window.menuBar()
    menus = Menus(bar, studio.commands, studio.actions)
    wrap_in = next(menu for menu in bar.findChildren(QMenu) if menu.title() == "Wrap in")
    assert [action.text() for action in wrap_in.actions()][-1] == "Wrap in a card"
    studio.select("heading", "card")
    studio.actions.update_states()
    wrap_in.actions()[-1].trigger()
    assert studio.selected == ("card_1",)
    assert studio.document.template.children("card_1") == ("heading", "card")
    assert studio.document.template.node("card_1")["properties"] == {"role": "card"}
    QApplication.processEvents()
    studio.key(Key.Key_U, CONTROL | SHIFT)
    assert studio.document.template.children(FORM) == ("heading", "card")
    for _ in range(2):
        studio.key(Key.Key_Z, CONTROL)
    assert unchanged(studio)
    del menus


def test_slots_that_the_form_offers_stay_behind_what_is_added(studio: Studio) -> None:
    studio.designs.show("Page")
    before = studio.document.text.text
    studio.toolbox.put(studio.designs.catalog.tool("Label"))  # type: ignore[arg-type]
    slots = studio.document.template.data["slots"]
    assert [slots[name]["index"] for name in ("menu", "content")] == [1, 1]
    studio.key(Key.Key_Delete)
    slots = studio.document.template.data["slots"]
    assert [slots[name]["index"] for name in ("menu", "content")] == [0, 0]
    studio.key(Key.Key_Z, CONTROL)
    studio.key(Key.Key_Z, CONTROL)
    assert studio.document.text.text == before


def test_widths_of_columns_go_with_their_columns(studio: Studio) -> None:
    columns: dict[str, Any] = {
        "type": "ColumnPanel",
        "name": "columns",
        "properties": {"col_widths": '{"A":20,"B":40}'},
    }
    columns["components"] = [
        {"type": "Label", "name": name, "layout_properties": {"grid_position": f"R,{name.upper()}"}}
        for name in ("a", "b")
    ]
    studio.design.apply(Transaction("a", (InsertComponent(Place(FORM, 0), columns),)))
    studio.select("b")
    studio.key(Key.Key_Delete)
    assert "B" not in studio.document.template.node("columns")["properties"]["col_widths"]
