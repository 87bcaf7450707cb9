"""What all editors are: shown a value, they tell of another one. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.locations import Location
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.designer.ui.theme import Theme
from formwright.runtime.spec.app import App, Json

MIXED = "Mixed"
AskFile = Callable[[QWidget, str, str], Path | None]


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(chosen) if chosen else None


@dataclass
class Surroundings:
    """What editors may ask and use: the app, the design system of the designer, dialogs."""

    designs: Designs
    commands: Commands
    theme: Theme
    choose_file: AskFile = ask_file
    types: tuple[str, ...] = ()  # of the selected components
    form: str = ""  # dotted name of the form that has them
    suggest: Callable[[Entry], Sequence[tuple[str, Json]]] = lambda _entry: ()
    """Likely values of a property: what is shown, and the value."""
    recent_colours: list[str] = field(default_factory=list)

    @property
    def app(self) -> App:
        return self.designs.project.app

    def open_form(self, form: str) -> None:
        """In the editor, whose design view shows it."""
        file = self.app.form_files[form]
        if "open_location" in self.commands:
            self.commands.execute("open_location", Location(file.code_path or file.template_path))
        else:
            self.designs.show(form)

    def colours(self) -> dict[str, str]:
        """Of the theme, by name; the app's own win over those of its dependencies."""
        found: dict[str, str] = {}
        for app in (self.app, *(each.app for each in self.app.dependencies)):
            for name, colour in app.theme.colors.items():
                found.setdefault(name, colour)
        return found


class Invalid(Exception):
    """What was entered is no value; the message says why, to the user."""


class Editor(QWidget):
    """`show_entry` comes first and again whenever another property takes this editor over."""

    edited = Signal(object)
    """Another value, valid: at once, while it is being entered. UNSET: none."""
    committed = Signal()
    """What was entered is whole: the next edit is another step."""
    refused = Signal(str)
    """Why what is entered is no value; "" when it is one again."""
    withdrawn = Signal()
    """What was `edited` since the last `committed` was on the way to what is no value: the old one counts."""
    wide = False
    """It stands below the property's name and takes the whole width."""
    live = False
    """`edited` comes again and again before `committed`: what it says on the way is not the last word."""
    scrubs = False
    """Dragging the property's name changes the value: see `scrubbed`."""

    def __init__(self) -> None:
        super().__init__()
        self.entry: Entry | None = None
        self.surroundings: Surroundings | None = None

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        self.entry = entry
        self.surroundings = surroundings

    def show_value(self, shown: Shown) -> None:
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """What gets the keyboard."""
        return self

    def set_editable(self, editable: bool) -> None:
        self.setEnabled(editable)

    def forget(self) -> None:
        """Another component is shown: what was half entered is gone."""

    def open_picker(self) -> None:
        """Alt+Down."""

    def step(self, count: float) -> None:
        """Ctrl+Up and Ctrl+Down: the next value, where there is such a thing."""

    def scrubbed(self, start: object, count: float) -> object:
        """The value after dragging `count` steps from `start`."""
        del count
        return start

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def words_of(entry: Entry | None) -> str:
    """For screen readers: `spacing_above` is read as two words."""
    return entry.spec.name.replace("_", " ") if entry else ""
