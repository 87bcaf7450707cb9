"""Data bindings on the properties: entered, completed, checked, written back, removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Binding, binding_of
from formwright.designer.core.forms.template import Template
from formwright.designer.forms.properties.binding_editor import BindingEditor
from formwright.designer.forms.properties.binding_names import attributes_of, check, names_for, token_at
from formwright.runtime.appfiles import load_app
from tests.designer.forms.properties.conftest import CODE, Room, make_orders


def binding(room: Room, component: str, name: str) -> Binding | None:
    return binding_of(room.design.template.node(component), name)


def begin(room: Room, key: str) -> BindingEditor:
    row = room.row(key)
    menu = room.panel.menu_of(row)
    assert menu is not None
    next(each for each in menu.actions() if each.text().startswith(("Bind", "Edit"))).trigger()
    assert row.binder is not None and row.binder.field.hasFocus()
    return row.binder


def test_a_bound_property_shows_its_expression(room: Room) -> None:
    room.select("amount_box")
    row = room.row("text")
    assert row.is_binding and row.binder is not None
    assert row.binder.field.text() == 'self.item["amount"]'
    assert row.binder.writeback.isChecked() and row.editor.isHidden()
    room.select("heading")
    assert not room.row("text").is_binding


def test_binding_a_property(room: Room) -> None:
    room.select("heading")
    before = room.text
    begin(room, "text")
    room.type("self.total")
    room.key(Qt.Key.Key_Return)
    assert binding(room, "heading", "text") == Binding("self.total")
    assert room.steps == ["Bind text of heading"]
    assert room.row("text").is_binding
    room.undo()
    assert room.text == before and not room.row("text").is_binding


def test_names_are_completed(room: Room) -> None:
    room.select("heading")
    binder = begin(room, "visible")
    room.type('self.item["am')
    assert binder.offered.isVisible()
    assert binder.completer.currentCompletion() == 'self.item["amount"]'
    QTest.keyClick(binder.offered, Qt.Key.Key_Return)
    assert binder.field.text() == 'self.item["amount"]'
    room.key(Qt.Key.Key_Return)
    assert binding(room, "heading", "visible") == Binding('self.item["amount"]')


def test_names_are_offered_before_anything_is_typed(room: Room) -> None:
    room.select("heading")
    binder = begin(room, "text")
    room.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert binder.offered.isVisible()
    QTest.keyClick(binder.offered, Qt.Key.Key_Return)
    assert binder.field.text() == 'self.item["title"]'
    room.key(Qt.Key.Key_Return)
    assert binding(room, "heading", "text") == Binding('self.item["title"]')


def test_what_is_no_expression_is_said_and_changes_nothing(room: Room) -> None:
    room.select("heading")
    before = room.text
    binder = begin(room, "text")
    binder.field.setText("")
    room.type("1 +")
    room.key(Qt.Key.Key_Return)
    assert "This is no Python expression" in room.row("text").reason
    assert binder.field.property("invalid") == "true" and room.text == before
    room.key(Qt.Key.Key_Escape)
    room.key(Qt.Key.Key_Escape)
    assert not room.row("text").is_binding and room.row("text").reason == ""
    assert room.focus("text")


def test_writing_back_needs_something_to_assign_to(room: Room) -> None:
    room.select("amount_box")
    row = room.row("text")
    assert row.binder is not None
    row.focus_editor()
    room.clear()
    room.type("1 + 2")
    room.key(Qt.Key.Key_Return)
    assert "Nothing can be written back" in row.reason
    assert binding(room, "amount_box", "text") == Binding('self.item["amount"]', True)
    room.key(Qt.Key.Key_Escape)
    room.click(row.binder.writeback)
    assert binding(room, "amount_box", "text") == Binding('self.item["amount"]', False)


def test_only_what_users_change_can_be_written_back(room: Room) -> None:
    room.select("heading")
    binder = begin(room, "text")
    assert binder.writeback.isHidden()
    room.select("amount_box")
    binder = begin(room, "placeholder")
    assert binder.writeback.isHidden()
    assert room.row("text").binder.writeback.isVisible()  # type: ignore[union-attr]


def test_removing_a_binding(room: Room) -> None:
    room.select("amount_box")
    before = room.text
    menu = room.panel.menu_of(room.row("text"))
    assert menu is not None
    next(each for each in menu.actions() if each.text() == "Remove data binding").trigger()
    assert binding(room, "amount_box", "text") is None
    assert not room.row("text").is_binding and room.editor("text").isVisible()
    room.undo()
    assert room.text == before
    room.row("text").focus_editor()
    room.clear()
    room.key(Qt.Key.Key_Return)
    assert binding(room, "amount_box", "text") is None


def test_selecting_another_component_drops_a_half_entered_binding(room: Room) -> None:
    room.select("heading")
    before = room.text
    begin(room, "text")
    room.type("self.total")
    room.select("send_button")
    room.select("heading")
    assert room.text == before and not room.row("text").is_binding


def test_a_half_entered_binding_survives_saving(room: Room) -> None:
    room.select("heading")
    room.enter("font_size", "18")
    binder = begin(room, "text")
    room.type("self.to")
    room.design.document.text.save()  # the catalog is another one now
    assert room.row("text").binder is binder and binder.field.text() == "self.to" and binder.field.hasFocus()
    room.key(Qt.Key.Key_Escape)
    room.type("tal")
    room.key(Qt.Key.Key_Return)
    assert binding(room, "heading", "text") == Binding("self.total")


def test_several_components_are_bound_together(room: Room) -> None:
    room.select("send_button", "cancel_button")
    begin(room, "enabled")
    room.type("self.ready")
    room.key(Qt.Key.Key_Return)
    assert binding(room, "send_button", "enabled") == binding(room, "cancel_button", "enabled")
    assert len(room.steps) == 1


# --- names, without widgets


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("self.item['x", "self.item['x"),
        ("a + self.he", "self.he"),
        ("len(self.rows)", ""),
        ("self", "self"),
        ('self.item["a"] + self.b', "self.b"),
    ],
)
def test_token(text: str, token: str) -> None:
    assert token_at(text, len(text)) == token


@pytest.mark.parametrize(
    ("code", "writes", "words"),
    [
        ("self.item['x']", True, ""),
        ("self.a.b", True, ""),
        ("a + 1", False, ""),
        ("a + 1", True, "Nothing can be written back"),
        ("a +", False, "no Python expression"),
        ("x = 1", False, "no Python expression"),
        ("", True, ""),
    ],
)
def test_check(code: str, writes: bool, words: str) -> None:
    assert words in check(code, writes=writes) if words else check(code, writes=writes) == ""


def test_names(tmp_path: Path) -> None:
    app = load_app(make_orders(tmp_path / "app"))
    template, catalog = Template(app.forms["Orders"]), Catalog(app)

    def texts(token: str) -> list[str]:
        return [name.text for name in names_for(token, template, catalog, CODE, app)]

    assert texts("self.item[")[:2] == ['self.item["title"]', 'self.item["amount"]']
    assert "self.total" in texts("self.t") and "self.amount_box" in texts("self.a")
    assert "self.amount_box.text" in texts("self.amount_box.t")
    assert "self.heading.placeholder" not in texts("self.heading.")


def test_attributes_of_code_that_does_not_parse() -> None:
    assert attributes_of("class A:\n    def b(self):\n        self.x = 1\n        self.y == 2\n  oops") == (
        "x",
    )
