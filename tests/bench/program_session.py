"""From nothing to a changed, running counter, with the clicks and keys that it takes, in the real window.

A process of `bench_program`: prints one JSON object. Not a test. The clock starts with the process, and every
click is one of a mouse on the widget that a person would click.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from formwright.designer.shell import sandbox
from formwright.designer.shell.designer import Designer
from formwright.designer.ui.host_process import wait_for_ending_hosts

LEFT = Qt.MouseButton.LeftButton
MODULE = "Global.py"
BEFORE, AFTER = "0 clicks", "41 clicks"


def wait(until: Callable[[], bool], what: str, seconds: float = 90) -> None:
    loop, timer = QEventLoop(), QTimer()
    end = time.monotonic() + seconds

    def look() -> None:
        if until() or time.monotonic() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(30)
    loop.exec()
    if not until():
        raise TimeoutError(what)


class Page:
    """What the preview shows, asked again and again without waiting for the answer."""

    def __init__(self, designer: Designer) -> None:
        self._designer = designer
        self._text = ""
        self._asked = 0.0

    def says(self, text: str) -> bool:
        app = self._designer.open
        browser = app.preview.browser if app is not None else None
        if browser is not None and browser.page is not None and time.monotonic() > self._asked + 0.3:
            self._asked = time.monotonic()  # a page that is replaced never answers
            browser.page.ask("document.body.innerText", self._hear)
        return text in self._text

    def _hear(self, answer: Any) -> None:
        self._asked = 0.0
        self._text = str(answer)


def main(scratch: Path) -> None:
    started = psutil.Process().create_time()
    sandbox.prepare(os.environ)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication([])
    designer = Designer(application, scratch / "config", scratch / "state")
    designer.preferences.update(workspace=str(scratch / "apps"))
    designer.show_gallery()
    designer.window.show()
    designer.window.activateWindow()
    page = Page(designer)
    card = next(card for card in designer.gallery.cards if card.example.name == "global_variables")
    wait(card.button.isVisible, "the gallery")
    QTest.mouseClick(card.button, LEFT)
    wait(lambda: page.says(BEFORE), "the running clone")
    running = time.time() - started
    app = designer.open
    assert app is not None
    tree = app.tree.view
    index = app.tree.model.index_of("module:Global")
    spot = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), LEFT, pos=spot)

    def module_is_shown() -> bool:
        view = app.editor.current_view() if app is not None else None
        return view is not None and view.editor.isVisible() and MODULE in view.document.path

    wait(module_is_shown, "the module")
    view = app.editor.current_view()
    assert view is not None
    line = view.document.text.splitlines().index("number_of_clicks = 0")
    place = len("\n".join(view.document.text.splitlines()[:line]).encode()) + 1 + len("number_of_clicks = ")
    value = view.editor.point_of(place)
    value.setY(value.y() + 4)
    QTest.mouseClick(view.editor.viewport(), LEFT, pos=value)
    QTest.keyClick(view.editor, Qt.Key.Key_End)
    QTest.keyClick(view.editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(view.editor, "41")
    wait(lambda: page.says(AFTER), "the changed counter")
    # Clone, the module in the tree, the line in the editor; End, Backspace, 4, 1.
    print(
        json.dumps({"running": running, "changed": time.time() - started, "clicks": 3, "keys": 4}), flush=True
    )
    designer.window.close()
    wait_for_ending_hosts()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
