"""The guided tour of five steps over an open app. GUI thread.

A step ends by its button, or by doing what it asks for; each shows the panels it speaks of, wherever they
were put. The step is remembered when the tour is left, also when the app is closed or another is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from formwright.designer.core.preferences import Preferences
from formwright.designer.core.tree import Kind
from formwright.designer.shell.window import Window
from formwright.designer.ui.spotlight import Spotlight

if TYPE_CHECKING:
    from formwright.designer.shell.open_app import OpenApp

LOOK_MILLISECONDS = 120
PRAISE_MILLISECONDS = 1100
OFFER = "New here? A tour of five steps shows the way from drawing a form to running it."


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    panels: Sequence[str]
    targets: Callable[[], Sequence[QWidget]]
    state: Callable[[], object]
    """What the step asks for is done when this is another than when the step began."""
    design: bool = False
    """A form must be in front, drawn."""


class Tour(QObject):
    def __init__(self, app: OpenApp, window: Window, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self._window = window
        self._preferences = preferences
        self._light: Spotlight | None = None
        self._before: object = None
        self.step = 0
        self.steps = self._make_steps()
        self._look = QTimer(self, interval=LOOK_MILLISECONDS)
        self._look.timeout.connect(self._see_whether_done)
        self._praise = QTimer(self, singleShot=True, interval=PRAISE_MILLISECONDS)
        self._praise.timeout.connect(self._after_praise)

    @property
    def running(self) -> bool:
        return self._light is not None

    @property
    def light(self) -> Spotlight:
        assert self._light is not None
        return self._light

    def offer(self) -> None:
        """Once, in a line above the app that can be left alone."""
        if self._preferences.values.tour_offered:
            return
        bar = self._window.bar

        def decline() -> None:
            bar.hide()
            self._keep(tour_offered=True)

        bar.show_message("info", OFFER, ("Take the tour", self.start), ("No, thank you", decline))

    def withdraw_offer(self) -> None:
        if self._window.bar.text == OFFER:
            self._window.bar.hide()

    def start(self) -> None:
        """Where it was left, or from the beginning when it was finished."""
        self.withdraw_offer()
        if self._light is None:
            self._light = Spotlight(self._window)
            card = self._light.card
            card.next_wanted.connect(self.forward)
            card.back_wanted.connect(self.back)
            card.left.connect(self.leave)
        self._keep(tour_offered=True)
        self._go(self._preferences.values.tour_step % len(self.steps), with_focus=True)

    def forward(self) -> None:
        if self.step + 1 < len(self.steps):
            self._go(self.step + 1, with_focus=True)
        else:
            self._keep(tour_step=0)
            self.close()

    def back(self) -> None:
        if self.step > 0:
            self._go(self.step - 1, with_focus=True)

    def leave(self) -> None:
        self.close()
        self._window.status.tell("Help › Guided tour goes on from here.")

    def close(self) -> None:
        self._look.stop()
        self._praise.stop()
        light, self._light = self._light, None
        if light is not None:
            light.put_out()
            light.card.deleteLater()
            light.deleteLater()

    def _go(self, number: int, *, with_focus: bool) -> None:
        """`with_focus` false: the user is doing something, and keeps the focus."""
        self._praise.stop()
        self.step = number
        self._keep(tour_step=number)
        step = self.steps[number]
        if step.design:
            self._show_a_form()
        for panel in step.panels:
            self._app.docks.show_panel(panel)
        self._before = step.state()
        self.light.card.say(step.title, step.text, number, len(self.steps))
        self.light.light(step.targets())
        if with_focus:
            self.light.card.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look.start()

    def _see_whether_done(self) -> None:
        if self.steps[self.step].state() != self._before:
            self._look.stop()
            self.light.card.show_done("✓ Well done.")
            self._praise.start()

    def _after_praise(self) -> None:
        if self.step + 1 < len(self.steps):
            self._go(self.step + 1, with_focus=False)

    def _keep(self, **changes: object) -> None:
        try:
            self._preferences.update(**changes)
        except OSError as error:
            self._window.status.tell(f"The tour's place could not be kept: {error.strerror or error}.")

    # -- the steps

    def _show_a_form(self) -> None:
        app = self._app
        page = app.editor.current_page()
        if page is None or not page.shows_design:
            if page is None or "design" not in page.modes:
                nodes = [node for root in app.project.tree() for node in root.walk()]
                forms = [node for node in nodes if node.kind is Kind.FORM and node.path]
                if not forms:
                    return
                app.editor.open_path(forms[0].path, as_text=False)
                page = app.editor.current_page()
            if page is not None and not page.shows_design:
                page.set_mode("design")

    def _make_steps(self) -> tuple[Step, ...]:
        app = self._app

        def place() -> object:
            view = app.editor.current_view()
            return (view.document.path if view else "", tuple(app.tree.view.selected_keys()))

        def components() -> object:
            design = app.designs.current
            return len(design.template.names) if design is not None else 0

        def drawing() -> object:
            design = app.designs.current
            return (design.form, design.template.data) if design is not None else None

        def mode() -> object:
            page = app.editor.current_page()
            return page.mode if page is not None else ""

        def running() -> object:
            return (app.session.persistent, app.runs)

        def toolbar() -> Sequence[QWidget]:
            return self._window.toolbar.running_parts()

        def parts() -> Sequence[QWidget]:
            page = app.editor.current_page()
            return [page.parts] if page is not None else [app.editor]

        return (
            Step(
                "This is your app",
                "Forms, Modules and Server Modules are in this tree; + adds more.\nClick one to open it.",
                ["tree"], lambda: [app.tree], place,
            ),
            Step(
                "Draw the form",
                "What you draw on is the form as it runs.\n"
                "Drag a component onto it, or choose one in the toolbox and press Enter.",
                ["toolbox"], lambda: [app.toolbox, app.design_view], components, design=True,
            ),
            Step(
                "Change how it looks",
                "What is selected shows its properties here.\nClick a component and change its text.",
                ["properties"], lambda: [app.properties, app.design_view.canvas], drawing, design=True,
            ),
            Step(
                "Say what it does",
                "A form is a Python class; a double click on a button writes the method that it calls.\n"
                "Choose Code here to see it.",
                [], parts, mode, design=True,
            ),
            Step(
                "Run it",
                "Server code gets a new Python for each call, or one that keeps running: the button on the "
                "right says which, and changes it.\nRun or restart the app.",
                ["preview"], lambda: [*toolbar(), app.preview], running,
            ),
        )  # fmt: skip
