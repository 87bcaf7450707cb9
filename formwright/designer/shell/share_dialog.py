"""A link, and a badge for README files, by which others clone the open app. GUI thread.

It names the Git remote of the app and sends nothing there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.links import LinkError, clone_link, public_address
from formwright.designer.ui.stylesheet import IMAGES

BADGE = "clone-in-formwright.svg"
_EXPLAIN = (
    "Whoever has Formwright and opens this link is asked whether to clone the app. None of its code runs "
    "before they say so. Some sites, GitHub among them, show the badge but follow only links to web pages: "
    "there, write the link below the badge."
)
_NO_REMOTE = (
    "The app has no Git remote yet. Push it to a Git server, so that others can reach it: make an empty "
    "repository there, then run these two lines in the app's folder."
)
_LINES = "git remote add origin https://example.org/you/app.git\ngit push --set-upstream origin HEAD"


def badge_bytes() -> bytes:
    return (IMAGES / BADGE).read_bytes()


def markdown(link: str) -> str:
    return f"[![Clone in Formwright]({BADGE})]({link})"


class ShareDialog(QDialog):
    def __init__(
        self, remote: str, has_badge: bool, add_badge: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        """`remote` is the address of the app's Git remote, "" if there is none."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Share a link")
        self._add_badge = add_badge
        self.link = self.text = ""
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 20)
        self._column.setSpacing(14)
        self.badge_button = QPushButton("Add the badge to the app")
        self.badge_button.clicked.connect(self._add)
        try:
            self.link = clone_link(public_address(remote)) if remote else ""
        except LinkError as error:
            self.reason.setText(f"The app's Git remote is {remote}. No link can name it: {error}")
            self._column.addWidget(self.reason)
        else:
            self._show_link(has_badge) if self.link else self._show_no_remote()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        self.setMinimumWidth(620)

    def _show_link(self, has_badge: bool) -> None:
        self.text = markdown(self.link)
        picture = QLabel()
        picture.setPixmap(QPixmap(str(IMAGES / BADGE)))
        picture.setAccessibleName("The badge: Clone in Formwright")
        self.reason.setText(_EXPLAIN)
        self.reason.setProperty("kind", "muted")
        self._column.addWidget(picture)
        self.copy_text = self._row("Line for a README file", self.text)
        self.copy_link = self._row("Link", self.link)
        self._column.addWidget(self.reason)
        self.badge_button.setEnabled(not has_badge)
        self.badge_button.setToolTip(f"Writes {BADGE} beside anvil.yaml, where the line looks for it")
        self._column.addWidget(self.badge_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_no_remote(self) -> None:
        self.reason.setText(_NO_REMOTE)
        self._column.addWidget(self.reason)
        lines = QLabel(_LINES)
        lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.setProperty("kind", "muted")
        self._column.addWidget(lines)
        self.copy_lines = QPushButton("Copy the lines")
        self.copy_lines.clicked.connect(lambda: QGuiApplication.clipboard().setText(_LINES))
        self._column.addWidget(self.copy_lines, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, title: str, text: str) -> QPushButton:
        label = QLabel(title)
        field = QLineEdit(text)
        field.setReadOnly(True)
        field.setCursorPosition(0)
        field.setAccessibleName(title)
        copy = QPushButton("Copy")
        copy.setAccessibleName(f"Copy: {title}")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(copy)
        self._column.addWidget(label)
        self._column.addLayout(row)
        return copy

    def _add(self) -> None:
        self.badge_button.setEnabled(False)
        self._add_badge()
