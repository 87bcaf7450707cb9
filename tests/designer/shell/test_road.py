"""The whole road: clone the counter from the gallery, see it run, change its code, see the change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from formwright.designer.core.locations import Location
from formwright.designer.core.run import PageState
from tests.designer.shell.conftest import Desk

WAIT = 60_000


def page_says(desk: Desk, text: str) -> bool:
    browser = desk.app.preview.browser
    if browser is None or browser.page is None:
        return False
    answers: list[Any] = []
    browser.page.ask("document.body.innerText", answers.append)
    desk.qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return text in str(answers[0])


def test_clone_run_edit_and_rename(desk: Desk) -> None:
    gallery = desk.designer.gallery
    card = next(card for card in gallery.cards if card.example.name == "global_variables")
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: desk.designer.open is not None, timeout=WAIT)
    desk.focus()
    app = desk.app
    desk.qtbot.waitUntil(lambda: app.session.page is PageState.RUNNING, timeout=WAIT)
    desk.qtbot.waitUntil(lambda: page_says(desk, "0 clicks"), timeout=WAIT)

    module = app.project.open_document("client_code/Global.py")
    desk.designer.commands.execute("open_location", Location(module.path))
    view = app.editor.current_view()
    assert view is not None
    line = module.text.splitlines().index("number_of_clicks = 0") + 1
    view.editor.go_to(line, len("number_of_clicks = ") + 1)
    QTest.keyClicks(view.editor, "4")
    QTest.keyClick(view.editor, Qt.Key.Key_Delete)
    QTest.keyClicks(view.editor, "1")
    desk.qtbot.waitUntil(lambda: page_says(desk, "41 clicks"), timeout=WAIT)

    desk.focus()
    app.tree.view.choose(app.tree.model.index_of("module:Global"))
    app.tree.view.setFocus()
    desk.key(Qt.Key.Key_F2)
    desk.type("Shared")
    desk.key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: module.path == "client_code/Shared.py")
    desk.qtbot.waitUntil(lambda: app.session.page is PageState.RUNNING, timeout=WAIT)
    desk.qtbot.waitUntil(lambda: page_says(desk, "41 clicks"), timeout=WAIT)
    errors = [line.text for line in app.session.client_console.lines if line.stream == "error"]
    assert errors == []
