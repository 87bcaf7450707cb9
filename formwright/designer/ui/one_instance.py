"""Hands a link to the Formwright that runs already, if one does. GUI process; one user's own only.

The socket lies in the user's run-time folder (on Windows it is a pipe that only the user may open). What
arrives is text of a bounded length; what it means is decided by whoever reads links.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LONGEST = 4096
WAIT_MILLISECONDS = 2000
_TAKEN = b"taken\n"


def socket_name(state_folder: Path) -> str:
    """One for each person and state folder."""
    digest = hashlib.blake2b(os.fsencode(state_folder.absolute()), digest_size=8).hexdigest()
    if sys.platform == "win32":
        return f"formwright-{digest}"
    run_time = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(run_time) / f"formwright-{digest}")


def hand_over(name: str, link: str) -> bool:
    """Whether another Formwright took it."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(WAIT_MILLISECONDS):
        return False
    socket.write(link.encode("utf-8")[:LONGEST] + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(WAIT_MILLISECONDS) and bytes(socket.readAll().data()) == _TAKEN
    socket.disconnectFromServer()
    return answered


class OneInstance(QObject):
    received = Signal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        # Asked first: to listen would take the place of one that is there.
        if not self._answers(name):
            QLocalServer.removeServer(name)  # left by one that crashed
            self._server.listen(name)

    @property
    def listening(self) -> bool:
        """False when another Formwright is the one that takes links."""
        return self._server.isListening()

    def _answers(self, name: str) -> bool:
        probe = QLocalSocket()
        probe.connectToServer(name)
        found = probe.waitForConnected(WAIT_MILLISECONDS)
        probe.abort()
        return found

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            text = bytes(socket.readLine(LONGEST + 2).data()).decode("utf-8", "replace").strip()
            socket.write(_TAKEN)
            socket.flush()
            self.received.emit(text)
        elif socket.bytesAvailable() > LONGEST:
            socket.abort()
