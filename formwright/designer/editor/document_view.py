"""One text document: its editor, the bars above it, and the traffic between them. GUI thread.

The document is the truth; this view sends what is typed and takes what others change. It writes no files.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from formwright.designer.core.document import TextDocument
from formwright.designer.editor.code_editor import CodeEditor
from formwright.designer.editor.compare import CompareDialog
from formwright.designer.editor.completion import CompletionSource
from formwright.designer.editor.find_bar import FindBar
from formwright.designer.editor.go_to_line import GoToLine
from formwright.designer.editor.languages import Language
from formwright.designer.editor.names import attribute_at, uses_of
from formwright.designer.editor.schemes import DARK, LIGHT
from formwright.designer.editor.scintilla import (
    COMPONENT,
    MARK_ERROR,
    MARK_WARNING,
    SQUIGGLE_ERROR,
    SQUIGGLE_WARNING,
)
from formwright.designer.editor.syntax import Finding, check_python
from formwright.designer.ui.message_bar import MessageBar
from formwright.designer.ui.theme import Theme

SERVER_FOLDER = "server_code/"
SERVER_WORDS = "Server: users never see this code"
_CHECK_MILLISECONDS = 400


class DocumentView(QWidget):
    caret_moved = Signal()

    def __init__(
        self,
        document: TextDocument,
        language: Language,
        completions: CompletionSource,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._theme = theme
        self._taking = False
        self._unsent = False
        self._findings: list[Finding] = []
        self.editor = CodeEditor(language, completions, self)
        self.editor.path = document.path
        self.bar = MessageBar(self)
        self.find_bar = FindBar(self.editor, self)
        self.go_to_line = GoToLine(self.editor)
        self._edge = QLabel(SERVER_WORDS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._edge, self.bar, self.find_bar):
            layout.addWidget(widget)
        layout.addWidget(self.editor, 1)
        self.setFocusProxy(self.editor)
        self._send_later = QTimer(self, singleShot=True, interval=0)
        self._send_later.timeout.connect(self.flush)
        self._check_later = QTimer(self, singleShot=True, interval=_CHECK_MILLISECONDS)
        self._check_later.timeout.connect(self._check)
        self._load()
        self._bind()
        self.apply_theme()

    def _bind(self) -> None:
        self.editor.edited.connect(self._on_edited)
        self.editor.rested_on.connect(self._tell_finding)
        self.editor.caret_moved.connect(self.caret_moved)
        for keys, name, action in (
            ("Ctrl+F", "find", lambda: self.find_bar.open_bar(replace=False)),
            ("Ctrl+H", "replace", lambda: self.find_bar.open_bar(replace=True)),
            ("F3", "find_next", self.find_bar.find_next),
            ("Shift+F3", "find_previous", self.find_bar.find_previous),
            ("Ctrl+G", "go_to_line", self.go_to_line.open_field),
        ):
            self.editor.bind(keys, action, name)
        document = self.document
        document.text_changed.connect(self._on_text_changed)
        document.saved.connect(self._on_saved)
        document.changed_on_disk.connect(self._show_state)
        document.conflict_resolved.connect(self._show_state)
        document.dirty_changed.connect(self._on_dirty_changed)
        document.renamed.connect(self._on_renamed)

    def release(self) -> None:
        """Before the view is deleted: the document may outlive it."""
        self.flush()
        document = self.document
        document.text_changed.disconnect(self._on_text_changed)
        document.saved.disconnect(self._on_saved)
        document.changed_on_disk.disconnect(self._show_state)
        document.conflict_resolved.disconnect(self._show_state)
        document.dirty_changed.disconnect(self._on_dirty_changed)
        document.renamed.disconnect(self._on_renamed)

    def apply_theme(self) -> None:
        colours = self._theme.tokens
        font: QFont = self._theme.monospace()
        self.editor.set_look_of(DARK if colours.dark else LIGHT, font)
        self._edge.setStyleSheet(
            f"background: {colours.server_soft}; color: {colours.server}; padding: 4px 12px;"
            f"border-left: 4px solid {colours.server}; font-weight: 600;"
        )
        self._edge.setVisible(self.document.path.startswith(SERVER_FOLDER))
        self._show_state()

    # -- text

    def _load(self) -> None:
        self._taking = True
        self.editor.load_text(self.document.saved_text)
        if self.document.text != self.document.saved_text:
            self.editor.replace_text(self.document.text)
        self._taking = False
        self.editor.setReadOnly(bool(self.document.read_only_reason))
        self._check_later.start()

    def _on_edited(self) -> None:
        if not self._taking:
            self._unsent = True
            self._send_later.start()
        self._check_later.start()

    def flush(self) -> None:
        """Brings the document up to date; typing does so at the end of each turn of the event loop."""
        if self._unsent:
            self._unsent = False
            self.document.set_text(self.editor.get_text(), self)

    def _on_text_changed(self, text: str, origin: object) -> None:
        if origin is self:
            return
        self._unsent = False
        self._taking = True
        self.editor.replace_text(text)
        self._taking = False
        self.editor.setReadOnly(bool(self.document.read_only_reason))
        if not self.document.dirty:
            self.editor.setSavePoint()
        self._show_state()

    def _on_saved(self) -> None:
        self.editor.setSavePoint()
        self._show_state()

    def _on_dirty_changed(self, dirty: bool) -> None:
        if not dirty:
            self.editor.setSavePoint()

    def _on_renamed(self, path: str) -> None:
        self.editor.path = path
        self._edge.setVisible(path.startswith(SERVER_FOLDER))

    # -- bars

    def _show_state(self) -> None:
        document = self.document
        if document.read_only_reason:
            self.bar.show_message("info", document.read_only_reason)
        elif document.conflict is not None:
            self.bar.show_message(
                "warning",
                "Another program changed this file while you were editing it. Both versions are kept "
                "until you choose.",
                ("Compare", self.compare),
                ("Keep mine", document.keep_mine),
                ("Take theirs", document.take_theirs),
            )
        elif document.missing:
            self.bar.show_message(
                "warning",
                f"{document.path} is no longer on disk. What you see here is the only copy.",
                ("Write it again", self._write_again),
            )
        else:
            self.bar.hide()

    def show_failure(self, text: str) -> None:
        self.bar.show_message("danger", text, ("Dismiss", self._show_state))

    def _write_again(self) -> None:
        self.flush()
        try:
            self.document.save()
        except OSError as error:
            self.show_failure(f"{self.document.path} could not be written: {error.strerror or error}.")
            return
        self._show_state()

    def compare(self) -> None:
        self.flush()
        dialog = CompareDialog(self.document, self._theme.monospace(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # -- what Python says

    @property
    def findings(self) -> list[Finding]:
        return self._findings

    def _check(self) -> None:
        is_python = self.editor.language.name == "python" and not self.document.read_only_reason
        self._findings = check_python(self.editor.get_text()) if is_python else []
        errors = [finding for finding in self._findings if finding.is_error]
        warnings = [finding for finding in self._findings if not finding.is_error]
        for group, squiggle, mark in (
            (errors, SQUIGGLE_ERROR, MARK_ERROR),
            (warnings, SQUIGGLE_WARNING, MARK_WARNING),
        ):
            self.editor.mark_ranges(squiggle, [self._span(finding) for finding in group])
            self.editor.set_line_mark(mark, [finding.line - 1 for finding in group])
        self.editor.set_notes((f.line - 1, f" {f.message} ", f.is_error) for f in self._findings)

    def _span(self, finding: Finding) -> tuple[int, int]:
        editor = self.editor
        start = editor.position_at(finding.line, finding.column)
        end = editor.position_at(finding.end_line, finding.end_column) if finding.end_column else start
        if end <= start:
            line_end = editor.lineEndPosition(editor.lineFromPosition(start))
            end = max(start, min(line_end, editor.wordEndPosition(start, True)))
        if end == start:
            # Nothing is there (a colon is missing at the end, say): mark what stands before it.
            start = max(0, start - 1)
        return start, end

    def _tell_finding(self, position: int) -> None:
        for finding in self._findings:
            start, end = self._span(finding)
            if start <= position <= end:
                self.editor.show_tip(position, finding.detail)

    # -- components

    @property
    def component_at_caret(self) -> str:
        """The name after `self.` under the caret, or ""."""
        line, column = self.editor.caret()
        return attribute_at(self.editor.line_text(line - 1), column)

    def mark_components(self, names: Collection[str]) -> None:
        """Shows where the code speaks of these components of the form."""
        text = self.editor.get_text()
        spans = [
            (len(text[:start].encode()), len(text[:end].encode())) for start, end in uses_of(text, names)
        ]
        self.editor.mark_ranges(COMPONENT, spans)
