"""The windows about a form as a component and its layout, with keys and clicks, to the file and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.component_panel import ComponentDialog, LayoutDialog, add_component_commands
from formwright.designer.forms.component_panel.entries_page import EntriesPage
from formwright.runtime.spec.custom_components import declared_events, declared_properties
from tests.designer.core.forms.conftest import TEMPLATE
from tests.designer.forms.conftest import CARD, Studio

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def dialog(studio: Studio) -> Iterator[ComponentDialog]:
    add_component_commands(studio.commands, studio.designs, studio.window)
    studio.commands.execute("design.component")
    found = studio.window.findChild(ComponentDialog)
    assert isinstance(found, ComponentDialog)
    studio.qtbot.waitUntil(found.isActiveWindow)
    yield found
    found.close()
    QApplication.processEvents()


def click(box: QCheckBox) -> None:
    QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))


def cell_editor(page: EntriesPage) -> QWidget:
    """The one that is open; those before it go with the next events."""
    found = [
        each
        for each in page.table.viewport().findChildren(QWidget)
        if isinstance(each, QLineEdit | QComboBox) and each.isVisible()
    ]
    return found[-1]


def leave(page: EntriesPage) -> None:
    QTest.keyClick(cell_editor(page), Key.Key_Escape)
    QApplication.processEvents()


def type_into(page: EntriesPage, row: int, column: int, text: str) -> None:
    page.table.setCurrentIndex(page.model.index(row, column))
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_F2)
    editor = cell_editor(page)
    if isinstance(editor, QComboBox):
        editor.setCurrentText(text)
        editor.activated.emit(editor.currentIndex())
    else:
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()


def choose_tab(dialog: ComponentDialog, page: QWidget) -> None:
    dialog.tabs.setCurrentWidget(page)
    QApplication.processEvents()


def test_marking_puts_it_into_the_toolbox_at_once(studio: Studio, dialog: ComponentDialog) -> None:
    page = dialog.identity
    click(page.component)
    click(page.container)
    page.name.setFocus()
    QTest.keyClicks(page.name, "Order list")
    QTest.keyClick(page.name, Key.Key_Return)
    line = page.group.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Shop")
    QTest.keyClick(line, Key.Key_Return)
    data = studio.document.template.data
    assert data["custom_component"] is True and data["custom_component_container"] is True
    assert data["toolbox_item"] == {"title": "Order list", "group": "Shop"}
    studio.document.text.save()
    assert studio.toolbox.model.index_of("Shop").isValid()
    assert studio.toolbox.model.index_of("Order list").isValid()
    click(page.hidden)
    studio.document.text.save()
    assert not studio.toolbox.model.index_of("Order list").isValid()
    while studio.document.undo():
        pass
    assert studio.document.text.text == TEMPLATE
    assert not page.component.isChecked() and page.name.text() == ""


def test_unmarking_takes_the_container_along(studio: Studio, dialog: ComponentDialog) -> None:
    click(dialog.identity.component)
    click(dialog.identity.container)
    click(dialog.identity.component)
    data = studio.document.template.data
    assert data["custom_component"] is False and "custom_component_container" not in data
    assert not dialog.identity.container.isEnabled()


def test_a_property_from_the_button_to_the_runtime(studio: Studio, dialog: ComponentDialog) -> None:
    page = dialog.properties
    choose_tab(dialog, page)
    QTest.mouseClick(page.add_button, LEFT)
    editor = cell_editor(page)  # its name is typed at once
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "size")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    type_into(page, 0, 1, "enum")
    options = page.details.controls["options"]
    assert isinstance(options, QPlainTextEdit) and options.isVisible()
    options.setFocus()
    QTest.keyClicks(options, "small")
    QTest.keyClick(options, Key.Key_Return)
    QTest.keyClicks(options, "large")
    page.table.setFocus()
    type_into(page, 0, 2, "large")
    multiline = page.details.controls["multiline"]
    assert multiline.isHidden()  # only a text has several lines
    writeback = page.details.controls["allow_binding_writeback"]
    assert isinstance(writeback, QCheckBox)
    click(writeback)
    prop = declared_properties(studio.document.template.data)[0]
    assert (prop.name, prop.type, prop.default, prop.options) == ("size", "enum", "large", ("small", "large"))
    assert prop.writeback
    assert dialog.tabs.tabText(1) == "Properties (1)"
    steps = 0
    while studio.document.undo():
        steps += 1
    assert steps == 6  # one for each edit
    assert studio.document.text.text == TEMPLATE
    assert page.model.rowCount() == 0


def test_what_cannot_be_keeps_the_old_value_and_says_why(studio: Studio, dialog: ComponentDialog) -> None:
    page = dialog.properties
    choose_tab(dialog, page)
    for _ in range(2):
        page.add()
        leave(page)
    assert [prop.name for prop in declared_properties(studio.document.template.data)] == ["value", "value_2"]
    bad = {"value": "already", "class": "Python language", "heading": "component of this form"}
    for name, words in bad.items():
        type_into(page, 1, 0, name)
        assert words in page.problem.text() and page.problem.isVisible()
    type_into(page, 1, 1, "number")
    type_into(page, 1, 2, "many")
    assert "no number" in page.problem.text()
    events = page.details.controls["binding_writeback_events"]
    assert isinstance(events, QLineEdit)
    events.setFocus()
    QTest.keyClicks(events, "chosen")
    QTest.keyClick(events, Key.Key_Return)
    assert "no event 'chosen'" in page.problem.text()
    assert events.text() == ""
    assert [prop.name for prop in declared_properties(studio.document.template.data)] == ["value", "value_2"]
    type_into(page, 1, 0, "amount")
    assert page.problem.isHidden()


def test_events_are_added_reordered_and_removed_by_keys(studio: Studio, dialog: ComponentDialog) -> None:
    page = dialog.events
    choose_tab(dialog, page)
    for name in ("opened", "closed"):
        page.add()
        editor = cell_editor(page)
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Key.Key_Return)
        QApplication.processEvents()
    type_into(page, 0, 1, "reason, when")
    default = page.details.controls["default_event"]
    assert isinstance(default, QCheckBox)
    click(default)
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    events = declared_events(studio.document.template.data)
    assert [(event.name, event.parameters, event.default) for event in events] == [
        ("closed", (), False),
        ("opened", ("reason", "when"), True),
    ]
    assert page.row == 1  # goes along
    QTest.keyClick(page.table, Key.Key_Delete)
    assert [event.name for event in declared_events(studio.document.template.data)] == ["closed"]


def test_slots_say_where_they_are_and_are_not_taken_from_those_who_fill_them(studio: Studio) -> None:
    add_component_commands(studio.commands, studio.designs, studio.window)
    studio.designs.show("Page")
    before = studio.document.text.text
    studio.commands.execute("design.component")
    dialog = studio.window.findChild(ComponentDialog)
    assert isinstance(dialog, ComponentDialog)
    page = dialog.slots
    choose_tab(dialog, page)
    page.table.setCurrentIndex(page.model.index(1, 0))
    page.remove()
    assert "Sheet would lose what is in it" in page.problem.text()
    type_into(page, 0, 0, "side")
    page.add()
    leave(page)
    type_into(page, 2, 3, "Drop here")
    slots = studio.document.template.data["slots"]
    assert list(slots) == ["side", "content", "slot"]
    assert slots["slot"] == {
        "target": {"type": "container", "name": ""},
        "index": 0,
        "placeholder_text": "Drop here",
    }
    line = dialog.layout_page.lines["title"]
    line.setText("A page")
    line.editingFinished.emit()
    assert studio.document.template.data["layout_metadata"] == {"title": "A page"}
    while studio.document.undo():
        pass
    assert studio.document.text.text == before
    dialog.close()


def test_a_layout_is_chosen_and_left_without_losing_anything(studio: Studio) -> None:
    add_component_commands(studio.commands, studio.designs, studio.window)
    studio.commands.execute("design.layout")
    dialog = studio.window.findChild(LayoutDialog)
    assert isinstance(dialog, LayoutDialog)
    titles = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert titles == ["No layout", "Page"]
    assert dialog.list.currentRow() == 0
    QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.mouseClick(dialog.use, LEFT)
    template = studio.document.template
    assert template.type_of(FORM) == "form:Page"
    assert template.children(FORM, "content") == ("heading", "card")
    QApplication.processEvents()
    studio.commands.execute("design.layout")
    dialog = next(each for each in studio.window.findChildren(LayoutDialog) if each.isVisible())
    assert dialog.list.currentRow() == 1
    QTest.keyClick(dialog.list, Key.Key_Up)
    QTest.keyClick(dialog.list, Key.Key_Return)
    QTest.mouseClick(dialog.use, LEFT)
    assert studio.document.template.children(FORM) == ("heading", "card")
    studio.document.undo()
    studio.document.undo()
    assert studio.document.text.text == TEMPLATE


def test_a_form_that_goes_takes_its_window_along(studio: Studio) -> None:
    add_component_commands(studio.commands, studio.designs, studio.window)
    studio.designs.show("Card")
    assert studio.document.text.text == CARD
    studio.commands.execute("design.component")
    dialog = studio.window.findChild(ComponentDialog)
    assert isinstance(dialog, ComponentDialog)
    for file in ("form_template.yaml", "__init__.py"):
        (studio.project.folder / "client_code/Card" / file).unlink()
    studio.project.reload()
    assert not dialog.isVisible()


def test_an_html_form_keeps_its_html_and_says_so(studio: Studio) -> None:
    add_component_commands(studio.commands, studio.designs, studio.window)
    form = studio.project.folder / "client_code/Web"
    form.mkdir()
    (form / "__init__.py").write_text("class Web: pass\n")
    text = '<p>Words</p>\n<anvil-component type="Label" name="a"></anvil-component>\n'
    (form / "form_template.html").write_text(text)
    studio.project.reload()
    studio.designs.show("Web")
    studio.commands.execute("design.layout")
    dialog = studio.window.findChild(LayoutDialog)
    assert isinstance(dialog, LayoutDialog)
    QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.mouseClick(dialog.use, LEFT)
    assert "would be lost" in studio.said[-1]
    assert studio.document.text.text == text
