"""Commands: order, enablement, coming and going, and finding them."""

from __future__ import annotations

import pytest

from formwright.designer.core.commands import Command, Commands, UnknownCommand
from formwright.designer.core.fuzzy import best, score
from formwright.designer.core.locations import Location, locations_in


def test_a_command_that_is_not_enabled_does_nothing() -> None:
    ran: list[object] = []
    allowed: list[bool] = []
    commands = Commands()
    commands.add(Command("a", "A", ran.append, enabled=lambda: bool(allowed)))
    commands.execute("a", 1)
    allowed.append(True)
    commands.execute("a", 2)
    assert ran == [2]


def test_two_commands_cannot_share_an_id_and_unknown_ones_are_named() -> None:
    commands = Commands()
    commands.add(Command("a", "A", lambda: None))
    with pytest.raises(ValueError, match="'a'"):
        commands.add(Command("a", "B", lambda: None))
    with pytest.raises(UnknownCommand, match="nothing"):
        commands.execute("nothing")


def test_closing_an_app_takes_its_commands_away() -> None:
    commands = Commands()
    commands.add(Command("always", "Always", lambda: None))
    before = commands.checkpoint()
    commands.add(Command("app", "App", lambda: None))
    gone: list[str] = []
    commands.removed.connect(lambda command: gone.append(command.id))
    commands.rollback(before)
    assert [command.id for command in commands] == ["always"]
    assert gone == ["app"]


def test_finding_prefers_starts_of_words() -> None:
    titles = ["Restart the server", "Run", "Rename…", "Show preview", "Command palette"]
    assert best("r", titles, str)[0] in ("Restart the server", "Run", "Rename…")
    assert best("pal", titles, str) == ["Command palette"]
    assert best("rts", titles, str) == ["Restart the server"]
    assert best("", titles, str) == titles
    assert score("zzz", "Run") == 0


def test_places_in_a_traceback() -> None:
    text = '  File "client_code/Form1/__init__.py", line 12, in click'
    ((start, end, place),) = locations_in(text)
    assert place == Location("client_code/Form1/__init__.py", 12)
    assert text[start:end] == 'File "client_code/Form1/__init__.py", line 12'
    assert str(Location("a.py", 3, 4)) == "a.py:3:4"
