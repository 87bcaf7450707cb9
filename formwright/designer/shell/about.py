"""The About dialog: version, what it runs on, licences. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from formwright import __version__
from formwright.designer.shell.recovery import versions
from formwright.designer.ui.icons import app_mark

LICENCES = (
    "Formwright is free software under the MIT licence. It uses Qt and PySide6 (LGPL 3), Scintilla, Lexilla, "
    "Qt Advanced Docking System (LGPL 2.1), Pyodide (MPL 2.0), Material Design Icons (Apache 2.0) and others."
)


class LicencesDialog(QDialog):
    """The licences of everything, to read and to copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Licences")
        # Here, because what checks apps is slow to load and the gallery does without it.
        from formwright.runtime.check.licences import licences

        self.text = QPlainTextEdit(licences())
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Licences")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(860, 640)


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Formwright")
        mark = QLabel()
        mark.setPixmap(app_mark().pixmap(QSize(64, 64)))
        name = QLabel(f"Formwright {__version__}")
        name.setProperty("kind", "title")
        line = QLabel("Full-stack web apps, drawn and written wholly in Python.")
        line.setProperty("kind", "muted")
        facts = QLabel("\n".join(versions()[1:]))
        facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        licences = QLabel(LICENCES)
        licences.setWordWrap(True)
        licences.setProperty("kind", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.licences = buttons.addButton("Licences", QDialogButtonBox.ButtonRole.HelpRole)
        self.licences.clicked.connect(lambda: LicencesDialog(self).exec())
        words = QVBoxLayout()
        words.setSpacing(10)
        for widget in (name, line, facts, licences, buttons):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 20)
        row.setSpacing(20)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setMinimumWidth(520)
