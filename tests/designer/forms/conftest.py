"""The panels of the form designer around a real app, driven with keys, clicks and drags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.forms.commands import add_design_commands
from formwright.designer.forms.outline import OutlinePanel
from formwright.designer.forms.toolbox import ToolboxPanel
from formwright.designer.shell.actions import Actions
from formwright.designer.ui.theme import Theme
from tests.designer.core.forms.conftest import CODE, TEMPLATE
from tests.designer.sample import make_app

NONE = Qt.KeyboardModifier.NoModifier
CARD = """\
container: {type: ColumnPanel}
components: []
custom_component: true
toolbox_item: {title: Fine card, group: Ours}
"""
SHEET = """\
layout: {type: 'form:Page'}
components_by_slot:
  content:
  - {type: Label, name: welcome, properties: {text: Hi}}
"""
PAGE = """\
container: {type: ColumnPanel}
components: []
slots:
  menu:
    target: {type: container, name: ''}
    index: 0
    one_component: true
  content:
    target: {type: container, name: ''}
    index: 0
"""


@dataclass
class Studio:
    qtbot: QtBot
    project: Project
    designs: Designs
    commands: Commands
    actions: Actions
    window: QMainWindow
    canvas: QWidget
    """Stands for the canvas: it has the keys of the design view."""
    toolbox: ToolboxPanel
    outline: OutlinePanel
    said: list[str] = field(default_factory=list)
    opened: list[Location] = field(default_factory=list)

    @property
    def design(self) -> Design:
        assert self.designs.current is not None
        return self.designs.current

    @property
    def document(self) -> FormDocument:
        return self.design.document

    @property
    def names(self) -> tuple[str, ...]:
        return self.design.template.names

    @property
    def selected(self) -> tuple[str, ...]:
        return self.design.selection.names

    def select(self, *names: str, form: str = "") -> None:
        self.design.selection.select(form or self.design.form, names)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def focus(self, widget: QWidget) -> None:
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
        QApplication.processEvents()  # which actions are enabled is asked after this

    def double_click(self, target: QWidget, point: QPoint) -> None:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, NONE, point)
        QTest.mouseDClick(target, Qt.MouseButton.LeftButton, NONE, point)

    def drag(self, source: QWidget, start: QPoint, target: QWidget, end: QPoint) -> None:
        """Press, move until the drag begins, then over the target, and let go; all through the window."""
        handle = self.window.windowHandle()
        begin, finish = source.mapTo(self.window, start), target.mapTo(self.window, end)
        way = [begin + (finish - begin) * part / 4 for part in (1, 2, 3)] + [
            finish,
            finish + QPoint(1, 0),
            finish,
        ]
        timer = QTimer()
        timer.setInterval(15)

        def step() -> None:
            if way:
                QTest.mouseMove(handle, way.pop(0))
            else:
                timer.stop()
                QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, NONE, finish)

        timer.timeout.connect(step)
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, NONE, begin)
        timer.start()
        QTest.mouseMove(handle, begin + QPoint(QApplication.startDragDistance() + 2, 3))
        self.qtbot.waitUntil(lambda: not way and not timer.isActive())
        QApplication.processEvents()

    @property
    def field(self) -> QLineEdit | None:
        """The open editor of a component's name."""
        return self.outline.view.findChild(QLineEdit, "component_name")


def make_forms(folder: Path) -> Path:
    app = make_app(folder)
    for name, template, code in (
        ("Orders", TEMPLATE, CODE),
        ("Card", CARD, "class Card: pass\n"),
        ("Page", PAGE, "class Page: pass\n"),
        ("Sheet", SHEET, "class Sheet: pass\n"),
    ):
        form = app / "client_code" / name
        form.mkdir()
        (form / "form_template.yaml").write_text(template)
        (form / "__init__.py").write_text(code)
    return app


@pytest.fixture
def studio(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Studio]:
    theme = Theme(qapp, Preferences(tmp_path / "preferences.json"))
    project = Project(make_forms(tmp_path / "Counter"))
    designs = Designs(project)
    assert designs.show("Orders") is not None
    commands = Commands()
    opened: list[Location] = []
    commands.add(Command("open_location", "Open", opened.append, palette=False))
    add_design_commands(commands, designs)
    window = QMainWindow()
    actions = Actions(commands, window)
    canvas = QWidget()
    canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    toolbox, outline = ToolboxPanel(designs, commands, theme), OutlinePanel(designs, commands, theme)
    actions.attach("design", canvas)
    splitter = QSplitter()
    for widget in (toolbox, canvas, outline):
        splitter.addWidget(widget)
    splitter.setSizes([300, 400, 300])
    window.setCentralWidget(splitter)
    window.resize(1000, 640)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    said: list[str] = []
    designs.notice.connect(said.append)
    yield Studio(qtbot, project, designs, commands, actions, window, canvas, toolbox, outline, said, opened)
    QApplication.clipboard().clear()
