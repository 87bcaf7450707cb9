"""Keys as text, the user's own keys, and which commands would share them."""

from __future__ import annotations

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.keys import clashes, normal


def nothing() -> None: ...


def test_texts_that_mean_the_same_are_equal() -> None:
    assert normal("Ctrl+Shift+P") == normal("shift+ctrl+p")
    assert normal("Del") == normal("Delete") and normal("Alt+Return") == normal("Alt+Enter")
    assert normal("Ctrl++") == ("ctrl", "+") and normal("+") == ("+",)
    assert normal("Ctrl+P") != normal("Ctrl+Shift+P")
    assert normal("") == ()


def test_keys_clash_only_where_both_commands_are_reached() -> None:
    save = Command("save", "Save", nothing, "Ctrl+S")
    twin = Command("tree.twin", "Duplicate", nothing, "Ctrl+D", scope="tree")
    match = Command("editor.match", "Next match", nothing, "Ctrl+D", scope="editor")
    everything = (save, twin, match)
    assert clashes(everything, twin, "Ctrl+D") == ()
    assert clashes(everything, twin, "ctrl+s") == (save,)
    assert clashes(everything, save, "Ctrl+D") == (twin, match)
    assert clashes(everything, save, "") == () == clashes(everything, save, "Ctrl+S")


def test_own_keys_hold_for_commands_that_come_later_and_can_be_taken_back() -> None:
    commands = Commands()
    commands.use_keys({"late": "Ctrl+L", "now": "", "never": "F9"})
    commands.add(Command("now", "Now", nothing, "F5"), Command("late", "Late", nothing))
    assert (commands.keys_of("now"), commands.keys_of("late")) == ("", "Ctrl+L")
    seen: list[str] = []
    commands.rekeyed.connect(lambda command: seen.append(f"{command.id} {command.shortcut}"))
    commands.use_keys({"late": "Ctrl+L"})
    assert seen == ["now F5"]
    assert (commands.keys_of("now"), commands.default_keys("late")) == ("F5", "")
