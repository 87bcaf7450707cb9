"""For each kind of editor: how somebody enters a value with the keyboard, and what the template has then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from formwright.designer.forms.properties.editors.asset import AssetEditor
from formwright.designer.forms.properties.editors.base import Editor
from formwright.designer.forms.properties.editors.choice import ChoiceEditor
from formwright.designer.forms.properties.editors.classes import ClassesEditor
from formwright.designer.forms.properties.editors.colour import ColourEditor, PlainColourEditor
from formwright.designer.forms.properties.editors.columns import ColumnsEditor
from formwright.designer.forms.properties.editors.date import DateEditor
from formwright.designer.forms.properties.editors.flag import FlagEditor
from formwright.designer.forms.properties.editors.font import FontEditor
from formwright.designer.forms.properties.editors.form_link import FormLinkEditor
from formwright.designer.forms.properties.editors.html import HtmlEditor
from formwright.designer.forms.properties.editors.icon import IconEditor
from formwright.designer.forms.properties.editors.items import ItemsEditor
from formwright.designer.forms.properties.editors.json_value import JsonEditor
from formwright.designer.forms.properties.editors.length import LengthEditor
from formwright.designer.forms.properties.editors.multiline import MultilineEditor
from formwright.designer.forms.properties.editors.number import NumberEditor
from formwright.designer.forms.properties.editors.role import RoleEditor
from formwright.designer.forms.properties.editors.segments import SegmentsEditor
from formwright.designer.forms.properties.editors.sides import SidesEditor
from formwright.designer.forms.properties.editors.spacing import SpacingEditor
from formwright.designer.forms.properties.editors.style import StyleEditor
from formwright.designer.forms.properties.editors.suggested import SuggestedTextEditor, SuggestedValueEditor
from formwright.designer.forms.properties.editors.text import TextEditor
from formwright.designer.forms.properties.editors.toggle import ToggleEditor
from tests.designer.forms.properties.conftest import Room


def _line(text: str, value: object) -> Callable[[Room, str], object]:
    def enter(room: Room, key: str) -> object:
        room.enter(key, text)
        return value

    return enter


def _number(room: Room, key: str) -> object:
    """One that every number property allows, and that no property has by default."""
    default = room.row(key).entry.spec.default  # type: ignore[union-attr]
    room.enter(key, "1" if default != 1 else "0")
    return 1 if default != 1 else 0


def _flag(room: Room, key: str) -> object:
    default = bool(room.row(key).entry.spec.default)  # type: ignore[union-attr]
    room.focus(key)
    room.key(Qt.Key.Key_Space)
    return not default


def _choice(room: Room, key: str) -> object:
    entry = room.row(key).entry
    assert entry is not None
    room.focus(key)
    first = entry.spec.options and entry.spec.default == entry.spec.options[-1]
    room.key(Qt.Key.Key_Left if first else Qt.Key.Key_Right)
    options = entry.spec.options
    at = options.index(entry.spec.default) if entry.spec.default in options else -1
    return options[at - 1] if first else options[at + 1]


def _items(room: Room, key: str) -> object:
    room.focus(key)
    room.key(Qt.Key.Key_Space)
    room.type("red")
    room.key(Qt.Key.Key_Return)
    room.type("blue")
    room.key(Qt.Key.Key_Return)
    return ["red", "blue"]


def _columns(room: Room, key: str) -> object:
    room.focus(key)
    room.key(Qt.Key.Key_Space)
    room.type("Name")
    room.key(Qt.Key.Key_Tab)
    room.type("name")
    room.key(Qt.Key.Key_Return)
    return [{"id": "A", "title": "Name", "data_key": "name"}]


def _json(room: Room, key: str) -> object:
    room.enter(key, '{"a": [1, null]}')
    return {"a": [1, None]}


def _two_lines(room: Room, key: str) -> object:
    room.focus(key)
    room.clear()
    room.type("one")
    room.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    room.type("two")
    room.key(Qt.Key.Key_Return)
    return "one\ntwo"


def _pasted(room: Room, key: str) -> object:
    room.focus(key)
    room.clear()
    QGuiApplication.clipboard().setText("<b>x</b>")
    room.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.key(Qt.Key.Key_Return)
    return "<b>x</b>"


ENTER: dict[type[Editor], Callable[[Room, str], object]] = {
    TextEditor: _line("Hello", "Hello"),
    MultilineEditor: _two_lines,
    NumberEditor: _number,
    LengthEditor: _line("12em", "12em"),
    FlagEditor: _flag,
    ToggleEditor: _flag,
    ChoiceEditor: _choice,
    SegmentsEditor: _choice,
    ColourEditor: _line("primary 700", "theme:Primary 700"),
    PlainColourEditor: _line("#ff8800", "#ff8800"),
    IconEditor: _line("rocket", "fa:rocket"),
    AssetEditor: _line("photo.png", "_/theme/photo.png"),
    FontEditor: _line("Georgia", "Georgia"),
    RoleEditor: _line("big, other", ["big", "other"]),
    FormLinkEditor: _line("Form1", "Form1"),
    JsonEditor: _json,
    SuggestedValueEditor: _json,
    SuggestedTextEditor: _line("Hello", "Hello"),
    DateEditor: _line("2026-12-31", "2026-12-31"),
    ItemsEditor: _items,
    ColumnsEditor: _columns,
    SidesEditor: _line("8", [8, 8, 8, 8]),
    SpacingEditor: _line("8", {"margin": [8, 8, 8, 8]}),
    ClassesEditor: _line("card wide", "card wide"),
    StyleEditor: _line("color: red; top: 0", "color: red; top: 0"),
    HtmlEditor: _pasted,
}
