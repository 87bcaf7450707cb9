"""The panel around the editors: header, search, groups, keyboard, the form itself, broken templates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from formwright.designer.core.commands import Command
from formwright.designer.core.forms.changes import UNSET, InsertComponent, SetKey, Transaction
from formwright.designer.core.forms.template import Place
from formwright.designer.core.locations import Location
from formwright.designer.forms.properties.body import Heading
from formwright.designer.forms.properties.grouping import grouped
from formwright.designer.forms.properties.strip import Strip
from tests.designer.forms.properties.conftest import Room


def titles(room: Room) -> list[str]:
    assert room.panel.subject is not None
    return [group.title for group in grouped(room.panel.subject, room.panel.search.text())]


def names(room: Room) -> list[str]:
    return [row.entry.spec.name for row in room.panel.body.rows.values() if row.entry is not None]


# --- the header


def test_the_name_is_changed_here(room: Room) -> None:
    room.select("heading")
    field = room.panel.header.field
    assert field.text() == "heading" and room.panel.header.type.text() == "Label"
    field.setFocus()
    room.clear()
    room.type("title")
    room.key(Qt.Key.Key_Return)
    assert "title" in room.design.template and "heading" not in room.design.template
    assert room.design.selection.names == ("title",) and field.text() == "title"
    room.undo()
    assert field.text() == "heading"


@pytest.mark.parametrize(
    ("name", "reason", "suggestion"),
    [
        ("send_button", "There is a component 'send_button' already.", "send_button_1"),
        ("class", "'class' is a word of the Python language.", "class_1"),
        ("My title", "A name has letters, digits and _, and does not begin with a digit.", "my_title"),
    ],
)
def test_a_name_that_is_not_possible(room: Room, name: str, reason: str, suggestion: str) -> None:
    room.select("heading")
    header = room.panel.header
    header.field.setFocus()
    room.clear()
    room.type(name)
    assert header.reason.text() == reason
    room.key(Qt.Key.Key_Return)
    assert "heading" in room.design.template
    assert header.use.text() == f"Use {suggestion}"
    room.click(header.use)
    assert suggestion in room.design.template and header.reason.isHidden()


def test_escape_in_the_name_takes_it_back(room: Room) -> None:
    room.select("heading")
    room.panel.header.field.setFocus()
    room.type("x")
    room.key(Qt.Key.Key_Escape)
    assert room.panel.header.field.text() == "heading" and not room.steps


def test_renaming_is_a_command_where_there_is_one(room: Room) -> None:
    room.commands.add(
        Command("design.rename", "Rename", lambda *names: room.asked.append(names), palette=False)
    )
    room.select("heading")
    room.panel.header.field.setFocus()
    room.clear()
    room.type("title")
    room.key(Qt.Key.Key_Return)
    assert room.asked == [("Orders", "heading", "title")]
    assert room.panel.header.field.text() == "heading"  # until it is done


# --- groups and search


def test_groups(room: Room) -> None:
    room.select("heading")
    assert titles(room) == ["", "Text", "Icon", "Appearance", "Layout", "In ColumnPanel", "More"]
    assert names(room)[0] == "text"
    assert "tooltip" not in names(room) and "width" not in names(room)
    more = next(
        each for each in room.panel.body.findChildren(Heading) if each.title == "More" and each.isVisible()
    )
    room.click(more)
    assert "tooltip" in names(room)
    more.setFocus()
    room.key(Qt.Key.Key_Left)
    assert "tooltip" not in names(room)


def test_search_finds_names_and_words_of_the_documentation(room: Room) -> None:
    room.select("heading")
    room.panel.search.setFocus()
    room.type("font size")
    assert names(room) == ["font_size"]
    room.clear()
    room.type("mouse rests")
    assert names(room) == ["tooltip"]
    room.clear()
    room.type("width")
    assert "width" in names(room)  # out of date, but it can be found
    room.clear()
    room.type("qqq")
    assert names(room) == []
    words = [label.text() for label in room.panel.body.findChildren(QLabel) if label.isVisible()]
    assert "No property of this is about “qqq”." in words
    room.key(Qt.Key.Key_Escape)
    assert room.panel.search.text() == "" and names(room)[0] == "text"


def test_properties_of_newer_runtimes(room: Room) -> None:
    room.select("amount_box")
    assert "margin" not in names(room) and "spacing_above" in names(room)
    manifest = room.project.folder / "anvil.yaml"
    manifest.write_text(manifest.read_text().replace("version: 2", "version: 3"))
    room.project.disk_changed(["anvil.yaml"])
    assert "margin" in names(room) and "spacing_above" not in names(room)


# --- the keyboard


def test_up_and_down_go_from_row_to_row(room: Room) -> None:
    room.select("amount_box")
    room.focus("placeholder")
    room.key(Qt.Key.Key_Down)
    assert room.editor("type").focus_target().hasFocus()
    room.key(Qt.Key.Key_Down)
    assert room.editor("hide_text").focus_target().hasFocus()
    room.key(Qt.Key.Key_Up, times=2)
    assert room.editor("placeholder").focus_target().hasFocus()
    room.key(Qt.Key.Key_Up)
    assert room.row("text").binder.field.hasFocus()  # type: ignore[union-attr]


def test_up_from_the_first_row_goes_to_the_search(room: Room) -> None:
    room.select("heading")
    room.focus("visible")
    room.key(Qt.Key.Key_Up)
    assert room.editor("text").focus_target().hasFocus()
    room.key(Qt.Key.Key_Up)
    assert room.panel.search.hasFocus()


def test_tab_goes_through_all_fields_as_they_stand(room: Room) -> None:
    room.select("grid")
    room.select("amount_box")  # rows are used again, in another order
    room.panel.body.focus_first()
    seen = []
    for _ in range(8):
        row = room.panel.body.row_with_keyboard
        if row is not None and row.entry is not None:
            seen.append(row.entry.spec.name)
        room.key(Qt.Key.Key_Tab)
    order = names(room)
    assert list(dict.fromkeys(seen)) == order[: len(dict.fromkeys(seen))]
    assert len(set(seen)) >= 6


def test_bold_italic_and_underlined_stand_in_one_line(room: Room) -> None:
    room.select("heading")
    strip = room.row("bold").parentWidget()
    assert isinstance(strip, Strip) and strip.rows == [
        room.row(name) for name in ("bold", "italic", "underline")
    ]
    room.focus("bold")
    room.key(Qt.Key.Key_Right)
    room.key(Qt.Key.Key_Space)
    assert room.value("heading", "italic") is True
    room.key(Qt.Key.Key_Tab)
    assert room.row("underline").focus_target().hasFocus()
    room.key(Qt.Key.Key_Down)
    heading = QApplication.focusWidget()
    assert isinstance(heading, Heading) and heading.title == "Icon"
    room.key(Qt.Key.Key_Up)
    assert room.row("bold").focus_target().hasFocus()
    room.key(Qt.Key.Key_Up)
    assert room.row("font").focus_target().hasFocus()


def test_one_of_them_that_is_bound_has_a_line_of_its_own(room: Room) -> None:
    room.select("heading")
    menu = room.panel.menu_of(room.row("italic"))
    assert menu is not None
    next(each for each in menu.actions() if each.text() == "Bind to data…").trigger()
    assert not isinstance(room.row("italic").parentWidget(), Strip)
    room.type("self.late")
    room.key(Qt.Key.Key_Return)
    room.select("send_button")
    room.select("heading")
    assert room.row("italic").is_binding and isinstance(room.row("bold").parentWidget(), Strip)
    room.undo()
    room.select("send_button")
    room.select("heading")
    assert isinstance(room.row("italic").parentWidget(), Strip)


def test_f4_goes_to_the_property_that_was_edited_last(room: Room) -> None:
    room.select("send_button")
    room.enter("font_size", "20")
    room.panel.search.setFocus()
    room.select("cancel_button")
    room.panel.focus_properties()
    assert room.editor("font_size").focus_target().hasFocus()


def test_the_keyboard_stays_on_the_property_when_another_component_is_selected(room: Room) -> None:
    room.select("send_button")
    room.focus("font_size")
    room.select("heading")
    assert room.editor("font_size").focus_target().hasFocus()
    room.type("21")
    assert room.value("heading", "font_size") == 21
    room.focus("icon")
    room.select("amount_box")  # has no icon
    assert room.panel.body.row_with_keyboard is None
    assert room.panel.isAncestorOf(QApplication.focusWidget() or room.window) or room.panel.hasFocus()


def test_what_is_half_entered_does_not_reach_another_component(room: Room) -> None:
    room.select("heading")
    room.enter("font_size", "big")
    before = room.text
    room.select("send_button")
    assert room.row("font_size").reason == "" and room.text == before
    assert room.editor("font_size").field.text() == ""  # type: ignore[attr-defined]


def test_the_hint_says_what_the_property_is_for(room: Room) -> None:
    room.select("heading")
    assert "Label" in room.panel.hint.title.text()
    room.focus("font_size")
    assert room.panel.hint.title.text() == "font_size – number"
    assert "pixels" in room.panel.hint.words.text()


# --- following the form


def test_rows_are_used_again(room: Room) -> None:
    for name in ("send_button", "heading", "amount_box"):
        room.select(name)
    made: list[object] = []
    room.panel.body.row_made.connect(made.append)
    for name in ("send_button", "cancel_button", "heading", "amount_box", "send_button"):
        room.select(name)
    assert not made


def test_changes_from_elsewhere_are_seen(room: Room) -> None:
    room.select("heading")
    text = room.design.document.text
    text.set_text(text.text.replace("text: Orders", "text: Bills"))
    assert room.editor("text").focus_target().toPlainText() == "Bills"  # type: ignore[attr-defined]


def test_the_selected_component_is_deleted(room: Room) -> None:
    room.select("heading")
    text = room.design.document.text
    text.set_text(text.text.replace("name: heading", "name: other"))
    assert room.panel.header.title.text() == "Orders"


def test_a_template_that_cannot_be_read(room: Room) -> None:
    room.select("heading")
    text = room.design.document.text
    good = text.text
    text.set_text(good + "\n  oops: [")
    assert room.panel.message.isVisible() and "line" in room.panel.message.text
    assert room.editor("text").focus_target().isReadOnly()  # type: ignore[attr-defined]
    assert not room.editor("bold").isEnabled()
    assert room.panel.header.field.isReadOnly()
    room.click(room.editor("bold").focus_target())
    assert text.text == good + "\n  oops: ["
    text.set_text(good)
    assert room.panel.message.isHidden() and room.editor("bold").isEnabled()


def test_no_form_is_open(room: Room) -> None:
    room.designs.show("nothing like it")
    assert room.panel.empty.isVisible() and room.panel.body.isHidden() is False
    assert not room.panel.pages.isVisible() and not room.panel.header.isVisible()
    room.click(room.panel.empty.button)
    assert room.designs.current is not None and room.designs.current.form == "Form1"
    assert room.panel.header.title.text() == "Form1"


def test_an_unknown_component(room: Room) -> None:
    node = {"type": "form:Gone", "name": "gone_1", "properties": {"title": "x"}}
    room.design.apply(Transaction("x", (InsertComponent(Place("", 0), node),)))
    room.select("gone_1")
    assert "unknown component" in room.panel.header.type.text()
    room.enter("title", "y")
    assert room.value("gone_1", "title") == "y"


# --- the form itself


def test_the_container_of_a_form_is_changed(room: Room) -> None:
    room.select()
    section = room.panel.form_section
    assert section.isVisible() and section.container.words == "ColumnPanel"
    before = room.text
    section.container.setFocus()
    room.type("l")
    assert room.design.template.type_of("") == "LinearPanel"
    assert section.container.words == "LinearPanel"
    room.undo()
    assert room.text == before
    room.select("heading")
    assert section.isHidden()


def test_places_that_another_container_does_not_know_go_and_come_back(room: Room) -> None:
    room.select("heading")
    room.enter("layout:row_background", "red")
    before = room.text
    room.select()
    room.panel.form_section.container.setFocus()
    room.type("x")
    assert room.design.template.type_of("") == "XYPanel"
    assert room.layout_value("heading", "row_background") is UNSET
    room.undo()
    assert room.text == before


def test_a_form_uses_the_layout_of_another_one(room: Room) -> None:
    form = room.project.folder / "client_code" / "Frame"
    form.mkdir()
    (form / "__init__.py").write_text("")
    slots = "slots:\n  main: {target: {type: container, name: ''}, index: 0}\n"
    (form / "form_template.yaml").write_text(f"container: {{type: ColumnPanel}}\n{slots}")
    room.project.disk_changed(["client_code/Frame/form_template.yaml", "client_code/Frame/__init__.py"])
    room.select()
    section = room.panel.form_section
    before = room.text
    names_before = room.design.template.names
    section.layout_choice.setFocus()
    room.type("f")
    template = room.design.template
    assert template.has_layout and template.layout_slots == ("main",)
    assert template.names == names_before
    assert template.node("")["form_event_bindings"] == {"show": "form_show"}
    assert section.layout_choice.words == "Frame" and section.container.isVisible() is False
    room.panel.show_events()
    assert room.panel.events.row("show").field.text() == "form_show"  # type: ignore[union-attr]
    room.panel.tabs.setCurrentIndex(0)
    section.layout_choice.setFocus()
    room.type("n")
    assert not room.design.template.has_layout and room.design.template.names == names_before
    room.undo()
    room.undo()
    assert room.text == before


def test_what_the_form_is_for_others(room: Room) -> None:
    room.select()
    button = room.panel.form_section.component
    assert button.text() == "Use as component…"
    room.click(button)
    assert room.asked == [("component",)]
    declared = [{"name": "title", "type": "string"}]
    changes = (SetKey(("custom_component",), True), SetKey(("properties",), declared))
    room.design.apply(Transaction("x", changes))
    assert button.text() == "1 property, 0 events"
    assert "title" in names(room)


def test_a_broken_template_is_shown_where_it_is_broken(room: Room) -> None:
    places: list[Location] = []
    room.commands.add(Command("open_location", "Open", places.append, palette=False))
    text = room.design.document.text
    text.set_text(text.text + "\n  oops: [")
    room.click(room.panel.message.button("Show it"))
    assert places[0].path == "client_code/Orders/form_template.yaml" and places[0].line > 10
    room.designs.show("nothing like it")
    room.click(room.panel.empty.button)
    assert places[1].path == "client_code/Form1/__init__.py"


def test_a_section_of_somebody_else(room: Room) -> None:
    section = QLabel("use as component")
    room.panel.add_form_section(section)
    room.select()
    assert section.isVisible()
    room.select("heading")
    assert not section.isVisible()


# --- own components


def test_properties_of_an_own_component(room: Room) -> None:
    declared = [
        {"name": "title", "type": "string", "default_value": "Untitled", "description": "What it is called."},
        {"name": "level", "type": "enum", "options": ["low", "high"], "default_value": "low"},
        {"name": "height", "type": "string"},
    ]
    room.designs.show("Form1")
    form1 = room.designs.current
    assert form1 is not None
    changes = (SetKey(("custom_component",), True), SetKey(("properties",), declared))
    assert form1.apply(Transaction("x", changes))
    form1.document.text.save()
    room.designs.show("Orders")
    node = {"type": "form:Form1", "name": "own_1", "properties": {}}
    assert room.design.apply(Transaction("x", (InsertComponent(Place("", 0), node),)))
    room.select("own_1")
    assert room.panel.header.type.text() == "Form1"
    assert names(room)[:3] == ["title", "level", "height"]
    room.enter("title", "Mine")
    room.focus("level")
    room.type("h")
    room.enter("height", "rather tall")  # a text like any other: the name means nothing here
    assert room.value("own_1", "title") == "Mine" and room.value("own_1", "level") == "high"
    assert room.value("own_1", "height") == "rather tall"
    assert "What it is called." in room.row("title").tip()


def test_tooltips_tell_type_and_default(room: Room) -> None:
    room.select("choice")
    tip = room.row("align").tip()
    assert "align" in tip and "choice" in tip and "default full" in tip


def test_context_menu_with_the_keyboard(room: Room) -> None:
    room.select("heading")
    room.focus("font_size")
    room.key(Qt.Key.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Escape)
