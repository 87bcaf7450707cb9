"""F1 with real keys: the manual opens, in a window of its own, at the page about what has the focus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from formwright.designer.core import manual
from formwright.designer.core.locations import Location
from formwright.designer.shell.help import chain_at
from formwright.designer.shell.manual_window import ManualWindow
from formwright.designer.shell.open_app import OpenApp
from tests.designer.shell.conftest import Desk

CODE = """\
from anvil import *
import anvil.server
from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.button_1.text = anvil.server.call("name")
"""
TEMPLATE = """\
container: {type: ColumnPanel}
components:
- type: Label
  name: label_1
- type: Button
  name: button_1
"""
WAIT = 30_000


@pytest.fixture
def app(desk: Desk) -> OpenApp:
    folder: Path = desk.folder / "client_code" / "Form1"
    (folder / "__init__.py").write_text(CODE)
    (folder / "form_template.yaml").write_text(TEMPLATE)
    app = desk.open()
    desk.qtbot.waitUntil(lambda: app.designs.current is not None)
    return app


def press(desk: Desk) -> str:
    """F1, and the page that is on show then."""
    desk.focus()
    desk.key(Qt.Key.Key_F1)
    window = desk.designer.help.window
    assert window is not None
    desk.qtbot.waitUntil(lambda: window.view is not None and bool(window.shown), timeout=WAIT)
    return window.shown


def window_of(desk: Desk) -> ManualWindow:
    assert desk.designer.help.window is not None
    return desk.designer.help.window


def ask(desk: Desk, script: str) -> Any:
    view = window_of(desk).view
    assert view is not None
    answers: list[Any] = []
    view.page().runJavaScript(script, 0, answers.append)
    desk.qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def click_in_page(desk: Desk, selector: str) -> None:
    """With a real button: what scripts click does not count as a place to go back to."""
    box = f"document.querySelector('{selector}').getBoundingClientRect()"
    x, y = json.loads(ask(desk, f"JSON.stringify([{box}.x, {box}.y])"))
    view = window_of(desk).view
    assert view is not None
    target = view.focusProxy()
    assert isinstance(target, QWidget)
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(round(x) + 6, round(y) + 6))


def test_f1_knows_what_is_selected_and_what_is_written(desk: Desk, app: OpenApp) -> None:
    design = app.designs.current
    assert design is not None
    design.selection.select("Form1", ["button_1"])
    app.design_view.overlay.setFocus()
    assert press(desk) == "reference/components/button.html"

    desk.focus()
    assert app.properties.focus_property("bold")
    assert press(desk) == "reference/components/button.html#property-bold"
    desk.focus()
    app.properties.show_events()
    assert press(desk) == "reference/components/button.html#event-click"

    desk.focus()
    app.toolbox.view.setCurrentIndex(app.toolbox.model.index_of("DropDown"))
    app.toolbox.view.setFocus()
    assert press(desk) == "reference/components/dropdown.html"

    desk.designer.commands.execute("open_location", Location("client_code/Form1/__init__.py"))
    desk.designer.commands.execute("view.code")
    view = app.editor.current_view()
    assert view is not None
    line = CODE.splitlines()[-1]
    for word, page in (
        ("call", "reference/anvil/anvil.server.html#anvil.server.call"),
        ("server", "reference/anvil/anvil.server.html"),
        ("button_1", "reference/components/button.html"),
        ("text", "reference/components/button.html#property-text"),
    ):
        desk.focus()
        QWidget.setFocus(view.editor)
        view.editor.go_to(len(CODE.splitlines()), line.index(word) + 2)
        assert press(desk) == page

    desk.focus()
    desk.designer.commands.execute("consoles.python")
    app.docks.reveal("consoles")
    assert press(desk) == "howto/consoles.html#python"
    desk.designer.commands.execute("app.settings")
    dialog = desk.designer.window.findChild(QDialog)
    assert dialog is not None
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.key(Qt.Key.Key_F1)
    desk.qtbot.waitUntil(lambda: window_of(desk).shown == manual.SETTINGS, timeout=WAIT)
    dialog.reject()


def found(window: ManualWindow) -> tuple[int, int]:
    """Which match is shown, and how many there are."""
    numbers = [int(word) for word in window.page_find.count.text().split() if word.isdecimal()]
    return (numbers[0], numbers[1]) if numbers else (0, 0)


@pytest.mark.usefixtures("app")
def test_words_are_found_in_the_page(desk: Desk) -> None:
    press(desk)
    window = window_of(desk)
    window.show_page("reference/components/button.html")

    def is_active() -> bool:  # Qt makes the window anew for its first web view
        window.activateWindow()
        return window.isActiveWindow()

    desk.qtbot.waitUntil(is_active, timeout=WAIT)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.page_find.isVisible()
    QTest.keyClicks(window.page_find.needle, "button")
    desk.qtbot.waitUntil(lambda: found(window)[1] > 2, timeout=WAIT)
    at, most = found(window)
    QTest.keyClick(window.page_find.needle, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: found(window) == (at % most + 1, most), timeout=WAIT)
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.waitUntil(lambda: found(window) == (at, most), timeout=WAIT)
    window.show_page("reference/components/label.html")
    desk.qtbot.waitUntil(lambda: found(window)[1] not in (0, most), timeout=WAIT)
    QTest.keyClicks(window.page_find.needle, "zzz")
    desk.qtbot.waitUntil(lambda: window.page_find.count.text() == "Not on this page", timeout=WAIT)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.page_find.isVisible() and window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_window_goes_back_searches_follows_the_theme_and_stays_with_the_manual(desk: Desk) -> None:
    desk.focus()
    assert press(desk) == manual.PLACES["gallery"]
    window = window_of(desk)
    desk.qtbot.waitUntil(lambda: ask(desk, "document.body.dataset.theme") == "light", timeout=WAIT)
    assert not window.back.isEnabled()
    window.search.setFocus()
    QTest.keyClicks(window.search, "capability")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "Search finished" in str(ask(desk, "document.body.innerText")), timeout=WAIT)
    click_in_page(desk, ".search a")
    desk.qtbot.waitUntil(lambda: not window.shown.startswith("search.html"), timeout=WAIT)
    desk.designer.preferences.update(theme="dark")
    desk.qtbot.waitUntil(lambda: ask(desk, "document.body.dataset.theme") == "dark", timeout=WAIT)
    QTest.mouseClick(window.back, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: window.shown.startswith("search.html?q=capability"), timeout=WAIT)
    desk.qtbot.waitUntil(lambda: ask(desk, "document.body.dataset.theme") == "dark", timeout=WAIT)
    desk.qtbot.waitUntil(window.forward.isEnabled)

    outside: list[QUrl] = []
    assert window.view is not None
    window.view.page()._open_outside = outside.append  # type: ignore[attr-defined]  # no browser of the system
    before = window.shown
    ask(desk, "location.href = 'https://example.com/'; 1")
    ask(desk, "location.href = 'file:///etc/hostname'; 1")
    desk.qtbot.waitUntil(lambda: bool(outside), timeout=WAIT)
    assert [url.toString() for url in outside] == ["https://example.com/"]
    assert window.shown == before
    desk.designer.preferences.update(theme="light")

    QTest.keyClick(window, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not window.isVisible())
    assert window.view is None


def test_without_a_manual_the_window_says_how_to_get_one(desk: Desk, tmp_path: Path) -> None:
    window = ManualWindow(desk.designer.theme, tmp_path)
    desk.qtbot.addWidget(window)
    window.show_page(manual.START)
    assert window.missing.isVisible()
    assert not window.search.isEnabled()
    (tmp_path / "index.html").write_text("<h1>Here</h1>")
    window.show_page(manual.START)
    assert not window.missing.isVisible()
    desk.qtbot.waitUntil(lambda: window.shown == manual.START, timeout=WAIT)
    window.close()


@pytest.mark.parametrize(
    ("line", "word", "chain"),
    [
        ("x = anvil.server.call(1)", "call", "anvil.server.call"),
        ("x = anvil.server.call(1)", "anvil", "anvil"),
        ("alert('x')", "alert", "alert"),
        ("    ", " ", ""),
    ],
)
def test_the_chain_of_names_ends_at_the_caret(line: str, word: str, chain: str) -> None:
    assert chain_at(line, line.index(word) + 1) == chain
