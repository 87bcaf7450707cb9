"""The page's life: questions, dying, coming back; templates that break; the app beneath that changes."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.changes import SetProperty, Transaction
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.project import Project
from formwright.designer.core.run import RunSession
from formwright.designer.forms.canvas.canvas import Canvas
from formwright.designer.ui.host_process import HostProcess, host_command
from formwright.designer.ui.theme import Theme
from tests.designer.forms.canvas.conftest import WAIT, Atelier


def kill_renderer(atelier: Atelier) -> None:
    assert atelier.canvas.browser is not None
    psutil.Process(atelier.canvas.browser.page.renderProcessPid()).kill()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_canvas_that_is_killed_comes_back_with_the_form_as_it_was(atelier: Atelier) -> None:
    atelier.open("Main")
    atelier.apply(SetProperty("heading", "text", "Unsaved"))
    kill_renderer(atelier)
    atelier.qtbot.waitUntil(lambda: atelier.canvas.bar.isVisible(), timeout=WAIT)
    assert "the form is as it was" in atelier.canvas.bar.text
    assert atelier.design.apply(Transaction("Change", (SetProperty("last", "text", "Meanwhile"),)))
    atelier.qtbot.waitUntil(lambda: not atelier.canvas.bar.isVisible(), timeout=WAIT)
    assert "Unsaved" in atelier.text
    assert "Meanwhile" in atelier.text
    assert atelier.box("heading").rect.height > 0
    atelier.apply(SetProperty("heading", "text", "Goes on"))
    assert "Goes on" in atelier.text


def test_a_canvas_that_dies_again_and_again_asks_before_it_starts_once_more(atelier: Atelier) -> None:
    atelier.open("Main")
    for _ in range(3):
        kill_renderer(atelier)
        with atelier.qtbot.waitSignal(atelier.canvas.browser.died, timeout=WAIT):  # type: ignore[union-attr]
            pass
        atelier.qtbot.wait(300)
    curtain = atelier.canvas.curtain
    assert curtain.isVisible()
    assert curtain.title == "The canvas does not work"
    click(curtain.button)
    atelier.qtbot.waitUntil(lambda: not curtain.isVisible(), timeout=WAIT)
    assert "Orders" in atelier.text


def test_an_endless_loop_in_a_component_is_ended_and_told(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formwright.designer.forms.canvas.browser._PATIENCE_MILLISECONDS", 1500)
    atelier.open("Main")
    assert atelier.canvas.browser is not None
    with atelier.qtbot.waitSignal(atelier.canvas.browser.died, timeout=WAIT) as died:
        atelier.js_without_answer("while (true) {}")
    assert "endless loop" in str(died.args)
    atelier.qtbot.waitUntil(lambda: not atelier.canvas.bar.isVisible(), timeout=WAIT)
    assert "Orders" in atelier.text


def test_a_template_that_breaks_keeps_the_last_good_state_under_a_banner(atelier: Atelier) -> None:
    design = atelier.open("Main")
    good = design.document.text.text
    design.document.text.set_text(good.replace("components:", "components: [", 1), None)
    bar = atelier.canvas.bar
    assert bar.isVisible()
    assert "line" in bar.text
    assert "last version that could be read" in bar.text
    assert "Orders" in atelier.text
    click(bar.button("Show"))
    assert atelier.went_to[0].path == "client_code/Main/form_template.yaml"
    design.document.text.set_text(good.replace("Orders", "Mended"), None)
    assert not bar.isVisible()
    atelier.wait_for_text("Mended")


def test_code_and_theme_that_are_saved_appear(atelier: Atelier, project: Project, folder: Path) -> None:
    atelier.open("Main")
    atelier.apply(SetProperty("heading", "text", "Edited"))
    code = project.open_document("client_code/Badge/__init__.py")
    code.set_text(code.text.replace("(design)", "(changed)"), None)
    code.save()
    atelier.wait_for_text("New (changed)")
    assert "Edited" in atelier.text  # which is not saved
    assets = folder / "theme" / "assets"
    assets.mkdir(parents=True)
    (assets / "theme.css").write_text(".fw-label { padding-left: 77px !important }")
    project.disk_changed(["theme/assets/theme.css"])
    script = "getComputedStyle(document.querySelector('.fw-label')).paddingLeft"
    atelier.qtbot.waitUntil(lambda: atelier.js(script) == "77px", timeout=WAIT)


def test_forms_follow_each_other_on_one_page(atelier: Atelier) -> None:
    atelier.open("Main")
    first = atelier.canvas.browser
    atelier.open("Framed")
    assert atelier.canvas.browser is first
    assert {box.ref.form for box in atelier.canvas.picture.boxes} == {"Framed"}
    atelier.open("Main")
    assert atelier.canvas.picture.box(Ref("Main", "heading")) is not None


def test_zoom_device_and_wheel_move_what_is_seen(atelier: Atelier) -> None:
    atelier.open("Main")
    canvas = atelier.canvas
    canvas.set_device_width(390)
    atelier.qtbot.waitUntil(lambda: atelier.js("innerWidth") == 390, timeout=WAIT)
    atelier.qtbot.waitUntil(lambda: atelier.box("").rect.width == 390, timeout=WAIT)
    canvas.set_zoom(2.0, QPointF(0, 0))
    atelier.qtbot.waitUntil(lambda: canvas.picture.height * 2 > canvas.area.height() + 50, timeout=WAIT)
    # Zoom changes no layout.
    atelier.qtbot.waitUntil(lambda: atelier.js("innerWidth") == 390, timeout=WAIT)
    atelier.qtbot.waitUntil(lambda: atelier.box("").rect.width == 390, timeout=WAIT)
    view = canvas.to_view(atelier.box("heading").rect)
    assert view.width() == pytest.approx(atelier.box("heading").rect.width * 2)
    middle = QPointF(canvas.area.rect().center())
    wheel = QWheelEvent(
        middle, canvas.area.mapToGlobal(middle), QPoint(), QPoint(0, -360), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, wheel)
    assert canvas.viewport.y == 300
    atelier.qtbot.waitUntil(lambda: atelier.js("scrollY") == 150, timeout=WAIT)
    assert canvas.to_view(atelier.box("heading").rect).y() == pytest.approx(view.y() - 300)
    canvas.ensure_visible(atelier.box("").rect)
    canvas.ensure_visible(atelier.box("heading").rect)
    assert canvas.to_view(atelier.box("heading").rect).y() >= 0


def test_a_page_is_scrolled_as_soon_as_it_is_long_enough(atelier: Atelier) -> None:
    """A zoom and its new size reach the page one after the other, and on a busy machine after a scroll."""
    atelier.open("Main")
    browser = atelier.canvas.browser
    assert browser is not None
    browser.scroll(0, 150)
    assert atelier.js("scrollY") == 0  # all of the form is seen
    atelier.js("document.getElementById('formwright-app').style.height = '900px'")
    atelier.qtbot.waitUntil(lambda: atelier.js("scrollY") == 150, timeout=WAIT)


def test_a_page_may_be_dark_while_the_designer_is_light(atelier: Atelier) -> None:
    atelier.open("Main")
    background = "getComputedStyle(document.body).backgroundColor"
    light = atelier.js(background)
    atelier.canvas.set_dark(True)
    atelier.qtbot.waitUntil(lambda: atelier.js(background) != light, timeout=WAIT)
    atelier.canvas.set_dark(False)
    atelier.qtbot.waitUntil(lambda: atelier.js(background) == light, timeout=WAIT)


def test_nothing_runs_before_the_question_is_answered(
    qtbot: QtBot, qapp: QApplication, project: Project, theme: Theme
) -> None:
    link = HostProcess(host_command(project.folder), qapp)
    session = RunSession(link, question="It may do anything.")
    designs = Designs(project)
    canvas = Canvas(designs, session, Commands(), theme)
    canvas.resize(700, 500)
    with qtbot.waitExposed(canvas):
        canvas.show()
    try:
        assert canvas.curtain.title == "No form is open"
        designs.show("Main")
        session.start_host()
        assert canvas.curtain.title == "Run this app?"
        assert canvas.browser is None
        click(canvas.curtain.button)
        qtbot.waitUntil(lambda: bool(canvas.picture.boxes), timeout=WAIT)
        qtbot.waitUntil(lambda: not canvas.curtain.isVisible(), timeout=WAIT)  # once it says it is drawn
    finally:
        canvas.shut_down()
        canvas.close()
        canvas.deleteLater()
        session.close()
