"""Rows under headings that fold. Rows are used again: making them is what takes time. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from formwright.designer.forms.properties.editors.base import Editor, Surroundings
from formwright.designer.forms.properties.editors.painting import text
from formwright.designer.forms.properties.editors.registry import editor_for
from formwright.designer.forms.properties.grouping import Group
from formwright.designer.forms.properties.row import Row
from formwright.designer.forms.properties.strip import Strip
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

_HEADING = 30


class Heading(QWidget):
    toggled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.folded = False
        self.count = 0
        self.setFixedHeight(_HEADING)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_group(self, title: str, folded: bool, count: int) -> None:
        self.title, self.folded, self.count = title, folded, count
        self.setAccessibleName(f"{title}, {'folded' if folded else 'unfolded'}, {count} properties")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, _HEADING)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggled.emit(self.title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        opens = key == Qt.Key.Key_Right and self.folded
        closes = key == Qt.Key.Key_Left and not self.folded
        if opens or closes or key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(self.title)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setPen(tokens().border)
        painter.drawLine(0, 3, self.width(), 3)
        area = self.rect().adjusted(22, 6, -12, 0)
        sign = area.adjusted(0, 0, 0, 0)
        sign.setRect(4, 6 + (_HEADING - 6 - 16) // 2, 16, 16)
        icon("chevron-right" if self.folded else "chevron-down", "muted").paint(painter, sign)
        colour = "link" if self.hasFocus() else "text"
        text(painter, self, area, self.title, colour, bold=True)
        if self.folded:
            text(painter, self, area, str(self.count), "muted", align=Qt.AlignmentFlag.AlignRight)


class Body(QScrollArea):
    row_made = Signal(object)
    """A new `Row`, to be connected."""
    escaped = Signal()
    above = Signal()
    """Up from the first row."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(24)
        self.stack = _Stack()
        self.setWidget(self.stack)
        self.rows: dict[str, Row] = {}
        self._pool: dict[type[Editor], list[Row]] = {}
        self._headings: list[Heading] = []
        self._strips: list[Strip] = []
        self._strips_wanted = True
        self._folds: dict[str, bool] = {}
        self._groups: tuple[Group, ...] = ()
        self._top: tuple[QWidget, ...] = ()
        self._bottom: tuple[QWidget, ...] = ()
        self._shown: Callable[[Entry], Shown] = lambda _entry: Shown(None)
        self._surroundings: Surroundings | None = None
        self._editable = True
        self._rebuilding = False

    def show_groups(
        self,
        groups: Iterable[Group],
        shown: Callable[[Entry], Shown],
        surroundings: Surroundings,
        *,
        editable: bool,
        top: Iterable[QWidget] = (),
        bottom: Iterable[QWidget] = (),
        strips: bool = True,
    ) -> None:
        """Each property keeps its row, and with it the keyboard, while the kind of editor stays the same."""
        self._groups, self._shown, self._editable = tuple(groups), shown, editable
        self._surroundings = surroundings
        self._strips_wanted = strips
        self.setUpdatesEnabled(False)
        self._top, self._bottom = tuple(top), tuple(bottom)
        self._rebuild()
        self.setUpdatesEnabled(True)

    def show_values(self, keys: Iterable[str] | None = None) -> None:
        for key in tuple(self.rows if keys is None else keys):
            row = self.rows.get(key)
            if row is not None and row.entry is not None:
                row.show_value(self._shown(row.entry), editable=self._editable)

    @property
    def row_with_keyboard(self) -> Row | None:
        focus = QApplication.focusWidget()
        return next(
            (row for row in self.rows.values() if focus is not None and row.isAncestorOf(focus)), None
        )

    @property
    def has_keyboard(self) -> bool:
        return self.row_with_keyboard is not None

    def set_folded(self, title: str, folded: bool) -> None:
        self._folds[title] = folded
        self._rebuild()

    @property
    def folds(self) -> Mapping[str, bool]:
        return self._folds

    def forget(self) -> None:
        """Another component: half entered values and bindings are gone."""
        for row in tuple(self.rows.values()):
            row.forget()

    def _rebuild(self) -> None:
        self._rebuilding = True
        self._put_together()
        self._rebuilding = False

    def _put_together(self) -> None:
        assert self._surroundings is not None
        old, self.rows = self.rows, {}
        lines: list[QWidget] = list(self._top)
        strips: dict[Strip, list[Row]] = {}
        wanted: list[tuple[Entry, type[Editor]]] = []
        headings = 0
        plan: list[object] = []
        for group in self._groups:
            folded = bool(group.title) and self._folds.get(group.title, group.folded)
            if group.title:
                plan.append((group.title, folded, len(group.entries)))
            if folded:
                continue
            for entry in group.entries:
                kind = editor_for(entry.spec, classic=entry.classic)
                wanted.append((entry, kind))
                plan.append((entry, kind))
        kept = {
            entry.key: old.pop(entry.key)
            for entry, kind in wanted
            if entry.key in old and type(old[entry.key].editor) is kind
        }
        for row in old.values():
            self._pool.setdefault(type(row.editor), []).append(row)
        for item in plan:
            if isinstance(item, tuple) and isinstance(item[0], Entry):
                entry, kind = item
                row = kept.get(entry.key) or self._take(kind)
                row.show_entry(entry, self._surroundings)
                row.show_value(self._shown(entry), editable=self._editable)
                self.rows[entry.key] = row
                signs = self._strips_wanted and Strip.takes(row)
                row.set_compact(signs)
                if not signs:
                    lines.append(row)
                elif lines and isinstance(lines[-1], Strip):
                    strips[lines[-1]].append(row)
                else:
                    strip = self._strip(len(strips))
                    strips[strip] = [row]
                    lines.append(strip)
            elif isinstance(item, tuple):
                lines.append(self._heading(headings, *item))
                headings += 1
        for row in (each for spare in self._pool.values() for each in spare):
            if not row.isHidden():
                row.forget()
                row.hide()
        for heading in self._headings[headings:]:
            heading.hide()
        for strip, rows in strips.items():
            strip.show_rows(rows)
        self.stack.show_lines([*lines, *self._bottom])

    def _take(self, kind: type[Editor]) -> Row:
        pool = self._pool.get(kind)
        if pool:
            return pool.pop()
        row = Row(kind())
        row.setParent(self.stack)
        row.leave.connect(self._on_leave)
        row.escaped.connect(lambda _row: self.escaped.emit())
        row.outgrown.connect(self._on_outgrown)
        row.aside.connect(self._on_aside)
        self.row_made.emit(row)
        return row

    def _strip(self, index: int) -> Strip:
        while len(self._strips) <= index:
            strip = Strip()
            strip.setParent(self.stack)
            self._strips.append(strip)
        return self._strips[index]

    def _heading(self, index: int, title: str, folded: bool, count: int) -> Heading:
        while len(self._headings) <= index:
            heading = Heading()
            heading.setParent(self.stack)
            heading.toggled.connect(self._on_toggled)
            self._headings.append(heading)
        self._headings[index].show_group(title, folded, count)
        return self._headings[index]

    def _on_toggled(self, title: str) -> None:
        group = next((each for each in self._groups if each.title == title), None)
        if group is not None:
            self.set_folded(title, not self._folds.get(title, group.folded))

    def _on_outgrown(self) -> None:
        if not self._rebuilding:
            self._rebuild()

    # --- the keyboard

    def _on_leave(self, row: Row, by: int) -> None:
        holder = row.parentWidget()
        if not self._go(holder if isinstance(holder, Strip) else row, by) and by < 0:
            self.above.emit()

    def _on_aside(self, row: Row, by: int) -> None:
        holder = row.parentWidget()
        if isinstance(holder, Strip):
            holder.go(row, by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From a heading."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Heading) and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            up = event.key() == Qt.Key.Key_Up
            if not self._go(focus, -1 if up else 1) and up:
                self.above.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, line: QWidget, by: int) -> bool:
        lines = self.stack.lines
        at = lines.index(line) + by if line in lines else -1
        while 0 <= at < len(lines):
            target = lines[at]
            if isinstance(target, Strip):
                target = target.rows[0]
            if isinstance(target, Heading) or (isinstance(target, Row) and target.fields()):
                self._focus(target, by)
                return True
            at += by
        return False

    def _focus(self, target: QWidget, by: int) -> None:
        if isinstance(target, Row):
            fields = target.fields()
            field = target.focus_target() if target.focus_target() in fields else fields[0]
            reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
            field.setFocus(reason)
            self.ensureWidgetVisible(field, 0, 40)
        else:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target, 0, 12)

    def focus_first(self) -> bool:
        for line in self.stack.lines:
            line = line.rows[0] if isinstance(line, Strip) else line
            if isinstance(line, Row) and line.fields():
                self._focus(line, 1)
                return True
        return False

    def focus_row(self, key: str) -> bool:
        row = self.rows.get(key)
        if row is None or not row.fields():
            return False
        self._focus(row, 1)
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        """Rows are made in another order than they stand in."""
        focus = QApplication.focusWidget()
        line = focus
        while line is not None and line.parentWidget() is not self.stack:
            line = line.parentWidget()
        if line is not None and line in self.stack.lines and self._go(line, 1 if next else -1):
            return True
        return self._leave(next)

    def _leave(self, forward: bool) -> bool:
        """To what comes after or before the list in the window."""
        at: QWidget | None = self.nextInFocusChain() if forward else self.previousInFocusChain()
        while at is not None and at is not self:
            usable = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled()
            if usable and not self.isAncestorOf(at):
                at.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return True
            at = at.nextInFocusChain() if forward else at.previousInFocusChain()
        return False


class _Stack(QWidget):
    """Puts widgets below each other, each as tall as it wants to be."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[QWidget] = []
        self._placing = False

    def show_lines(self, lines: list[QWidget]) -> None:
        gone = set(self.lines) - set(lines)
        for line in gone:
            line.hide()
        self.lines = lines
        for line in lines:
            if line.parentWidget() is not self:
                line.setParent(self)
            if line.isHidden():
                line.show()
        self._place()

    def _place(self) -> None:
        if self._placing:
            return
        self._placing = True
        y = 2
        for line in self.lines:
            layout = line.layout()
            if layout is not None:
                layout.activate()
                wants = layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else -1
                height = wants if wants > 0 else layout.sizeHint().height()
            else:
                height = line.sizeHint().height()
            line.setGeometry(0, y, self.width(), height)
            y += height
        self._placing = False
        self.setMinimumHeight(y + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def event(self, event: QEvent) -> bool:
        """A row has become taller or shorter."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            return True
        return super().event(event)
