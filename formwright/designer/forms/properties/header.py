"""What is selected: its icon, its type and its name, which can be changed here. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from formwright.designer.core.forms.naming import check_component_name
from formwright.designer.forms.component_icons import FORM_SIGN, type_icon
from formwright.designer.forms.properties.editors.cell import Cell
from formwright.designer.forms.properties.subject import Subject
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens
from formwright.designer.ui.variants import set_variant


class Tile(QWidget):
    """The sign of a component, as toolbox and outline have it, on its own ground."""

    SIDE = 36

    def __init__(self) -> None:
        super().__init__()
        self._icon = QIcon()
        self._count = 1
        self.setFixedSize(QSize(self.SIDE, self.SIDE))

    def show_icon(self, sign: QIcon, count: int) -> None:
        self._icon, self._count = sign, count
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._count > 1:  # a pile
            painter.setBrush(QColor(tokens().border))
            painter.drawRoundedRect(self.rect().adjusted(6, 0, 0, -6), 8, 8)
        painter.setBrush(QColor(tokens().accent_soft))
        ground = self.rect().adjusted(0, 4, -4, 0) if self._count > 1 else self.rect()
        painter.drawRoundedRect(ground, 8, 8)
        sign = QRect(0, 0, 20, 20)
        sign.moveCenter(ground.center())
        self._icon.paint(painter, sign)


class _NameField(Cell):
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class Header(QWidget):
    renamed = Signal(str, str)
    """Old and new name, which is possible."""
    escaped = Signal()
    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._subject: Subject | None = None
        self._name = ""
        self.tile = Tile()
        self.type = QLabel()
        self.type.setProperty("kind", "muted")
        self.title = QLabel()
        self.title.setObjectName("subject_title")
        self.field = _NameField()
        self.field.setObjectName("component_name")
        self.field.setAccessibleName("Name")
        self.field.setToolTip("Name of the component in code: self.NAME")
        self.reason = QLabel()
        self.reason.setProperty("kind", "error")
        self.reason.setWordWrap(True)
        self.use = QPushButton()
        self.use.setProperty("kind", "flat")
        self.use.clicked.connect(self._take_suggestion)
        self._suggestion = ""
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(self.type)
        words.addWidget(self.title)
        words.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 8)
        grid.setVerticalSpacing(4)
        grid.addLayout(row, 0, 0)
        grid.addWidget(self.reason, 1, 0)
        grid.addWidget(self.use, 2, 0, Qt.AlignmentFlag.AlignLeft)
        self.field.textEdited.connect(self._on_edited)
        self.field.editingFinished.connect(self._on_finished)
        self.field.escaped.connect(self._on_escape)
        self._show_problem("", "")

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        dirty = self.field.isModified() and subject.names == (self._name,)
        self._subject = subject
        several = len(subject.names) > 1
        spec = subject.spec
        same_type = len(subject.types) == 1
        kind = subject.types[-1].rpartition(":")[2].rpartition(".")[2] if not subject.is_form else spec.name
        sign = type_icon(subject.design.catalog, subject.types[-1], "link")
        if subject.is_form:
            sign = icon(FORM_SIGN, "link")
        self.tile.show_icon(sign if same_type else icon("shape-outline", "link"), len(subject.names))
        count = len(subject.names)
        if several:
            self.type.setText("Selected together")
            self.title.setText(f"{count} {plural(kind)}" if same_type else f"{count} components")
        elif subject.is_form:
            self.type.setText(f"Form · {spec.name}" if spec.name != "Form" else "Form")
            self.title.setText(subject.form)
        else:
            self.type.setText(kind if subject.known else f"{kind} · unknown component")
        self.title.setVisible(several or subject.is_form)
        self.field.setVisible(not several and not subject.is_form)
        self.field.setReadOnly(not editable)
        self._name = subject.primary if count == 1 else ""
        if not dirty:
            self._fill()

    def _fill(self) -> None:
        unnamed = self._name.startswith("$")
        self.field.setText("" if unnamed else self._name)
        self.field.setPlaceholderText("no name" if unnamed else "")
        self.field.setModified(False)
        self.field.setCursorPosition(0)
        self._show_problem("", "")

    def _problem(self) -> tuple[str, str]:
        name = self.field.text().strip()
        if self._subject is None or name == self._name or (not name and self._name.startswith("$")):
            return "", ""
        taken = [other for other in self._subject.template.names if other != self._name]
        problem = check_component_name(name, taken)
        return (problem.reason, problem.suggestion) if problem else ("", "")

    def _on_edited(self) -> None:
        self._show_problem(*self._problem())

    def _on_finished(self) -> None:
        if self.use.hasFocus() or not self.field.isModified():
            return
        reason, suggestion = self._problem()
        self._show_problem(reason, suggestion)
        name, old = self.field.text().strip(), self._name
        if not reason:
            self.field.setModified(False)
            if name and name != old:
                self.renamed.emit(old, name)

    def rename_refused(self) -> None:
        """The name stays as it was."""
        self._fill()

    def _take_suggestion(self) -> None:
        self.field.setText(self._suggestion)
        self.field.setModified(True)
        self.field.setFocus()
        self._on_finished()

    def _on_escape(self) -> None:
        if self.field.isModified():
            self._fill()
        else:
            self.escaped.emit()

    def _show_problem(self, reason: str, suggestion: str) -> None:
        self._suggestion = suggestion
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.use.setText(f"Use {suggestion}")
        self.use.setVisible(bool(reason and suggestion))
        set_variant(self.field, "invalid", "true" if reason else "")
        self.field.setAccessibleDescription(f"{reason} Suggestion: {suggestion}" if reason else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


def plural(word: str) -> str:
    if word.endswith(("x", "s", "ch", "sh")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"
