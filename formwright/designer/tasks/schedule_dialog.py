"""Asks which task runs when; only the fields that the chosen unit has are shown. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.ui.form_rows import HEIGHT, add_row, form_layout
from formwright.runtime.spec.schedules import EVERY, WEEKDAYS, When, most


class ScheduleDialog(QDialog):
    def __init__(
        self, names: Sequence[str], task: str = "", when: When | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change a scheduled task" if task else "Schedule a task")
        when = when or When()
        self.task = QComboBox()
        self.task.setEditable(True)
        self.task.addItems(list(names))
        self.task.setCurrentText(task or (names[0] if names else ""))
        line = self.task.lineEdit()
        assert line is not None
        line.setPlaceholderText("Name of a background task")
        self.count = QSpinBox()
        self.count.setRange(1, most(when.every))
        self.count.setValue(when.count)
        self.count.setAccessibleName("Every so many")
        self.every = QComboBox()
        self.every.addItems(list(EVERY))
        self.every.setCurrentIndex(EVERY.index(when.every))
        self.every.setAccessibleName("Unit")
        self.weekday = QComboBox()
        self.weekday.addItems(list(WEEKDAYS))
        self.weekday.setCurrentIndex(when.day - 1 if when.every == "week" else 1)
        self.day = QSpinBox()
        self.day.setRange(1, 31)
        self.day.setValue(when.day)
        self.minute = QSpinBox()
        self.minute.setRange(0, 59)
        self.minute.setValue(when.minute)
        self.time = QTimeEdit(QTime(when.hour, when.minute))
        self.time.setDisplayFormat("HH:mm")
        for chooser in (self.task, self.every, self.weekday):
            chooser.setProperty("kind", "field")
        self.words = QLabel()
        self.words.setProperty("kind", "muted")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._form = form_layout()
        self._lay_out()
        self.task.currentTextChanged.connect(self._refresh)
        for chooser in (self.every, self.weekday):
            chooser.currentIndexChanged.connect(self._refresh)
        for number in (self.count, self.day, self.minute):
            number.valueChanged.connect(self._refresh)
        self.time.timeChanged.connect(self._refresh)
        self._refresh()

    @property
    def chosen(self) -> tuple[str, When]:
        every = EVERY[self.every.currentIndex()]
        by_clock = every in ("day", "week", "month")
        day = {"week": self.weekday.currentIndex() + 1, "month": self.day.value()}.get(every, 1)
        minute = {"minute": 0, "hour": self.minute.value()}.get(every, self.time.time().minute())
        hour = self.time.time().hour() if by_clock else 0
        return self.task.currentText().strip(), When(every, self.count.value(), day, hour, minute)

    def _lay_out(self) -> None:
        unit = QWidget()
        row = QHBoxLayout(unit)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in (self.count, self.every):
            field.setMinimumHeight(HEIGHT)
            row.addWidget(field)
        row.setStretch(1, 1)
        unit.setFocusProxy(self.count)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        add_row(self._form, "&Task", self.task)
        add_row(self._form, "&Every", unit)
        add_row(self._form, "&On", self.weekday, "Day of the week")
        add_row(self._form, "On &day", self.day, "Day of the month")
        add_row(self._form, "At &minute", self.minute)
        add_row(self._form, "&At (UTC)", self.time)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addLayout(self._form)
        column.addWidget(self.words)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)

    def _refresh(self, *_: object) -> None:
        every = EVERY[self.every.currentIndex()]
        self.count.setMaximum(most(every))
        for row, unit in enumerate(EVERY):
            self.every.setItemText(row, unit if self.count.value() == 1 else f"{unit}s")
        self._form.setRowVisible(self.weekday, every == "week")
        self._form.setRowVisible(self.day, every == "month")
        self._form.setRowVisible(self.minute, every == "hour")
        self._form.setRowVisible(self.time, every in ("day", "week", "month"))
        task, when = self.chosen
        self.words.setText(f"{when.words()}.")
        self.ok.setEnabled(bool(task))
