"""A host process that the test plays."""

from __future__ import annotations

from collections.abc import Callable

from formwright.runtime.protocol import control


class Host:
    """The test says through `event` what a host process would."""

    def __init__(self) -> None:
        self.sent: list[control.Command] = []
        self.event: Callable[[control.Event], None] = print
        self.exit: Callable[[str], None] = print

    def listen(self, on_event: Callable[[control.Event], None], on_exit: Callable[[str], None]) -> None:
        self.event, self.exit = on_event, on_exit

    def start(self) -> None:
        self.event(control.Ready("http://127.0.0.1:1", "token", 1))

    def send(self, command: control.Command) -> None:
        self.sent.append(command)

    def close(self) -> None:
        pass
