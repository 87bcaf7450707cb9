"""A form's drawing and its code, side by side: what is selected in one is shown in the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from formwright.designer.core.locations import Location
from formwright.designer.editor.scintilla import COMPONENT
from formwright.designer.forms.rename_dialog import RenameDialog
from formwright.designer.shell.open_app import OpenApp
from tests.designer.shell.conftest import Desk

CODE = """\
from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.label_1.text = "Hello"
        self.button_1.text = self.label_1.text

    def button_1_click(self, **event_args):
        pass
"""
TEMPLATE = """\
container: {type: ColumnPanel}
components:
- type: Label
  name: label_1
- type: Button
  name: button_1
  event_bindings: {click: button_1_click}
"""
FORM1 = "client_code/Form1/__init__.py"


def open_form(desk: Desk) -> OpenApp:
    folder: Path = desk.folder / "client_code" / "Form1"
    (folder / "__init__.py").write_text(CODE)
    (folder / "form_template.yaml").write_text(TEMPLATE)
    app = desk.open()
    desk.qtbot.waitUntil(lambda: app.designs.current is not None)
    return app


def select(app: OpenApp, name: str) -> None:
    design = app.designs.current
    assert design is not None
    design.selection.select("Form1", [name])
    QApplication.processEvents()


def test_selecting_marks_the_code_and_the_caret_selects(desk: Desk) -> None:
    app = open_form(desk)
    desk.designer.commands.execute("view.split")
    select(app, "label_1")
    view = app.editor.current_view()
    assert view is not None
    editor = view.editor
    desk.qtbot.waitUntil(lambda: bool(editor.ranges_of(COMPONENT)))
    assert [editor.text_between(*span) for span in editor.ranges_of(COMPONENT)] == ["label_1"] * 2
    editor.setFocus(True)
    editor.go_to(8, 16)
    design = app.designs.current
    assert design is not None
    desk.qtbot.waitUntil(lambda: design.selection.primary == "button_1")
    desk.qtbot.waitUntil(lambda: len(editor.ranges_of(COMPONENT)) == 1)


def test_the_template_opens_at_what_is_selected(desk: Desk) -> None:
    app = open_form(desk)
    select(app, "button_1")
    desk.designer.commands.execute("view.template")
    view = app.editor.current_view()
    assert view is not None
    desk.qtbot.waitUntil(lambda: view.editor.caret()[0] == 6)


def test_renaming_shows_what_follows_and_undo_takes_all_of_it_back(desk: Desk) -> None:
    app = open_form(desk)
    select(app, "button_1")
    field = app.properties.header.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "ok_button")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(desk.designer.window.findChildren(RenameDialog)))
    dialog = desk.designer.window.findChildren(RenameDialog)[0]
    assert dialog.lines.topLevelItemCount() == 2
    assert "button_1" in app.designs.document("Form1").template
    button: QPushButton = dialog.ok
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    document = app.designs.document("Form1")
    assert document.template.names == ("label_1", "ok_button")
    assert document.code is not None
    assert "self.ok_button.text" in document.code.text
    assert "def ok_button_click" in document.code.text
    app.design_view.overlay.setFocus()
    desk.designer.commands.execute("design.undo")
    assert document.code.text == CODE
    assert document.text.text == TEMPLATE


def test_alt_enter_makes_the_handler_and_goes_there(desk: Desk) -> None:
    app = open_form(desk)
    app.project.open_document(FORM1)
    desk.designer.commands.execute("open_location", Location(FORM1))
    select(app, "label_1")
    desk.designer.commands.execute("design.open_handler", "show")
    view = app.editor.current_view()
    assert view is not None
    assert view.document.path == FORM1
    assert view.editor.selected_text() == "pass"
    assert "def label_1_show(self, **event_args):" in view.document.text
