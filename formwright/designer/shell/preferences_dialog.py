"""Preferences: theme, font size, folder of apps, pause before saving. Changes hold at once. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.preferences import THEMES, Preferences
from formwright.designer.core.workspace import cannot_write
from formwright.designer.ui.form_rows import add_row, form_layout

AskFolder = Callable[[QWidget, Path], Path | None]


def ask_folder(parent: QWidget, start: Path) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, "Folder for new apps", str(start))
    return Path(chosen) if chosen else None


class PreferencesDialog(QDialog):
    def __init__(
        self, preferences: Preferences, parent: QWidget | None = None, choose_folder: AskFolder = ask_folder
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self._preferences = preferences
        self._choose_folder = choose_folder
        values = preferences.values
        self.theme = QComboBox()
        for name, title in zip(THEMES, ("Follow the system", "Light", "Dark"), strict=True):
            self.theme.addItem(title, name)
        self.theme.setCurrentIndex(THEMES.index(values.theme))
        self.font_size = QSpinBox()
        self.font_size.setRange(6, 40)
        self.font_size.setSuffix(" pt")
        self.font_size.setValue(values.font_size)
        self.pause = QDoubleSpinBox()
        self.pause.setRange(0.1, 60)
        self.pause.setSingleStep(0.5)
        self.pause.setDecimals(1)
        self.pause.setSuffix(" s")
        self.pause.setValue(values.autosave_seconds)
        self.folder = QLineEdit(str(values.workspace_folder))
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName("Folder for new apps")
        browse = QPushButton("Change…")
        browse.setAccessibleName("Change the folder for new apps")
        self.error = QLabel()
        self.error.setProperty("kind", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        form = form_layout()
        add_row(form, "&Theme", self.theme)
        add_row(form, "&Font size of code", self.font_size)
        add_row(form, "&Save after a pause of", self.pause)
        add_row(form, "Folder for new apps", place)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self.error)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(540)
        self.theme.currentIndexChanged.connect(lambda _row: self._set(theme=self.theme.currentData()))
        self.font_size.valueChanged.connect(lambda size: self._set(font_size=size))
        self.pause.valueChanged.connect(lambda seconds: self._set(autosave_seconds=seconds))
        browse.clicked.connect(self._browse)

    def _set(self, **changes: object) -> None:
        try:
            self._preferences.update(**changes)
            self.error.hide()
        except OSError as error:
            self._fail(f"The preferences hold until you close Formwright, but could not be kept: {error}")

    def _browse(self) -> None:
        folder = self._choose_folder(self, Path(self.folder.text()))
        if folder is None:
            return
        if reason := cannot_write(folder):
            self._fail(f"{reason} Choose a folder you may write to.")
            return
        self._set(workspace=str(folder))
        self.folder.setText(str(folder))

    def _fail(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()
