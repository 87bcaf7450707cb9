"""The preview against real pages in the real embedded browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formwright.designer.core.locations import Location
from formwright.designer.core.run import PageState, RunSession
from formwright.designer.preview import browser as browser_module
from formwright.designer.preview.panel import PreviewPanel
from formwright.designer.ui.devices import DEVICES
from tests.designer.preview.conftest import TOKEN, Link, Site

WAIT = 15_000
pytestmark = pytest.mark.timeout(90)


def texts(session: RunSession) -> list[str]:
    return [line.text for line in session.client_console.lines]


def wait_state(qtbot: QtBot, session: RunSession, state: PageState) -> None:
    qtbot.waitUntil(lambda: session.page is state, timeout=WAIT)


def run(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    QTest.mouseClick(panel.overlay.button, Qt.MouseButton.LeftButton)
    wait_state(qtbot, session, PageState.RUNNING)


def js(qtbot: QtBot, panel: PreviewPanel, script: str) -> Any:
    answers: list[Any] = []
    assert panel.browser is not None and panel.browser.page is not None
    panel.browser.page.ask(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def test_runs_and_stops(qtbot: QtBot, panel: PreviewPanel, session: RunSession, site: Site) -> None:
    assert panel.overlay.isVisible()
    assert panel.overlay.button.text() == "Run"
    run(qtbot, panel, session)
    assert not panel.overlay.isVisible()
    assert texts(session) == ["hello from /\n"]
    assert panel.toolbar.address.text() == f"{site.url}/", "the token is not shown"
    QTest.mouseClick(panel.toolbar.stop, Qt.MouseButton.LeftButton)
    assert session.page is PageState.STOPPED
    assert panel.overlay.isVisible()


def test_next_run_uses_a_page_that_waits(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession, site: Site
) -> None:
    session.start_host()
    qtbot.waitUntil(
        lambda: panel.browser is not None and panel.browser.spare is not None and panel.browser.spare.held,
        timeout=WAIT,
    )
    pages = [path for path in site.seen if "favicon" not in path]
    assert pages == [f"/?_designer={TOKEN}&_hold=1"]
    assert texts(session) == []
    run(qtbot, panel, session)
    assert [path for path in site.seen if "hold" not in path and "favicon" not in path] == []
    assert js(qtbot, panel, "location.href") == f"{site.url}/", "the app does not see the designer's parts"


def test_a_designer_that_rests_keeps_no_spare_page(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_module, "REST_MILLISECONDS", 1)
    run(qtbot, panel, session)
    browser = panel.browser
    assert browser is not None
    qtbot.waitUntil(lambda: browser.spare is not None and browser.spare.held, timeout=WAIT)
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: browser.spare is None, timeout=WAIT)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: browser.spare is not None and browser.spare.held, timeout=WAIT)


def test_waits_for_the_host(qtbot: QtBot, panel: PreviewPanel, session: RunSession, link: Link) -> None:
    link.at_once = False
    session.run()
    assert panel.overlay.title == "Starting the app's server"
    link.ready()
    wait_state(qtbot, session, PageState.RUNNING)


def test_host_that_fails_is_explained(panel: PreviewPanel, session: RunSession, link: Link) -> None:
    link.at_once = False
    session.run()
    link.exit("The app server could not be started: no such file")
    assert session.page is PageState.FAILED
    assert "could not be started" in panel.overlay.text
    assert panel.overlay.button.text() == "Restart"


def test_host_that_comes_back_elsewhere(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession, link: Link
) -> None:
    run(qtbot, panel, session)
    other = Site()
    link.site = other
    link.exit("")
    link.ready()
    qtbot.waitUntil(lambda: panel.toolbar.address.text() == f"{other.url}/", timeout=WAIT)
    wait_state(qtbot, session, PageState.RUNNING)
    other.close()


def test_real_click_reaches_the_app(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    run(qtbot, panel, session)
    assert panel.browser is not None
    view = panel.browser.view
    qtbot.waitUntil(lambda: view.focusProxy() is not None, timeout=WAIT)
    colour = "#0a783c"

    def painted() -> bool:
        image = view.grab().toImage()
        return image.pixelColor(image.width() - 20, image.height() - 20).name() == colour

    qtbot.waitUntil(painted, timeout=WAIT)
    target = view.focusProxy()
    assert target is not None
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(50, 40))
    qtbot.waitUntil(lambda: len(session.client_console.lines) == 2, timeout=WAIT)
    error = session.client_console.lines[1]
    assert error.text == "ValueError: clicked"
    assert str(error.trace[0].location) == "client_code/Form1/__init__.py:12"


def test_endless_loop_is_told_and_stopped(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    run(qtbot, panel, session)
    assert panel.browser is not None and panel.browser.page is not None
    process = psutil.Process(panel.browser.process_id())
    panel.browser.page.runJavaScript("setTimeout(() => { for (;;) formwright.emit({kind: 'tick'}) }, 0)")
    panel.browser.page.runJavaScript("setTimeout(() => { while (true) {} }, 0)")
    qtbot.waitUntil(panel.bar.isVisible, timeout=WAIT)
    assert "not responding" in panel.bar.text
    QTest.mouseClick(panel.bar.button("Stop"), Qt.MouseButton.LeftButton)
    assert session.page is PageState.STOPPED
    assert not panel.bar.isVisible()
    qtbot.waitUntil(lambda: not alive(process), timeout=WAIT)
    run(qtbot, panel, session)


def test_saving_restarts_a_page_in_an_endless_loop(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession
) -> None:
    run(qtbot, panel, session)
    assert panel.browser is not None and panel.browser.page is not None
    panel.browser.page.runJavaScript("setTimeout(() => { while (true) {} }, 0)")
    qtbot.waitUntil(panel.bar.isVisible, timeout=WAIT)
    session.saved(["client_code/Form1/__init__.py"])
    assert session.page is PageState.STARTING
    wait_state(qtbot, session, PageState.RUNNING)
    assert not panel.bar.isVisible()


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_crash_offers_restart(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    run(qtbot, panel, session)
    assert panel.browser is not None
    psutil.Process(panel.browser.process_id()).kill()
    wait_state(qtbot, session, PageState.FAILED)
    assert "ended unexpectedly" in panel.overlay.text
    QTest.mouseClick(panel.overlay.button, Qt.MouseButton.LeftButton)
    wait_state(qtbot, session, PageState.RUNNING)
    assert not panel.overlay.isVisible()


def test_other_hosts_are_out_of_reach(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession, opened: list[str]
) -> None:
    other = Site()
    run(qtbot, panel, session)
    answer = js(
        qtbot,
        panel,
        f"fetch('{other.url}/').catch(() => 0); new Image().src = '{other.url}/x.png';"
        "window.sent = 1; fetch('/other').then(() => { document.title = 'done' }); 1",
    )
    assert answer == 1
    qtbot.waitUntil(lambda: js(qtbot, panel, "document.title") == "done", timeout=WAIT)
    assert other.seen == []
    qtbot.waitUntil(lambda: any(text.startswith("Blocked") for text in texts(session)), timeout=WAIT)
    js(qtbot, panel, f"location.href = '{other.url}/elsewhere'; 1")
    qtbot.waitUntil(lambda: opened == [f"{other.url}/elsewhere"], timeout=WAIT)
    assert other.seen == []
    assert js(qtbot, panel, "document.title") == "done", "the app itself stays"
    other.close()


def test_page_that_reloads_itself_keeps_speaking(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession
) -> None:
    run(qtbot, panel, session)
    js(qtbot, panel, "setTimeout(() => location.reload(), 0); 1")
    qtbot.waitUntil(lambda: texts(session) == ["hello from /\n"] * 2, timeout=WAIT)


def test_address_bar_goes_to_places_of_the_app(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession, opened: list[str]
) -> None:
    run(qtbot, panel, session)
    address = panel.toolbar.address
    type_address(panel, "/#settings")
    qtbot.waitUntil(lambda: address.text().endswith("/#settings"), timeout=WAIT)
    assert js(qtbot, panel, "location.hash") == "#settings"
    type_address(panel, "/other?a=1")
    qtbot.waitUntil(lambda: "hello from /other\n" in texts(session), timeout=WAIT)
    assert address.text().endswith("/other?a=1")
    type_address(panel, "http://example.invalid/")
    assert "only the app itself" in panel.bar.text
    assert address.text().endswith("/other?a=1")
    QTest.mouseClick(panel.toolbar.outside, Qt.MouseButton.LeftButton)
    assert opened == [address.text()]
    session.restart()
    qtbot.waitUntil(lambda: texts(session).count("hello from /other\n") == 2, timeout=WAIT)


def type_address(panel: PreviewPanel, text: str) -> None:
    panel.toolbar.address.setFocus()
    panel.toolbar.address.selectAll()
    QTest.keyClicks(panel.toolbar.address, text)
    QTest.keyClick(panel.toolbar.address, Qt.Key.Key_Return)


def test_fragment_is_there_when_the_app_starts(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession
) -> None:
    run(qtbot, panel, session)
    type_address(panel, "#deep")
    qtbot.waitUntil(lambda: panel.toolbar.address.text().endswith("/#deep"), timeout=WAIT)
    session.restart()
    qtbot.waitUntil(lambda: "hello from /#deep\n" in texts(session), timeout=WAIT)


def test_devices_give_their_width(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    run(qtbot, panel, session)
    for number, device in enumerate(DEVICES):
        QTest.mouseClick(panel.toolbar.devices.button(number), Qt.MouseButton.LeftButton)
        wait_width(qtbot, panel, device.width or panel.stage.width())


def wait_width(qtbot: QtBot, panel: PreviewPanel, width: int) -> None:
    qtbot.waitUntil(lambda: abs(js(qtbot, panel, "innerWidth") - width) <= 2, timeout=WAIT)


def test_download_is_kept(qtbot: QtBot, panel: PreviewPanel, session: RunSession, tmp_path: Path) -> None:
    run(qtbot, panel, session)
    js(
        qtbot,
        panel,
        "a = document.createElement('a'); a.href = '/file.bin'; a.download = 'x.bin'; a.click(); 1",
    )
    qtbot.waitUntil(panel.bar.isVisible, timeout=WAIT)
    assert panel.bar.text.startswith("x.bin was saved")
    assert (tmp_path / "downloads" / "x.bin").read_bytes() == b"0123456789" * 100


def test_permission_is_asked_for(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    run(qtbot, panel, session)
    js(
        qtbot,
        panel,
        "navigator.geolocation.getCurrentPosition(() => {}, e => { document.title = e.message }); 1",
    )
    qtbot.waitUntil(panel.bar.isVisible, timeout=WAIT)
    assert "geolocation" in panel.bar.text
    QTest.mouseClick(panel.bar.button("Deny"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "denied" in js(qtbot, panel, "document.title"), timeout=WAIT)


def test_javascript_errors_reach_the_output(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    run(qtbot, panel, session)
    js(qtbot, panel, "setTimeout(() => { throw new Error('boom') }, 0); console.log('plain'); 1")
    qtbot.waitUntil(lambda: len(session.client_console.lines) == 3, timeout=WAIT)
    found = {line.stream: line.text for line in session.client_console.lines}
    assert found["stdout"] == "plain\n"
    assert "boom" in found["stderr"]


def test_half_written_code_gets_a_banner(
    qtbot: QtBot, panel: PreviewPanel, session: RunSession, went_to: list[Location]
) -> None:
    run(qtbot, panel, session)
    event = {
        "kind": "error",
        "type": "SyntaxError",
        "message": "invalid syntax (__init__.py, line 4)",
        "trace": [{"file": "client_code/Form1/__init__.py", "line": 4, "function": "<module>"}],
    }
    js(qtbot, panel, f"formwright.emit({json.dumps(event)}); 1")
    qtbot.waitUntil(panel.bar.isVisible, timeout=WAIT)
    assert (
        "client_code/Form1/__init__.py:4: invalid syntax. The version before keeps running" in panel.bar.text
    )
    assert texts(session) == ["hello from /\n"], "the console stays readable while somebody types"
    QTest.mouseClick(panel.bar.button("Show"), Qt.MouseButton.LeftButton)
    assert went_to == [Location("client_code/Form1/__init__.py", 4)]
    js(qtbot, panel, "formwright.emit({kind: 'state', state: 'running'}); 1")
    qtbot.waitUntil(lambda: not panel.bar.isVisible(), timeout=WAIT)
    event["trace"] = [{"file": "client_code/Form1/__init__.py", "line": 9, "function": "calculate"}]
    js(qtbot, panel, f"formwright.emit({json.dumps(event)}); 1")
    qtbot.waitUntil(lambda: len(texts(session)) == 2, timeout=WAIT)
    assert not panel.bar.isVisible(), "what eval() raises in the running app is an error like any other"


def test_developer_tools_open(qtbot: QtBot, panel: PreviewPanel, session: RunSession) -> None:
    run(qtbot, panel, session)
    panel.show_tools()
    tools = [widget for widget in QApplication.topLevelWidgets() if widget.windowTitle() == "Developer tools"]
    assert [widget.isVisible() for widget in tools] == [True]
    session.stop()
    shown = [w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Developer tools"]
    assert shown == []
