"""The forms that are open for designing, and the one on the canvas. No Qt; one thread.

Panels follow `Designs.current_changed`, and of the current design its `selection.changed` and `changed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from psygnal import Signal

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Change, ChangeError, RenameComponent, Transaction
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.journal import FormJournals, HistoryJournal
from formwright.designer.core.forms.selection import Selection
from formwright.designer.core.forms.template import Template
from formwright.designer.core.forms.texts.sources import source_for
from formwright.designer.core.project import Project


class Design:
    """One form on the canvas, with the item templates that are edited in place on it."""

    changed = Signal(str, object)
    """Dotted name of a form, and what `FormDocument.changed` said of it."""

    def __init__(self, designs: Designs, document: FormDocument) -> None:
        self.document = document
        self.selection = Selection(document.name)
        self._designs = designs

    @property
    def form(self) -> str:
        return self.document.name

    @property
    def active(self) -> FormDocument:
        """The form that has the selection."""
        return self._designs.document(self.selection.form)

    @property
    def template(self) -> Template:
        """Of the form that has the selection."""
        return self.active.template

    @property
    def catalog(self) -> Catalog:
        return self._designs.catalog

    def apply(self, transaction: Transaction, form: str = "", code: str | None = None) -> bool:
        """Changes the form that has the selection, or another. False: `notice` has said why not."""
        document = self._designs.document(form) if form else self.active
        try:
            document.apply(transaction, code)
        except ChangeError as error:
            self._designs.notice.emit(" ".join(part for part in (error.message, error.remedy) if part))
            return False
        return True

    def heard(self, form: str, changes: tuple[Change, ...] | None) -> None:
        if form == self.selection.form:
            for change in changes or ():
                if isinstance(change, RenameComponent):
                    self.selection.renamed(change.component, change.name)
            self.selection.keep_to(self._designs.document(form).template)
        self.changed.emit(form, changes)


class Designs:
    current_changed = Signal()
    catalog_changed = Signal()
    notice = Signal(str)
    """One line for the status bar."""

    def __init__(self, project: Project, journals: FormJournals | None = None) -> None:
        """`journals` keep the histories of forms, for the next time that they are opened."""
        self.project = project
        self._journals = journals
        self._documents: dict[str, FormDocument] = {}
        self._designs: dict[str, Design] = {}
        self._saved: dict[str, Template] = {}  # of forms that are not open
        self._current: Design | None = None
        self._catalog: Catalog | None = None
        project.app_changed.connect(self._on_app_changed)

    @property
    def current(self) -> Design | None:
        return self._current

    @property
    def catalog(self) -> Catalog:
        if self._catalog is None:
            self._catalog = Catalog(self.project.app, self._edited)
        return self._catalog

    def _edited(self, form: str) -> Template | None:
        document = self._documents.get(form)
        return document.template if document is not None else None

    def can_design(self, form: str) -> bool:
        return form in self.project.app.form_files

    def show(self, form: str) -> Design | None:
        """Makes it the current design. None, and none is current: there is no file of such a form."""
        design = self._designs.get(form)
        if design is None and self.can_design(form):
            try:
                design = self._designs[form] = Design(self, self.document(form))
            except OSError as error:
                self.notice.emit(f"{form} cannot be read: {error.strerror or error}.")
        if design is not self._current:
            self._current = design
            self.current_changed.emit()
        return design

    def document(self, form: str) -> FormDocument:
        """Raises KeyError for an unknown form, OSError when its file cannot be read."""
        document = self._documents.get(form)
        if document is None:
            file = self.project.app.form_files[form]
            text = self.project.open_document(file.template_path)
            code = self.project.open_document(file.code_path) if file.code_path else None
            for each in (text, code):
                if each is not None:
                    self.project.documents.hold(each)
            document = FormDocument(form, text, code, source_for(file.format), self._journal(text))
            document.changed.connect(partial(self._on_changed, document))
            document.notice.connect(self._say)
            self._documents[form] = document
        return document

    def _say(self, text: str) -> None:
        """Connecting `notice.emit` itself would emit something: psygnal tries it to see what it takes."""
        self.notice.emit(text)

    def template(self, form: str) -> Template:
        """Of an open form as it is now, of another one as it was saved. Raises KeyError."""
        document = self._documents.get(form)
        if document is not None:
            return document.template
        data = self.project.app.forms[form]
        saved = self._saved.get(form)
        if saved is None or saved.data is not data:
            saved = self._saved[form] = Template(data)
        return saved

    def _journal(self, text: TextDocument) -> HistoryJournal | None:
        if self._journals is None:
            return None
        journal = self._journals.of(text.path)
        text.renamed.connect(partial(self._journals.moved, journal))
        return journal

    @property
    def documents(self) -> tuple[FormDocument, ...]:
        """Those that are open."""
        return tuple(self._documents.values())

    def _on_changed(self, document: FormDocument, changes: tuple[Change, ...] | None) -> None:
        for design in tuple(self._designs.values()):
            design.heard(document.name, changes)

    def _on_app_changed(self) -> None:
        """Designs follow forms that were renamed or moved, with their history, and go with those deleted."""
        self._catalog = None
        names = {file.template_path: name for name, file in self.project.app.form_files.items()}
        moved = {form: names.get(document.text.path, "") for form, document in self._documents.items()}
        current = self._current
        for form in [form for form, now in moved.items() if not now]:
            self._drop(form)
        if any(form != now for form, now in moved.items() if now):
            self._rename(moved)
        for form, document in self._documents.items():
            self._find_code(form, document)
        for design in self._designs.values():
            if not self.can_design(design.selection.form):
                design.selection.select(design.form)
        if self._current is None and current is not None and self.can_design(current.form):
            self.show(current.form)  # its template is another file now
        elif self._current is not current:
            self.current_changed.emit()
        self.catalog_changed.emit()

    def _find_code(self, form: str, document: FormDocument) -> None:
        """A form may get its Python file later."""
        path = self.project.app.form_files[form].code_path
        if document.code is None and path:
            try:
                document.code = self.project.open_document(path)
            except OSError:
                return
            self.project.documents.hold(document.code)

    def _drop(self, form: str) -> None:
        document = self._documents.pop(form)
        document.release()
        for each in (document.text, document.code):
            if each is not None:
                self.project.documents.let_go(each)
        if self._designs.pop(form, None) is self._current:
            self._current = None

    def _rename(self, names: Mapping[str, str]) -> None:
        self._documents = {names[form]: document for form, document in self._documents.items()}
        self._designs = {names[form]: design for form, design in self._designs.items()}
        for form, document in self._documents.items():
            document.name = form
        for design in self._designs.values():
            now = names.get(design.selection.form)
            design.selection.select(now or design.form, design.selection.names if now else ())
