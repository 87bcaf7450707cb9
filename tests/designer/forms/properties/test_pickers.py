"""Pickers and lists: colours, icons, pictures, roles, forms, items, columns, fonts."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QPushButton

from formwright.designer.core.forms.changes import UNSET, InsertComponent, SetProperty, Transaction
from formwright.designer.core.forms.template import Place
from formwright.designer.forms.properties.editors.asset_picker import AssetPicker
from formwright.designer.forms.properties.editors.colour_picker import ColourPicker, colour_of, css_of
from formwright.designer.forms.properties.editors.columns import ColumnsEditor
from formwright.designer.forms.properties.editors.date import DatePicker
from formwright.designer.forms.properties.editors.icon_picker import IconPicker
from formwright.designer.forms.properties.editors.items import ItemsEditor
from formwright.designer.forms.properties.editors.json_window import JsonWindow
from formwright.designer.forms.properties.editors.markup import COMMENT, PLAIN, TAG, tokens_of
from tests.designer.forms.properties.conftest import Room

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def menu(room: Room) -> QMenu:
    del room
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def choose(room: Room, title: str) -> None:
    shown = menu(room)
    action = next(each for each in shown.actions() if each.text() == title)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.actionGeometry(action).center())


# --- colours


def test_a_colour_of_the_theme(room: Room) -> None:
    room.select("cancel_button")
    room.focus("background")
    room.key(Qt.Key.Key_Down, ALT)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, ColourPicker)
    assert [sample.name for sample in picker.samples] == ["Primary 500", "Primary 700", "Danger"]
    room.click(picker.samples[2])
    assert room.value("cancel_button", "background") == "theme:Danger"
    assert room.editor("background").focus_target().text() == "Danger"  # type: ignore[attr-defined]
    assert len(room.steps) == 1


def test_the_picker_by_keyboard_and_its_opacity(room: Room) -> None:
    room.select("cancel_button")
    room.enter("background", "#ff0000")
    room.focus("background")
    room.key(Qt.Key.Key_Down, ALT)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, ColourPicker) and picker.samples[0].hasFocus()
    picker.opacity.setFocus()
    QTest.keyClick(picker.opacity, Qt.Key.Key_PageDown)
    assert room.value("cancel_button", "background") == "#ff0000e6"
    QTest.keyClick(picker.opacity, Qt.Key.Key_PageDown)
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert room.value("cancel_button", "background") == "#ff0000cc"
    assert len(room.steps) == 2  # all of the slider's way is one
    assert room.editor("background").focus_target().hasFocus()
    room.key(Qt.Key.Key_Down, ALT)
    again = QApplication.activePopupWidget()
    assert isinstance(again, ColourPicker)
    none = next(each for each in again.findChildren(QPushButton) if each.text() == "No colour")
    room.click(none)
    assert room.value("cancel_button", "background") is UNSET


def test_what_is_no_colour(room: Room) -> None:
    room.select("cancel_button")
    room.enter("background", "bluish")
    assert "A colour is #2ab1eb" in room.row("background").reason
    room.enter("background", "theme:Nothing")
    assert room.row("background").reason == "The theme has no colour 'Nothing'."
    for text, value in (
        ("2ab1eb", "#2ab1eb"),
        ("rgba(1, 2, 3, 0.5)", "rgba(1, 2, 3, 0.5)"),
        ("teal", "teal"),
    ):
        room.enter("background", text)
        assert room.value("cancel_button", "background") == value


def test_colours_as_css_has_them() -> None:
    def named(value: str) -> str:
        colour = colour_of(value, {"A": "#102030"})
        return colour.name(QColor.NameFormat.HexArgb) if colour is not None else ""

    assert named("#11223380") == "#80112233" and named("#1238") == "#88112233"
    assert named("rgb(255 0 0 / 50%)") == "#80ff0000" and named("rgba(1,2,3,1)") == "#ff010203"
    assert named("theme:A") == "#ff102030" and named("theme:B") == "" and named("oops") == ""
    assert css_of(QColor(1, 2, 3, 128)) == "#01020380"


# --- icons


def test_an_icon_from_the_grid(room: Room) -> None:
    room.select("cancel_button")
    room.focus("icon")
    room.key(Qt.Key.Key_Down, ALT)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, IconPicker) and picker.search.hasFocus()
    QTest.keyClicks(picker.search, "shopping cart")
    assert picker.model.names and all("cart" in name for name in picker.model.names)
    first = picker.model.names[0]
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    QTest.keyClick(picker.grid, Qt.Key.Key_Return)
    assert room.value("cancel_button", "icon") == first
    room.undo()
    assert room.value("cancel_button", "icon") is UNSET


def test_an_icon_by_clicking(room: Room) -> None:
    room.select("cancel_button")
    field = room.editor("icon").focus_target()
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.after_rect().center())  # type: ignore[attr-defined]
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, IconPicker)
    QTest.keyClicks(picker.search, "rocket")
    index = picker.model.index(0)
    QTest.mouseClick(
        picker.grid.viewport(), Qt.MouseButton.LeftButton, pos=picker.grid.visualRect(index).center()
    )
    assert room.value("cancel_button", "icon") == "fa:rocket"


# --- pictures


def test_a_picture_of_the_app_and_one_from_a_file(room: Room) -> None:
    room.select("picture")
    room.focus("source")
    room.key(Qt.Key.Key_Down, ALT)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, AssetPicker)
    shown = [picker.grid.item(at).text() for at in range(picker.grid.count())]
    assert shown == ["logo.svg", "photo.png"]
    place = picker.grid.visualItemRect(picker.grid.item(1)).center()
    QTest.mouseClick(picker.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert room.value("picture", "source") == "_/theme/photo.png"
    room.key(Qt.Key.Key_Down, ALT)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, AssetPicker)
    room.click(next(each for each in picker.findChildren(QPushButton) if each.text() == "From a file…"))
    assert (room.project.folder / "theme/assets/new picture.png").is_file()
    assert room.value("picture", "source") == "_/theme/new picture.png"
    assert room.editor("source").focus_target().text() == "new picture.png"  # type: ignore[attr-defined]
    room.enter("source", "https://example.com/a.png")
    assert room.value("picture", "source") == "https://example.com/a.png"


# --- dates and likely values


def test_a_date_from_the_calendar(room: Room) -> None:
    node = {"type": "DatePicker", "name": "due", "properties": {"date": "2026-03-05"}}
    room.design.apply(Transaction("x", (InsertComponent(Place("", 0), node),)))
    room.select("due")
    room.focus("date")
    room.key(Qt.Key.Key_Down, ALT)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, DatePicker)
    assert picker.calendar.selectedDate() == QDate(2026, 3, 5)
    view = picker.calendar.focusProxy() or picker.calendar.findChild(QAbstractItemView)
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert room.value("due", "date") == "2026-03-06"
    room.enter("date", "NOW")
    assert room.value("due", "date") == "now"
    room.enter("date", "31.12.2026")
    assert "such as 2026-12-31" in room.row("date").reason and room.value("due", "date") == "now"
    room.enter("date", "2026-12-31 10:30")
    assert room.value("due", "date") == "2026-12-31 10:30"


def test_the_selected_value_is_one_of_the_items(room: Room) -> None:
    room.design.apply(Transaction("x", (SetProperty("choice", "items", ["One", ["Two", 2]]),)))
    room.select("choice")
    room.focus("selected_value")
    room.key(Qt.Key.Key_Down, ALT)
    assert [each.text() for each in menu(room).actions()] == ["One", "Two"]
    choose(room, "Two")
    assert room.value("choice", "selected_value") == 2
    room.key(Qt.Key.Key_Down, ALT)
    choose(room, "One")
    assert room.value("choice", "selected_value") == "One"


def test_columns_and_slots_are_offered_by_name(room: Room) -> None:
    row = {"type": "DataRowPanel", "name": "line", "properties": {}, "components": [
        {"type": "Label", "name": "cell", "properties": {}}]}  # fmt: skip
    html = {"html": "<p anvil-slot='main'>"}
    page = {"type": "HtmlTemplate", "name": "page", "properties": html, "components": [
        {"type": "Label", "name": "words", "properties": {}}]}  # fmt: skip
    places = (InsertComponent(Place("grid", 0), row), InsertComponent(Place("", 0), page))
    room.design.apply(Transaction("x", places))
    room.select("cell")
    room.focus("layout:column")
    room.key(Qt.Key.Key_Down, ALT)
    choose(room, "Price")
    assert room.layout_value("cell", "column") == "B"
    room.select("words")
    room.focus("layout:slot")
    room.key(Qt.Key.Key_Down, ALT)
    assert "main" in [each.text() for each in menu(room).actions()]
    choose(room, "main")
    assert room.layout_value("words", "slot") == "main"


# --- roles, forms, fonts


def test_roles_that_fit_are_offered_and_combined(room: Room) -> None:
    room.select("cancel_button")
    room.focus("role")
    room.key(Qt.Key.Key_Down, ALT)
    assert [each.text() for each in menu(room).actions()] == ["Primary button", "Big"]
    choose(room, "Big")
    assert room.value("cancel_button", "role") == "big"
    room.key(Qt.Key.Key_Down, ALT)
    choose(room, "Primary button")
    assert room.value("cancel_button", "role") == ["big", "primary"]
    room.key(Qt.Key.Key_Down, ALT)
    choose(room, "No role")
    assert room.value("cancel_button", "role") is UNSET
    room.select("cancel_button", "heading")
    room.focus("role")
    room.key(Qt.Key.Key_Down, ALT)
    assert [each.text() for each in menu(room).actions()] == ["Big"]
    QTest.keyClick(menu(room), Qt.Key.Key_Escape)


def test_a_form_is_chosen_or_made(room: Room) -> None:
    room.select("rows")
    room.focus("item_template")
    room.key(Qt.Key.Key_Down, ALT)
    shown = [each.text() for each in menu(room).actions() if each.text()]
    assert shown == ["Form1", "Rows.RowTemplate1", "New form…", "Open Rows.RowTemplate1", "None"]
    choose(room, "New form…")
    assert (room.project.folder / "client_code/ItemTemplate1/form_template.yaml").is_file()
    assert room.value("rows", "item_template") == "ItemTemplate1"
    room.enter("item_template", "Orders")
    assert room.row("item_template").reason == "A form cannot be drawn within itself."
    room.enter("item_template", "RowTemplate1")
    assert "Do you mean" in room.row("item_template").reason
    assert room.value("rows", "item_template") == "ItemTemplate1"


def test_fonts_of_the_theme_come_first(room: Room) -> None:
    css = room.project.folder / "theme/assets/theme.css"
    css.write_text("body { font-family: 'Open Sans', sans-serif }\nh1 { font-family: var(--x), Lora; }")
    room.select("heading")
    room.focus("font")
    room.key(Qt.Key.Key_Down, ALT)
    assert [each.text() for each in menu(room).actions()][:3] == ["Open Sans", "sans-serif", "Lora"]
    choose(room, "Lora")
    assert room.value("heading", "font") == "Lora"


# --- lists


def items(room: Room) -> ItemsEditor:
    editor = room.editor("items")
    assert isinstance(editor, ItemsEditor)
    return editor


def test_items_are_added_moved_and_removed(room: Room) -> None:
    room.select("choice")
    before = room.text
    editor = items(room)
    editor.list.cells(1)[0].setFocus()
    room.key(Qt.Key.Key_Return)
    room.type("Three")
    assert room.value("choice", "items") == ["One", "Two", "Three"]
    room.key(Qt.Key.Key_Up, ALT)
    assert room.value("choice", "items") == ["One", "Three", "Two"]
    assert editor.list.cells(1)[0].hasFocus()
    room.clear()
    room.key(Qt.Key.Key_Backspace)
    assert room.value("choice", "items") == ["One", "Two"]
    while room.undo():
        pass
    assert room.text == before


def test_items_with_values(room: Room) -> None:
    room.select("choice")
    editor = items(room)
    room.click(editor.values)
    editor.list.cells(0)[1].setFocus()
    room.type("1")
    room.key(Qt.Key.Key_Return)
    assert room.value("choice", "items") == [["One", 1], "Two"]
    editor.list.cells(1)[1].setFocus()
    room.type("[1")
    assert "This is no JSON" in room.row("items").reason
    assert room.value("choice", "items") == [["One", 1], "Two"]
    room.type("]")
    assert room.value("choice", "items") == [["One", 1], ["Two", [1]]]
    steps = len(room.steps)
    room.select("heading")
    room.select("choice")
    assert len(room.steps) == steps
    assert items(room).values.isChecked() and items(room).list.cells(0)[1].text() == "1"


def test_lines_are_pasted_as_items(room: Room) -> None:
    room.select("choice")
    editor = items(room)
    editor.list.cells(1)[0].setFocus()
    QGuiApplication.clipboard().setText("Red\nGreen\n\nBlue\n")
    room.key(Qt.Key.Key_V, CTRL)
    assert room.value("choice", "items") == ["One", "Two", "Red", "Green", "Blue"]


def test_an_item_is_dragged(room: Room) -> None:
    room.select("choice")
    editor = items(room)
    handle = editor.list._rows[0].handle
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(handle, QPoint(5, 40))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 40))
    assert room.value("choice", "items") == ["Two", "One"]


def test_columns_keep_their_ids(room: Room) -> None:
    room.select("grid")
    editor = room.editor("columns")
    assert isinstance(editor, ColumnsEditor)
    before = room.text
    first = editor.list.cells(0)
    first[0].setFocus()
    room.clear()
    room.type("Who")
    assert room.value("grid", "columns") == [
        {"id": "A", "title": "Who", "data_key": "name"},
        {"id": "B", "title": "Price", "data_key": "price", "width": "80"},
    ]
    room.key(Qt.Key.Key_Down, ALT)
    room.click(editor.list._rows[0].flag)
    room.click(editor.list.add_button)
    room.type("New")
    value = room.value("grid", "columns")
    assert isinstance(value, list)
    assert [column["id"] for column in value] == ["B", "A", "C"]
    assert value[0]["expand"] is True and value[2] == {"id": "C", "title": "New", "data_key": ""}
    editor.list.cells(0)[2].setFocus()
    room.clear()
    room.type("wide")
    room.key(Qt.Key.Key_Return)
    assert "A length is" in room.row("columns").reason
    while room.undo():
        pass
    assert room.text == before


# --- JSON and HTML


def test_the_window_for_json(room: Room) -> None:
    room.select("rows")
    room.focus("items")
    room.key(Qt.Key.Key_Down, ALT)
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, JsonWindow))
    window.area.setFocus()
    QTest.keyClicks(window.area, '[{"name": "A"}')
    assert "This is no JSON" in window.state.text()
    QTest.keyClicks(window.area, "]")
    assert window.state.text() == "Valid JSON."
    window.accept()
    assert room.value("rows", "items") == [{"name": "A"}]


def test_parts_of_html() -> None:
    found, state = tokens_of('<b class="x">a&amp;b</b><!-- c', PLAIN)
    assert [kind for _, _, kind in found] == [
        "tag",
        "name",
        "value",
        "tag",
        "entity",
        "tag",
        "tag",
        "comment",
    ]
    assert state == COMMENT
    assert tokens_of("end --> text", COMMENT) == ([(0, 7, "comment")], PLAIN)
    assert tokens_of("<input", PLAIN)[1] == TAG
