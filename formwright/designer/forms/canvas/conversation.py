"""What the canvas page is told, in which order: forms, their changes, the app. No Qt.

Responsible for nothing being lost or told twice: what changes while the page starts is in the templates that
it is opened with; a form that the page has not had from us is told as a whole first.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from formwright.designer.core.forms.changes import Change
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.wire import change_to_json
from formwright.runtime.spec.app import Json


class Conversation:
    def __init__(self, designs: Designs, send: Callable[[str], None]) -> None:
        self._designs = designs
        self._send = send
        self._ready = False
        self._told: set[str] = set()
        self.form = ""  # that the page was told to show

    def page_ready(self) -> None:
        """A page has booted and knows nothing yet."""
        self._ready = True
        self.show(self._designs.current)

    def page_gone(self) -> None:
        self._ready = False
        self._told.clear()
        self.form = ""

    def show(self, design: Design | None) -> None:
        if not self._ready or design is None:
            return
        templates = {
            document.name: document.template.data
            for document in self._designs.documents
            if document is not design.document
        }
        self.form = design.form
        self._told = {design.form, *templates}
        self._tell(
            command="open",
            form=design.form,
            template=design.document.template.data,
            templates=templates,
            version=design.document.version,
        )

    def changed(self, form: str, changes: tuple[Change, ...] | None) -> None:
        if not self._ready or not self.form:
            return
        document = self._designs.document(form)
        if changes is None or form not in self._told:
            self._told.add(form)
            self._tell(
                command="replace", form=form, template=document.template.data, version=document.version
            )
        else:
            told = [change_to_json(change) for change in changes]
            self._tell(command="change", form=form, version=document.version, changes=told)

    def app_changed(self) -> None:
        if self._ready:
            self._tell(command="app")

    def _tell(self, **command: Json) -> None:
        self._send(json.dumps(command))
