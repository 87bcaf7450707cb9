"""Chooses the Python of the server code: those found, one browsed to, or the default. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from formwright.designer.shell.server_python import ServerPython
from formwright.designer.ui.background import Work
from formwright.designer.ui.icons import icon
from formwright.designer.ui.variants import set_variant

if TYPE_CHECKING:
    from formwright.runtime.pythons import Discovery, Interpreter

AskFile = Callable[[QWidget], Path | None]


def ask_file(parent: QWidget) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, "Choose a Python")
    return Path(chosen) if chosen else None


class PythonChooser(QWidget):
    """Nothing holds before `apply`. A program that cannot run server code is refused with the reason."""

    def __init__(self, python: ServerPython, choose_file: AskFile = ask_file) -> None:
        super().__init__()
        self._python = python
        self._choose_file = choose_file
        self.list = QComboBox()
        self.list.setAccessibleName("Python of the server code")
        self.list.setMinimumHeight(32)
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(34)
        self.browse = QPushButton("Browse…")
        self.browse.setAccessibleName("Browse for a Python")
        self.browse.clicked.connect(self._browse)
        self.message = QLabel("Looking for Pythons…")
        self.message.setProperty("kind", "muted")
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addWidget(self.browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.message)
        if python.has_requirements:
            self._add("Environment made from requirements.txt", None, "default")
        else:
            self._add("Default Python", None, "the one that runs Formwright")
        self._chosen = python.chosen
        if self._chosen is not None:
            self._add(str(self._chosen), self._chosen, "chosen")
            self.list.setCurrentIndex(1)
        self._search = python.discover()
        self._search.succeeded.connect(self._show_found)
        self._search.failed.connect(self._show_failure)
        self._search.start()
        self._question: Work | None = None

    @property
    def selected(self) -> Path | None:
        value = self.list.currentData()
        return value if isinstance(value, Path) else None

    @property
    def changed(self) -> bool:
        return self.selected != self._chosen

    def apply(self) -> None:
        if self.changed:
            self._python.choose(self.selected)

    def _show_found(self, found: Discovery) -> None:
        for item in found.usable:
            interpreter = item.interpreter
            self._put(interpreter, item.origin)
        for refused in found.refused:
            self._add(f"{refused.path}", refused.path, refused.reason, usable=False)
        count = len(found.usable)
        if self._question is None:
            self._say(f"{count} found on this machine." if count else "None found. Browse to one.")
        if self._chosen is not None and all(f.interpreter.path != self._chosen for f in found.usable):
            reason = next((r.reason for r in found.refused if r.path == self._chosen), "it was not found")
            self._say(f"{self._chosen} cannot be used: {reason}. Choose another one.", error=True)

    def _put(self, interpreter: Interpreter, origin: str) -> None:
        title = f"{interpreter.label}   {_short(interpreter.environment or interpreter.path)}"
        for row in range(self.list.count()):
            if self.list.itemData(row) == interpreter.path:
                self.list.setItemText(row, title)
                return
        self._add(title, interpreter.path, origin)

    def _add(self, title: str, path: Path | None, note: str, *, usable: bool = True) -> None:
        symbol = icon("language-python", "accent") if usable else icon("cancel", "muted")
        self.list.addItem(symbol, f"{title}   ({note})" if note else title, path)
        row = self.list.count() - 1
        self.list.setItemData(row, f"{path or ''}\n{note}".strip(), Qt.ItemDataRole.ToolTipRole)
        model = self.list.model()
        if not usable and isinstance(model, QStandardItemModel):
            model.item(row).setEnabled(False)

    def _browse(self) -> None:
        path = self._choose_file(self)
        if path is None:
            return
        self._say(f"Asking {path}…")
        self.browse.setEnabled(False)
        question = self._python.inspect(path)
        question.succeeded.connect(self._take)
        question.failed.connect(self._show_failure)
        question.finished.connect(lambda: self.browse.setEnabled(True))
        self._question = question.start()

    def _take(self, interpreter: Interpreter) -> None:
        self._put(interpreter, "browsed to")
        self.list.setCurrentIndex(self.list.findData(interpreter.path))
        self._say(f"{interpreter.label} at {interpreter.path}")

    def _show_failure(self, error: object) -> None:
        remedy = getattr(error, "remedy", "")
        self._say(f"{getattr(error, 'message', error)} {remedy}".strip(), error=True)

    def _say(self, text: str, *, error: bool = False) -> None:
        self.message.setText(text)
        set_variant(self.message, "kind", "error" if error else "muted")

    def release(self) -> None:
        """The dialog closes: nobody waits for the answer any more."""
        self._search.abandon()
        if self._question is not None:
            self._question.abandon()


def _short(path: Path) -> str:
    home = str(Path.home())
    text = str(path)
    return "~" + text[len(home) :] if text.startswith(home + "/") else text
