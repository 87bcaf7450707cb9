"""The calls waterfall: bars on the time axis of their moment, with waiting, size and warnings. GUI thread."""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from formwright.designer.consoles import figures
from formwright.designer.consoles.log_delegate import session_colour
from formwright.designer.consoles.waterfall_model import WaterfallModel, WaterfallRow, heading
from formwright.designer.core.call_groups import Loop, Nested
from formwright.designer.core.server_log import CallEntry
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NAME, _SIZE, _TOOK = 230, 116, 78
_ROW = 24


def step_of(seconds: float, width: int) -> float:
    """Seconds between two ticks: 1, 2 or 5 of a power of ten, and at least 90 pixels apart."""
    least = seconds * 90 / max(width, 90)
    step = 0.001
    while step < least:
        for factor in (2, 2.5, 2):
            if step >= least:
                break
            step *= factor
    return step


class WaterfallDelegate(QStyledItemDelegate):
    def __init__(self, model: WaterfallModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, rect, colours = self._model.rows[index.row()], option.rect, tokens()
        painter.save()
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
        elif row.part is None:
            painter.fillRect(rect, QColor(colours.window))
        if isinstance(row.part, Loop):
            self._paint_loop(painter, rect, row.part)
        else:
            self._paint_ticks(painter, axis(rect), row, heading=row.part is None)
            if row.part is None:
                self._paint_heading(painter, rect, row)
            else:
                self._paint_call(painter, rect, row, row.part)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: WaterfallRow) -> None:
        colours = tokens()
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        left = rect.left() + 12
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        if row.moment.session:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(session_colour(row.moment.session))
            painter.drawEllipse(QRectF(left, rect.center().y() - 3, 8, 8))
            painter.setPen(QColor(colours.text))
        name = QRect(left + 16, rect.top(), _NAME + _SIZE, rect.height())
        painter.drawText(name, _LEFT, heading(row.moment))

    def _paint_loop(self, painter: QPainter, rect: QRect, loop: Loop) -> None:
        colours = tokens()
        icon("alert-outline", "warning").paint(
            painter, QRect(rect.left() + 28, rect.center().y() - 7, 15, 15)
        )
        left = rect.left() + 50
        message = f"{loop.message}."
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.warning))
        width = QFontMetrics(bold).horizontalAdvance(message)
        painter.drawText(QRect(left, rect.top(), width + 2, rect.height()), _LEFT, message)
        bold.setWeight(QFont.Weight.Normal)
        painter.setFont(bold)
        painter.setPen(QColor(colours.muted))
        rest = QRect(left + width + 8, rect.top(), rect.right() - left - width - 16, rect.height())
        text = QFontMetrics(bold).elidedText(loop.remedy, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, _LEFT, text)

    def _paint_ticks(self, painter: QPainter, area: QRect, row: WaterfallRow, *, heading: bool) -> None:
        colours = tokens()
        step = step_of(row.seconds, area.width())
        for number in range(int(row.seconds / step) + 1):
            x = area.left() + round(number * step / row.seconds * area.width())
            painter.setPen(QColor(colours.border))
            painter.drawLine(x, area.top(), x, area.bottom())
            if heading and x + 60 < area.right() + _TOOK:
                painter.setPen(QColor(colours.muted))
                label = (
                    "0"
                    if not number
                    else f"{number * step * 1000:g} ms"
                    if step < 1
                    else f"{number * step:g} s"
                )
                painter.drawText(QRect(x + 4, area.top(), 80, area.height()), _LEFT, label)

    def _paint_call(self, painter: QPainter, rect: QRect, row: WaterfallRow, part: Nested) -> None:
        colours, call = tokens(), part.call
        left = rect.left() + 28 + min(part.depth, 8) * 16
        name = QRect(left, rect.top(), rect.left() + _NAME - left, rect.height())
        painter.setPen(QColor(colours.danger if call.failed else colours.text))
        text = ("↳ " if part.depth else "") + call.function
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, _LEFT, text)
        painter.setPen(QColor(colours.muted))
        sizes = f"{figures.size(call.bytes_in)} → {figures.size(call.bytes_out) if call.finished else '…'}"
        painter.drawText(QRect(rect.left() + _NAME, rect.top(), _SIZE - 8, rect.height()), _RIGHT, sizes)
        bar, waiting = bars(call, row, axis(rect), time.time())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        main = colours.danger if call.failed else colours.accent if not part.depth else colours.server
        if waiting.width() >= 1:
            soft = QColor(main)
            soft.setAlphaF(0.3)
            painter.setBrush(soft)
            painter.drawRoundedRect(waiting, 2, 2)
        painter.setBrush(QColor(main))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(QColor(colours.muted))
        took = QRect(rect.right() - _TOOK, rect.top(), _TOOK - 10, rect.height())
        painter.drawText(
            took, _RIGHT, figures.milliseconds(call.milliseconds) if call.finished else "running"
        )


def axis(rect: QRect) -> QRect:
    """Where bars are drawn in a row."""
    left = rect.left() + _NAME + _SIZE + 8
    return QRect(left, rect.top(), max(rect.right() - _TOOK - left, 40), rect.height())


def bars(call: CallEntry, row: WaterfallRow, area: QRect, now: float) -> tuple[QRectF, QRectF]:
    """The bar of a call, and before it the time that it waited for a process."""
    scale = area.width() / row.seconds
    ended = call.ended if call.finished else max(now, call.started)
    left = area.left() + max(call.started - row.moment.started, 0) * scale
    width = min(max((ended - call.started) * scale, 2.0), area.right() - left + 2)
    waited = min(call.waited / 1000 * scale, width)
    top = area.center().y() - 4
    return QRectF(left + waited, top, max(width - waited, 2.0), 10), QRectF(left, top, waited, 10)


class WaterfallView(QTableView):
    def __init__(self, model: WaterfallModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._following = True
        self.setModel(model)
        self.setItemDelegate(WaterfallDelegate(model, self))
        self.setObjectName("waterfall")
        self.setAccessibleName("Calls")
        self.setFrameStyle(0)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(_ROW, QFontMetrics(self.font()).height() + 8))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        bar = self.verticalScrollBar()
        self._note_later = QTimer(self, singleShot=True, interval=0)
        self._note_later.timeout.connect(self._note_following)
        bar.actionTriggered.connect(lambda _action: self._note_later.start())
        bar.rangeChanged.connect(self._on_range)

    def copy_text(self) -> None:
        """The selected rows, or all."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = [self._model.rows[number] for number in chosen] if chosen else self._model.rows
        QGuiApplication.clipboard().setText("\n".join(row.text for row in rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        else:
            super().keyPressEvent(event)

    def _on_range(self, _least: int, most: int) -> None:
        if self._following:
            self.verticalScrollBar().setValue(most)

    def _note_following(self) -> None:
        bar = self.verticalScrollBar()
        self._following = bar.value() >= bar.maximum() - 1

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._note_following()
