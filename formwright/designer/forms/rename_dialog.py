"""Asks before a component gets another name: what follows in the code, line by line. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.forms.code.renaming import RenamePlan, plan_rename
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.ui.message_bar import MessageBar
from formwright.designer.ui.variants import set_variant


class RenameDialog(QDialog):
    """`rename` is called with the plan when the user agrees. Nothing is changed before."""

    def __init__(
        self,
        document: FormDocument,
        old: str,
        new: str,
        font: QFont,
        rename: Callable[[RenamePlan], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Rename {old} to {new}")
        self._document, self._old, self._new, self._rename = document, old, new, rename
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.handlers = QCheckBox("Rename the handlers that are named after it too")
        self.handlers.setChecked(True)
        self.lines = QTreeWidget()
        self.lines.setColumnCount(3)
        self.lines.setHeaderLabels(["Line", "Now", "Then"])
        self.lines.setRootIsDecorated(False)
        self.lines.setAccessibleName("Lines of code that change")
        self.lines.setFont(font)
        header = self.lines.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.notice = MessageBar(self)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText("Rename")
        set_variant(self.ok, "kind", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.summary, self.handlers, self.lines, self.notice, buttons):
            column.addWidget(widget)
        self.handlers.toggled.connect(self._show)
        self.resize(760, 380)
        self.plan = plan_rename(document, old, new)
        self.handlers.setVisible(bool(self.plan.methods))
        self._show()

    def _show(self) -> None:
        self.plan = plan = plan_rename(self._document, self._old, self._new, self.handlers.isChecked())
        self.lines.clear()
        for line in plan.lines:
            QTreeWidgetItem(self.lines, [str(line.number), line.before.strip(), line.after.strip()])
        self.lines.setVisible(bool(plan.lines))
        parts = [f"{len(plan.lines)} line{'' if len(plan.lines) == 1 else 's'} of code"] if plan.lines else []
        if plan.bindings:
            parts.append(f"{plan.bindings} data binding{'' if plan.bindings == 1 else 's'}")
        follows = " and ".join(parts)
        self.summary.setText(f"{follows} will follow." if follows else "Nothing else uses the name.")
        if plan.obstacle:
            self.notice.show_message("warning", plan.obstacle)
        elif plan.mentions:
            numbers = ", ".join(map(str, plan.mentions))
            self.notice.show_message(
                "warning",
                f"The name also stands in a text, at line {numbers}. That stays as it is.",
            )
        else:
            self.notice.hide()

    def accept(self) -> None:
        self._rename(self.plan)
        super().accept()
