"""A report that can be read and copied; after a crash also what can be done now. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.ui.code_font import set_code_font
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import Theme

NOT_SENT = "Nothing of this has been sent anywhere. Copy it if you want to tell somebody about it."


@dataclass(frozen=True)
class Choice:
    title: str
    run: Callable[[], object]


class ReportDialog(QDialog):
    """The first choice is the button that Enter presses. Without choices the report is open at once."""

    def __init__(
        self,
        title: str,
        explanation: str,
        report: str,
        theme: Theme,
        choices: tuple[Choice, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Formwright")
        mark = QLabel()
        mark.setPixmap(icon("lifebuoy", "accent").pixmap(QSize(40, 40)))
        heading = QLabel(title)
        heading.setProperty("kind", "heading")
        heading.setWordWrap(True)
        words = QLabel(explanation)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.text = QPlainTextEdit(report)
        self.text.setProperty("kind", "field")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName("Report")
        self.text.setMinimumHeight(220)
        set_code_font(self.text, theme.monospace())
        self.note = QLabel(NOT_SENT)
        self.note.setProperty("kind", "muted")
        self.note.setWordWrap(True)
        self.unfold = QToolButton()
        self.unfold.setText("Report")
        self.unfold.setIcon(icon("chevron-right", "muted"))
        self.unfold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._show_report)
        self.copy = QPushButton("Copy report")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.buttons = [self._button(choice, number == 0) for number, choice in enumerate(choices)]
        close = QPushButton("Close" if not choices else "Not now")
        close.setAutoDefault(not choices)
        close.clicked.connect(self.reject)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(heading)
        head.addWidget(words)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(head, 1)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        for button in (close, *reversed(self.buttons)):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.unfold)
        column.addWidget(self.text, 1)
        column.addWidget(self.note)
        column.addLayout(row)
        self.setMinimumWidth(620)
        self.unfold.setVisible(bool(choices))
        self._show_report(not choices)

    def button(self, title: str) -> QPushButton:
        return next(button for button in self.buttons if button.text() == title)

    def _button(self, choice: Choice, first: bool) -> QPushButton:
        button = QPushButton(choice.title)
        button.setProperty("kind", "primary" if first else "")
        button.setDefault(first)

        def run() -> None:
            self.accept()
            choice.run()

        button.clicked.connect(run)
        return button

    def _show_report(self, shown: bool) -> None:
        self.unfold.setIcon(icon("chevron-down" if shown else "chevron-right", "muted"))
        for widget in (self.text, self.note):
            widget.setVisible(shown)
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText("Copied")
