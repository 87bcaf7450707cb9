"""Keeps a form's drawing and its code together: what is selected in one is shown in the other. GUI thread.

Selecting components marks every `self.NAME` of the code; the caret on a `self.NAME`, while the drawing stands
beside the code, selects that component. The template's text opens at what is selected.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.texts.lines import line_of
from formwright.designer.editor.area import EditorArea


class CodeSync(QObject):
    def __init__(self, designs: Designs, editor: EditorArea, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._designs = designs
        self._editor = editor
        self._design: Design | None = None
        self._shown = ("", "")  # the form in front, and how it was shown last
        self._mark_later = QTimer(self, singleShot=True, interval=0)
        self._mark_later.timeout.connect(self._mark)
        designs.current_changed.connect(self._on_current)
        editor.current_changed.connect(self._on_editor)
        self._on_current()

    def _on_current(self) -> None:
        if self._design is not None:
            self._design.selection.changed.disconnect(self._on_selection)
            self._design.changed.disconnect(self._on_changed)
        self._design = self._designs.current
        if self._design is not None:
            self._design.selection.changed.connect(self._on_selection)
            self._design.changed.connect(self._on_changed)
        self._mark_later.start()

    def _on_changed(self, _form: str, _changes: object) -> None:
        self._mark_later.start()

    def _on_selection(self) -> None:
        self._mark_later.start()

    def _mark(self) -> None:
        """Also takes the marks away from forms that are not looked at any more."""
        design, page = self._design, self._editor.current_page()
        if page is None or not page.form:
            return
        fits = design is not None and page.form == design.form == design.selection.form
        names = design.selection.components if fits and design is not None else ()
        for view in page.views:
            if view.document.path.endswith(".py"):
                view.mark_components(names)

    def _on_editor(self) -> None:
        design, page = self._design, self._editor.current_page()
        if design is None or page is None or page.form != design.form:
            return
        shown, self._shown = self._shown, (page.form, page.mode)
        if page.mode == "template" and shown == (page.form, "design"):
            self._show_in_template(design)
        elif page.mode == "split":
            name = page.current_view().component_at_caret
            if name and name in design.document.template and name != design.selection.primary:
                design.selection.select(design.form, [name])
        self._mark_later.start()

    def _show_in_template(self, design: Design) -> None:
        """The template's text comes to be seen at the component that is selected in the drawing."""
        view = self._editor.current_view()
        if view is not None and design.selection.form == design.form:
            line = line_of(design.document.text.text, design.selection.primary)
            if line:
                view.editor.go_to(line, 1)
