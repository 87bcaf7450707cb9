"""Under the field of a name: why it is not possible, and a button that takes a good one. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout

from formwright.designer.ui.variants import set_variant
from formwright.runtime.appfiles.names import NameProblem


class NameHint(QFrame):
    """A window of its own that takes no focus: a click on its button must not end the editing."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field, Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
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
        width = max(240, self._field.width())
        self.reason.setFixedWidth(width - 22)
        self.reason.setFixedHeight(self.reason.heightForWidth(width - 22))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(self._field.mapToGlobal(QPoint(0, self._field.height() + 4)))
        self.show()
        self.raise_()

    def _take(self) -> None:
        self._field.setText(self._suggestion)
        self.show_problem(None)
        self._field.setFocus()
