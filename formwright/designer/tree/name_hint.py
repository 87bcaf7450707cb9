"""Under the field of a name: why it is not possible, and a button that takes a good one. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from formwright.designer.ui.variants import set_variant
from formwright.runtime.appfiles.names import NameProblem


class NameHint(QFrame):
    """A sibling of the field, so that a click on the button does not take the focus from it."""

    def __init__(self, parent: QWidget, field: QLineEdit) -> None:
        super().__init__(parent)
        self.setObjectName("name_hint")
        self._field = field
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.use = QPushButton()
        self.use.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.use.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.reason)
        column.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self._suggestion = ""
        self.hide()

    def show_problem(self, problem: NameProblem | None) -> None:
        set_variant(self._field, "invalid", "true" if problem else "")
        if problem is None:
            self.hide()
            self._field.setAccessibleDescription("")
            return
        self._suggestion = problem.suggestion
        self.reason.setText(problem.reason)
        self.use.setText(f"Use {problem.suggestion}")
        self.use.setVisible(bool(problem.suggestion))
        self._field.setAccessibleDescription(f"{problem.reason} Suggestion: {problem.suggestion}")
        parent = self.parentWidget()
        assert parent is not None
        width = max(180, parent.width() - 16)
        self.setFixedWidth(width)
        self.adjustSize()
        below = self._field.geometry().bottom() + 4
        above = self._field.geometry().top() - 4 - self.height()
        self.move(8, below if below + self.height() <= parent.height() or above < 0 else above)
        self.show()
        self.raise_()

    def close_with(self, editor: QWidget) -> None:
        if editor is self._field:
            self.hide()
            self.deleteLater()

    def _take(self) -> None:
        self._field.setText(self._suggestion)
        self.show_problem(None)
        self._field.setFocus()
