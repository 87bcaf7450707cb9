"""Dates as apps write them, `2026-12-31` or `now`, with a calendar. GUI thread."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QPushButton, QWidget

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.designer.forms.properties.editors.popup import Popup
from formwright.designer.ui.theme import tokens
from formwright.runtime.spec.app import Json

NOW = "now"


class DatePicker(Popup):
    picked = Signal(str)

    def __init__(self, owner: QWidget, value: str) -> None:
        super().__init__(owner, 276)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.calendar.setGridVisible(False)
        self.calendar.setMinimumHeight(216)
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(tokens().muted))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        shown = QDate.fromString(value[:10], Qt.DateFormat.ISODate)
        if shown.isValid():
            self.calendar.setSelectedDate(shown)
        self.calendar.clicked.connect(self._pick_day)
        self.calendar.activated.connect(self._pick_day)
        now = QPushButton("Now")
        now.setToolTip("Whenever the app runs")
        now.clicked.connect(lambda: self._pick(NOW))
        none = QPushButton("No date")
        none.clicked.connect(lambda: self._pick(""))
        foot = QHBoxLayout()
        foot.addWidget(none)
        foot.addStretch(1)
        foot.addWidget(now)
        self.column.addWidget(self.calendar)
        self.column.addLayout(foot)

    def _pick_day(self, day: QDate) -> None:
        self._pick(day.toString(Qt.DateFormat.ISODate))

    def _pick(self, value: str) -> None:
        self.close()
        self.picked.emit(value)


class DateEditor(LineEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(after="calendar-month-outline")

    def empty_words(self) -> str:
        return "none"

    def read(self, text: str) -> Json:
        text = text.strip()
        if not text:
            return UNSET
        if text.lower() == NOW:
            return NOW
        try:
            parsed = dt.datetime.fromisoformat(text) if len(text) > 10 else dt.date.fromisoformat(text)
        except ValueError:
            raise Invalid("A date is year, month and day, such as 2026-12-31, or now.") from None
        return text if len(text) > 10 else parsed.isoformat()

    def open_picker(self) -> None:
        if self.field.isReadOnly():
            return
        picker = DatePicker(self.field, "" if self.shown.mixed else str(self.shown.value or ""))
        picker.picked.connect(self.enter)
        picker.open_below()
        picker.calendar.setFocus()
