"""A canvas on the screen, with a real host behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

# WebEngine wants to be imported before the application exists, as `app.py` does with its OpenGL attribute.
import PySide6.QtWebEngineWidgets  # noqa: F401
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import formwright
from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.canvas import Box, Ref
from formwright.designer.core.forms.changes import Change, Transaction
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.core.run import RunSession
from formwright.designer.forms.canvas.canvas import Canvas
from formwright.designer.ui.host_process import HostProcess, host_command
from formwright.designer.ui.theme import Theme
from tests.designer.forms.canvas.atelier import make_atelier

BUILT = (Path(formwright.__file__).parent / "web" / "build.json").exists()
WAIT = 60_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "atelier" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skipif(not BUILT, reason="no browser build: run dev.py setup"))
            item.add_marker(pytest.mark.timeout(180))


class Atelier:
    """Opens forms, changes them, and waits until the page has drawn what was asked."""

    def __init__(self, qtbot: QtBot, canvas: Canvas, designs: Designs, session: RunSession) -> None:
        self.qtbot = qtbot
        self.canvas = canvas
        self.designs = designs
        self.session = session
        self.went_to: list[Location] = []

    @property
    def design(self) -> Design:
        current = self.designs.current
        assert current is not None
        return current

    def open(self, form: str) -> Design:
        design = self.designs.show(form)
        assert design is not None
        self.wait_for_picture()
        return design

    def wait_for_picture(self) -> None:
        def drawn() -> bool:
            picture, design = self.canvas.picture, self.design
            return picture.form == design.form and picture.version == design.document.version

        self.qtbot.waitUntil(drawn, timeout=WAIT)

    def apply(self, *changes: Change, form: str = "") -> None:
        with self.qtbot.waitSignal(self.canvas.picture_changed, timeout=WAIT):
            assert self.design.apply(Transaction("Change", changes), form)
        if not form or form == self.design.form:
            self.wait_for_picture()

    def box(self, name: str, form: str = "") -> Box:
        found = self.canvas.picture.box(Ref(form or self.design.form, name))
        assert found is not None, f"{name} is not on the canvas: {[b.ref for b in self.canvas.picture.boxes]}"
        return found

    def js(self, script: str) -> Any:
        answers: list[Any] = []
        assert self.canvas.browser is not None
        self.canvas.browser.page.runJavaScript(script, 0, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
        return answers[0]

    def js_without_answer(self, script: str) -> None:
        assert self.canvas.browser is not None
        self.canvas.browser.page.runJavaScript(script)

    @property
    def text(self) -> str:
        return str(self.js("document.getElementById('formwright-app').innerText"))

    def wait_for_text(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: text in self.text, timeout=WAIT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_atelier(tmp_path / "Atelier")


@pytest.fixture
def project(folder: Path) -> Project:
    return Project(folder)


@pytest.fixture
def designs(project: Project) -> Designs:
    return Designs(project)


@pytest.fixture
def session(qapp: QApplication, project: Project) -> Iterator[RunSession]:
    session = RunSession(HostProcess(host_command(project.folder), qapp))
    project.changed.connect(session.saved)
    yield session
    session.close()


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Theme:
    return Theme(qapp, Preferences(tmp_path / "preferences.json"))


@pytest.fixture
def atelier(qtbot: QtBot, designs: Designs, session: RunSession, theme: Theme) -> Iterator[Atelier]:
    commands = Commands()
    canvas = Canvas(designs, session, commands, theme)
    atelier = Atelier(qtbot, canvas, designs, session)
    commands.add(Command("open_location", "Open", atelier.went_to.append))
    canvas.resize(900, 700)
    with qtbot.waitExposed(canvas):
        canvas.show()
    session.start_host()
    yield atelier
    canvas.shut_down()
    canvas.close()
    canvas.deleteLater()
