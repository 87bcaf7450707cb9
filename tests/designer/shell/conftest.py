"""The whole designer with folders of its own, driven with real keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formwright.designer.shell.designer import Designer
from formwright.designer.shell.open_app import OpenApp
from formwright.designer.ui.host_process import wait_for_ending_hosts
from tests.designer.sample import make_app


@dataclass
class Desk:
    qtbot: QtBot
    designer: Designer
    folder: Path

    @property
    def app(self) -> OpenApp:
        assert self.designer.open is not None
        return self.designer.open

    def open(self) -> OpenApp:
        self.designer.open_app(self.folder)
        self.focus()
        return self.app

    def focus(self) -> None:
        window = self.designer.window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        popup = QApplication.activePopupWidget()
        if popup is None and QApplication.activeWindow() is None:
            # Qt made the window anew for its first web view; here no window manager gives the focus back.
            self.focus()
        focus = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
        QTest.keyClick(focus or self.designer.window, key, modifiers)

    def type(self, text: str) -> None:
        popup = QApplication.activePopupWidget()
        focus = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
        assert focus is not None
        QTest.keyClicks(focus, text)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg-state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg-cache"))
    designer = Designer(qapp, tmp_path / "config", tmp_path / "state")
    designer.preferences.update(workspace=str(tmp_path / "apps"), theme="light", autosave_seconds=0.2)
    designer.show_gallery()
    with qtbot.waitExposed(designer.window):
        designer.window.show()
    folder = make_app(tmp_path / "Counter")
    designer.trust.allow(folder)
    yield Desk(qtbot, designer, folder)
    designer.window.close()
    designer.window.deleteLater()
    wait_for_ending_hosts()
