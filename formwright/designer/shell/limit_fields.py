"""How much the server code of the open app may use: time of a call, memory, processes. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLabel, QSpinBox, QWidget

from formwright.designer.ui.form_rows import HEIGHT
from formwright.runtime.spec.limits import LEAST_MEMORY, MEGABYTE, MOST_SECONDS, MOST_WORKERS, WorkerLimits

EXPLAIN_LIMITS = (
    "A call that exceeds one gets an error, and the server goes on. Kept on this machine, not in the app."
)
_STEP = 64


class LimitFields(QWidget):
    def __init__(self, limits: WorkerLimits) -> None:
        super().__init__()
        self._before = limits
        self.seconds = QDoubleSpinBox()
        self.seconds.setDecimals(1)
        self.seconds.setRange(0.1, MOST_SECONDS)
        self.seconds.setSuffix(" s")
        self.seconds.setValue(limits.call_seconds)
        # The value below the least means "automatic": Qt shows the special text for a minimum.
        least = LEAST_MEMORY // MEGABYTE
        self.memory = QSpinBox()
        self.memory.setRange(least - _STEP, 1024 * 1024)
        self.memory.setSingleStep(_STEP)
        self.memory.setSuffix(" MB")
        self.memory.setSpecialValueText("Automatic")
        self.memory.setToolTip("Automatic: a quarter of this machine's memory")
        self.memory.setValue(limits.memory // MEGABYTE if limits.memory else self.memory.minimum())
        self.workers = QSpinBox()
        self.workers.setRange(0, MOST_WORKERS)
        self.workers.setSpecialValueText("Automatic")
        self.workers.setToolTip(
            "Processes that serve calls at once.\n"
            "Automatic: 32; if the server keeps running, one for each processor, at most 4"
        )
        self.workers.setValue(limits.workers)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (title, field) in enumerate(
            (
                ("Time of a call", self.seconds),
                ("Memory of a process", self.memory),
                ("Processes", self.workers),
            )
        ):
            label = QLabel(title)
            label.setProperty("kind", "muted")
            label.setBuddy(field)
            field.setAccessibleName(title)
            field.setMinimumHeight(HEIGHT)
            field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self.seconds)

    @property
    def chosen(self) -> WorkerLimits:
        automatic = self.memory.value() == self.memory.minimum()
        memory = 0 if automatic else max(LEAST_MEMORY, self.memory.value() * MEGABYTE)
        return WorkerLimits(round(self.seconds.value(), 1), memory, self.workers.value())

    @property
    def changed(self) -> bool:
        return self.chosen != self._before
