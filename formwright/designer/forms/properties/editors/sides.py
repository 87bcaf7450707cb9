"""Margin or padding: one length for all sides, or four. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from formwright.designer.core.forms.changes import UNSET, Unset
from formwright.designer.forms.properties.editors.base import MIXED, Editor, Invalid, Surroundings, words_of
from formwright.designer.forms.properties.editors.cell import HEIGHT, Cell
from formwright.designer.forms.properties.editors.length import check_length, moved_length
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.designer.ui.icons import icon
from formwright.designer.ui.variants import set_variant
from formwright.runtime.spec.app import Json

SIDES = ("top", "right", "bottom", "left")


class Sides(QWidget):
    """Four fields that are one while they are linked."""

    edited = Signal(object)
    committed = Signal()
    refused = Signal(str)

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._texts = ["", "", "", ""]
        self._bad = [""] * 4
        self._dirty = False
        self.linked = True
        self.fields = [Cell() for _ in SIDES]
        self.link = QToolButton()
        self.link.setCheckable(True)
        self.link.setFixedSize(HEIGHT, HEIGHT)
        self.link.setProperty("kind", "quiet")
        self.link.clicked.connect(self._on_linked)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addLayout(self._grid, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        for index, field in enumerate(self.fields):
            field.textEdited.connect(lambda text, index=index: self._on_edited(index, text))
            field.editingFinished.connect(self._on_finished)
        self.name(title)
        self._arrange()

    def name(self, title: str) -> None:
        self.title = title
        self._name_fields()

    def _name_fields(self) -> None:
        for side, field in zip(SIDES, self.fields, strict=True):
            field.setAccessibleName(self.title if self.linked else f"{self.title} {side}")
            field.setPlaceholderText("all" if self.linked else side)
        self.link.setAccessibleName(f"One length for all sides of {self.title}")
        self.link.setToolTip("One length for all sides" if not self.linked else "A length for each side")
        self.link.setIcon(icon("link-variant" if self.linked else "link-variant-off", "muted"))
        self.link.setChecked(self.linked)

    def _arrange(self) -> None:
        """Top and bottom stand where they are: above and below; left and right beside each other."""
        places = ((0, 0), (0, 1), (1, 0), (1, 1))
        shown = {"top": 0, "right": 1, "bottom": 2, "left": 3}
        for side, place in zip(SIDES, places, strict=True):
            field = self.fields[shown[side]]
            self._grid.addWidget(field, *((0, 0) if self.linked and side == "top" else place))
            field.setVisible(not self.linked or side == "top")
        self._name_fields()

    def show_sides(self, value: Json, *, mixed: bool = False) -> None:
        texts = [""] * 4 if mixed else read_sides(value)
        if self._dirty and (texts == self._texts or texts == self._entered()):
            self._texts = texts
            return
        self._dirty = False
        self._texts = texts
        if len(set(texts)) > 1 and self.linked:
            self.linked = False
            self._arrange()
        for index, field in enumerate(self.fields):
            self._set_bad(index, "")
            if field.text() != texts[index]:
                field.setText(texts[index])
            if mixed:
                field.setPlaceholderText(MIXED)
        if not mixed:
            self._name_fields()

    def _on_linked(self) -> None:
        self.linked = self.link.isChecked()
        self._arrange()
        if self.linked and len(set(self._texts)) > 1:
            self.set_all(self._texts[0])
            self.committed.emit()

    def set_all(self, text: str) -> None:
        self._texts = [text] * 4
        for field in self.fields:
            field.setText(text)
        self.edited.emit(self.value())

    def _entered(self) -> list[str]:
        return [self.fields[0].text()] * 4 if self.linked else [field.text() for field in self.fields]

    def _on_edited(self, index: int, text: str) -> None:
        self._dirty = True
        try:
            good = check_length(text) if text.strip() else ""
        except Invalid as error:
            self._set_bad(index, str(error))
            return
        self._set_bad(index, "")
        self._texts = (
            [good] * 4 if self.linked else [good if i == index else t for i, t in enumerate(self._texts)]
        )
        self.edited.emit(self.value())

    def _on_finished(self) -> None:
        if self._dirty and not any(self._bad):
            self._dirty = False
            self.committed.emit()

    def _set_bad(self, index: int, reason: str) -> None:
        self._bad[index] = reason
        set_variant(self.fields[index], "invalid", "true" if reason else "")
        self.refused.emit(next((each for each in self._bad if each), ""))

    def forget(self) -> None:
        self._dirty = False
        self.linked = True
        self._arrange()

    def value(self) -> Json | Unset:
        return write_sides(self._texts)

    def moved(self, start: Json, count: float) -> Json:
        """All sides, when the name is dragged."""
        texts = read_sides(start)
        return write_sides([moved_length(text, count) for text in texts])


class SidesEditor(Editor):
    live = True
    scrubs = True

    def __init__(self) -> None:
        super().__init__()
        self.sides = Sides()
        self.setFocusProxy(self.sides.fields[0])
        self._shown = Shown(None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sides)
        self.sides.edited.connect(self.edited)
        self.sides.committed.connect(self.committed)
        self.sides.refused.connect(self.refused)

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        self.sides.name(words_of(entry))

    def show_value(self, shown: Shown) -> None:
        self._shown = shown
        self.sides.show_sides(shown.value, mixed=shown.mixed)

    def focus_target(self) -> QWidget:
        return self.sides.fields[0]

    def forget(self) -> None:
        self.sides.forget()

    def scrubbed(self, start: object, count: float) -> object:
        return self.sides.moved(start, count)

    def step(self, count: float) -> None:
        self.edited.emit(self.scrubbed(self._shown.value, count))
        self.committed.emit()


def read_sides(value: Json) -> list[str]:
    """Four texts, top, right, bottom, left; of what nobody can read, none."""
    if value is None or value == "":
        return [""] * 4
    parts = value.split() if isinstance(value, str) else value if isinstance(value, list) else [value]
    texts = ["" if part is None else f"{part:g}" if isinstance(part, float) else str(part) for part in parts]
    if len(texts) == 3:
        texts.append(texts[1])
    return (texts * 4)[:4] if texts else [""] * 4


def write_sides(texts: list[str]) -> Json | Unset:
    """Numbers are pixels. Sides that are not given stay as the theme has them."""
    if not any(texts):
        return UNSET
    return [_number(text) for text in texts]


def _number(text: str) -> Json:
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value
