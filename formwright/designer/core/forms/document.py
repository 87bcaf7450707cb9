"""A form being edited: its template as data and as text, and its history. No Qt; one thread.

`apply` is the only door. The text document is the truth on disk; what is typed there by hand comes back here
and is a step of the same history. A text that cannot be read leaves the last good template, says why in
`broken`, and is never written over.
"""

from __future__ import annotations

from psygnal import Signal

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.changes import Change, ChangeError, Transaction
from formwright.designer.core.forms.history import Event, FormHistory, Patch, Step
from formwright.designer.core.forms.journal import HistoryJournal
from formwright.designer.core.forms.template import Template, spelled
from formwright.designer.core.forms.texts.source import Source, SourceError

BY_HAND = "Edit the template"
OUTSIDE = "Take the file's new text"


class FormDocument:
    changed = Signal(object)
    """The changes that were made, in order, or None: the template is another one altogether."""
    broken_changed = Signal()
    history_changed = Signal()
    notice = Signal(str)

    def __init__(
        self,
        name: str,
        text: TextDocument,
        code: TextDocument | None,
        source: Source,
        journal: HistoryJournal | None = None,
    ) -> None:
        """`name` is dotted. `text` is the template's document, `code` that of the form's Python file."""
        self.name = name
        self.text = text
        self.code = code
        self.version = 0
        self.broken: SourceError | None = None
        self._journal = journal
        self.history = FormHistory(self._log)
        self._source = source
        self._known = text.text  # what `template` and history agree with
        self._template = Template({})
        self._read()
        if journal is not None:
            self.history.restore(*journal.restored(text.text))
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
        if code is not None and self.code is None:
            raise ChangeError(f"{self.name} has no Python file.", "Add one beside its template first.")
        if code is not None and self.code is not None and self.code.read_only_reason:
            raise ChangeError(self.code.read_only_reason)
        before, text = self._template, self._known
        edited = self._source.edit(text, before, transaction.changes)
        code_patch = None
        if code is not None and self.code is not None and code != self.code.text:
            code_patch = Patch.with_context(self.code.text, code)
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
        self._known, self._template = edited.text, edited.template
        self._record(step, text)
        self._write(code)
        self._tell(step.changes if step.incremental else None)

    def undo(self) -> str:
        """What was taken back, or ""."""
        step = self.history.to_undo
        if step is None or self._is_blocked() or not self._go(step, back=True):
            return ""
        self._tell(step.inverses if step.incremental else None)
        return step.label

    def redo(self) -> str:
        step = self.history.to_redo
        if step is None or self._is_blocked() or not self._go(step, back=False):
            return ""
        self._tell(step.changes if step.incremental else None)
        return step.label

    def _is_blocked(self) -> bool:
        if self.text.conflict is None and not self.text.read_only_reason:
            return False
        self.notice.emit(self.obstacle)
        return True

    def _go(self, step: Step, *, back: bool) -> bool:
        text = (step.text.inverse if back else step.text).apply(self._known)
        if text is None:  # a journal that does not fit after all
            self.history.restore([], [])
            self.history_changed.emit()
            return False
        self._known = text
        if back:
            self.history.undone()
        else:
            self.history.redone()
        template, sound = (step.before, step.sound[0]) if back else (step.after, step.sound[1])
        self._template = template or self._template
        if template is None or not sound:
            self._read()
        else:
            self._set_broken(None)
        self._write(self._code_after(step.code.inverse if step.code and back else step.code))
        return True

    def _code_after(self, patch: Patch | None) -> str | None:
        if patch is None or self.code is None:
            return None
        code = patch.relocated(self.code.text)
        if code is None:
            self.notice.emit(f"{self.code.path} was edited since, so its code stays as it is.")
        return code

    def _record(self, step: Step, known: str) -> None:
        """`known` is the text before; the text after is known by now."""
        last = self.history.to_undo
        merges = (
            step.merge and last is not None and last.merge == step.merge and self.history.to_redo is None
            and step.code is None and last.code is None and last.incremental == step.incremental
        )  # fmt: skip
        if merges and last is not None:
            first = last.text.inverse.apply(known)
            assert first is not None
            patch = Patch.between(first, self._known)
            if patch.empty:
                self.history.drop_last()
            else:
                self.history.replace_last(last.followed_by(step, patch))
        else:
            self.history.record(step)

    def _write(self, code: str | None) -> None:
        """What listeners do to the texts on hearing of this comes back as steps of its own."""
        self.text.set_text(self._known, self)
        if code is not None and self.code is not None:
            self.code.set_text(code, self)

    def _log(self, event: Event, step: Step) -> None:
        if self._journal is not None:
            self._journal.write(event, step, self._known, self.history)

    def _tell(self, changes: tuple[Change, ...] | None) -> None:
        self.version += 1
        self.changed.emit(changes)
        self.history_changed.emit()

    # --- the text

    def _on_text_changed(self, _text: str, origin: object) -> None:
        # Not the text that came along: another listener may have changed it again since.
        known, text = self._known, self.text.text
        if text == known:
            return
        before, was_sound = self._template, self.broken is None
        self._known = text
        self._read()
        patch = Patch.between(known, text)
        # A program that reads the file again is no typing: it is a step by itself.
        label, merge = (OUTSIDE, "") if origin is None else (BY_HAND, BY_HAND)
        sound = (was_sound, self.broken is None)
        self._record(Step(label, (), (), before, self._template, patch, merge=merge, sound=sound), known)
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
        if spelled(template.data) != spelled(self._template.data):
            self._template = template
        self._set_broken(None)

    def _set_broken(self, error: SourceError | None) -> None:
        before, self.broken = self.broken, error
        if (before is None) != (error is None) or str(before) != str(error):
            self.broken_changed.emit()
