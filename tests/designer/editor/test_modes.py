"""A form's tab with a drawing: design, code, both, template. The drawing here is a plain widget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.project import Project
from formwright.designer.editor.area import EditorArea
from formwright.designer.editor.scintilla import COMPONENT
from formwright.designer.ui.theme import Theme

FORM1 = "client_code/Form1/__init__.py"
TEMPLATE1 = "client_code/Form1/form_template.yaml"
GLOBAL = "client_code/Global.py"


class Drawing:
    def __init__(self) -> None:
        self._widget = QWidget()
        self._widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.shown: list[str] = []

    @property
    def widget(self) -> QWidget:
        return self._widget

    def can_show(self, form: str) -> bool:
        return bool(form)

    def show_form(self, form: str) -> None:
        if self.shown[-1:] != [form]:
            self.shown.append(form)

    def leave(self) -> None:
        self._widget.setParent(None)


@pytest.fixture
def drawing(area: EditorArea) -> Drawing:
    return area._surface  # type: ignore[return-value]


@pytest.fixture
def area(qtbot: QtBot, project: Project, commands: Commands, theme: Theme) -> Iterator[EditorArea]:
    drawing = Drawing()
    qtbot.addWidget(drawing.widget)
    made = EditorArea(project, commands, theme, drawing)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close_all()


def mode(area: EditorArea) -> str:
    page = area.current_page()
    assert page is not None
    return page.mode


def test_a_form_opens_drawn_and_a_module_as_code(area: EditorArea, drawing: Drawing) -> None:
    area.open_location(Location(FORM1))
    page = area.current_page()
    assert page is not None
    assert page.modes == ("design", "code", "split", "template")
    assert page.mode == "design"
    assert drawing.widget.isVisible()
    assert not page.current_view().isVisible()
    assert drawing.shown == ["Form1"]
    area.open_location(Location(GLOBAL))
    assert drawing.shown == ["Form1", ""]
    assert not drawing.widget.isVisible()


def test_keys_and_tabs_change_between_design_code_and_both(
    area: EditorArea, drawing: Drawing, commands: Commands
) -> None:
    area.open_location(Location(FORM1))
    page = area.current_page()
    assert page is not None
    commands.execute("view.code")
    assert page.current_view().isVisible() and not drawing.widget.isVisible()
    commands.execute("view.toggle_design")
    assert page.mode == "design" and drawing.widget.isVisible()
    commands.execute("view.split")
    assert page.current_view().isVisible() and drawing.widget.isVisible()
    where = page.parts.tabRect(3).center()
    QTest.mouseClick(page.parts, Qt.MouseButton.LeftButton, pos=where)
    assert page.current_view().document.path == TEMPLATE1
    assert not drawing.widget.isVisible()
    assert commands.get("view.template").checked is not None


def test_a_place_in_the_code_shows_the_code_beside_the_drawing_if_that_is_how_one_works(
    area: EditorArea, drawing: Drawing, commands: Commands
) -> None:
    area.open_location(Location(FORM1))
    area.open_location(Location(FORM1, 6, 1, 3))
    assert mode(area) == "code"
    view = area.current_view()
    assert view is not None
    assert view.editor.selected_text() == "cla"
    commands.execute("view.split")
    area.open_location(Location(FORM1, 5))
    assert mode(area) == "split"
    area.open_location(Location(TEMPLATE1, 1))
    assert mode(area) == "template"
    assert not drawing.widget.isVisible()


def test_the_drawing_survives_the_tab_it_was_in(area: EditorArea, drawing: Drawing) -> None:
    area.open_location(Location(FORM1))
    area.close_current()
    assert drawing.widget.parent() is None
    area.open_location(Location(FORM1))
    assert drawing.widget.isVisible()


def test_forms_open_as_the_last_one_was_looked_at(area: EditorArea, commands: Commands) -> None:
    area.open_location(Location(FORM1))
    commands.execute("view.code")
    area.close_current()
    area.open_location(Location(FORM1))
    page = area.current_page()
    assert page is not None
    assert page.mode == "code"
    assert area.session()["mode"] == "code"


def test_the_code_shows_where_it_speaks_of_a_component(area: EditorArea, commands: Commands) -> None:
    area.open_location(Location(FORM1))
    commands.execute("view.code")
    view = area.current_view()
    assert view is not None
    view.editor.documentEnd()
    QTest.keyClick(view.editor, Qt.Key.Key_Return)
    QTest.keyClicks(view.editor, "self.label_1.text = self.label_12")
    view.flush()
    view.mark_components(["label_1"])
    marked = [view.editor.text_between(*span) for span in view.editor.ranges_of(COMPONENT)]
    assert marked == ["label_1", "label_1"]
    line = view.document.text.count("\n") + 1
    view.editor.go_to(line, view.document.text.splitlines()[-1].index("label_1") + 3)
    assert view.component_at_caret == "label_1"
