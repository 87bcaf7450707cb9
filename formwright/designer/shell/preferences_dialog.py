"""Preferences: looks, files and keys. Changes hold at once, in all open windows and panels. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
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
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.commands import Commands
from formwright.designer.core.preferences import MAX_INTERFACE, MIN_INTERFACE, THEMES, Preferences
from formwright.designer.core.workspace import cannot_write
from formwright.designer.shell.keys_page import KeysPage
from formwright.designer.ui.code_font import installed_family, set_code_font
from formwright.designer.ui.form_rows import add_explanation, add_row, form_layout
from formwright.designer.ui.theme import Theme

AskFolder = Callable[[QWidget, Path], Path | None]
QUIET = (
    "Formwright sends nothing about you or your apps, and never asks the network by itself: there is no "
    "telemetry and no check for updates. Only what you ask for is fetched, such as a clone or a package."
)
_SAMPLE = "def add(self, price=1.50):  # 0O 1lI {} []"


def ask_folder(parent: QWidget, start: Path) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, "Folder for new apps", str(start))
    return Path(chosen) if chosen else None


class PreferencesDialog(QDialog):
    def __init__(
        self,
        preferences: Preferences,
        commands: Commands,
        theme: Theme,
        parent: QWidget | None = None,
        choose_folder: AskFolder = ask_folder,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Preferences")
        self._preferences = preferences
        self._look = theme
        self._choose_folder = choose_folder
        self.error = QLabel()
        self.error.setProperty("kind", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.keys = KeysPage(commands, preferences.values.keys, lambda keys: self._set(keys=keys))
        self.pages = QTabWidget()
        self.pages.setAccessibleName("Kinds of preferences")
        self.pages.addTab(self._general(), "General")
        self.pages.addTab(self.keys, "Keys")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.pages, 1)
        column.addWidget(self.error)
        column.addWidget(buttons)
        self.resize(720, 620)

    def _general(self) -> QWidget:
        values = self._preferences.values
        self.theme = QComboBox()
        self.theme.setProperty("kind", "field")
        for name, title in zip(THEMES, ("Follow the system", "Light", "Dark"), strict=True):
            self.theme.addItem(title, name)
        self.theme.setCurrentIndex(THEMES.index(values.theme))
        self.interface_size = _points(MIN_INTERFACE - 1, MAX_INTERFACE, values.interface_size)
        self.interface_size.setSpecialValueText(f"As the system has it ({self._look.system_size} pt)")
        self.code_font = QComboBox()
        self.code_font.setProperty("kind", "field")
        self._fill_fonts(values.code_font)
        self.font_size = _points(6, 40, values.font_size)
        self.sample = QLabel(_SAMPLE)
        self.sample.setAccessibleName("Sample of the font of code")
        self.pause = QDoubleSpinBox()
        self.pause.setRange(0.1, 60)
        self.pause.setSingleStep(0.5)
        self.pause.setDecimals(1)
        self.pause.setSuffix(" s")
        self.pause.setValue(values.autosave_seconds)
        form = form_layout()
        add_row(form, "&Theme", self.theme)
        add_row(form, "Size of the &interface", self.interface_size)
        add_row(form, "&Font of code", self.code_font)
        add_row(form, "Si&ze of code", self.font_size)
        form.addRow("", self.sample)
        add_row(form, "&Save after a pause of", self.pause)
        add_row(form, "Folder for new apps", self._place(values.workspace_folder))
        add_row(form, "Network", QLabel("Never asked by itself"))
        add_explanation(form, QUIET)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 18, 4, 4)
        column.addLayout(form)
        column.addStretch(1)
        self._show_sample()
        self.theme.currentIndexChanged.connect(lambda _row: self._set(theme=self.theme.currentData()))
        self.interface_size.valueChanged.connect(self._set_interface)
        self.code_font.currentIndexChanged.connect(
            lambda _row: self._set(code_font=self.code_font.currentData())
        )
        self.font_size.valueChanged.connect(lambda size: self._set(font_size=size))
        self.pause.valueChanged.connect(lambda seconds: self._set(autosave_seconds=seconds))
        return page

    def _place(self, folder: Path) -> QWidget:
        self.folder = QLineEdit(str(folder))
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName("Folder for new apps")
        browse = QPushButton("Change…")
        browse.setAccessibleName("Change the folder for new apps")
        browse.clicked.connect(self._browse)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        return place

    def _fill_fonts(self, chosen: str) -> None:
        self.code_font.addItem("The first good one", "")
        families = [
            family
            for family in QFontDatabase.families()
            if QFontDatabase.isFixedPitch(family) and not QFontDatabase.isPrivateFamily(family)
        ]
        for family in families:
            self.code_font.addItem(family, family)
        if chosen and chosen not in families:
            self.code_font.addItem(f"{chosen} (not installed)", chosen)
        self.code_font.setCurrentIndex(max(0, self.code_font.findData(chosen)))

    def _show_sample(self) -> None:
        font = self._look.monospace()
        set_code_font(self.sample, font)
        self.code_font.setToolTip(f"In use: {installed_family(font)}")

    def _set_interface(self, size: int) -> None:
        self._set(interface_size=0 if size < MIN_INTERFACE else size)

    def _set(self, **changes: object) -> None:
        try:
            self._preferences.update(**changes)
            self.error.hide()
        except OSError as error:
            self._fail(f"The preferences hold until you close Formwright, but could not be kept: {error}")
        self._show_sample()

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


def _points(least: int, most: int, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(" pt")
    box.setValue(value)
    return box
