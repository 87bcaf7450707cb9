"""A field that takes the keys pressed in it, as a shortcut. GUI thread.

Tab and Esc alone leave it; keys that would be typed (letters without Ctrl, Alt or Cmd) are refused.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from formwright.designer.ui.key_text import shown_keys

_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class KeyField(QLineEdit):
    pressed = Signal(str)
    """The keys as portable text."""
    refused = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setMinimumWidth(220)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleDescription("Press the keys that the command shall have. Esc leaves.")
        self._keys = ""
        self._show()

    def show_keys(self, keys: str) -> None:
        self._keys = keys
        self._show()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress
        ):  # fmt: skip
            if self._leaves(event):
                return super().event(event)
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show()

    def _leaves(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~_TYPING
        return plain and event.key() in _LEAVING

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS or event.key() == Qt.Key.Key_unknown:
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not modifiers & ~_TYPING and (event.text().isprintable() and event.text()):
            self.refused.emit(f"{event.text().upper()} alone would be typed. Press it with Ctrl or Alt.")
            return
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
        self.pressed.emit(pressed.toString(QKeySequence.SequenceFormat.PortableText))

    def _show(self) -> None:
        self.setText(shown_keys(self._keys))
        self.setPlaceholderText("Press keys…" if self.hasFocus() else "No keys: click and press some")
