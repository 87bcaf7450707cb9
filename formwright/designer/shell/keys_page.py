"""The key map: every command with its keys, to be searched and changed by pressing keys. GUI thread.

It decides nothing about where keys are kept: `keep` gets all of the user's own keys after each change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.keys import clashes, normal
from formwright.designer.shell.key_field import KeyField
from formwright.designer.ui.icons import icon
from formwright.designer.ui.key_text import shown_keys
from formwright.designer.ui.message_bar import MessageBar

_COMMAND = Qt.ItemDataRole.UserRole
_TITLES = ("Command", "Where", "Keys")
_PLACES = {"": "Everywhere", "editor": "Code", "design": "Design", "tree": "App tree"}
_MORE = "Commands of an open app are listed while one is open."
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractTableModel):
    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self.ids = [command.id for command in commands if command.palette or command.shortcut]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        command = self._commands.get(self.ids[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            keys = shown_keys(command.shortcut)
            place = _PLACES.get(command.scope, command.scope.capitalize())
            return (command.title.rstrip("…"), place, keys)[index.column()]
        if role == Qt.ItemDataRole.FontRole and self.is_changed(command):
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and self.is_changed(command):
            default = shown_keys(self._commands.default_keys(command.id))
            return f"Changed by you; it came with {default or 'no keys'}"
        return command if role == _COMMAND else None

    def is_changed(self, command: Command) -> bool:
        return normal(command.shortcut) != normal(self._commands.default_keys(command.id))

    def refresh(self) -> None:
        last = self.index(len(self.ids) - 1, len(_TITLES) - 1)
        self.dataChanged.emit(self.index(0, 0), last)


class _Filter(QSortFilterProxyModel):
    """Shows what fits by title, by place or by keys: "ctrl+s" finds Save."""

    def __init__(self, model: _Model) -> None:
        super().__init__()
        self.setSourceModel(model)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.wanted: tuple[str, ...] = ()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        texts = [str(model.index(row, column, parent).data()) for column in range(len(_TITLES))]
        text = " ".join(texts).lower()
        return all(word in text for word in self.wanted)


class KeysPage(QWidget):
    def __init__(
        self, commands: Commands, own: Mapping[str, str], keep: Callable[[dict[str, str]], object]
    ) -> None:
        super().__init__()
        self._commands = commands
        self._own = dict(own)
        self._keep = keep
        self._model = _Model(commands)
        self._filter = _Filter(self._model)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search commands or keys, such as ctrl+s")
        self.search.setAccessibleName("Search the commands")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.reset_all = QPushButton("Reset all")
        self.reset_all.setToolTip("Gives every command the keys that it came with")
        self.reset_all.setAutoDefault(False)
        self.list = _List(self._filter)
        self.nothing = QLabel("No command fits. Clear the search to see all of them.")
        self.nothing.setProperty("kind", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.bar = MessageBar()
        self.subject = QLabel()
        self.field = KeyField()
        self.clear = QPushButton("No keys")
        self.reset = QPushButton("Reset")
        for button in (self.clear, self.reset):
            button.setAutoDefault(False)
        self._lay_out()
        self.search.textChanged.connect(self._search)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_subject())
        self.list.chosen.connect(self.field.setFocus)
        self.field.pressed.connect(self._on_pressed)
        self.field.refused.connect(lambda reason: self.bar.show_message("info", reason))
        self.field.left.connect(self.list.setFocus)
        self.clear.clicked.connect(lambda: self._give("", (self.current(),)))
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.list.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.list.setCurrentIndex(self._filter.index(0, 0))
        self._show_subject()

    def current(self) -> Command | None:
        index = self.list.currentIndex()
        return index.data(_COMMAND) if index.isValid() else None

    def choose(self, command_id: str) -> None:
        row = self._model.ids.index(command_id)
        index = self._filter.mapFromSource(self._model.index(row, 0))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    # -- changing

    def _on_pressed(self, keys: str) -> None:
        """Keys that another command has are taken from it only when the user says so."""
        command = self.current()
        if command is not None:
            self._ask_or_give(command, keys)

    def _ask_or_give(self, command: Command, keys: str) -> None:
        others = clashes(self._commands, command, keys)
        if not others:
            self._give(keys, (command,))
            return
        names = " and ".join(f"“{other.title.rstrip('…')}”" for other in others)
        verb = "has" if len(others) == 1 else "have"
        self.bar.show_message(
            "warning",
            f"{names} {verb} {shown_keys(keys)} already.",
            ("Take them", lambda: self._take(command, keys, others)),
            ("Leave them", self._leave),
        )
        self.field.show_keys(keys)

    def _take(self, command: Command, keys: str, others: tuple[Command, ...]) -> None:
        for other in others:
            self._own[other.id] = ""
        self._give(keys, (command,))

    def _leave(self) -> None:
        self.bar.hide()
        self._show_subject()
        self.field.setFocus()

    def _give(self, keys: str, targets: tuple[Command | None, ...]) -> None:
        for command in targets:
            if command is None:
                continue
            if normal(keys) == normal(self._commands.default_keys(command.id)):
                self._own.pop(command.id, None)
            else:
                self._own[command.id] = keys
        self._hold()

    def _reset(self) -> None:
        command = self.current()
        if command is not None:
            self._ask_or_give(command, self._commands.default_keys(command.id))

    def _reset_all(self) -> None:
        """Keys of commands that are not here now are the user's too: they stay."""
        before = dict(self._own)
        self._own = {name: keys for name, keys in self._own.items() if name not in self._commands}
        self._hold()
        if before != self._own:
            self.bar.show_message(
                "info", "All commands have the keys they came with.", ("Undo", lambda: self._undo(before))
            )

    def _undo(self, before: dict[str, str]) -> None:
        self._own = before
        self._hold()

    def _hold(self) -> None:
        self.bar.hide()
        self._keep(dict(self._own))
        self._model.refresh()
        self._show_subject()

    # -- what is to be seen

    def _search(self, text: str) -> None:
        self._filter.beginFilterChange()
        self._filter.wanted = tuple(text.lower().split())
        self._filter.endFilterChange()
        found = self._filter.rowCount() > 0
        self.list.setVisible(found)
        self.nothing.setVisible(not found)
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._filter.index(0, 0))
        self._show_subject()

    def _show_subject(self) -> None:
        command = self.current()
        for widget in (self.field, self.clear, self.reset):
            widget.setEnabled(command is not None)
        changed = False
        if command is not None:
            self.subject.setText(command.title.rstrip("…"))
            self.field.setAccessibleName(f"Keys of {command.title.rstrip('…')}")
            self.field.show_keys(command.shortcut)
            changed = self._model.is_changed(command)
            self.clear.setEnabled(bool(command.shortcut))
        self.reset.setEnabled(changed)
        self.reset_all.setEnabled(any(name in self._commands for name in self._own))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.reset_all)
        self.subject.setProperty("kind", "heading")
        bottom = QHBoxLayout()
        bottom.addWidget(self.subject, 1)
        for widget in (self.field, self.clear, self.reset):
            bottom.addWidget(widget)
        more = QLabel("" if "run.start" in self._commands else _MORE)
        more.setProperty("kind", "muted")
        more.setVisible(bool(more.text()))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 14, 4, 4)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(more)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.bar)
        column.addLayout(bottom)


class _List(QTreeView):
    """Enter or a double click goes to the field that takes the keys."""

    chosen = Signal()

    def __init__(self, model: QSortFilterProxyModel) -> None:
        super().__init__()
        self.setModel(model)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSortingEnabled(True)
        self.setAccessibleName("Commands and their keys")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _index: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
            return
        super().keyPressEvent(event)
