"""Components that cannot be seen, such as timers, as chips below the canvas; hidden without any. GUI thread.

Shows those of the form on the canvas and of the form that has the selection. Selecting, the menu and handlers
are as on the canvas; what is dropped here must be one that cannot be seen.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.placement.dragged import Dragged
from formwright.designer.core.forms.placement.dropping import Drop, drop_in_tray
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.gestures.dragging_in import read
from formwright.designer.forms.canvas.menu import context_menu
from formwright.designer.forms.canvas.stage import Stage
from formwright.designer.forms.component_icons import type_icon
from formwright.designer.ui.flow_layout import FlowLayout
from formwright.designer.ui.variants import set_variant

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Tray(QWidget):
    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self._designs: Designs = stage.designs
        self._design: Design | None = None
        self._dragged: Dragged | None = None
        self._drop = Drop()
        self.chips: dict[Ref, QToolButton] = {}
        self.setObjectName("tray")
        self.setAccessibleName("Components that cannot be seen")
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = QLabel("Cannot be seen:")
        set_variant(self._words, "kind", "muted")
        self._room = QWidget()
        self._flow = FlowLayout(self._room, spacing=4, stretch=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._room, 1)
        self._designs.current_changed.connect(self._on_current)
        self._designs.catalog_changed.connect(self.refresh)
        self._on_current()

    def shut_down(self) -> None:
        self._designs.current_changed.disconnect(self._on_current)
        self._designs.catalog_changed.disconnect(self.refresh)
        self._leave()

    # --- following the design

    def _on_current(self) -> None:
        self._leave()
        design = self._design = self._designs.current
        if design is not None:
            design.changed.connect(self._on_changed)
            design.selection.changed.connect(self.refresh)
        self.refresh()

    def _leave(self) -> None:
        if self._design is not None:
            self._design.changed.disconnect(self._on_changed)
            self._design.selection.changed.disconnect(self.refresh)
            self._design = None

    def _on_changed(self, _form: str, _changes: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        wanted = self._unseen()
        if list(self.chips) != wanted:
            self._fill(wanted)
        selection = self._design.selection if self._design is not None else None
        for ref, chip in self.chips.items():
            chip.setChecked(selection is not None and ref in selection)
        self.setVisible(bool(self.chips))

    def _unseen(self) -> list[Ref]:
        design = self._design
        if design is None:
            return []
        found: list[Ref] = []
        for form in dict.fromkeys((design.form, design.selection.form)):
            template = self._designs.template(form)
            for name in template.names:
                spec = self._designs.catalog.spec(template.type_of(name))
                if spec is not None and not spec.visual:
                    found.append(Ref(form, name))
        return found

    def _fill(self, wanted: list[Ref]) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips.values())
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.removeEventFilter(self)
                old.hide()
                old.deleteLater()
        self.chips = {ref: self._chip(ref) for ref in wanted}
        if had_focus and self.chips:
            next(reversed(self.chips.values())).setFocus()
        height = max((chip.sizeHint().height() for chip in self.chips.values()), default=0)
        self._words.setFixedHeight(height)  # beside the first line of chips
        self._room.updateGeometry()

    def _chip(self, ref: Ref) -> QToolButton:
        kind = self._designs.template(ref.form).type_of(ref.name)
        chip = QToolButton(self._room)
        chip.setCheckable(True)
        chip.setText(ref.name)
        chip.setIcon(type_icon(self._designs.catalog, kind))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setToolTip(f"{kind} {ref.name}")
        chip.setAccessibleName(f"{kind} {ref.name}")
        chip.clicked.connect(partial(self._on_clicked, ref))
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    # --- using a chip

    def _on_clicked(self, ref: Ref, _checked: bool = False) -> None:
        self._select(ref)

    def _select(self, ref: Ref, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        design = self._design
        if design is None:
            return
        if modifiers & _ADDING:
            design.selection.toggle(ref)
        else:
            design.selection.select(ref.form, (ref.name,))
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        ref = next((ref for ref, chip in self.chips.items() if chip is watched), None)
        if ref is None:
            return False
        if isinstance(event, QMouseEvent):
            return self._on_mouse(ref, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(ref, event)
        if isinstance(event, QContextMenuEvent):
            self._show_menu(ref, event.globalPos())
            return True
        by_mouse = isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.MouseFocusReason
        if event.type() == QEvent.Type.FocusIn and not by_mouse:
            self._select_if_other(ref)
        return False

    def _select_if_other(self, ref: Ref) -> None:
        """The focus takes the selection along, as on the canvas; several that are selected stay."""
        if self._design is not None and ref not in self._design.selection:
            self._select(ref)

    def _on_mouse(self, ref: Ref, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and event.button() == Qt.MouseButton.LeftButton:
            self._open_handler()
            return True
        if event.type() == QEvent.Type.MouseButtonPress and event.modifiers() & _ADDING:
            self._select(ref, event.modifiers())
            return True
        return False

    def _on_key(self, ref: Ref, event: QKeyEvent) -> bool:
        steps: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            refs = list(self.chips)
            self.chips[refs[(refs.index(ref) + steps[event.key()]) % len(refs)]].setFocus()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_handler()
            return True
        if event.key() == Qt.Key.Key_Escape and self._design is not None:
            self._design.selection.select(ref.form, (FORM,))
            return True
        return False

    def _open_handler(self) -> None:
        if "design.open_handler" in self.stage.commands:
            self.stage.commands.execute("design.open_handler")

    def _show_menu(self, ref: Ref, where: QPoint) -> None:
        if self._design is not None and ref not in self._design.selection:
            self._select(ref)
        menu = context_menu(self.stage, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    # --- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._dragged = read(event.mimeData())
        self.dragMoveEvent(event)
        event.setAccepted(self._dragged is not None)  # who refuses the enter is told of no move

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._dragged is None or self.stage.design is None:
            event.ignore()
            return
        self._drop = drop_in_tray(self.stage.scene, self._dragged)
        if self._drop.refusal:
            event.ignore()
        else:
            event.acceptProposedAction()
        set_variant(self, "drop", "refused" if self._drop.refusal else "taken")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_variant(self, "drop", "")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        set_variant(self, "drop", "")
        if self.stage.apply(self._drop):
            event.acceptProposedAction()
