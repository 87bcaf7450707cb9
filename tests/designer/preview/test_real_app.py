"""The whole way with the real host, the real page and the embedded browser: run, click, save, loop, stop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import formwright
from formwright.designer.core.commands import Commands
from formwright.designer.core.project import Project
from formwright.designer.core.run import PageState, RunSession
from formwright.designer.preview import PreviewPanel
from formwright.designer.ui.host_process import HostProcess, host_command, wait_for_ending_hosts
from formwright.designer.ui.theme import Theme

PACKAGE = Path(formwright.__file__).parent
FORM = "client_code/Form1/__init__.py"
WAIT = 60_000

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.skipif(
        not (PACKAGE / "web" / "build.json").exists(), reason="the browser build is missing: run dev.py setup"
    ),
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(PACKAGE / "examples" / "global_variables", tmp_path / "app")
    return Project(tmp_path / "app")


@pytest.fixture
def session(qapp: QApplication, project: Project) -> Iterator[RunSession]:
    link = HostProcess(host_command(project.folder), qapp)
    session = RunSession(link)
    project.changed.connect(session.saved)
    yield session
    session.close()
    wait_for_ending_hosts()


@pytest.fixture
def panel(qtbot: QtBot, session: RunSession, theme: Theme) -> Iterator[PreviewPanel]:
    assert theme.tokens
    panel = PreviewPanel(session, Commands())
    panel.resize(700, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    yield panel
    panel.shut_down()
    panel.close()
    panel.deleteLater()


def js(qtbot: QtBot, panel: PreviewPanel, script: str) -> Any:
    answers: list[Any] = []
    assert panel.browser is not None and panel.browser.page is not None
    panel.browser.page.ask(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def wait_text(qtbot: QtBot, panel: PreviewPanel, text: str) -> None:
    qtbot.waitUntil(lambda: text in str(js(qtbot, panel, "document.body.innerText")), timeout=WAIT)


def click_link(qtbot: QtBot, panel: PreviewPanel, text: str) -> None:
    place = js(
        qtbot,
        panel,
        f"(() => {{ const a = [...document.querySelectorAll('a')].find(a => a.innerText.includes('{text}'));"
        "const r = a.getBoundingClientRect(); return `${r.x + 15} ${r.y + r.height / 2}` })()",
    )
    x, y = (float(part) for part in place.split())
    assert panel.browser is not None
    target = panel.browser.view.focusProxy()
    assert target is not None
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


def wait_running(qtbot: QtBot, session: RunSession) -> None:
    def check() -> None:
        assert session.page is PageState.RUNNING, (session.message, session.host, session.host_message)

    qtbot.waitUntil(check, timeout=WAIT)


def save(project: Project, path: str, text: str) -> None:
    document = project.open_document(path)
    document.set_text(text)
    document.save()


def test_run_click_save_and_loop(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession, project: Project
) -> None:
    session.run()
    wait_running(qtbot, session)
    wait_text(qtbot, panel, "0 clicks")
    click_link(qtbot, panel, "Click me")
    wait_text(qtbot, panel, "1 click")

    source = (project.folder / FORM).read_text("utf-8")
    started = "self.init_components(**properties)"
    save(project, FORM, source.replace(started, f"{started}\n        print('new code')"))
    qtbot.waitUntil(
        lambda: [line.text for line in session.client_console.lines] == ["new code\n"], timeout=WAIT
    )
    assert not panel.overlay.isVisible()

    save(project, FORM, source.replace(started, f"{started}\n        print("))
    qtbot.waitUntil(panel.bar.isVisible, timeout=WAIT)
    assert panel.bar.text.startswith(f"Python cannot read {FORM}:12")
    assert len(session.client_console.lines) == 1

    save(project, FORM, source.replace(started, f"{started}\n        self.lable.text = 'x'"))
    qtbot.waitUntil(lambda: len(session.client_console.lines) > 1, timeout=WAIT)
    error = session.client_console.lines[1]
    assert error.text.startswith("AttributeError")
    assert (error.trace[-1].file, error.trace[-1].line) == (FORM, 12)

    save(project, FORM, source.replace(started, f"{started}\n        while True: pass"))
    qtbot.waitUntil(panel.bar.isVisible, timeout=WAIT)
    assert "not responding" in panel.bar.text
    QTest.mouseClick(panel.bar.button("Stop"), Qt.MouseButton.LeftButton)
    assert session.page is PageState.STOPPED
    save(project, FORM, source)
    QTest.mouseClick(panel.overlay.button, Qt.MouseButton.LeftButton)
    wait_running(qtbot, session)
    wait_text(qtbot, panel, "0 clicks")
