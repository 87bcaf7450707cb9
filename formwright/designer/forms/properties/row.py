"""One property: its name, its editor, what differs, why a value was refused. GUI thread.

The name, its mark and the sign at the right are painted; the editor is the only widget. A row shows another
property whenever it is needed for one with the same kind of editor.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QVBoxLayout, QWidget

from formwright.designer.forms.properties.binding_editor import BindingEditor
from formwright.designer.forms.properties.documentation import tooltip
from formwright.designer.forms.properties.editors.base import Editor, Surroundings
from formwright.designer.forms.properties.editors.cell import HEIGHT, LineEditor
from formwright.designer.forms.properties.editors.painting import mark, text
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.designer.ui.icons import icon

LABEL = 106
INDENT = 14
SIGN = 22
PIXELS_PER_STEP = 3


class Row(QWidget):
    edited = Signal(object, object, bool)
    """Row, value, and whether it is one more edit of the same gesture."""
    committed = Signal(object)
    bound = Signal(object, object)
    """Row, and `Binding` or None."""
    menu_wanted = Signal(object, QPoint)
    leave = Signal(object, int)
    """Row, and -1 or 1: the keyboard goes to the row above or below."""
    escaped = Signal(object)
    withdrawn = Signal()
    outgrown = Signal()
    """It needs a line of its own, or needs none any more."""
    aside = Signal(object, int)
    """Row, and -1 or 1: the keyboard goes to its neighbour in a strip."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.entry: Entry | None = None
        self.shown = Shown(None)
        self.binder: BindingEditor | None = None
        self._surroundings: Surroundings | None = None
        self._reason: QLabel | None = None
        self._asks = False  # for a binding that is not there yet
        self._compact = False
        self._scrub: tuple[float, object] | None = None
        self._scrubbed = False
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._column.addWidget(editor)
        self._arrange(wide=editor.wide)
        editor.edited.connect(self._on_edited)
        editor.committed.connect(lambda: self.committed.emit(self))
        editor.refused.connect(self.show_reason)
        editor.withdrawn.connect(self.withdrawn)

    def _arrange(self, *, wide: bool) -> None:
        """The editor stands beside the name, or below it with all the width."""
        if self._compact:
            self._column.setContentsMargins(0, 0, 0, 0)
        elif wide:
            self._column.setContentsMargins(INDENT, HEIGHT, 8, 4)
        else:
            self._column.setContentsMargins(LABEL + INDENT, 2, SIGN, 2)

    def set_compact(self, compact: bool) -> None:
        """In a strip there is only the editor."""
        if compact != self._compact:
            self._compact = compact
            self._arrange(wide=self.editor.wide or self.is_binding)

    # --- what it shows

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        if self.entry is None or self.entry.key != entry.key:
            self.forget()
        self.entry = entry
        self._surroundings = surroundings
        self.editor.show_entry(entry, surroundings)

    def show_value(self, shown: Shown, *, editable: bool) -> None:
        self.shown = shown
        self._asks = self._asks and shown.binding is None
        self._show_binder(shown.binding is not None or self._asks)
        if self._compact and self.is_binding:
            self.outgrown.emit()
        if self.is_binding and self.binder is not None:
            self.binder.show_binding(shown.binding, differs=shown.bindings_differ)
            self.binder.set_editable(editable)
        else:
            self.editor.show_value(shown)
            self.editor.set_editable(editable)
        self.update()

    def forget(self) -> None:
        """What was half entered belongs to another component."""
        self.editor.forget()
        self.show_reason("")
        self._asks = False
        self._show_binder(False)

    @property
    def is_binding(self) -> bool:
        return self.binder is not None and not self.binder.isHidden()

    def begin_binding(self) -> None:
        """Shows where a binding is entered; nothing is bound yet."""
        self._asks = True
        self._show_binder(True)
        if self._compact:
            self.outgrown.emit()
        assert self.binder is not None
        self.binder.show_binding(self.shown.binding, differs=False)
        self.binder.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _show_binder(self, show: bool) -> None:
        if show and self.binder is None:
            self.binder = BindingEditor()
            self.binder.hide()
            self.binder.bound.connect(lambda binding: self.bound.emit(self, binding))
            self.binder.refused.connect(self.show_reason)
            self.binder.abandoned.connect(self._end_binding)
            self._column.insertWidget(1, self.binder)
        if self.binder is not None and show == self.binder.isHidden():
            self._arrange(wide=show or self.editor.wide)
            if not show:
                self.binder.forget()  # before it loses the keyboard, which would enter it
            self.binder.setVisible(show)
            self.editor.setVisible(not show)
        if show and self.binder is not None and self.entry is not None and self._surroundings is not None:
            self.binder.show_entry(self.entry, self._surroundings)

    def _end_binding(self) -> None:
        """Left without one: the value is entered again."""
        if self.shown.binding is None:
            had_focus = self.binder is not None and self.binder.isAncestorOf(
                QApplication.focusWidget() or self
            )
            self._asks = False
            self._show_binder(False)
            self.editor.show_value(self.shown)
            if had_focus:
                self.focus_editor()
            self.update()

    def show_reason(self, reason: str) -> None:
        if self._reason is None:
            if not reason:
                return
            self._reason = QLabel()
            self._reason.setProperty("kind", "error")
            self._reason.setWordWrap(True)
            self._reason.setTextFormat(Qt.TextFormat.PlainText)
            self._column.addWidget(self._reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    @property
    def reason(self) -> str:
        return self._reason.text() if self._reason is not None and not self._reason.isHidden() else ""

    # --- the keyboard

    def focus_editor(self) -> None:
        target = self.focus_target()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_target(self) -> QWidget:
        if self.is_binding and self.binder is not None:
            return self.binder.field
        return self.editor.focus_target()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the editor has no use for."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        up_or_down = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if up_or_down and modifiers == Qt.KeyboardModifier.NoModifier:
            self.leave.emit(self, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier:
            if self.is_binding and self.binder is not None:
                self.binder.offer_all()
            else:
                self.editor.open_picker()
        elif up_or_down and modifiers & Qt.KeyboardModifier.ControlModifier and not self.is_binding:
            many = 10 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
            self.editor.step(many if key == Qt.Key.Key_Up else -many)
        elif self._compact and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit(self, -1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_Menu:
            self.menu_wanted.emit(self, self.mapToGlobal(QPoint(LABEL, HEIGHT)))
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """First it takes back what is half entered, then it leaves."""
        if self.is_binding and self.binder is not None and self.binder.is_dirty:
            self.binder.restore()
        elif self.is_binding and self.shown.binding is None:
            self._end_binding()
        elif isinstance(self.editor, LineEditor) and self.editor.is_invalid:
            self.editor.restore()
        else:
            self.escaped.emit(self)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the fields of the editor, then to the row that stands below."""
        fields = self.fields()
        focus = QApplication.focusWidget()
        at = fields.index(focus) + (1 if next else -1) if focus in fields else -1
        if 0 <= at < len(fields):
            fields[at].setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
            return True
        return super().focusNextPrevChild(next)

    def fields(self) -> list[QWidget]:
        """What takes the keyboard in it, as one reads."""
        holder: QWidget = self.binder if self.is_binding and self.binder is not None else self.editor
        found = [
            each
            for each in (holder, *holder.findChildren(QWidget))
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.isVisibleTo(self)
            and each.isEnabled()
            and each.focusProxy() is None
        ]
        found.sort(
            key=lambda each: (
                each.mapTo(self, QPoint(0, 0)).y() // HEIGHT,
                each.mapTo(self, QPoint(0, 0)).x(),
            )
        )
        return found

    # --- the mouse on the name

    def name_rect(self) -> QRect:
        wide = self.editor.wide or self.is_binding
        return QRect(INDENT, 2, (self.width() - INDENT - SIGN) if wide else LABEL - 6, HEIGHT)

    def sign_rect(self) -> QRect:
        return QRect(self.width() - SIGN + 2, (HEIGHT - 16) // 2 + 2, 16, 16)

    def _scrubs(self) -> bool:
        return self.editor.scrubs and not self.is_binding and self.editor.isEnabled() and self._is_editable()

    def _is_editable(self) -> bool:
        return not (isinstance(self.editor, LineEditor) and self.editor.field.isReadOnly())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or self._compact:
            return
        if self.sign_rect().adjusted(-3, -4, 4, 4).contains(place):
            self.menu_wanted.emit(self, self.mapToGlobal(self.sign_rect().bottomLeft()))
        elif self.name_rect().contains(place):
            if self._scrubs():
                self._scrub = (event.globalPosition().x(), None if self.shown.mixed else self.shown.value)
                self._scrubbed = False
            else:
                self.focus_editor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.name_rect().contains(event.position().toPoint()) and self._scrubs()
        self.setCursor(Qt.CursorShape.SizeHorCursor if over or self._scrub else Qt.CursorShape.ArrowCursor)
        self.update()
        if self._scrub is None:
            return
        start, value = self._scrub
        steps = int((event.globalPosition().x() - start) / PIXELS_PER_STEP)
        if steps or self._scrubbed:
            self._scrubbed = True
            scale = 10.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            scale = 0.1 if event.modifiers() & Qt.KeyboardModifier.AltModifier else scale
            self.edited.emit(self, self.editor.scrubbed(value, steps * scale), True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._scrub is not None and event.button() == Qt.MouseButton.LeftButton:
            self._scrub = None
            if self._scrubbed:
                self.committed.emit(self)
            else:
                self.focus_editor()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self, event.globalPos())

    def _on_edited(self, value: object) -> None:
        self.edited.emit(self, value, True)

    # --- painting

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)

    def tip(self) -> str:
        if self.entry is None:
            return ""
        notes = "Drag the name to change it." if self._scrubs() else ""
        if self.sign_rect().adjusted(-3, -4, 4, 4).contains(self.mapFromGlobal(self.cursor().pos())):
            notes = "Bind to data, reset, copy."
        return tooltip(self.entry.spec, notes)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self.entry is None or self._compact:
            return
        painter = QPainter(self)
        area = self.name_rect()
        changed = self.shown.differs or self.shown.binding is not None
        if changed:
            mark(painter, area.center().y())
        text(
            painter,
            self,
            area,
            self.entry.spec.name,
            "text" if changed else "muted",
            bold=changed,
            struck=self.entry.spec.deprecated,
        )
        if self.is_binding:
            words = area.adjusted(0, 0, -4, 0)
            text(painter, self, words, "bound to data", "link", align=Qt.AlignmentFlag.AlignRight)
        if self.underMouse() or self.isAncestorOf(QApplication.focusWidget() or self.window()):
            icon("dots-vertical", "muted").paint(painter, self.sign_rect())
