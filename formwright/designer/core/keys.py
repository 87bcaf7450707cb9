"""Keys as text ("Ctrl+Shift+P"): which texts mean the same, and which commands would share one. No Qt; pure.

Text is as Qt writes it in its portable form; the order of the modifiers and short names (Del, Esc) do not
matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formwright.designer.core.commands import Command

_ALIASES = {
    "delete": "del", "escape": "esc", "enter": "return", "pagedown": "pgdown", "pageup": "pgup",
    "insert": "ins", "control": "ctrl",
}  # fmt: skip


def normal(keys: str) -> tuple[str, ...]:
    """Equal for texts that mean the same keys: modifiers in one order, then the key; () for none."""
    text = keys.strip().lower()
    if not text:
        return ()
    end = ["+"] if text.endswith("+") else []
    parts = [part.strip() for part in text.removesuffix("+").split("+") if part.strip()] + end
    *modifiers, key = [_ALIASES.get(part, part) for part in parts]
    return (*sorted(modifiers), key)


def share_a_place(first: str, second: str) -> bool:
    """Whether commands of these scopes can be reached at the same time: "" is the whole window."""
    return first == second or "" in (first, second)


def clashes(commands: Iterable[Command], command: Command, keys: str) -> tuple[Command, ...]:
    """The other commands that these keys would run where `command` is reached by them."""
    wanted = normal(keys)
    return tuple(
        other
        for other in commands
        if wanted
        and other.id != command.id
        and normal(other.shortcut) == wanted
        and share_a_place(other.scope, command.scope)
    )
