"""The calls waterfall with its controls. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from formwright.designer.consoles.waterfall_model import WaterfallModel
from formwright.designer.consoles.waterfall_view import WaterfallView
from formwright.designer.core.server_log import ServerLog
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icon_button import icon_button

_EMPTY = (
    "Run the app and use it: each call of a server function appears here as a bar, with the time it waited, "
    "the calls it made itself, and what it carried."
)
_LEGEND = "One time axis for what happened together. Pale: waiting."
_MEANING = "Each group is what happened together, on a time axis of its own. Pale: waiting for a process."

_GROW_MILLISECONDS = 500


class WaterfallPage(QWidget):
    loops_changed = Signal()

    def __init__(self, log: ServerLog, run: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loops = 0
        self.model = WaterfallModel(log, self)
        self.view = WaterfallView(self.model)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        legend = QLabel(_LEGEND)
        legend.setProperty("kind", "muted")
        legend.setToolTip(_MEANING)
        legend.setSizePolicy(legend.sizePolicy().Policy.Ignored, legend.sizePolicy().Policy.Preferred)
        row.addWidget(legend, 1)
        self.copy = icon_button(row, "content-copy", "Copy (all, or what is selected)", self.view.copy_text)
        self.clear = icon_button(row, "delete-sweep-outline", "Clear (the server log, too)", log.clear)
        self._stack = QStackedWidget()
        self.empty = EmptyState("No calls yet", _EMPTY, "Run the app", run)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.model.refreshed.connect(self._show_rows)
        self._grow = QTimer(self, interval=_GROW_MILLISECONDS)
        self._grow.timeout.connect(self.model.follow_running)
        self._show_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._grow.stop()

    @property
    def loops(self) -> int:
        return self._loops

    def release(self) -> None:
        self.model.release()

    def _show_rows(self) -> None:
        self._stack.setCurrentIndex(1 if self.model.rows else 0)
        if self.model.loops != self._loops:
            self._loops = self.model.loops
            self.loops_changed.emit()
