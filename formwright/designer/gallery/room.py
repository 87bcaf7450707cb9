"""The gallery: does in a thread what its sidebar and cards ask for, then has the app opened. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.fuzzy import score
from formwright.designer.core.workspace import WorkspaceError, cannot_write
from formwright.designer.gallery.ask_line import AskLine
from formwright.designer.gallery.card import Card
from formwright.designer.gallery.chips import Chips, tags_of
from formwright.designer.gallery.jobs import AppSource
from formwright.designer.gallery.sidebar import Sidebar
from formwright.designer.ui.background import Progress, Work
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.flow_layout import FlowLayout
from formwright.designer.ui.icons import icon
from formwright.designer.ui.notice import Notice
from formwright.designer.ui.template_dialog import Choice, TemplateDialog
from formwright.runtime.appfiles.names import NameProblem

AskFolder = Callable[[QWidget, str, Path], Path | None]


def ask_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None


def _check_title(name: str) -> NameProblem | None:
    return None if name else NameProblem("An app needs a name.", "My app")


class GalleryRoom(QWidget):
    open_wanted = Signal(Path)
    trial_wanted = Signal(Path)
    """A temporary copy is there, to be opened as one."""

    def __init__(self, source: AppSource, choose_folder: AskFolder = ask_folder) -> None:
        super().__init__()
        self.setObjectName("gallery")
        self._source = source
        self._choose_folder = choose_folder
        self._work: Work | None = None
        self.sidebar = Sidebar()
        self.notice = Notice()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search examples")
        self.search.setAccessibleName("Search examples")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(240)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.nothing = EmptyState("No example fits", "", "Show all of them", self._show_all)
        self.nothing.hide()
        self.cards = [Card(example) for example in source.examples()]
        self.chips = Chips(tags_of([card.example for card in self.cards]))
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Call when the gallery is shown again: recent apps may have changed."""
        self.sidebar.show_recent(self._source.recent())
        self.sidebar.show_workspace(self._source.folder)

    def open_folder(self) -> None:
        folder = self._choose_folder(self, "Open an app folder", self._source.folder)
        if folder is not None:
            self._open(folder)

    def clone_example(self, name: str) -> None:
        card = next(card for card in self.cards if card.example.name == name)

        def failed(message: str, remedy: str) -> None:
            card.show_idle()
            self.notice.tell(message, remedy, "Try again", lambda: self.clone_example(name))

        card.show_progress("Copying", -1)
        self._start(
            lambda progress: self._source.clone(name, progress), card.show_progress, card.show_idle, failed
        )

    def try_example(self, name: str) -> None:
        card = next(card for card in self.cards if card.example.name == name)

        def failed(message: str, remedy: str) -> None:
            card.show_idle()
            self.notice.tell(message, remedy)

        card.show_progress("Copying", -1)
        self._start(
            lambda progress: self._source.try_out(name, progress),
            card.show_progress, card.show_idle, failed, self.trial_wanted.emit,
        )  # fmt: skip

    def clone_from_link(self, url: str) -> None:
        """As if it had been typed: progress and errors show there."""
        self.sidebar.git_line.ask()
        self.sidebar.git_line.field.setText(url)
        self.clone_git(url)

    def clone_git(self, url: str) -> None:
        self._start_line(self.sidebar.git_line, lambda progress: self._source.clone(url, progress))

    def ask_new_app(self) -> None:
        choices = [
            Choice(template.name, template.title, template.line, "My app", template.picture)
            for template in self._source.templates()
        ]
        dialog = TemplateDialog("New app", choices, "&Name of the app", _check_title, self)
        dialog.chosen.connect(self.new_app)
        dialog.open()

    def new_app(self, template: str, name: str) -> None:
        button = self.sidebar.new_button

        def failed(message: str, remedy: str) -> None:
            button.setEnabled(True)
            self.notice.tell(message, remedy)

        button.setEnabled(False)
        self._start(
            lambda progress: self._source.new_app(name, progress, template),
            lambda _text, _part: None,
            lambda: button.setEnabled(True),
            failed,
        )

    def _start_line(self, line: AskLine, make: Callable[[Progress], Path]) -> None:
        line.show_progress("Starting", -1)
        self._start(make, line.show_progress, line.done, line.show_error)

    def _start(
        self,
        make: Callable[[Progress], Path],
        on_progress: Callable[[str, float], None],
        on_done: Callable[[], None],
        on_failed: Callable[[str, str], None],
        made: Callable[[Path], object] | None = None,
    ) -> None:
        if self._work is not None:
            on_failed("Another app is being made.", "Wait until it is there.")
            return
        self.notice.hide()
        if made is None and (reason := cannot_write(self._source.folder)):
            on_failed(reason, "Choose another folder for new apps.")
            self.notice.tell(
                reason, "Apps need a folder you may write to.", "Choose folder…", self.choose_workspace
            )
            return
        work = Work(make, self)

        def finished() -> None:
            self._work = None

        def succeeded(folder: object) -> None:
            on_done()
            assert isinstance(folder, Path)
            (made or self.open_wanted.emit)(folder)

        def failed(error: object) -> None:
            if isinstance(error, WorkspaceError):
                on_failed(error.message, error.remedy)
            else:
                on_failed(
                    f"It did not work: {error}",
                    "The details are in the terminal Formwright was started from.",
                )

        work.finished.connect(finished)
        work.progressed.connect(on_progress)
        work.succeeded.connect(succeeded)
        work.failed.connect(failed)
        self._work = work.start()

    def choose_workspace(self) -> None:
        folder = self._choose_folder(self, "Folder for new apps", self._source.folder)
        if folder is None:
            return
        if reason := cannot_write(folder):
            self.notice.tell(
                reason, "Apps need a folder you may write to.", "Choose another…", self.choose_workspace
            )
            return
        self.notice.hide()
        self._source.use_folder(folder)
        self.refresh()

    def _open(self, folder: Path) -> None:
        try:
            self._source.check(folder)
        except WorkspaceError as error:
            self.notice.tell(error.message, error.remedy)
            return
        self.notice.hide()
        self.open_wanted.emit(folder)

    def _forget(self, folder: Path) -> None:
        self._source.forget(folder)
        self.refresh()

    def _filter(self, text: str) -> None:
        shown = 0
        tag = self.chips.chosen
        for card in self.cards:
            example = card.example
            fits = (
                score(text, f"{example.title} {' '.join(example.tags)}")
                or text.lower() in f"{example.line} {example.teaches}".lower()
            ) and (not tag or tag in example.tags)
            card.setVisible(bool(fits))
            shown += bool(fits)
        self.nothing.setVisible(not shown)

    def _show_all(self) -> None:
        self.chips.clear()
        self.search.clear()
        self.search.setFocus()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._find)
        for card in self.cards:
            card.clone_wanted.connect(self.clone_example)
            card.trial_wanted.connect(self.try_example)
        self.chips.changed.connect(lambda: self._filter(self.search.text()))
        self.sidebar.first_wanted.connect(lambda: self.clone_example(self.cards[0].example.name))
        self.sidebar.folder_wanted.connect(self.open_folder)
        self.sidebar.new_wanted.connect(self.ask_new_app)
        self.sidebar.git_wanted.connect(self.clone_git)
        self.sidebar.recent.chosen.connect(self._open)
        self.sidebar.recent.forgotten.connect(self._forget)
        self.sidebar.where_button.clicked.connect(self.choose_workspace)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        heading = QLabel("Start from an example")
        heading.setProperty("kind", "title")
        line = QLabel("Each is a complete app. Run tries it out; Clone makes your own copy and opens it.")
        line.setProperty("kind", "muted")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(heading)
        words.addWidget(line)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignBottom)
        grid = QWidget()
        flow = FlowLayout(grid, spacing=20)
        for card in self.cards:
            flow.addWidget(card)
        content = QWidget()
        content.setMaximumWidth(1500)
        column = QVBoxLayout(content)
        column.setContentsMargins(36, 30, 36, 36)
        column.setSpacing(18)
        column.addLayout(top)
        column.addWidget(self.chips)
        column.addWidget(self.notice)
        column.addWidget(grid)
        column.addWidget(self.nothing)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(scroll, 1)

    def sizeHint(self) -> QSize:
        return QSize(1280, 820)
