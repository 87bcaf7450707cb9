"""Forms that are HTML files are edited in the same panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from formwright.designer.core.forms.changes import Binding, binding_of
from tests.designer.forms.properties.conftest import Room

PAGE = """\
---
custom_component: true
---
<anvil-form container="ColumnPanel">
  <anvil-component type="Label" name="title" prop:text="Hello"></anvil-component>
  <anvil-component type="Button" name="go" on:click="go_click"></anvil-component>
</anvil-form>
"""


@pytest.fixture
def page(room: Room) -> Room:
    folder = room.project.folder / "client_code" / "Page"
    folder.mkdir()
    (folder / "form_template.html").write_text(PAGE)
    (folder / "__init__.py").write_text(
        "class Page(PageTemplate):\n    def go_click(self, **event_args):\n        pass\n"
    )
    room.project.disk_changed([f"client_code/Page/{name}" for name in ("form_template.html", "__init__.py")])
    design = room.designs.show("Page")
    assert design is not None
    room.design = design
    return room


def test_values_bindings_and_events(page: Room) -> None:
    page.select("title")
    before = page.text
    page.focus("text")
    page.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.type("Bye")
    page.key(Qt.Key.Key_Return)
    assert page.text == before.replace('prop:text="Hello"', 'prop:text="Bye"')
    page.focus("bold")
    page.key(Qt.Key.Key_Space)
    assert page.value("title", "bold") is True
    page.row("visible").begin_binding()
    page.type("self.ready")
    page.key(Qt.Key.Key_Return)
    assert binding_of(page.design.template.node("title"), "visible") == Binding("self.ready")
    while page.undo():
        pass
    assert page.text == before
    page.select("go")
    page.panel.show_events()
    row = page.panel.events.row("click")
    assert row is not None and row.field.text() == "go_click" and row.reason.isHidden()


def test_the_container(page: Room) -> None:
    page.select()
    before = page.text
    page.panel.form_section.container.setFocus()
    page.type("l")
    assert page.design.template.type_of("") == "LinearPanel"
    assert page.text == before.replace('container="ColumnPanel"', 'container="LinearPanel"')
    page.undo()
    assert page.text == before
