"""The packages of the app's server code: wanted, installed, newest; add, upgrade, remove. GUI thread.

Knows nothing of how packages are installed: whoever listens to `changed` does that and says how it goes
through `show_progress`, `show_failure` and `show_python`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.package_list import PackageList
from formwright.designer.core.project import Project
from formwright.designer.ui.background import Progress, Work
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon
from formwright.designer.ui.notice import Notice
from formwright.runtime.appfiles import OperationError

if TYPE_CHECKING:
    from formwright.runtime.pythons.packages import Installed

_KEY = Qt.ItemDataRole.UserRole + 1
_EMPTY = "What server code imports beyond Python itself is listed here, and installed for this app only."
_TITLES = ("Package", "Wanted", "Installed", "Newest", "Needed by")


class PackagesPanel(QWidget):
    changed = Signal()
    """requirements.txt is another: packages are to be installed."""

    def __init__(self, project: Project, python: Callable[[], Path], parent: QWidget | None = None) -> None:
        """`python` is the one with the packages, or will be: asked in a thread."""
        super().__init__(parent)
        self._project = project
        self._find_python = python
        self._list = PackageList(project)
        self._installed: dict[str, Installed] = {}
        self._newest: dict[str, str] = {}
        self._text = self._list.text
        self._work: Work | None = None
        self.name = QLineEdit(placeholderText="Add a package, such as requests>=2.32")
        self.name.setAccessibleName("Package to add")
        self.name.setClearButtonEnabled(True)
        self.name.setMaximumWidth(420)
        self.name.returnPressed.connect(self.add)
        self.name.textChanged.connect(lambda _text: self._enable())
        self.add_button = self._button("plus", "Add", self.add)
        self.upgrade_button = self._button("arrow-up-bold-outline", "Upgrade", self.upgrade)
        self.remove_button = self._button("delete-outline", "Remove", self.remove)
        self.check_button = self._button("refresh", "Look for updates", self.look)
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.name, 3)
        row.addWidget(self.add_button)
        row.addStretch(1)
        for button in (self.upgrade_button, self.remove_button, self.check_button):
            row.addWidget(button)
        self.notice = Notice()
        self.progress = QLabel()
        self.progress.setProperty("kind", "muted")
        self.progress.setContentsMargins(12, 0, 8, 4)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setFixedHeight(4)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Working")
        self._model = QStandardItemModel(0, len(_TITLES), self)
        self._model.setHorizontalHeaderLabels(list(_TITLES))
        self.list = QTreeView()
        self.list.setModel(self._model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("Packages")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_state())
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.progress)
        around = QVBoxLayout()
        around.setContentsMargins(8, 0, 8, 0)
        around.addWidget(self.notice)
        column.addLayout(around)
        column.addWidget(self._stack, 1)
        project.changed.connect(self._on_files)
        self._busy("")
        self.show_packages()

    def _button(self, symbol: str, title: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(symbol), title)
        button.setProperty("kind", "flat")
        button.clicked.connect(lambda: action())
        return button

    def _empty_state(self) -> QWidget:
        page = EmptyState("No packages yet", _EMPTY, "Add a package", lambda: self.name.setFocus())
        self.first_button = page.button
        return page

    def release(self) -> None:
        self._project.changed.disconnect(self._on_files)
        self._stop()

    # -- what users do

    def add(self) -> None:
        """After the index has said that it exists; without one it says so and offers to add it anyway."""
        asked = self.name.text().strip()
        if not asked or self._work is not None:
            return
        from packaging.requirements import InvalidRequirement, Requirement

        try:
            requirement = Requirement(asked)
        except InvalidRequirement:
            self.notice.tell(f"“{asked}” is no requirement.", "Write a name such as requests.")
            return
        extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
        name, version = f"{requirement.name}{extras}", str(requirement.specifier)

        def put(_newest: object = None) -> None:
            self._edit(lambda: self._list.want({name: version}, f"Add {requirement.name} to the packages"))
            self.name.clear()

        self._ask([asked], f"Looking for {requirement.name}…", put, "Add it all the same", put)

    def upgrade(self) -> None:
        """To the newest version, which becomes the least that is wanted."""
        items = [item for item in self._list.wanted() if item.key in self._chosen()]
        if not items or self._work is not None:
            return

        def put(newest: object) -> None:
            assert isinstance(newest, dict)
            versions = {
                item.name: f"{'==' if item.version.startswith('==') else '>='}{newest[item.key]}"
                for item in items
                if item.key in newest
            }
            self._edit(lambda: self._list.want(versions, f"Upgrade {', '.join(versions)}"))

        self._ask([item.name for item in items], "Looking for the newest versions…", put)

    def remove(self) -> None:
        names = [item.name for item in self._list.wanted() if item.key in self._chosen()]
        if names:
            self._edit(lambda: self._list.remove(names))

    def look(self) -> None:
        names = [item.name for item in self._list.wanted()]
        if names and self._work is None:
            self._ask(names, "Looking for newer versions…", lambda _newest: self.show_packages())

    # -- what others say

    def show_progress(self, text: str) -> None:
        self._busy(text)

    def show_failure(self, message: str, remedy: str) -> None:
        self._busy("")
        self.notice.tell(message, remedy, "Try again", self.changed.emit)

    def show_python(self, _path: Path) -> None:
        """The packages are installed: says which versions."""
        self._busy("")
        self.notice.hide()
        self._read_installed()

    # -- inside

    def _edit(self, action: Callable[[], None]) -> None:
        try:
            action()
        except OperationError as error:
            self.notice.tell(error.message, error.remedy)
        except OSError as error:
            self.notice.tell(f"{self._list.path} cannot be written: {error.strerror or error}.")

    def _on_files(self, paths: tuple[str, ...]) -> None:
        text = self._list.text
        if self._list.path in paths and text != self._text:
            self._text = text
            self.show_packages()
            self.changed.emit()

    def _ask(
        self,
        names: list[str],
        words: str,
        then: Callable[[object], None],
        anyway: str = "",
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        folder = self._project.folder

        def find(_progress: Progress) -> dict[str, str]:
            from formwright.runtime.pythons.packages import newest

            return newest(names, self._find_python(), folder)

        def found(newest: object) -> None:
            assert isinstance(newest, dict)
            self._newest.update(newest)
            self._done()
            then(newest)

        def failed(error: object) -> None:
            self._done()
            message, remedy = str(getattr(error, "message", error)), str(getattr(error, "remedy", ""))
            self.notice.tell(message, remedy, anyway, otherwise)

        self.notice.hide()
        self._busy(words)
        self._work = Work(find, self)
        self._work.succeeded.connect(found)
        self._work.failed.connect(failed)
        self._work.start()
        self._enable()

    def _done(self) -> None:
        self._work = None
        self._busy("")

    def _stop(self) -> None:
        if self._work is not None:
            self._work.abandon()
            self._work = None

    def _read_installed(self) -> None:
        def read(_progress: Progress) -> object:
            from formwright.runtime.pythons.packages import installed

            return installed(self._find_python())

        work = Work(read, self)
        work.succeeded.connect(self._on_installed)
        work.start()

    def _on_installed(self, found: object) -> None:
        assert isinstance(found, dict)
        self._installed = found
        self.show_packages()

    def _busy(self, words: str) -> None:
        self.progress.setText(words)
        self.progress.setVisible(bool(words))
        self.bar.setVisible(bool(words))
        self._enable()

    def _chosen(self) -> set[str]:
        return {str(index.data(_KEY)) for index in self.list.selectionModel().selectedRows()}

    def _enable(self) -> None:
        free = self._work is None
        some = free and bool(self._chosen() & {item.key for item in self._list.wanted()})
        self.add_button.setEnabled(free and bool(self.name.text().strip()))
        self.upgrade_button.setEnabled(some)
        self.remove_button.setEnabled(some)
        self.check_button.setEnabled(free and self._model.rowCount() > 0)

    def show_packages(self) -> None:
        chosen = self._chosen()
        wanted = self._list.wanted()
        keys = {item.key for item in wanted}
        rows = [(item.name, item.key, item.version or "any") for item in wanted]
        if wanted:
            others = (item for key, item in self._installed.items() if key not in keys and item.needed_by)
            rows += [(item.name, item.key, "") for item in sorted(others, key=lambda each: each.key)]
        self._model.removeRows(0, self._model.rowCount())
        for name, key, version in rows:
            self._model.appendRow(self._row(name, key, version))
        for number, (_name, key, _version) in enumerate(rows):
            if key in chosen:
                flag = self.list.selectionModel().SelectionFlag
                self.list.selectionModel().select(self._model.index(number, 0), flag.Select | flag.Rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        self._enable()

    def _row(self, name: str, key: str, version: str) -> list[QStandardItem]:
        here, newest = self._installed.get(key), self._newest.get(key, "")
        newer = bool(here and newest and newest != here.version)
        needed_by = ", ".join(here.needed_by) if here else ""
        first = QStandardItem(icon("package-variant-closed", "text" if version else "muted"), name)
        first.setData(key, _KEY)
        cells = [first]
        for text in (version, here.version if here else "not yet" if version else "", newest, needed_by):
            cells.append(QStandardItem(text))
        if newer:
            cells[3].setIcon(icon("arrow-up-bold-outline", "warning"))
            cells[3].setToolTip(f"{name} {newest} is newer than {here.version if here else ''}")
        for cell in cells[1:]:
            cell.setData(key, _KEY)
        return cells
