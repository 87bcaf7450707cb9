"""Settings of the open app: name, startup, whether the server keeps running, its Python, limits. GUI."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.project import Project
from formwright.designer.core.tree import Kind
from formwright.designer.shell.limit_fields import EXPLAIN_LIMITS, LimitFields
from formwright.designer.shell.python_chooser import AskFile, PythonChooser, ask_file
from formwright.designer.shell.server_python import ServerPython
from formwright.designer.ui.form_rows import add_explanation, add_row, form_layout
from formwright.designer.ui.notice import Notice
from formwright.designer.ui.variants import set_variant
from formwright.runtime.appfiles import OperationError
from formwright.runtime.spec.app import Startup

EXPLAIN_PERSISTENT = (
    "Off: each call of a server function starts a new Python: module-level variables never survive it. "
    "On: a server process goes on from call to call, is faster, and keeps what modules remember."
)


class AppDialog(QDialog):
    """Nothing is written before OK; one undo takes all of it back."""

    def __init__(
        self,
        project: Project,
        python: ServerPython,
        parent: QWidget | None = None,
        choose_file: AskFile = ask_file,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._project = project
        self._python = python
        manifest = project.app.manifest
        self.setWindowTitle(f"Settings of {manifest.title}")
        self.name = QLineEdit(manifest.name)
        self.name.setAccessibleName("Name of the app")
        self.startup = QComboBox()
        self.startup.setAccessibleName("Startup form")
        self._fill_startup(manifest.startup)
        self.persistent = QCheckBox("Keep server running")
        self.persistent.setChecked(manifest.server_persist)
        self.persistent.setAccessibleDescription(EXPLAIN_PERSISTENT)
        self.python = PythonChooser(python, choose_file)
        self.limits = LimitFields(python.limits)
        self.notice = Notice()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._check)

        form = form_layout()
        add_row(form, "&Name", self.name)
        add_row(form, "&Startup", self.startup)
        add_row(form, "Server", self.persistent)
        add_explanation(form, EXPLAIN_PERSISTENT)
        add_row(form, "Server &Python", self.python)
        add_row(form, "Server &limits", self.limits)
        add_explanation(form, EXPLAIN_LIMITS)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(600)

    def accept(self) -> None:
        try:
            self._project.edits.configure(
                name=self.name.text().strip(),
                startup=self.startup.currentData(),
                persistent=self.persistent.isChecked(),
            )
            self.python.apply()
            if self.limits.changed:
                self._python.limit(self.limits.chosen)
        except OperationError as error:
            self.notice.tell(error.message, error.remedy)
            return
        except OSError as error:
            self.notice.tell(f"The settings could not be written: {error.strerror or error}")
            return
        super().accept()

    def done(self, result: int) -> None:
        self.python.release()
        super().done(result)

    def _check(self) -> None:
        empty = not self.name.text().strip()
        set_variant(self.name, "invalid", "true" if empty else "")
        self.ok.setEnabled(not empty)

    def _fill_startup(self, current: Startup | None) -> None:
        nodes = [
            node for node in self._project.tree()[0].walk() if node.path.endswith(".py") or node.template
        ]
        self.startup.addItem("Nothing", None)
        for node in nodes:
            if node.kind is Kind.FORM:
                self.startup.addItem(f"{node.dotted}  (form)", Startup("form", node.dotted))
        for node in nodes:
            if node.kind is Kind.MODULE:
                self.startup.addItem(f"{node.dotted}  (module)", Startup("module", node.dotted))
        if current is None:
            return
        for row in range(self.startup.count()):
            if self.startup.itemData(row) == current:
                self.startup.setCurrentIndex(row)
                return
        self.startup.addItem(f"{current.module}  (not found)", current)
        self.startup.setCurrentIndex(self.startup.count() - 1)
