"""Whether a form is a component for other forms, and how the toolbox shows it. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from formwright.designer.core.forms.changes import UNSET, Change, SetKey
from formwright.designer.core.forms.tools import GROUPS, OWN_GROUP
from formwright.designer.forms.component_panel.sheet import Sheet
from formwright.designer.ui.form_rows import add_explanation, add_row, form_layout

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico")


class IdentityPage(QWidget):
    title = "Component"

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.component = QCheckBox("Other forms can use this form as a &component")
        self.container = QCheckBox("They can put components &into it")
        self.name = QLineEdit()
        self.group = QComboBox()
        self._group_line = QLineEdit()
        self.group.setEditable(True)
        self.group.setLineEdit(self._group_line)
        self.light = QComboBox()
        self.dark = QComboBox()
        for combo in (self.group, self.light, self.dark):
            combo.setProperty("kind", "field")
        self.hidden = QCheckBox("Do not show it in the toolbox")
        self._toolbox = QWidget()
        self._lay_out()
        self.component.clicked.connect(self._set_component)
        self.container.clicked.connect(self._set_container)
        self.name.editingFinished.connect(self._set_name)
        self._group_line.editingFinished.connect(self._set_group)
        self.group.activated.connect(lambda _at: self._set_group())
        self.light.activated.connect(lambda _at: self._set_picture("light", self.light))
        self.dark.activated.connect(lambda _at: self._set_picture("dark", self.dark))
        self.hidden.clicked.connect(self._set_hidden)
        sheet.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        sheet, leaf = self._sheet, self._sheet.form.rpartition(".")[2]
        is_component = bool(sheet.value("custom_component"))
        self.component.setChecked(is_component)
        self.container.setChecked(bool(sheet.value("custom_component_container")))
        self.container.setEnabled(is_component)
        self._toolbox.setEnabled(is_component)
        self.name.setPlaceholderText(leaf)
        self.name.setText(str(sheet.value("toolbox_item", "title") or ""))
        self._fill_groups(str(sheet.value("toolbox_item", "group") or ""))
        self._fill_pictures(self.light, str(sheet.value("toolbox_item", "icon", "light") or ""))
        self._fill_pictures(self.dark, str(sheet.value("toolbox_item", "icon", "dark") or ""))
        self.hidden.setChecked(bool(sheet.value("toolbox_item", "hidden")))

    def _fill_groups(self, group: str) -> None:
        known = [tools.title for tools in self._sheet.designs.catalog.toolbox]
        titles = dict.fromkeys((OWN_GROUP, *(title for title in known if title not in GROUPS), *GROUPS))
        self.group.clear()
        self.group.addItems(list(titles))
        self.group.setCurrentText(group or OWN_GROUP)

    def _fill_pictures(self, combo: QComboBox, chosen: str) -> None:
        app = self._sheet.designs.catalog.app
        combo.clear()
        combo.addItem("A puzzle piece", "")
        for asset in app.theme.assets:
            if asset.path.lower().endswith(PICTURES):
                file = app.folder / "theme" / "assets" / asset.path
                combo.addItem(QIcon(str(file)), asset.path, f"asset:{asset.path}")
        if combo.findData(chosen) < 0:
            combo.addItem(chosen, chosen)
        combo.setCurrentIndex(combo.findData(chosen))

    # --- changing
    def _set_component(self, on: bool) -> None:
        changes: list[Change] = [SetKey(("custom_component",), on)]
        if not on and self._sheet.value("custom_component_container"):
            changes.append(SetKey(("custom_component_container",), UNSET))
        self._sheet.apply("Use it as a component" if on else "Use it as no component", changes)

    def _set_container(self, on: bool) -> None:
        label = "Let it hold components" if on else "Let it hold no components"
        self._sheet.set(label, ("custom_component_container",), True if on else UNSET)

    def _set_name(self) -> None:
        text = self.name.text().strip()
        self._sheet.set("Change its title in the toolbox", ("toolbox_item", "title"), text or UNSET)

    def _set_group(self) -> None:
        text = self.group.currentText().strip()
        value = UNSET if text in ("", OWN_GROUP) else text
        self._sheet.set("Change its group in the toolbox", ("toolbox_item", "group"), value)

    def _set_picture(self, mode: str, combo: QComboBox) -> None:
        value = str(combo.currentData())
        path = ("toolbox_item", "icon", mode)
        icons = self._sheet.value("toolbox_item", "icon")
        if not value and isinstance(icons, dict) and set(icons) == {mode}:
            self._sheet.set("Change its picture in the toolbox", path[:2], UNSET)
        else:
            self._sheet.set("Change its picture in the toolbox", path, value or UNSET)

    def _set_hidden(self, on: bool) -> None:
        label = "Hide it in the toolbox" if on else "Show it in the toolbox"
        self._sheet.set(label, ("toolbox_item", "hidden"), True if on else UNSET)

    def _lay_out(self) -> None:
        form = form_layout()
        form.setContentsMargins(0, 0, 0, 0)
        add_row(form, "&Title", self.name, "Title in the toolbox")
        add_row(form, "&Group", self.group, "Group in the toolbox")
        for combo, title, name in (
            (self.light, "Picture, &light", "Picture in the light theme"),
            (self.dark, "Picture, &dark", "Picture in the dark theme"),
        ):
            combo.setIconSize(QSize(16, 16))
            add_row(form, title, combo, name)
        add_explanation(form, "Pictures are assets of the theme.")
        form.addRow("", self.hidden)
        self._toolbox.setLayout(form)
        heading = QLabel("In the toolbox")
        heading.setProperty("kind", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.component)
        column.addWidget(self.container)
        column.addSpacing(10)
        column.addWidget(heading)
        column.addWidget(self._toolbox)
        column.addStretch(1)
