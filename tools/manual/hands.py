"""What a person does with the designer's window, for pictures of it: real keys and clicks, and waiting.

May not: know what the pictures are about. Needs a display.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.run import PageState
from formwright.designer.shell.designer import Designer
from formwright.designer.shell.open_app import OpenApp

PATIENCE = 60.0
LEFT = Qt.MouseButton.LeftButton


class Hands:
    def __init__(self, designer: Designer) -> None:
        self.designer = designer

    @property
    def app(self) -> OpenApp:
        assert self.designer.open is not None
        return self.designer.open

    def rest(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def until(self, condition: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(what)
            self.rest(0.05)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        focus = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
        return focus or self.designer.window

    def focus_window(self) -> None:
        self.designer.window.activateWindow()
        self.until(self.designer.window.isActiveWindow, "the window is active")

    def press(self, text: str) -> None:
        """A button of the window, by what stands on it."""

        def found() -> QPushButton | None:
            buttons = self.designer.window.findChildren(QPushButton)
            return next((each for each in buttons if each.isVisible() and each.text() == text), None)

        self.until(found, f"a button {text!r}")
        button = found()
        assert button is not None
        QTest.mouseClick(button, LEFT)

    # -- the tree and the editor

    def new(self, kind: str, name: str) -> None:
        """The toolbar's New: a kind of its menu, and a name in the tree."""
        self.focus_window()
        self.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu New")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text() == kind)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        self.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "a field for the name")
        self.type(name)
        self.key(Qt.Key.Key_Return)
        self.until(lambda: self.title == name, name)

    @property
    def title(self) -> str:
        page = self.app.editor.current_page()
        return page.title if page is not None else ""

    def open(self, key: str, mode: str) -> None:
        """What the tree calls `key`, as `design` or `code`."""
        self.app.tree.view.choose(self.app.tree.model.index_of(key))
        self.focus_window()
        self.app.tree.view.setFocus()
        self.key(Qt.Key.Key_Return)
        name = key.partition(":")[2]
        self.until(lambda: self.title == name, name)
        if key.startswith("form:"):
            self.designer.commands.execute(f"view.{mode}")

    def write(self, old: str, new: str) -> None:
        """Selects text of the open file and pastes over it, as one does with a sample of the manual."""
        view = self.app.editor.current_view()
        assert view is not None
        editor = view.editor
        text = view.document.text
        begin = text.index(old) if old else 0
        before = text[:begin]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        editor.setFocus(True)
        editor.go_to(line, column)
        for _ in range(len(old) if old else len(text)):
            QTest.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QGuiApplication.clipboard().setText(new)
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        view.flush()
        self.until(lambda: new in view.document.text, new)
        self.designer.commands.execute("file.save")

    # -- the canvas

    def spot(self, name: str) -> QPoint:
        """The middle of a component on the canvas, once it stands still."""
        design = self.app.designs.current
        assert design is not None
        canvas = self.app.design_view.canvas
        ref = Ref(design.form, name)
        self.until(lambda: canvas.picture.box(ref) is not None, f"{name} on the canvas")
        last, spot = QPoint(), QPoint(-1, -1)
        while last != spot:
            last = spot
            self.rest(0.3)
            box = canvas.picture.box(ref)
            spot = canvas.to_view(box.rect).center().toPoint() if box is not None else spot
        return spot

    def click(self, name: str, *, twice: bool = False) -> None:
        overlay, spot = self.app.design_view.overlay, self.spot(name)
        QTest.mouseClick(overlay, LEFT, pos=spot)
        if twice:
            QTest.mouseDClick(overlay, LEFT, pos=spot)

    def take(self, tool: str) -> str:
        """Double-clicks in the toolbox; gives the name of what that made."""
        design = self.app.designs.current
        assert design is not None
        before = set(design.document.template.names)
        view = self.app.toolbox.view
        index = self.app.toolbox.model.index_of(tool)
        view.scrollTo(index)
        spot = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), LEFT, pos=spot)
        QTest.mouseDClick(view.viewport(), LEFT, pos=spot)
        self.until(lambda: len(design.document.template.names) > len(before), f"a {tool}")
        (made,) = set(design.document.template.names) - before
        return str(made)

    def set_property(self, name: str, text: str) -> None:
        """Types into the property panel."""
        properties = self.app.properties
        self.focus_window()
        assert properties.focus_property(name)
        self.rest(0.2)
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)
        self.key(Qt.Key.Key_Return)

    # -- the running app

    def page_says(self, text: str) -> bool:
        if self.app.session.page is not PageState.RUNNING:
            return False
        return text in str(self._ask("document.body.innerText"))

    def until_page_says(self, text: str) -> None:
        self.until(lambda: self.page_says(text), f"the page says {text!r}")

    def _ask(self, script: str) -> object:
        browser = self.app.preview.browser
        if browser is None or browser.page is None:
            return None
        answers: list[object] = []
        browser.page.ask(f"JSON.stringify({script})", answers.append)
        self.until(lambda: bool(answers), "the page answers")
        return json.loads(str(answers[0])) if answers[0] else None

    def use_page(self, script: str) -> None:
        """Runs JavaScript in the app's page: a click in the preview, or typing there."""
        self._ask(f"(() => {{ {script}; return true; }})()")

    # -- pictures

    def photograph(self, folder: Path, name: str, theme: str, rest: float = 1.0) -> None:
        QCursor.setPos(self.designer.window.mapToGlobal(QPoint(2, self.designer.window.height() - 2)))
        self.rest(rest)
        screen = QGuiApplication.primaryScreen()
        window = self.designer.window
        picture = screen.grabWindow(0, window.x(), window.y(), window.width(), window.height())
        file = folder / f"{name}-{theme}.png"
        if not picture.toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(file), quality=0):
            raise OSError(f"{file} could not be written")
        print(file)
