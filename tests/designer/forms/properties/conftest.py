"""The properties panel over a real app, driven with keys and clicks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.changes import UNSET, value_at
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.forms.properties import PropertiesPanel
from formwright.designer.forms.properties.editors.base import Editor
from formwright.designer.forms.properties.row import Row
from formwright.designer.forms.properties.subject import Shown
from formwright.designer.ui.theme import Theme
from tests.designer.sample import make_app

TEMPLATE = """\
# Written by hand.
container:
  type: ColumnPanel
  properties: {}
  event_bindings: {show: form_show}
components:
- type: Label
  name: heading
  properties:
    text: Orders   # what people see
    bold: true
- type: ColumnPanel
  name: card
  properties: {role: card}
  components:
  - type: TextBox
    name: amount_box
    properties: {placeholder: Amount}
    data_bindings:
    - {property: text, code: 'self.item["amount"]', writeback: true}
  - type: Button
    name: send_button
    properties: {text: Send, background: 'theme:Primary 500'}
    event_bindings: {click: send_button_click}
  - type: Button
    name: cancel_button
    properties: {text: Cancel}
    event_bindings: {click: gone_click}
- type: DropDown
  name: choice
  properties:
    items: [One, Two]
- type: DataGrid
  name: grid
  properties:
    columns:
    - {id: A, title: Name, data_key: name}
    - {id: B, title: Price, data_key: price, width: 80}
- type: Image
  name: picture
  properties: {}
- type: RepeatingPanel
  name: rows
  properties: {item_template: Rows.RowTemplate1}
- type: FlowPanel
  name: flow
  properties: {}
  components:
  - type: Link
    name: link_1
    properties: {}
is_package: true
"""
CODE = """\
from ._anvil_designer import OrdersTemplate


class Orders(OrdersTemplate):
    def __init__(self, **properties):
        self.total = 0
        self.init_components(**properties)

    def form_show(self, **event_args):
        self.heading.text = self.item["title"]

    def send_button_click(self, **event_args):
        self.heading.text = self.amount_box.text
"""
PARAMETERS = """\
roles:
- {name: card, title: Card, components: [ColumnPanel]}
- {name: primary, title: Primary button, components: [Button]}
- {name: big, title: Big, components: [Button, Label]}
color_scheme:
  colors:
  - {name: Primary 500, color: '#2ab1eb'}
  - {name: Primary 700, color: '#1f7fa8'}
  - {name: Danger, color: '#cc3333'}
"""


def make_orders(folder: Path, runtime_version: int = 2) -> Path:
    app = make_app(folder)
    form = app / "client_code" / "Orders"
    form.mkdir()
    (form / "form_template.yaml").write_text(TEMPLATE)
    (form / "__init__.py").write_text(CODE)
    row = app / "client_code" / "Rows" / "RowTemplate1"
    row.mkdir(parents=True)
    (row.parent / "__init__.py").write_text("")
    (row / "form_template.yaml").write_text("container: {type: ColumnPanel}\n")
    (row / "__init__.py").write_text(CODE.replace("Orders", "RowTemplate1"))
    (app / "theme" / "parameters.yaml").write_text(PARAMETERS)
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(0x3366CC)
    picture.save(str(app / "theme" / "assets" / "photo.png"))
    manifest = app / "anvil.yaml"
    manifest.write_text(manifest.read_text().replace("version: 2", f"version: {runtime_version}"))
    return app


@dataclass
class Room:
    qtbot: QtBot
    project: Project
    designs: Designs
    design: Design
    panel: PropertiesPanel
    window: QMainWindow
    commands: Commands
    asked: list[tuple[object, ...]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def select(self, *names: str) -> None:
        self.design.selection.select(self.design.form, names)

    def row(self, key: str) -> Row:
        """Unfolded or found by searching where it is folded away."""
        if key not in self.panel.body.rows:
            assert self.panel.focus_property(key), f"no property {key}"
        return self.panel.body.rows[key]

    def shown(self, key: str) -> Shown:
        return self.row(key).shown

    def editor(self, key: str) -> Editor:
        return self.row(key).editor

    def focus(self, key: str) -> QWidget:
        row = self.row(key)
        row.focus_editor()
        target = row.focus_target()
        assert target.hasFocus(), f"{key} does not take the keyboard"
        return target

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        for _ in range(times):
            focus = QApplication.activePopupWidget() or QApplication.focusWidget()
            popup_focus = focus.focusWidget() if focus is not None else None
            target = popup_focus or focus
            assert target is not None
            QTest.keyClick(target, key, modifiers)

    def clear(self) -> None:
        """What is in the field that has the keyboard."""
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.key(Qt.Key.Key_Delete)

    def enter(self, key: str, text: str) -> None:
        self.focus(key)
        self.clear()
        self.type(text)
        self.key(Qt.Key.Key_Return)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=place if place is not None else widget.rect().center()
        )

    def value(self, component: str, name: str) -> object:
        """As the template has it; UNSET where it does not."""
        return value_at(self.design.template.node(component), ("properties", name))

    def layout_value(self, component: str, name: str) -> object:
        return value_at(self.design.template.node(component), ("layout_properties", name))

    @property
    def text(self) -> str:
        return self.design.document.text.text

    @property
    def steps(self) -> list[str]:
        history = self.design.document.history
        return [step.label for step in history._done]

    def undo(self) -> str:
        return self.design.document.undo()


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Room:
    theme = Theme(qapp, Preferences(tmp_path / "preferences.json"))
    project = Project(make_orders(tmp_path / "Counter"))
    designs = Designs(project)
    design = designs.show("Orders")
    assert design is not None
    commands = Commands()
    asked: list[tuple[object, ...]] = []
    commands.add(
        Command("design.open_handler", "Handler", lambda *values: asked.append(values), palette=False),
        Command("design.component", "Use as a component", lambda: asked.append(("component",))),
    )
    chosen = tmp_path / "new picture.png"
    picture = QImage(30, 30, QImage.Format.Format_RGB32)
    picture.fill(0xCC3333)
    picture.save(str(chosen))
    panel = PropertiesPanel(designs, commands, theme, choose_file=lambda *_: chosen)
    window = QMainWindow()
    window.setCentralWidget(panel)
    window.resize(300, 900)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    said: list[str] = []
    designs.notice.connect(said.append)
    return Room(qtbot, project, designs, design, panel, window, commands, asked, said)


__all__ = ["UNSET", "Room", "make_orders"]
