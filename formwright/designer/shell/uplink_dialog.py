"""Uplink keys of the open app: make, name, copy, revoke; and which programs are connected. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.run import RunSession
from formwright.designer.core.uplinks import CLIENT, SERVER, UplinkKeys, lines
from formwright.designer.ui.icons import icon
from formwright.designer.ui.notice import Notice
from formwright.runtime.pythons.local_settings import UplinkKey

EXPLAIN = (
    "Programs elsewhere, a notebook say, can be part of this app: its pages call their functions, and they "
    "call the app's. They use the package anvil-uplink and one of these keys, which stay on this machine."
)
KINDS = {
    SERVER: ("Server key", "The program is trusted as server code is, and may offer functions."),
    CLIENT: ("Client key", "The program may call what a browser may, and offers nothing."),
}
_HIDDEN = "••••••••••••"


class UplinkDialog(QDialog):
    """Changes hold at once; there is nothing to confirm."""

    def __init__(self, keys: UplinkKeys, session: RunSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Uplink keys")
        self._keys = keys
        self._session = session
        self.rows: list[KeyRow] = []
        explanation = QLabel(EXPLAIN)
        explanation.setWordWrap(True)
        self.empty = QLabel("There is no key yet, so no program can connect.")
        self.empty.setProperty("kind", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new_button = QPushButton("New key")
        self.new_button.setProperty("kind", "primary")
        menu = QMenu(self.new_button)
        for kind, (title, meaning) in KINDS.items():
            action = menu.addAction(f"{title}: {meaning[0].lower()}{meaning[1:]}")
            action.triggered.connect(lambda _=False, kind=kind: self.make(kind))
        self.new_button.setMenu(menu)
        self.notice = Notice()
        self.connected = QLabel()
        self.connected.setWordWrap(True)
        self.connected.setTextFormat(Qt.TextFormat.PlainText)
        self.connected.setProperty("kind", "muted")
        self.connected.setAccessibleName("Connected programs")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._list)
        column.addWidget(self.empty)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.addButton(self.new_button, QDialogButtonBox.ButtonRole.ActionRole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 20)
        outer.setSpacing(16)
        outer.addWidget(explanation)
        outer.addWidget(self.notice)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.connected)
        outer.addWidget(buttons)
        self.resize(680, 460)
        session.uplinks.changed.connect(self._show_connected)
        self._show_keys()
        self._show_connected()

    def make(self, kind: str) -> None:
        self._try(lambda: self._keys.make(kind))
        self._show_keys()
        if self.rows:
            self.rows[-1].note.setFocus()

    def revoke(self, key: UplinkKey) -> None:
        self._try(lambda: self._keys.revoke(key))
        self._show_keys()
        name = key.note or KINDS[key.kind][0]
        self.notice.tell(
            f"{name} was revoked. Programs that use it are cut off.",
            action="Take back",
            run=lambda: self._restore(key),
        )

    def copy_lines(self, key: UplinkKey) -> None:
        url = self._session.url or "http://127.0.0.1:8300/"
        QGuiApplication.clipboard().setText(lines(key, url))

    def done(self, result: int) -> None:
        for row in self.rows:
            row.keep_note()
        self._session.uplinks.changed.disconnect(self._show_connected)
        super().done(result)

    def _restore(self, key: UplinkKey) -> None:
        self._try(lambda: self._keys.restore(key))
        self._show_keys()

    def note(self, key: UplinkKey, note: str) -> UplinkKey:
        if note != key.note:
            self._try(lambda: self._keys.note(key, note))
        return replace(key, note=note)

    def _try(self, change: Callable[[], object]) -> None:
        try:
            change()
        except OSError as error:
            self.notice.tell(f"The keys could not be written: {error.strerror or error}.")

    def _show_keys(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.deleteLater()
        keys = self._keys.all()
        self.rows = [KeyRow(key, self) for key in keys]
        for row in self.rows:
            self._list.addWidget(row)
        self.empty.setVisible(not keys)

    def _show_connected(self) -> None:
        uplinks = self._session.uplinks
        if not uplinks.connected:
            self.connected.setText("No program is connected.")
            return
        number = len(uplinks.connected)
        who = "One program is connected" if number == 1 else f"{number} programs are connected"
        names = ", ".join(uplinks.names)
        self.connected.setText(f"{who}, offering {names}." if names else f"{who}.")


class KeyRow(QWidget):
    """One key: what it is, a name to tell it by, its text when wanted, copying and revoking."""

    def __init__(self, key: UplinkKey, dialog: UplinkDialog) -> None:
        super().__init__()
        self.key = key
        self._dialog = dialog
        title, meaning = KINDS.get(key.kind, KINDS[CLIENT])
        kind = QLabel(title)
        kind.setToolTip(meaning)
        kind.setMinimumWidth(max(kind.fontMetrics().horizontalAdvance(name) for name, _ in KINDS.values()))
        made = datetime.fromtimestamp(key.created).strftime("%x") if key.created else ""
        self.note = QLineEdit(key.note)
        self.note.setPlaceholderText(f"Made {made}: what is it for?" if made else "What is it for?")
        self.note.setAccessibleName(f"What this {title.lower()} is for")
        self.note.editingFinished.connect(self.keep_note)
        self.text = QLineEdit(_HIDDEN)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(f"{title}, hidden")
        self.show_button = _tool("eye-outline", "Show the key", lambda: self._reveal(not self.revealed))
        self.copy_button = QPushButton("Copy lines")
        self.copy_button.setToolTip("Copies the lines of Python with which a program connects")
        self.copy_button.clicked.connect(lambda: dialog.copy_lines(self.key))
        self.revoke_button = _tool("delete-outline", "Revoke this key", self._revoke)
        self.revealed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(kind)
        row.addWidget(self.note, 2)
        row.addWidget(self.text, 2)
        row.addWidget(self.show_button)
        row.addWidget(self.copy_button)
        row.addWidget(self.revoke_button)

    def _reveal(self, shown: bool) -> None:
        self.revealed = shown
        self.text.setText(self.key.text if shown else _HIDDEN)
        self.text.setCursorPosition(0)
        self.show_button.setIcon(icon("eye-off-outline" if shown else "eye-outline", "muted"))
        self.show_button.setToolTip("Hide the key" if shown else "Show the key")
        self.show_button.setAccessibleName(self.show_button.toolTip())

    def _revoke(self) -> None:
        self.keep_note()  # a tool button takes no focus from the field
        self._dialog.revoke(self.key)

    def keep_note(self) -> None:
        self.key = self._dialog.note(self.key, self.note.text().strip())


def _tool(name: str, title: str, run: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "muted"))
    button.setToolTip(title)
    button.setAccessibleName(title)
    button.clicked.connect(lambda: run())
    return button
