"""Twenty thousand overlapping blocking handlers in the embedded browser: it lives, nothing mixes up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Commands
from formwright.designer.core.project import Project
from formwright.designer.core.run import PageState, RunSession
from formwright.designer.preview import PreviewPanel
from formwright.designer.ui.host_process import HostProcess, host_command, wait_for_ending_hosts
from formwright.designer.ui.theme import Theme
from tests.browser.forms import FORMS
from tests.browser.soak import soak_script
from tests.browser.workshop import write_app
from tests.designer.preview.test_real_app import PACKAGE, js, wait_running, wait_text

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (PACKAGE / "web" / "build.json").exists(), reason="the browser build is missing: run dev.py setup"
    ),
]
HANDLERS = 20_000


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[RunSession]:
    modules = {"Main": "from anvil import *\nopen_form('Soak')\n"}
    project = Project(write_app(tmp_path / "app", {"Soak": FORMS["Soak"]}, "", modules))
    session = RunSession(HostProcess(host_command(project.folder), qapp))
    yield session
    session.close()
    wait_for_ending_hosts()


def test_overlapping_handlers(qtbot: QtBot, session: RunSession, theme: Theme) -> None:
    assert theme.tokens
    panel = PreviewPanel(session, Commands())
    with qtbot.waitExposed(panel):
        panel.show()
    session.run()
    wait_running(qtbot, session)
    wait_text(qtbot, panel, "soak")
    script = soak_script(HANDLERS, 300)
    js(qtbot, panel, f"({script}).then((outcome) => {{ window.outcome = JSON.stringify(outcome); }}), 1")

    def check() -> None:
        assert session.page is PageState.RUNNING, session.message
        assert js(qtbot, panel, "window.outcome ?? null") == f"[{HANDLERS},0,false]"

    qtbot.waitUntil(check, timeout=240_000)
    panel.shut_down()
    panel.close()
    panel.deleteLater()
