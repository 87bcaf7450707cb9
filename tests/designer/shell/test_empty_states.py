"""Every panel with nothing in it says what it is for, and has one button that does the obvious thing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from formwright.designer.core.run import PageState
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.template_dialog import TemplateDialog
from tests.designer.shell.conftest import Desk

LEFT = Qt.MouseButton.LeftButton


def press(state: EmptyState) -> None:
    assert state.isVisible() and state.button.isVisible() and state.button.text()
    QTest.mouseClick(state.button, LEFT)


def search(field: QLineEdit, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def test_consoles_offer_to_run_the_app_or_to_try_a_line(desk: Desk) -> None:
    app = desk.open()
    app.docks.reveal("consoles")
    consoles = app.consoles
    for page in (consoles.output, consoles.server, consoles.calls, consoles.problems):
        app.session.stop()
        before = app.runs
        consoles.setCurrentWidget(page)
        press(page.empty)
        assert app.session.page is PageState.STARTING and app.runs == before + 1
    consoles.setCurrentWidget(consoles.python)
    desk.focus()
    press(consoles.python.empty)
    window = desk.designer.window  # which need not be the active one: there is no window manager here
    desk.qtbot.waitUntil(lambda: window.focusWidget() is consoles.python.field, timeout=30_000)


def test_searches_are_cleared_and_without_a_file_editor_and_outline_lead_to_one(desk: Desk) -> None:
    app = desk.open()
    assert not app.tree.empty.isVisible()
    search(app.tree.search, "zzz")
    assert "zzz" in app.tree.empty.title
    press(app.tree.empty)
    assert app.tree.search.text() == "" and not app.tree.empty.isVisible()
    search(app.toolbox.search, "zzz")
    press(app.toolbox.nothing)
    assert app.toolbox.view.isVisible()
    search(app.outline.search, "zzz")
    press(app.outline.empty)
    assert app.outline.search.text() == "" and not app.outline.empty.isVisible()
    app.editor.close_current()
    press(app.outline.empty)
    page = app.editor.current_page()
    assert page is not None and page.form == "Form1"
    app.editor.close_current()
    press(app.editor.empty)
    desk.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    desk.key(Qt.Key.Key_Escape)


def test_an_empty_form_leads_to_the_toolbox(desk: Desk) -> None:
    template = desk.folder / "client_code/Form1/form_template.yaml"
    template.write_text("container: {type: ColumnPanel}\ncomponents: []\n", "utf-8")
    app = desk.open()
    button = app.design_view.empty_form.button
    assert app.outline.empty.title == "The form is empty"
    desk.designer.commands.execute("view.design")
    assert not button.isHidden()
    desk.qtbot.waitUntil(button.isVisible)
    button.click()
    desk.qtbot.waitUntil(app.toolbox.search.hasFocus)
    QTest.keyClicks(app.toolbox.search, "Label")
    QTest.keyClick(app.toolbox.search, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(button.isHidden)
    desk.designer.commands.execute("design.undo")
    assert not button.isHidden()


def test_an_app_without_a_form_is_offered_one(desk: Desk) -> None:
    for file in ("__init__.py", "form_template.yaml"):
        (desk.folder / "client_code/Form1" / file).unlink()
    (desk.folder / "client_code/Form1").rmdir()
    app = desk.open()
    assert app.tree.empty.title == "There is no form yet"
    press(app.tree.empty)
    dialog = next(w for w in app.tree.findChildren(TemplateDialog) if w.isVisible())
    dialog.close()


def test_the_gallery_leads_to_examples(desk: Desk) -> None:
    gallery = desk.designer.gallery
    search(gallery.search, "zzzz")
    press(gallery.nothing)
    assert all(card.isVisible() for card in gallery.cards[:3])
    press(gallery.sidebar.no_recent)
    desk.qtbot.waitUntil(lambda: desk.designer.open is not None, timeout=20_000)
    assert desk.app.project.app.manifest.title == "Hello"
