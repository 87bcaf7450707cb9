"""Draw an app from nothing with mouse and keys alone: two forms that share a counter; run it and click it."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from formwright.designer.core.forms.canvas import Box, Ref
from formwright.designer.core.forms.template import Template
from formwright.designer.core.run import PageState
from formwright.designer.shell.open_app import OpenApp
from tests.designer.shell.conftest import Desk
from tests.designer.shell.mouse import Mouse

pytestmark = [
    pytest.mark.skipif(shutil.which("xdotool") is None, reason="drags with xdotool"),
    pytest.mark.timeout(400),
]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
WAIT = 60_000


class Hands:
    """What a person does with the designer's window."""

    def __init__(self, desk: Desk, mouse: Mouse) -> None:
        self.desk = desk
        self.mouse = mouse
        self.qtbot = desk.qtbot

    @property
    def app(self) -> OpenApp:
        return self.desk.app

    def until(self, condition: Any) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT)

    @property
    def template(self) -> Template:
        design = self.app.designs.current
        assert design is not None
        return design.document.template

    def box(self, name: str) -> Box | None:
        design = self.app.designs.current
        picture = self.app.design_view.canvas.picture
        return picture.box(Ref(design.form, name)) if design is not None else None

    def spot(self, name: str, down: float = 0.5) -> QPoint:
        """A point of a component on the canvas: `down` 0 is its top, 1 its bottom."""
        area = self.area(name)
        while True:  # until the eye sees it at rest
            self.qtbot.wait(250)
            before, area = area, self.area(name)
            if area == before:
                break
        return QPoint(round(area.center().x()), round(area.top() + area.height() * down))

    def area(self, name: str) -> QRectF:
        self.until(lambda: self.box(name) is not None)
        box = self.box(name)
        assert box is not None
        return self.app.design_view.canvas.to_view(box.rect)

    def draw(self, tool: str, beside: str, down: float) -> str:
        """Drags a tool from the toolbox to a component; gives the name of what that made."""
        before = set(self.template.names)
        view = self.app.toolbox.view
        index = self.app.toolbox.model.index_of(tool)
        view.scrollTo(index)
        QApplication.processEvents()
        overlay = self.app.design_view.overlay
        self.mouse.drag(view.viewport(), view.visualRect(index).center(), overlay, self.spot(beside, down))
        self.until(lambda: bool(set(self.template.names) - before))
        (made,) = set(self.template.names) - before
        self.until(lambda: self.box(made) is not None)
        return made

    def name(self, name: str) -> None:
        """Of the selected component, in the head of the properties panel."""
        field = self.app.properties.header.field
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Key.Key_Return)
        self.until(lambda: name in self.template)

    def say(self, name: str, text: str) -> None:
        """Edits a component's text on the canvas."""
        overlay = self.app.design_view.overlay
        self.mouse.click(overlay, self.spot(name))
        overlay.setFocus()
        QTest.keyClick(overlay, Key.Key_F2)
        self.until(lambda: overlay.findChild(QLineEdit, "inline_text") is not None)
        field = overlay.findChild(QLineEdit, "inline_text")
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Key.Key_Return)
        self.until(lambda: self.template.node(name)["properties"]["text"] == text)

    def handle(self, name: str, *lines: str) -> None:
        """Double-clicks a component and writes its handler over the `pass` that is selected."""
        self.mouse.click(self.app.design_view.overlay, self.spot(name), double=True)
        self.until(lambda: self.mode == "code")
        self.write(*lines)

    def write(self, *lines: str) -> None:
        view = self.app.editor.current_view()
        assert view is not None
        for number, line in enumerate(lines):
            if number:
                QTest.keyClick(view.editor, Key.Key_Return)
            QTest.keyClicks(view.editor, line)
        view.flush()

    @property
    def mode(self) -> str:
        page = self.app.editor.current_page()
        return page.mode if page is not None else ""

    def new(self, kind: str, name: str) -> None:
        self.desk.focus()
        self.desk.key(Key.Key_N, CONTROL)
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text() == kind)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        self.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        self.desk.type(name)
        self.desk.key(Key.Key_Return)
        self.until(lambda: self.shown_title == name)

    @property
    def shown_title(self) -> str:
        page = self.app.editor.current_page()
        return page.title if page is not None else ""

    # -- the running app

    def ask_page(self, script: str) -> Any:
        browser = self.app.preview.browser
        assert browser is not None and browser.page is not None
        answers: list[Any] = []
        browser.page.ask(f"JSON.stringify({script})", answers.append)
        self.until(lambda: bool(answers))
        return json.loads(answers[0]) if answers[0] else None

    def page_says(self, text: str) -> bool:
        browser = self.app.preview.browser
        running = self.app.session.page is PageState.RUNNING
        return running and browser is not None and text in str(self.ask_page("document.body.innerText"))

    def click_in_page(self, text: str) -> None:
        place = self.ask_page(
            "(() => { const all = [...document.querySelectorAll('a, button')];"
            f"const at = all.find((each) => each.innerText.trim() === {json.dumps(text)});"
            "const box = at.getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        browser = self.app.preview.browser
        assert browser is not None
        self.mouse.click(browser.view, QPoint(round(place[0]), round(place[1])))


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    return Hands(desk, Mouse(qtbot))


def test_draw_two_forms_that_count_together_and_click_them(hands: Hands) -> None:
    desk = hands.desk
    desk.designer.window.resize(1560, 960)
    desk.focus()
    sidebar = desk.designer.gallery.sidebar
    QTest.mouseClick(sidebar.new_button, Qt.MouseButton.LeftButton)
    hands.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    desk.type("Drawn")
    desk.key(Key.Key_Return)
    hands.until(lambda: desk.designer.open is not None)
    hands.until(lambda: hands.box("heading") is not None)

    hands.new("Module", "Global")
    view = hands.app.editor.current_view()
    assert view is not None
    QTest.keyClick(view.editor, Key.Key_End, CONTROL)
    hands.write("number = 0")

    hands.app.tree.view.choose(hands.app.tree.model.index_of("form:Form1"))
    desk.focus()
    hands.app.tree.view.setFocus()
    desk.key(Key.Key_Return)
    hands.until(lambda: hands.mode == "design")
    hands.say("heading", "First")
    label = hands.draw("Label", "heading", 0.95)
    hands.name("count_label")
    assert hands.template.children("") == ("heading", "count_label")
    assert label != "count_label"
    hands.say("count_label", "nothing yet")
    hands.draw("Button", "count_label", 0.95)
    hands.name("add_button")
    hands.say("add_button", "Count")
    hands.draw("Link", "add_button", 0.95)
    hands.name("other_link")
    hands.say("other_link", "Other form")
    assert hands.template.children("") == ("heading", "count_label", "add_button", "other_link")

    overlay = hands.app.design_view.overlay
    overlay.setFocus()
    hands.mouse.click(overlay, hands.spot("heading"))
    QTest.keyClick(overlay, Key.Key_A, CONTROL)
    QTest.keyClick(overlay, Key.Key_C, CONTROL)
    hands.new("Form", "Form2")
    hands.until(lambda: hands.mode == "design" and hands.app.design_view.canvas.picture.form == "Form2")
    overlay.setFocus()
    QTest.keyClick(overlay, Key.Key_V, CONTROL)
    hands.until(lambda: "other_link" in hands.template)
    hands.say("heading", "Second")
    hands.handle("other_link", 'open_form("Form1")')

    for form in ("Form2", "Form1"):
        hands.app.tree.view.choose(hands.app.tree.model.index_of(f"form:{form}"))
        hands.app.tree.view.setFocus()
        desk.key(Key.Key_Return)
        desk.designer.commands.execute("view.design")
        hands.until(lambda: hands.mode == "design" and hands.box("add_button") is not None)
        hands.handle(
            "add_button",
            "from .. import Global",
            "Global.number += 1",
            'self.count_label.text = f"{Global.number} so far"',
        )
    desk.designer.commands.execute("view.design")
    hands.handle("other_link", 'open_form("Form2")')
    hands.app.save()

    desk.key(Key.Key_F5)
    hands.until(lambda: hands.page_says("nothing yet"))
    hands.until(lambda: hands.page_says("First"))
    hands.click_in_page("Count")
    hands.until(lambda: hands.page_says("1 so far"))
    hands.click_in_page("Other form")
    hands.until(lambda: hands.page_says("Second"))
    hands.click_in_page("Count")
    hands.until(lambda: hands.page_says("2 so far"))
    assert [line.text for line in hands.app.session.client_console.lines if line.stream == "error"] == []
