"""Background tasks for server code: registering, launching, looking after them, and `task_state`.

Process: worker, any thread.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from formwright.runtime.protocol.background_task import (
    GET,
    LAUNCH,
    LIST,
    TASK_NAME,
    BackgroundTask,
    task_class,
)
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.kinds import TASK
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.serialisation import dumps_call
from formwright.runtime.worker.current import runtime
from formwright.runtime.worker.registry import ServerFunction

Task = task_class(lambda function, task_id: runtime().call(function, [task_id], {}))


def background_task(fn_or_name: Any = None) -> Any:
    """`@background_task` or `@background_task("name")`: a function that can be launched."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        name = fn_or_name if isinstance(fn_or_name, str) else function.__name__
        runtime().registry.add(ServerFunction(f"{TASK}{name}", function))
        return function

    if fn_or_name is None or isinstance(fn_or_name, str):
        return register
    if not builtins.callable(fn_or_name):
        raise TypeError("background_task is a decorator for functions; its argument may be a name")
    return register(fn_or_name)


def launch_background_task(name: str, /, *args: Any, **kwargs: Any) -> BackgroundTask:
    """Starts a task in a process of its own and returns at once. Its errors come later, from the task."""
    here = runtime()
    here.needs_call("anvil.server.launch_background_task")
    text, blobs = dumps_call(args, kwargs, here.trust())
    media = [BlobMedia("application/octet-stream", blob) for blob in blobs]
    return Task.of(here.ask(LAUNCH, [name, text, media]))


def get_background_task(task_id: str) -> BackgroundTask:
    """The task with that identity. Raises BackgroundTaskNotFound."""
    runtime().needs_call("anvil.server.get_background_task")
    return Task.of(runtime().ask(GET, [task_id]))


def list_background_tasks(all_environments: bool = False) -> list[BackgroundTask]:  # noqa: ARG001 (one environment)
    """All that run, and those that ended last; newest first."""
    runtime().needs_call("anvil.server.list_background_tasks")
    return [Task.of(data) for data in runtime().ask(LIST, [])]


class TaskState(MutableMapping[str, Any]):
    """`anvil.server.task_state`: what a running task tells others. Holds what JSON can say."""

    def _data(self) -> dict[str, Any]:
        here = runtime()
        call = here.current.get()
        if call is None or "task" not in call.extra:
            raise RuntimeError("anvil.server.task_state is there only while a background task runs")
        return here.task_state

    def __getitem__(self, key: str) -> Any:
        return self._data()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        if not isinstance(key, str):
            raise SerializationError(f"keys of task_state must be strings, not {type(key).__name__}")
        try:
            json.dumps(value)
        except (TypeError, ValueError) as error:
            raise SerializationError(f"task_state[{key!r}] holds only what JSON can say: {error}") from None
        self._data()[key] = value

    def __delitem__(self, key: str) -> None:
        del self._data()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._data()))

    def __len__(self) -> int:
        return len(self._data())

    def __repr__(self) -> str:
        return f"<task state {self._data()!r}>"


def add_to(portable: Any) -> None:
    """Tasks are values that travel: to whoever is given one, and back."""
    portable.add(Task, TASK_NAME)
