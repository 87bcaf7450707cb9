"""The overlay: transparent, above the page, takes all input of the canvas. GUI thread.

Responsible for events: which gesture they begin, go on with or end, and what the keyboard does. What a
gesture does is in `gestures`, what a key does in `keyboard`, what is painted in `painting`. It draws nothing
of the form itself: that is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.canvas import Box, Rect, Ref
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.placement.handles import Boundary, Handle
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.announcer import Announcer
from formwright.designer.forms.canvas.edge_scroll import EdgeScroll
from formwright.designer.forms.canvas.gestures.dragging_in import DraggingIn, read
from formwright.designer.forms.canvas.gestures.gesture import Gesture
from formwright.designer.forms.canvas.gestures.panning import Panning
from formwright.designer.forms.canvas.gestures.pressing import Pressing
from formwright.designer.forms.canvas.gestures.pulling import Pulling, cursor_of
from formwright.designer.forms.canvas.grips import Grips
from formwright.designer.forms.canvas.inline_text import InlineText
from formwright.designer.forms.canvas.keyboard import Keyboard
from formwright.designer.forms.canvas.menu import context_menu
from formwright.designer.forms.canvas.painting import OverlayPainter, Painted, tag_words
from formwright.designer.forms.canvas.stage import Stage
from formwright.designer.forms.canvas.surface import Surface
from formwright.designer.ui.theme import tokens

_LEFT = Qt.MouseButton.LeftButton


class Overlay(QWidget):
    def __init__(self, surface: Surface, designs: Designs, commands: Commands) -> None:
        super().__init__()
        self.stage = Stage(surface, designs, commands)
        self.text = InlineText(self.stage, self, self._take_focus)
        self._surface = surface
        self._designs = designs
        self._keyboard = Keyboard(self.stage, self.text)
        self._announcer = Announcer(self, self.stage)
        self._scroll = EdgeScroll(surface, self, lambda: QRectF(self.rect()), self._moved_on)
        self._design: Design | None = None
        self._gesture: Gesture | None = None
        self._pointer = QPointF()
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._hover: Box | None = None
        self._space = False
        self._clicked: QPointF | None = None  # which of several boxes of a component was meant
        self._to_show: Ref | None = None  # as soon as it is drawn
        self._painted = Painted()
        self._grips = Grips(self.stage)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.stage.preview_changed.connect(self._on_preview)
        self.stage.said.connect(self._announcer.say)
        surface.picture_changed.connect(self._on_picture)
        surface.view_changed.connect(self._on_view)
        designs.current_changed.connect(self._on_current)
        self._on_current()

    def shut_down(self) -> None:
        """Before the overlay is deleted."""
        self._end_gesture()
        self.text.cancel()
        self._designs.current_changed.disconnect(self._on_current)
        self._leave()

    # --- following the design

    def _on_current(self) -> None:
        self._end_gesture()
        self.text.cancel()
        self._leave()
        design = self._design = self._designs.current
        self._hover = None
        if design is not None:
            design.selection.changed.connect(self._on_selection)
            design.changed.connect(self._on_changed)
        self._on_selection()

    def _leave(self) -> None:
        if self._design is not None:
            self._design.selection.changed.disconnect(self._on_selection)
            self._design.changed.disconnect(self._on_changed)
            self._design = None

    def _on_selection(self) -> None:
        design = self._design
        self._to_show = None
        if design is not None and not self.stage.by_pointer:
            self._clicked = None
            if design.selection.components:
                self._to_show = Ref(design.selection.form, design.selection.primary)
            self._show_wanted()
        self._announcer.tell()
        self.update()

    def _on_changed(self, _form: str, _changes: object) -> None:
        self.update()

    def _on_picture(self) -> None:
        self._hover = None
        if self.text.ref is not None and self.stage.box_of(self.text.ref) is None:
            self.text.cancel()
        self.text.follow()
        self._show_wanted()
        self._announcer.tell()
        if self._gesture is not None:
            self._moved_on()
        elif self.underMouse():
            self._look(QPointF(self.mapFromGlobal(QCursor.pos())))
        self.update()

    def _show_wanted(self) -> None:
        """What was selected with the keyboard or elsewhere is scrolled to."""
        box = self.stage.box_of(self._to_show) if self._to_show is not None else None
        if box is not None:
            self._to_show = None
            self._surface.ensure_visible(box.rect)

    def _on_view(self) -> None:
        self.text.follow()
        self.update()

    def _on_preview(self) -> None:
        self.update()

    # --- gestures

    @property
    def gesture(self) -> Gesture | None:
        return self._gesture

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._hover = None
        self._show_cursor()
        self.update()

    def _go_on(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._pointer, self._modifiers = QPointF(position), modifiers
        if self._gesture is None:
            return
        self._gesture = self._gesture.moved(position, modifiers)
        if self._gesture.scrolls:
            self._scroll.follow(position)
        self._show_cursor()

    def _moved_on(self) -> None:
        """The page has moved under the pointer."""
        self._go_on(self._pointer, self._modifiers)

    def _finish(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        gesture, self._gesture = self._gesture, None
        self._scroll.stop()
        if gesture is not None:
            gesture.released(position, modifiers)
        self._look(position)

    def _end_gesture(self) -> bool:
        """With nothing done."""
        gesture, self._gesture = self._gesture, None
        self._scroll.stop()
        if gesture is None:
            return False
        gesture.cancelled()
        self._show_cursor()
        return True

    # --- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take_focus()
        position = event.position()
        self._pointer, self._modifiers = QPointF(position), event.modifiers()
        if self._gesture is not None:
            if event.button() == Qt.MouseButton.RightButton:
                self._end_gesture()
            return
        if self.stage.design is None:
            return
        if event.button() == Qt.MouseButton.MiddleButton or (event.button() == _LEFT and self._space):
            self._begin(Panning(self.stage, position))
        elif event.button() == _LEFT:
            self._press(position, event.modifiers())
        elif event.button() == Qt.MouseButton.RightButton:
            self._select_for_menu(position)

    def _press(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        grip = self._grip_at(position)
        if grip is not None:
            self._begin(Pulling(self.stage, position, grip))
            return
        ref = self._tag_at(position)
        if ref is None:
            box = self.stage.box_at(position)
            ref = box.ref if box is not None else Ref(self.stage.picture.form, FORM)
            self._clicked = QPointF(*self.stage.point(position))
        self._begin(Pressing(self.stage, position, ref, modifiers))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            self._go_on(event.position(), event.modifiers())
        else:
            self._look(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None and event.button() in (_LEFT, Qt.MouseButton.MiddleButton):
            self._finish(event.position(), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Goes to the handler of the default event; what has none is there for its text, which is edited.

        Texts of buttons and links are edited by F2: a double-click on a button is for what it does.
        """
        design, box = self.stage.design, self.stage.box_at(event.position())
        if event.button() != _LEFT or design is None or box is None or self._grip_at(event.position()):
            self.mousePressEvent(event)
            return
        self.stage.select(box.ref, by_pointer=True)
        if self.text.can_edit(box.ref) and not self.stage.has_default_event(box.ref):
            self.text.open(box.ref, box)
        elif "design.open_handler" in self.stage.commands:
            self.stage.commands.execute("design.open_handler")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The canvas scrolls and zooms."""
        event.ignore()
        if self._gesture is not None:
            QTimer.singleShot(0, self, self._moved_on)

    def _look(self, position: QPointF) -> None:
        """What is under the pointer while nothing is held."""
        self._pointer = QPointF(position)
        found = self.stage.box_at(position) if self.stage.design is not None else None
        if found is not None and found.ref == Ref(self.stage.picture.form, FORM):
            found = None
        if found != self._hover:
            self._hover = found
            self.update()
        self._show_cursor()

    def _show_cursor(self) -> None:
        if self._gesture is not None:
            shape = self._gesture.cursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        else:
            grip = self._grip_at(self._pointer)
            shape = cursor_of(grip) if grip is not None else None
            if shape is None and self._tag_at(self._pointer) is not None:
                shape = Qt.CursorShape.OpenHandCursor
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)

    def _grip_at(self, position: QPointF) -> Handle | Boundary | None:
        return next((grip for area, grip in reversed(self._painted.grips) if area.contains(position)), None)

    def _tag_at(self, position: QPointF) -> Ref | None:
        return next((ref for area, ref in self._painted.tags if area.contains(position)), None)

    # --- dragged from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dragged = read(event.mimeData())
        if dragged is None or self.stage.design is None:
            event.ignore()
            return
        self._end_gesture()
        self._begin(DraggingIn(self.stage, event.position(), dragged))
        self._drag(event)
        event.accept()  # who refuses the enter is told of no move

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drag(event)

    def _drag(self, event: QDragMoveEvent) -> None:
        gesture = self._gesture
        if not isinstance(gesture, DraggingIn):
            event.ignore()
            return
        self._go_on(event.position(), event.modifiers())
        if gesture.drop.refusal:
            event.ignore()
            return
        copies = gesture.copies or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        wanted = Qt.DropAction.CopyAction if copies else Qt.DropAction.MoveAction
        if event.possibleActions() & wanted:
            event.setDropAction(wanted)
            event.accept()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_gesture()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if not isinstance(self._gesture, DraggingIn):
            event.ignore()
            return
        self._finish(event.position(), event.modifiers())
        event.accept()
        self.activateWindow()
        self._take_focus()

    # --- the keyboard

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._takes(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.keyPressEvent(event)
                if not event.isAccepted() and self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab):
                    event.accept()  # or the parent would move the focus once more
                return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            box = self.stage.box_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), box.error if box is not None else "", self)
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        escapes = event.key() == Qt.Key.Key_Escape and self._gesture is not None
        return escapes or self._keyboard.takes(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._end_gesture():
            return
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._space = True
            self._show_cursor()
            return
        if self._gesture is not None:
            self._go_on(self._pointer, event.modifiers())  # Ctrl makes it a copy
            return
        if not self._keyboard.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        elif self._gesture is not None:
            self._go_on(self._pointer, event.modifiers())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self.update()

    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the menu

    def _select_for_menu(self, position: QPointF) -> None:
        design, box = self.stage.design, self.stage.box_at(position)
        if design is not None and box is not None and box.ref not in design.selection:
            self._clicked = QPointF(*self.stage.point(position))
            self.stage.select(box.ref, by_pointer=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        design = self.stage.design
        if design is None:
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self._chosen_box(Ref(design.selection.form, design.selection.primary))
            if box is not None:
                view = self._surface.to_view(box.rect).intersected(QRectF(self.rect()))
                where = self.mapToGlobal(view.center().toPoint())
        primary = Ref(design.selection.form, design.selection.primary)
        editable = self.text.can_edit(primary)
        menu = context_menu(self.stage, self, partial(self.text.open, primary) if editable else None)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not menu.isEmpty():
            menu.popup(where)

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._painted = Painted()
        design = self.stage.design
        if design is None:
            return
        painter = QPainter(self)
        room = QRectF(self.rect())
        paint = OverlayPainter(painter, self.stage, tokens(), room, self.font())
        shown = self._seen()
        paint.broken(box for box in shown if box.error)
        paint.marks(self._marks(shown))
        if self._hover is not None:
            paint.hovered(self._hover)
        self._paint_selection(paint, design)
        paint.preview()
        painter.end()

    def _paint_selection(self, paint: OverlayPainter, design: Design) -> None:
        selection = design.selection
        primary = Ref(selection.form, selection.primary)
        boxes = [box for ref in selection.refs for box in self.stage.picture.by_ref.get(ref, ())]
        paint.selected(boxes, primary, focused=self.hasFocus() or self.text.field is not None)
        box = self._chosen_box(primary)
        if box is None:
            return
        tag = paint.tag(box, tag_words(selection.form, selection.primary))
        if primary.name != FORM:
            self._painted.tags.append((tag, primary))
        at_rest = self._gesture is None or isinstance(self._gesture, Pulling)
        if at_rest and len(selection.names) == 1 and self.text.field is None:
            self._painted.grips = paint.grips(*self._grips.of(primary, box))

    def _chosen_box(self, ref: Ref) -> Box | None:
        """Of an item template drawn several times the one that was clicked."""
        boxes = self.stage.picture.by_ref.get(ref, ())
        at = self._clicked
        hit = next((b for b in boxes if at is not None and b.rect.contains(at.x(), at.y())), None)
        return hit or next(iter(boxes), None)

    def _seen(self) -> list[Box]:
        left, top = self._surface.to_content(QPointF(0, 0))
        right, bottom = self._surface.to_content(QPointF(self.width(), self.height()))
        seen = Rect(left, top, right - left, bottom - top)
        return [box for box in self.stage.picture.boxes if box.rect.intersects(seen)]

    def _marks(self, boxes: Sequence[Box]) -> Sequence[tuple[Box, str]]:
        marked: list[tuple[Box, str]] = []
        for box in boxes:
            if not box.visible:
                marked.append((box, "eye-off-outline"))
            elif self._is_bound(box.ref):
                marked.append((box, "link-variant"))
        return marked

    def _is_bound(self, ref: Ref) -> bool:
        try:
            template = self.stage.template(ref.form)
        except KeyError:
            return False
        return ref.name in template and bool(template.node(ref.name).get("data_bindings"))
