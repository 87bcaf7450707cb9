"""Uplink keys in the designer: made, used, copied and revoked by clicks, at a really running host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from websockets.sync.client import ClientConnection, connect

from formwright.designer.core.run import HostState
from formwright.designer.shell.uplink_dialog import UplinkDialog
from tests.designer.shell.conftest import Desk

WAIT = 25_000


def opened(desk: Desk) -> UplinkDialog:
    app = desk.open()
    desk.qtbot.waitUntil(lambda: app.session.host is HostState.READY, timeout=WAIT)
    desk.designer.commands.execute("app.uplink_keys")
    dialog = desk.designer.window.findChild(UplinkDialog)
    assert isinstance(dialog, UplinkDialog)
    return dialog


def make(desk: Desk, dialog: UplinkDialog, entry: int) -> None:
    menu = dialog.new_button.menu()
    QTest.mouseClick(dialog.new_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(menu.isVisible)
    for _ in range(entry):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


@contextmanager
def uplink(url: str, key: str) -> Iterator[tuple[ClientConnection, dict[str, object]]]:
    """A program that connects, and what it is answered."""
    with connect(f"ws://{urlsplit(url).netloc}/_/uplink") as socket:
        socket.send(json.dumps({"key": key, "v": 8}))
        answer = json.loads(socket.recv(10))
        assert isinstance(answer, dict)
        yield socket, answer


def rights(url: str, key: str) -> object:
    with uplink(url, key) as (_, answer):
        return answer.get("priv")


def test_a_key_is_made_used_copied_and_revoked(desk: Desk) -> None:
    dialog = opened(desk)
    session = desk.app.session
    assert dialog.empty.isVisible() and dialog.connected.text() == "No program is connected."
    make(desk, dialog, 1)
    [row] = dialog.rows
    key = row.key.text
    assert key.startswith("server_") and key not in row.text.text()
    assert not dialog.empty.isVisible()
    QTest.keyClicks(row.note, "Laboratory")
    QTest.mouseClick(row.show_button, Qt.MouseButton.LeftButton)
    assert row.text.text() == key
    QTest.mouseClick(row.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert f'anvil.server.connect("{key}", url="ws://{urlsplit(session.url).netloc}/_/uplink")' in copied
    compile(copied, "copied", "exec")

    assert rights(session.url, "wrong") is None
    desk.qtbot.waitUntil(lambda: rights(session.url, key) == "uplink", timeout=WAIT)
    with uplink(session.url, key) as (socket, _):
        socket.send(json.dumps({"type": "REGISTER", "name": "measure"}))
        desk.qtbot.waitUntil(lambda: "measure" in dialog.connected.text(), timeout=WAIT)
        QTest.mouseClick(row.revoke_button, Qt.MouseButton.LeftButton)
        assert dialog.rows == [] and "Laboratory was revoked" in dialog.notice.text
        desk.qtbot.waitUntil(lambda: dialog.connected.text() == "No program is connected.", timeout=WAIT)
        assert "revoked" in json.loads(socket.recv(10))["error"]
    take_back = next(button for button in dialog.notice.findChildren(QPushButton) if button.isVisible())
    QTest.mouseClick(take_back, Qt.MouseButton.LeftButton)
    assert [(each.key.text, each.key.note) for each in dialog.rows] == [(key, "Laboratory")]
    dialog.close()


def test_keys_are_for_this_user_only_and_not_in_the_app(desk: Desk) -> None:
    dialog = opened(desk)
    make(desk, dialog, 2)
    [row] = dialog.rows
    assert row.key.text.startswith("client_")
    state = desk.folder.parent / "xdg-state"
    [file] = [each for each in state.rglob("*.json") if row.key.text in each.read_text("utf-8")]
    assert file.stat().st_mode & 0o077 == 0
    assert not [
        each
        for each in desk.folder.rglob("*")
        if each.is_file() and row.key.text.encode() in each.read_bytes()
    ]
    url = desk.app.session.url
    desk.qtbot.waitUntil(lambda: rights(url, row.key.text) == "client", timeout=WAIT)
    with uplink(url, row.key.text) as (socket, _):
        socket.send(json.dumps({"type": "REGISTER", "name": "mine"}))
        assert "may call functions" in json.loads(socket.recv(10))["error"]
    dialog.close()
