"""After a real crash: a designer is killed while somebody types, and the next start brings it all back."""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from formwright.designer.core.run import HostState, PageState
from formwright.designer.shell.report_dialog import ReportDialog
from tests.designer.shell.conftest import Desk

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")

PROGRAM = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from formwright.designer.core.locations import Location
from formwright.designer.shell.designer import Designer

state, app, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
application = QApplication([])
designer = Designer(application, state.parent / "config-of-the-crashed", state)
designer.watch.begin()
designer.preferences.update(autosave_seconds=60.0)
designer.show_gallery()
designer.window.show()

def type_and_die():
    designer.open_app(app)
    designer.commands.execute("open_location", Location("client_code/Global.py", 1))
    QTest.keyClicks(designer.open.editor.current_view().editor, "# not saved ")
    poll.start(50)

def die_once_it_is_in_the_journal():
    if any("not saved" in file.read_text("utf-8") for file in state.glob("journal/*")):
        os.kill(os.getpid(), int(how))

poll = QTimer()
poll.timeout.connect(die_once_it_is_in_the_journal)

QTimer.singleShot(0, type_and_die)
application.exec()
"""


def crash(desk: Desk, how: signal.Signals) -> None:
    state = desk.folder.parent / "state"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(state), str(desk.folder), str(int(how))],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -how, done.stderr


@pytest.fixture
def pytests_faulthandler(desk: Desk) -> Iterator[None]:
    """Ours has taken its place."""
    yield
    desk.designer.watch.end()
    faulthandler.enable()


def start_again(desk: Desk) -> ReportDialog:
    designer = desk.designer
    crashes = designer.watch.begin()
    dialog = designer.recovery.offer(crashes, designer.open_app, designer.enter_safe_mode)
    assert dialog is not None
    return dialog


@pytest.mark.usefixtures("pytests_faulthandler")
def test_a_killed_designer_offers_what_was_typed(desk: Desk) -> None:
    crash(desk, signal.SIGSEGV)
    dialog = start_again(desk)
    report = dialog.text.toPlainText()
    assert "Segmentation fault" in report and "open_location" in report
    assert not dialog.text.isVisible()
    QTest.mouseClick(dialog.unfold, Qt.MouseButton.LeftButton)
    assert dialog.text.isVisible()
    QTest.mouseClick(dialog.button("Open Counter"), Qt.MouseButton.LeftButton)
    document = desk.app.project.documents.get("client_code/Global.py")
    assert document is not None and document.text.startswith("# not saved clicks")
    assert "Recovered" in desk.designer.window.status.currentMessage()


@pytest.mark.usefixtures("pytests_faulthandler")
def test_after_two_crashes_safe_mode_comes_first_and_runs_nothing(desk: Desk) -> None:
    desk.designer.preferences.update(keys={"file.quit": "F9"}, theme="dark")
    running = desk.folder.parent / "state" / "running"
    running.mkdir(parents=True)
    (running / "row.json").write_text(json.dumps({"app": str(desk.folder), "number": 1}), "utf-8")
    crash(desk, signal.SIGKILL)
    dialog = start_again(desk)
    assert dialog.buttons[0].text() == "Safe mode" and dialog.buttons[0].isDefault()
    QTest.mouseClick(dialog.buttons[0], Qt.MouseButton.LeftButton)
    app = desk.app
    assert desk.designer.commands.keys_of("file.quit") == "Ctrl+Q"
    assert "Safe mode" in desk.designer.window.status.note.text()
    document = app.project.documents.get("client_code/Global.py")
    assert document is not None and document.text.startswith("# not saved clicks")
    assert app.preview.overlay.title == "Run this app?" and "safe mode" in app.preview.overlay.text
    desk.qtbot.wait(100)
    assert app.session.host is HostState.DOWN and app.session.page is PageState.STOPPED
    desk.designer.preferences.update(font_size=20)  # of this session only
    kept = desk.designer.preferences._file.read_text("utf-8")
    assert '"theme": "dark"' in kept and '"F9"' in kept and "20" not in kept
    QTest.mouseClick(app.preview.overlay.button, Qt.MouseButton.LeftButton)
    assert app.session.host is not HostState.DOWN


def test_safe_mode_is_asked_for_on_the_command_line(tmp_path: Path) -> None:
    nothing = {key: text for key, text in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "formwright", "--safe-mode", str(tmp_path / "none")],
        env=nothing, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "is not a folder" in done.stderr
    help_text = subprocess.run(
        [sys.executable, "-m", "formwright", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert "--safe-mode" in help_text
