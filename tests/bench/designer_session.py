"""One sitting at the real designer, timed from inside: clone, painted preview, saves, runs.

A process of `bench_designer`: prints one JSON object a line and waits for a line on stdin after each mark of
memory, so that the parent can measure. Not a test.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from formwright.designer.shell import sandbox
from formwright.designer.shell.designer import Designer
from formwright.designer.ui.host_process import wait_for_ending_hosts

SAVES = 10
FORM = "client_code/Form1/__init__.py"


def say(**values: object) -> None:
    print(json.dumps(values), flush=True)


def wait(until: Callable[[], bool], seconds: float = 90) -> None:
    loop, timer = QEventLoop(), QTimer()
    end = time.perf_counter() + seconds

    def look() -> None:
        if until() or time.perf_counter() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(1)
    loop.exec()
    if not until():
        raise TimeoutError


def rest(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def mark(name: str) -> None:
    """The parent measures memory now."""
    say(memory=name)
    sys.stdin.readline()


def main(scratch: Path) -> None:
    sandbox.prepare(os.environ)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication([])
    designer = Designer(application, scratch / "config", scratch / "state")
    designer.preferences.update(workspace=str(scratch / "apps"), autosave_seconds=3600.0)
    designer.show_gallery()
    designer.window.show()
    rest(3)
    mark("gallery")
    card = next(card for card in designer.gallery.cards if card.example.name == "global_variables")
    begun = time.perf_counter()
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    wait(lambda: designer.open is not None)
    app = designer.open
    assert app is not None
    painted: list[float] = []
    hear = app.session.page_event

    def listen(event: Mapping[str, Any]) -> None:
        if event.get("kind") == "painted":
            painted.append(time.perf_counter())
        hear(event)

    app.session.page_event = listen  # type: ignore[method-assign]  # every page reports through it
    wait(lambda: bool(painted))
    say(figure="clone to first painted preview", milliseconds=(painted[-1] - begun) * 1000)
    rest(3)
    mark("with a preview that runs")
    document = app.project.open_document(FORM)
    for number in range(SAVES):
        document.set_text(f"{document.text}\n# {number}\n", "bench")
        painted.clear()
        begun = time.perf_counter()
        document.save()
        wait(lambda: bool(painted))
        say(figure="save to repainted preview", milliseconds=(painted[0] - begun) * 1000)
        rest(0.3)
    browser = app.preview.browser
    assert browser is not None
    for _ in range(3):
        wait(lambda: browser.spare is not None and browser.spare.held)  # boots out of sight
        app.session.stop()
        rest(0.5)
        painted.clear()
        begun = time.perf_counter()
        app.session.run()
        wait(lambda: bool(painted))
        say(figure="Run to first painted form, warm page", milliseconds=(painted[0] - begun) * 1000)
    designer.window.close()
    wait_for_ending_hosts()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
