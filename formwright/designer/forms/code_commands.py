"""Commands that change a form and its code together: handlers, names. GUI thread.

Other rooms run them by name: `design.open_handler(event)` of the selected component, and
`design.rename(form, old, new)`, which asks first when code would change.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.changes import ChangeError
from formwright.designer.core.forms.code.handlers import leaf, open_handler
from formwright.designer.core.forms.code.python_file import Spot, first_use
from formwright.designer.core.forms.code.renaming import RenamePlan, plan_rename
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.naming import check_component_name
from formwright.designer.core.forms.template import FORM
from formwright.designer.core.locations import Location
from formwright.designer.forms.rename_dialog import RenameDialog


class CodeCommands:
    def __init__(
        self, commands: Commands, designs: Designs, font: Callable[[], QFont], window: QWidget
    ) -> None:
        self._commands = commands
        self._designs = designs
        self._font = font
        self._window = window
        commands.add(
            Command("design.open_handler", "Go to the handler of the default event", self.open_handler,
                    "Alt+Return", enabled=self._has_design, menu="Form", group=3, scope="design",
                    icon="lightning-bolt-outline"),
            Command("design.show_in_code", "Go to the code", self.show_in_code, "F12",
                    enabled=self._has_design, menu="Form", group=3, scope="design", icon="code-tags"),
            Command("design.rename", "Rename a component", self.rename, palette=False),
        )  # fmt: skip

    def _has_design(self) -> bool:
        return self._designs.current is not None

    def open_handler(self, event: str = "") -> None:
        """Of the selected component; the event is its default one if none is given."""
        design = self._designs.current
        if design is None:
            return
        try:
            location = open_handler(design, event)
        except ChangeError as error:
            self._designs.notice.emit(f"{error.message} {error.remedy}".strip())
            return
        if location is not None:
            self._commands.execute("open_location", location)
        else:
            name = design.selection.primary or "The form"
            what = f"no event {event!r}" if event else "no event of its own"
            self._designs.notice.emit(f"{name} has {what}.")

    def show_in_code(self) -> None:
        """Where the code first speaks of what is selected, or where the form's class begins."""
        design = self._designs.current
        code = design.active.code if design is not None else None
        if design is None or code is None:
            return
        form = leaf(design.selection.form)
        spot = first_use(code.text, form, design.selection.primary) or first_use(code.text, form, FORM)
        spot = spot or Spot(1)
        self._commands.execute("open_location", Location(code.path, spot.line, spot.column))

    def rename(self, form: str, old: str, new: str) -> None:
        if not new or new == old:
            return
        document = self._designs.document(form)
        names = [name for name in document.template.names if name != old]
        problem = check_component_name(new, names)
        if problem is not None:
            self._designs.notice.emit(f"{problem.reason} {problem.suggestion} would do.")
            return

        def apply(plan: RenamePlan) -> None:
            try:
                document.apply(plan.transaction, plan.code)
            except ChangeError as error:
                self._designs.notice.emit(f"{error.message} {error.remedy}".strip())

        plan = plan_rename(document, old, new)
        if plan.lines or plan.obstacle or plan.mentions:
            RenameDialog(document, old, new, self._font(), apply, self._window).open()
        else:
            apply(plan)
