"""`anvil.server`'s background tasks as values: what both sides can ask of one.

A task travels as its identity, name and start; everything else is asked of the host when it is wanted, by
calls with names of this module. Who was given the identity may ask; it cannot be guessed. Standard library
only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from formwright.runtime.protocol.keeping import PREFIX

TASK_NAME = "anvil.server.BackgroundTask"
LAUNCH = f"{PREFIX}tasks.launch"
GET = f"{PREFIX}tasks.get"
LIST = f"{PREFIX}tasks.list"
ASKED = "anvil.private.background_task."
COMPLETED, FAILED, KILLED, MISSING = "completed", "failed", "killed", "missing"
RUNNING = "running"
QUESTIONS = (
    "is_running",
    "is_completed",
    "get_termination_status",
    "get_state",
    "get_return_value",
    "get_error",
    "kill",
)


class BackgroundTask:
    """A task that was launched. Methods ask the server; they may raise what the task raised."""

    _id = ""
    _name = ""
    _started = 0.0

    @staticmethod
    def _call(function: str, task_id: str) -> Any:
        """How this side asks the host."""
        raise NotImplementedError

    @classmethod
    def of(cls, data: dict[str, Any]) -> BackgroundTask:
        made = cls()
        made.__deserialize__(data, None)
        return made

    def __serialize__(self, info: Any) -> dict[str, Any]:
        return {"id": self._id, "name": self._name, "started": self._started}

    def __deserialize__(self, data: Any, info: Any) -> None:
        self._id, self._name = str(data["id"]), str(data["name"])
        self._started = float(data["started"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BackgroundTask) and other._id == self._id

    def __hash__(self) -> int:
        return hash(self._id)

    def __repr__(self) -> str:
        return f"<background task {self._name} {self._id}>"

    def get_id(self) -> str:
        return self._id

    def get_task_name(self) -> str:
        return self._name

    def get_start_time(self) -> datetime:
        return datetime.fromtimestamp(self._started, timezone.utc)

    def is_running(self) -> bool:
        return bool(self._ask("is_running"))

    def is_completed(self) -> bool:
        """Whether it has ended well. Raises its error if it failed, BackgroundTaskKilled if it was killed."""
        return bool(self._ask("is_completed"))

    def get_termination_status(self) -> str | None:
        """None while it runs; then "completed", "failed", "killed" or "missing"."""
        found = self._ask("get_termination_status")
        return None if found is None else str(found)

    def get_state(self) -> dict[str, Any]:
        """A copy of what it last put into `anvil.server.task_state`."""
        return dict(self._ask("get_state"))

    def get_return_value(self) -> Any:
        """What it returned; None while it runs. Raises its error if it failed."""
        return self._ask("get_return_value")

    def get_error(self) -> None:
        """Raises the task's error, if it has one."""
        self._ask("get_error")

    def kill(self) -> None:
        self._ask("kill")

    def _ask(self, question: str) -> Any:
        return type(self)._call(f"{ASKED}{question}", self._id)


def task_class(call: Callable[[str, str], Any]) -> type[BackgroundTask]:
    """The class of one side. `call(function, task id)` asks the host."""
    return type("BackgroundTask", (BackgroundTask,), {"_call": staticmethod(call)})
