"""Which page of the manual is about what has the keyboard. GUI thread.

Responsible for F1 and the entries of the Help menu: it looks at the focus, and asks the panels what is
selected there. Dialogs get the key when they first have the focus. The window is made when it is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from formwright.designer.core import manual
from formwright.designer.core.commands import Command, Commands
from formwright.designer.shell.preferences_dialog import PreferencesDialog
from formwright.designer.shell.window import Window
from formwright.designer.ui.theme import Theme

if TYPE_CHECKING:
    from formwright.designer.shell.manual_window import ManualWindow
    from formwright.designer.shell.open_app import OpenApp
    from formwright.runtime.spec.components import ComponentSpec

_CHAIN = re.compile(r"[A-Za-z_][\w.]*")


class Help:
    def __init__(self, theme: Theme, app: Callable[[], OpenApp | None]) -> None:
        self._theme = theme
        self._app = app
        self._known: Mapping[str, str] = {}
        self.window: ManualWindow | None = None

    def show(self, page: str) -> None:
        if self.window is None:
            from formwright.designer.shell.manual_window import ManualWindow

            self.window = ManualWindow(self._theme)
        self.window.show_page(page)

    def show_about_focus(self) -> None:
        self.show(self.page())

    def close(self) -> None:
        if self.window is not None:
            self.window.close()

    def page(self) -> str:
        """Of what has the focus; the start page where there is nothing more to say."""
        focus = QApplication.focusWidget()
        dialog = focus.window() if focus is not None else None
        if isinstance(dialog, QDialog):
            return _page_of_dialog(dialog)
        app = self._app()
        if app is None:
            return manual.PLACES["gallery"]
        if focus is None:
            return manual.START
        place = app.docks.focused()
        special = {
            "properties": self._in_properties,
            "outline": self._in_design,
            "toolbox": self._in_toolbox,
            "consoles": self._in_consoles,
            "editor": self._in_editor,
        }.get(place)
        found = special(app, focus) if special is not None else ""
        return found or manual.PLACES.get(place, manual.START)

    # -- panels

    def _in_properties(self, app: OpenApp, focus: QWidget) -> str:
        subject = app.properties.subject
        if subject is None:
            return ""
        row = app.properties.body.row_with_keyboard
        types = {_type(subject.template.type_of(name)) for name in subject.names}
        kind = types.pop() if len(types) == 1 else ""
        if row is None or row.entry is None:
            event = app.properties.events.event_of(focus)
            return _component(kind, "event", event) if event else _component(kind)
        entry = row.entry
        if entry.layout:
            parent = subject.template.parent(subject.primary)
            return _component(_type(subject.template.type_of(parent)), "layout", entry.spec.name)
        return _component(kind, "property", entry.spec.name)

    def _in_design(self, app: OpenApp, _focus: QWidget) -> str:
        design = app.designs.current
        if design is None:
            return ""
        template = design.template
        return _component(_type(template.type_of(design.selection.primary)))

    def _in_toolbox(self, app: OpenApp, _focus: QWidget) -> str:
        tool = app.toolbox.model.tool(app.toolbox.view.currentIndex())
        return _component(_type(tool.type)) if tool is not None else ""

    def _in_consoles(self, app: OpenApp, _focus: QWidget) -> str:
        consoles = app.consoles
        pages = {consoles.output: "output", consoles.server: "server", consoles.calls: "calls",
                 consoles.python: "python", consoles.problems: "problems"}  # fmt: skip
        current = consoles.currentWidget()
        return next(
            (manual.PLACES[f"consoles.{name}"] for page, name in pages.items() if page is current), ""
        )

    def _in_editor(self, app: OpenApp, focus: QWidget) -> str:
        view = app.editor.current_view()
        if view is None or not (view is focus or view.isAncestorOf(focus)):
            return self._in_design(app, focus)
        line, column = view.editor.caret()
        return self.page_in_code(app, view.editor.line_text(line - 1), column - 1)

    def page_in_code(self, app: OpenApp, line: str, caret: int) -> str:
        """Of the name under the caret: `anvil`'s, or a component of the open Form behind `self.`."""
        chain = chain_at(line, caret)
        if not chain:
            return ""
        words = chain.split(".")
        design = app.designs.current
        if words[0] == "self" and len(words) > 1 and design is not None:
            template = design.template
            if words[1] not in template:
                return ""
            kind = _type(template.type_of(words[1]))
            spec = _specs().get(kind)
            known = len(words) > 2 and spec is not None and spec.property(words[2]) is not None
            return _component(kind, "property", words[2]) if known else _component(kind)
        self._known = self._known or manual.names()
        return manual.page_of_word(chain, self._known)


def add_help_commands(commands: Commands, window: Window, help: Help) -> None:
    commands.add(
        Command("help.context", "Help on this", help.show_about_focus, "F1", menu="Help", group=-2,
                icon="help-circle-outline", palette=False),
        Command("help.manual", "Manual", partial(help.show, manual.START), menu="Help", group=-1,
                icon="book-open-page-variant-outline"),
        Command("help.tutorial", "Tutorial", partial(help.show, manual.TUTORIAL), menu="Help", group=-1),
        Command("help.how_to", "How-to guides", partial(help.show, manual.HOW_TO), menu="Help", group=-1),
        Command("help.components", "Components", partial(help.show, manual.COMPONENTS), menu="Help",
                group=-1),
        Command("help.shortcuts", "Keyboard shortcuts", partial(help.show, manual.SHORTCUTS), menu="Help",
                group=-1, icon="keyboard-outline"),
    )  # fmt: skip
    _KeyInDialogs(window.actions_by_command.action("help.context"), window)


class _KeyInDialogs(QObject):
    """A shortcut works in windows that have its action: dialogs do not have those of the main window.

    An object, for its connection to the application ends with the window.
    """

    def __init__(self, action: QAction, window: Window) -> None:
        super().__init__(window)
        self._action = action
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        dialog = new.window() if new is not None else None
        if isinstance(dialog, QDialog) and self._action not in dialog.actions():
            dialog.addAction(self._action)


def _page_of_dialog(dialog: QDialog) -> str:
    if isinstance(dialog, PreferencesDialog):
        return manual.SETTINGS
    kind = type(dialog).__name__
    return {"AppDialog": manual.SETTINGS, "UplinkDialog": manual.PLACES["uplink"]}.get(kind, manual.START)


def chain_at(line: str, caret: int) -> str:
    """The names that end with the one under the caret: `anvil.server.call` of `x = anvil.server.call(y)`."""
    for found in _CHAIN.finditer(line):
        if found.start() <= caret <= found.end():
            end = line.find(".", max(caret, found.start()), found.end())
            return line[found.start() : end if end >= 0 else found.end()].rstrip(".")
    return ""


def _type(spelled: str) -> str:
    """The classic component that a template's `type` names; other types are the app's own."""
    found = _specs().get(spelled)
    return found.name if found is not None else ""


def _specs() -> Mapping[str, ComponentSpec]:
    """All components; loaded at the first question, because the gallery does without them."""
    from formwright.runtime.client.components import SPECS

    return SPECS


def _component(kind: str, what: str = "", name: str = "") -> str:
    return manual.component_page(kind, what, name) if kind else manual.CUSTOM_COMPONENTS
