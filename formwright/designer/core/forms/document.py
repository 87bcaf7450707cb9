"""A form being edited: its template as data and as text, and its history. No Qt; one thread.

`apply` is the only door. The text document is the truth on disk; what is typed there by hand comes back here
and is a step of the same history. A text that cannot be read leaves the last good template, says why in
`broken`, and is never written over.
"""

from __future__ import annotations

from psygnal import Signal

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.changes import Change, ChangeError, Transaction
from formwright.designer.core.forms.history import FormHistory, Patch, Step
from formwright.designer.core.forms.source import Source, SourceError
from formwright.designer.core.forms.template import Template

BY_HAND = "Edit the template"


class FormDocument:
    changed = Signal(object)
    """The changes that were made, in order, or None: the template is another one altogether."""
    broken_changed = Signal()
    history_changed = Signal()
    notice = Signal(str)

    def __init__(self, name: str, text: TextDocument, code: TextDocument | None, source: Source) -> None:
        """`name` is dotted. `text` is the template's document, `code` that of the form's Python file."""
        self.name = name
        self.text = text
        self.code = code
        self.version = 0
        self.broken: SourceError | None = None
        self.history = FormHistory()
        self._source = source
        self._known = text.text  # what `template` and history agree with
        self._ours = False
        self._template = Template({})
        self._read()
        text.text_changed.connect(self._on_text_changed)

    @property
    def template(self) -> Template:
        return self._template

    @property
    def obstacle(self) -> str:
        """Why nothing can be changed now, or ""."""
        if self.broken is not None:
            return f"{self.text.path}, line {self.broken.line}: {self.broken.message}"
        if self.text.read_only_reason:
            return self.text.read_only_reason
        if self.text.conflict is not None:
            return f"{self.text.path} was changed by another program while you edited it."
        return ""

    def release(self) -> None:
        """The text document may live on."""
        self.text.text_changed.disconnect(self._on_text_changed)

    # --- changing

    def apply(self, transaction: Transaction, code: str | None = None) -> None:
        """Makes the changes, all or none; `code` is the form's Python file after them.

        Raises ChangeError: something does not fit, or the file cannot be changed now.
        """
        if obstacle := self.obstacle:
            raise ChangeError(obstacle, "Mend that in the template's text first.")
        if code is not None and (self.code is None or self.code.read_only_reason):
            raise ChangeError(f"The code of {self.name} cannot be changed.")
        before, text = self._template, self._known
        edited = self._source.edit(text, before, transaction.changes)
        code_patch = None
        if code is not None and self.code is not None and code != self.code.text:
            code_patch = Patch.between(self.code.text, code)
        if edited.text == text and code_patch is None:
            return
        step = Step(
            transaction.label,
            transaction.changes if edited.exact else (),
            edited.inverses,
            before,
            edited.template,
            Patch.between(text, edited.text),
            code_patch,
            transaction.merge,
        )
        self._record(step, edited.text)
        self._template = edited.template
        self._write(edited.text, code)
        self._tell(step.changes if step.incremental else None)

    def undo(self) -> str:
        """What was taken back, or ""."""
        step = self.history.to_undo
        if step is None or self._is_blocked():
            return ""
        self.history.undone()
        self._go(step.before, step.text.inverse, step.code.inverse if step.code else None)
        self._tell(step.inverses if step.incremental else None)
        return step.label

    def redo(self) -> str:
        step = self.history.to_redo
        if step is None or self._is_blocked():
            return ""
        self.history.redone()
        self._go(step.after, step.text, step.code)
        self._tell(step.changes if step.incremental else None)
        return step.label

    def _is_blocked(self) -> bool:
        if self.text.conflict is None and not self.text.read_only_reason:
            return False
        self.notice.emit(self.obstacle)
        return True

    def _go(self, template: Template, patch: Patch, code: Patch | None) -> None:
        text = patch.apply(self._known)
        assert text is not None  # every change of the text is a step
        self._template = template
        new_code = None
        if code is not None and self.code is not None:
            new_code = _patched_code(self.code.text, code)
            if new_code is None:
                self.notice.emit(f"{self.code.path} was edited since, so its code stays as it is.")
        self._write(text, new_code)
        self._set_broken(None)
        try:
            self._source.read(text)  # what it remembers is of another text
        except SourceError as error:
            self._set_broken(error)

    def _record(self, step: Step, text: str) -> None:
        last = self.history.to_undo
        merges = (
            step.merge and last is not None and last.merge == step.merge and self.history.to_redo is None
            and step.code is None and last.code is None and bool(last.changes) == bool(step.changes)
        )  # fmt: skip
        if merges and last is not None:
            first = last.text.inverse.apply(self._known)
            assert first is not None
            self.history.replace_last(last.followed_by(step, Patch.between(first, text)))
        else:
            self.history.record(step)

    def _write(self, text: str, code: str | None) -> None:
        self._known = text
        self._ours = True
        try:
            self.text.set_text(text, self)
        finally:
            self._ours = False
        if code is not None and self.code is not None:
            self.code.set_text(code, self)

    def _tell(self, changes: tuple[Change, ...] | None) -> None:
        self.version += 1
        self.changed.emit(changes)
        self.history_changed.emit()

    # --- the text

    def _on_text_changed(self, text: str, _origin: object) -> None:
        if self._ours or text == self._known:
            return
        before, known = self._template, self._known
        self._known = text
        self._read()
        step = Step(BY_HAND, (), (), before, self._template, Patch.between(known, text), merge=BY_HAND)
        self._known = known
        self._record(step, text)
        self._known = text
        if self._template is not before:
            self._tell(None)
        else:
            self.history_changed.emit()

    def _read(self) -> None:
        """A template that says the same is the same: nothing is drawn anew for a comment."""
        try:
            template = self._source.read(self._known)
        except SourceError as error:
            self._set_broken(error)
            return
        if template.data != self._template.data or not self.version:
            self._template = template
        self._set_broken(None)

    def _set_broken(self, error: SourceError | None) -> None:
        before, self.broken = self.broken, error
        if (before is None) != (error is None) or str(before) != str(error):
            self.broken_changed.emit()


def _patched_code(text: str, patch: Patch) -> str | None:
    """The patch where it was made, or where the code that it changes has moved to."""
    if (done := patch.apply(text)) is not None and patch.old:
        return done
    if patch.old and text.count(patch.old) == 1:
        return text.replace(patch.old, patch.new)
    return done if not patch.old else None
