"""Editing a component's text where it stands: a field over it, in its own font. GUI thread.

Enter commits, as does leaving the field; Escape drops it. Shift+Enter begins a second line where a text may
have one; in a text of several lines Ctrl+Enter commits. One transaction is made, none when nothing changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from formwright.designer.core.forms.canvas import Box, Ref
from formwright.designer.core.forms.changes import SetProperty, Transaction, binding_of
from formwright.designer.forms.canvas.menu import SCOPE
from formwright.designer.forms.canvas.stage import Stage
from formwright.runtime.spec.components import PropertySpec

_ALIGN = {
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "end": Qt.AlignmentFlag.AlignRight,
}
_FONT = re.compile(r"^(?P<style>.*?)\b(?P<size>[\d.]+)px(?:/\S+)?\s+(?P<families>.+)$")
_SMALLEST = 72
_LONG_TEXTS = ("TextArea", "RichText")


class InlineText(QObject):
    """At most one field at a time, a child of the overlay."""

    def __init__(self, stage: Stage, overlay: QWidget, focus_back: Callable[[], None]) -> None:
        super().__init__(overlay)
        self._stage = stage
        self._overlay = overlay
        self._focus_back = focus_back
        self.field: QLineEdit | QPlainTextEdit | None = None
        self._ref = Ref("", "")
        self._property = ""
        self._before = ""
        self._may_have_lines = False

    @property
    def ref(self) -> Ref | None:
        """Of the component that is being edited."""
        return self._ref if self.field is not None else None

    def can_edit(self, ref: Ref) -> bool:
        box = self._stage.box_of(ref)
        return box is not None and box.text is not None and self._spec(ref) is not None

    def open(self, ref: Ref, box: Box | None = None) -> bool:
        """False, after saying why: this text cannot be edited here."""
        self.commit()
        box = box or self._stage.box_of(ref)
        spec = self._spec(ref)
        if box is None or box.text is None or spec is None:
            return False
        node = self._stage.template(ref.form).node(ref.name)
        binding = binding_of(node, spec.name)
        if binding is not None:
            self._stage.say(
                f"The {spec.name} of {ref.name} comes from its data binding {binding.code}. "
                "Change or remove the binding in the properties."
            )
            return False
        properties = node.get("properties")
        value = properties.get(spec.name) if isinstance(properties, dict) else None
        self._before = "" if value is None else str(value)
        self._ref, self._property = ref, spec.name
        kind = self._stage.template(ref.form).type_of(ref.name)
        self._may_have_lines = spec.multiline
        several = "\n" in self._before or kind in _LONG_TEXTS
        self.field = self._make(box, f"{spec.name} of {ref.name}", self._before, several=several)
        self.field.selectAll()
        self._show(box)
        return True

    def _spec(self, ref: Ref) -> PropertySpec | None:
        template = self._stage.template(ref.form)
        spec = self._stage.designs.catalog.spec_of(template, ref.name) if ref.name in template else None
        if spec is None:
            return None
        return spec.property("text") or spec.property("content")

    def _make(self, box: Box, name: str, text: str, *, several: bool) -> QLineEdit | QPlainTextEdit:
        align = _ALIGN.get(box.align, Qt.AlignmentFlag.AlignLeft)
        field: QLineEdit | QPlainTextEdit
        if several:
            field = QPlainTextEdit(text, self._overlay)
            options = field.document().defaultTextOption()
            options.setAlignment(align)
            field.document().setDefaultTextOption(options)
            field.setTabChangesFocus(True)
            field.textChanged.connect(self.follow)
        else:
            field = QLineEdit(text, self._overlay)
            field.setAlignment(align)
            field.setTextMargins(0, 0, 0, 0)
            field.textChanged.connect(self.follow)
        field.setObjectName("inline_text")
        field.setAccessibleName(name)
        field.installEventFilter(self)
        return field

    def _show(self, box: Box) -> None:
        assert self.field is not None
        self.follow(box)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, box: object = None) -> None:
        """Where the text is now, as wide as what is typed."""
        field = self.field
        shown = box if isinstance(box, Box) else self._stage.box_of(self._ref)
        if field is None or shown is None:
            return
        where = self._stage.surface.to_view(shown.text or shown.rect)
        font = css_font(shown.font, self._stage.surface.zoom)
        field.setFont(font)
        field.setStyleSheet(
            f"#inline_text {{ padding: 0 2px; border-radius: 2px; font: {_sheet_font(font)}; }}"
        )
        metrics = QFontMetricsF(font)
        lines = self.text.split("\n")
        width = max(where.width() + 8, _SMALLEST, max(map(metrics.horizontalAdvance, lines)) + 14)
        height = max(where.height(), metrics.height() * len(lines)) + (12 if len(lines) > 1 else 6)
        if isinstance(field, QPlainTextEdit):
            height = max(height, metrics.height() * 2 + 12)
        room = self._overlay.rect()
        width = min(width, room.width() - 4)
        left = where.center().x() - width / 2 if shown.align == "center" else where.left() - 4
        left = where.right() + 4 - width if shown.align in ("right", "end") else left
        left = min(max(2.0, left), room.width() - width - 2)
        field.setGeometry(round(left), round(where.center().y() - height / 2), round(width), round(height))

    # --- ending

    @property
    def text(self) -> str:
        field = self.field
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText()
        return field.text() if field is not None else ""

    def commit(self) -> None:
        if self.field is None:
            return
        text, ref = self.text, self._ref
        self._close()
        design = self._stage.designs.current
        if design is not None and text != self._before and ref.name in self._stage.template(ref.form):
            change = SetProperty(ref.name, self._property, text)
            design.apply(Transaction(f"Change the text of {ref.name}", (change,)), ref.form)

    def cancel(self) -> None:
        if self.field is not None:
            self._close()

    def _close(self) -> None:
        had_focus = self.field is not None and self.field.hasFocus()
        self._drop_field()
        if had_focus:
            self._focus_back()

    def _drop_field(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            field.removeEventFilter(self)
            field.hide()
            field.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        elif isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride
        ):  # fmt: skip
            return self._on_key(event)
        return False

    def _is_of_canvas(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        return any(
            QKeySequence(command.shortcut) == pressed
            for command in self._stage.commands
            if command.scope == SCOPE and command.shortcut
        )

    def _begin_line(self, event: QKeyEvent) -> bool:
        """From here on the text has several lines."""
        field, box = self.field, self._stage.box_of(self._ref)
        event.accept()
        if event.type() != QEvent.Type.KeyPress or box is None or not isinstance(field, QLineEdit):
            return True
        if self._may_have_lines:
            name, text, at = field.accessibleName(), field.text(), field.cursorPosition()
            self._drop_field()
            new = self._make(box, name, f"{text[:at]}\n{text[at:]}", several=True)
            self.field = new
            assert isinstance(new, QPlainTextEdit)
            cursor = new.textCursor()
            cursor.setPosition(at + 1)
            new.setTextCursor(cursor)
            self._show(box)
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if (
            enter
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            and isinstance(self.field, QLineEdit)
        ):
            return self._begin_line(event)
        ends = enter and (control or isinstance(self.field, QLineEdit))
        leaves = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not ends and not leaves and event.key() != Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride and self._is_of_canvas(event):
                event.accept()  # typed into the field, not done to the component
                return True
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if ends or leaves:
                self.commit()
            else:
                self.cancel()
        return True


def css_font(css: str, zoom: float) -> QFont:
    """`italic 500 14px/20px "Open Sans", sans-serif` as Qt has it, as large as it is on the screen."""
    font = QFont()
    found = _FONT.match(css.strip())
    if found is None:
        return font
    families = [name.strip().strip("\"'") for name in found["families"].split(",")]
    font.setFamilies([name for name in families if name])
    font.setPixelSize(max(1, round(float(found["size"]) * zoom)))
    style = found["style"].split()
    font.setItalic("italic" in style or "oblique" in style)
    weights = {"bold": 700, "normal": 400, **{str(n): n for n in range(100, 1000, 100)}}
    for word in style:
        if word in weights:
            font.setWeight(QFont.Weight(weights[word]))
    return font


def _sheet_font(font: QFont) -> str:
    """The application's style sheet sets a font too, which would win over the widget's own."""
    families = ", ".join(f'"{name}"' for name in font.families()) or "sans-serif"
    slant = "italic " if font.italic() else ""
    size = font.pixelSize()
    return f"{slant}{font.weight().value} {size if size > 0 else 14}px {families}"
