"""User commands as data: menus, shortcuts, the toolbar and the command palette derive from them. No Qt.

A command belongs to one scope. Commands of the scope "" work in the whole window; a room's own commands
(scope "tree", "editor", ...) have their shortcut only while the focus is in that room, so that Ctrl+D may
mean "duplicate" in the tree and "next match" in the editor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from psygnal import Signal


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Command:
    id: str
    title: str
    run: Callable[..., object]
    shortcut: str = ""
    enabled: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    menu: str = ""
    """Where it appears, e.g. "File" or "View/Panels"; "" keeps it out of the menus."""
    group: int = 0
    """Commands of one menu are sorted by group, with a line between groups."""
    scope: str = ""
    icon: str = ""
    palette: bool = True
    """False for commands that need an argument and so cannot be run from the palette."""
    live_title: Callable[[], str] | None = None
    """The title now, where it says more than `title` does: "Undo move of button_1"."""

    @property
    def title_now(self) -> str:
        return self.live_title() if self.live_title is not None else self.title


class UnknownCommand(LookupError):
    """A bug: a room asked for a command nobody registered."""


class Commands:
    """The commands of one window, in the order they were added."""

    added = Signal(Command)
    removed = Signal(Command)
    rekeyed = Signal(Command)
    """It has other keys now; the command is a new object, with the same id."""
    changed = Signal()
    executed = Signal(str)

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}
        self._defaults: dict[str, str] = {}
        self._own_keys: dict[str, str] = {}

    def add(self, *commands: Command) -> None:
        for command in commands:
            if command.id in self._commands:
                raise ValueError(f"The command {command.id!r} exists already.")
            self._defaults[command.id] = command.shortcut
            keyed = replace(command, shortcut=self._own_keys.get(command.id, command.shortcut))
            self._commands[command.id] = keyed
            self.added.emit(keyed)

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """The user's keys by id of the command, "" for none; the others get those they came with."""
        self._own_keys = dict(keys)
        for command in self:
            wanted = self._own_keys.get(command.id, self._defaults[command.id])
            if wanted != command.shortcut:
                self._commands[command.id] = replace(command, shortcut=wanted)
                self.rekeyed.emit(self._commands[command.id])

    def default_keys(self, command_id: str) -> str:
        """Those that the command came with."""
        return self._defaults.get(command_id, "")

    def keys_of(self, command_id: str) -> str:
        """For texts that name them; "" also where there is no such command."""
        return self._commands[command_id].shortcut if command_id in self._commands else ""

    def __iter__(self) -> Iterator[Command]:
        return iter(tuple(self._commands.values()))

    def __contains__(self, command_id: object) -> bool:
        return command_id in self._commands

    def get(self, command_id: str) -> Command:
        try:
            return self._commands[command_id]
        except KeyError:
            raise UnknownCommand(command_id) from None

    def execute(self, command_id: str, *arguments: object) -> object:
        """Runs it; a command that is not enabled does nothing."""
        command = self.get(command_id)
        if not command.enabled():
            return None
        result = command.run(*arguments)
        self.executed.emit(command_id)
        self.changed.emit()
        return result

    def checkpoint(self) -> frozenset[str]:
        """The commands there are now: hand it to `rollback` when what was opened since is closed."""
        return frozenset(self._commands)

    def rollback(self, checkpoint: frozenset[str]) -> None:
        for command_id in [name for name in self._commands if name not in checkpoint]:
            self.removed.emit(self._commands.pop(command_id))

    def refresh(self) -> None:
        """Call when what `enabled` or `checked` read has changed: the views ask again."""
        self.changed.emit()
