"""The model of a running app: the host process, the page in the preview, and what both said. No Qt.

`RunSession` is what the preview, the consoles and the toolbar show and command. It reaches the host only
through a `HostLink` (`ui/host_process.py`), and the page only through signals that the preview room obeys.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from psygnal import Signal

from formwright.designer.core.locations import Location


class HostState(Enum):
    DOWN = "down"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"


class PageState(Enum):
    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(frozen=True)
class Frame:
    file: str
    line: int
    function: str = ""
    source: str = ""

    @property
    def location(self) -> Location:
        return Location(self.file, self.line)


@dataclass(frozen=True)
class Line:
    """A piece of output: `stream` is stdout, stderr, error (with a trace) or note (said by Formwright)."""

    stream: str
    text: str
    trace: tuple[Frame, ...] = ()
    worker: int | None = None
    call_id: str | None = None
    when: float = field(default_factory=time.time)


class Console:
    """Bounded lines; views append what `appended` brings and start over on `cleared`."""

    appended = Signal(tuple)
    cleared = Signal()

    def __init__(self, limit: int = 100_000) -> None:
        self.lines: deque[Line] = deque(maxlen=limit)

    def append(self, *lines: Line) -> None:
        self.lines.extend(lines)
        self.appended.emit(lines)

    def clear(self) -> None:
        self.lines.clear()
        self.cleared.emit()


@dataclass(frozen=True)
class Worker:
    pid: int
    mode: str
    state: str
    calls: int
    started: float
    memory_bytes: int
    python: str
    reason: str = ""


@dataclass(frozen=True)
class Call:
    function: str
    ok: bool
    milliseconds: float
    worker: int | None
    mode: str
    error: str = ""


class HostLink(Protocol):
    """A host process. Events of `protocol.control` arrive through `listen`'s callback in the GUI thread."""

    def listen(self, on_event: Callable[[object], None], on_exit: Callable[[str], None]) -> None: ...
    def start(self) -> None: ...
    def send(self, command: object) -> None: ...
    def close(self) -> None: ...


class RunSession:
    """One per open app."""

    host_changed = Signal()
    """`host`, `url`, `token` or `message` changed."""
    page_changed = Signal()
    """`page` or `message` changed."""
    workers_changed = Signal()
    mode_changed = Signal()
    called = Signal(Call)
    problems_found = Signal(tuple)
    page_wanted = Signal(str)
    """"run", "stop" or "restart": the preview obeys, and reports back through `page_event`."""
    files_saved = Signal(tuple)
    """Paths that were written; the host has been told to reload them."""

    def __init__(self, link: HostLink, persistent: bool = False) -> None:
        self._link = link
        self.host = HostState.DOWN
        self.page = PageState.STOPPED
        self.url = ""
        self.token = ""
        self.message = ""
        self.remedy = ""
        self.persistent = persistent
        self.client_console = Console()
        self.server_console = Console(limit=100_000)
        self.workers: dict[int, Worker] = {}
        self.calls: deque[Call] = deque(maxlen=500)
        link.listen(self._on_event, self._on_exit)

    # --- what users ask for -------------------------------------------------------------------------------
    def start_host(self) -> None:
        if self.host in (HostState.STARTING, HostState.READY):
            return
        self._set_host(HostState.STARTING)
        self._link.start()

    def run(self) -> None:
        """Shows the app in the preview, starting the host first if it is not there."""
        self.start_host()
        self._set_page(PageState.STARTING)
        self.page_wanted.emit("run")

    def stop(self) -> None:
        self.page_wanted.emit("stop")
        self._set_page(PageState.STOPPED)

    def restart(self) -> None:
        self.start_host()
        self._set_page(PageState.STARTING)
        self.page_wanted.emit("restart")

    def restart_server(self) -> None:
        from formwright.runtime.protocol.control import Restart

        self._send(Restart())

    def set_persistent(self, persistent: bool) -> None:
        from formwright.runtime.protocol.control import SetMode

        self.persistent = persistent
        self._send(SetMode(persistent))
        self.mode_changed.emit()

    def set_python(self, path: str) -> None:
        from formwright.runtime.protocol.control import SetPython

        self._send(SetPython(path))

    def saved(self, paths: Iterable[str]) -> None:
        """Files were written, by us or by another program: the host takes the new code."""
        from formwright.runtime.protocol.control import Reload

        paths = tuple(paths)
        self._send(Reload(paths))
        self.files_saved.emit(paths)

    def close(self) -> None:
        self._link.close()
        self._set_host(HostState.DOWN)

    # --- what the page says (called by the preview) -------------------------------------------------------
    def page_event(self, event: Mapping[str, Any]) -> None:
        """An event of the page: docs/architecture.md, "Page and assets"."""
        kind = event.get("kind")
        if kind == "output":
            self.client_console.append(Line(str(event.get("stream", "stdout")), str(event.get("text", ""))))
        elif kind == "error":
            text = f"{event.get('type', 'Error')}: {event.get('message', '')}"
            self.client_console.append(Line("error", text, _frames(event.get("trace") or ())))
        elif kind == "state":
            state = {"running": PageState.RUNNING, "failed": PageState.FAILED, "booting": PageState.STARTING}
            if (new := state.get(str(event.get("state")))) is not None:
                self._set_page(new)

    def page_failed(self, message: str) -> None:
        """The page cannot run at all: it crashed or never loaded."""
        self._set_page(PageState.FAILED, message)

    # --- what the host says -------------------------------------------------------------------------------
    def _send(self, command: object) -> None:
        if self.host in (HostState.STARTING, HostState.READY):
            self._link.send(command)

    def _on_event(self, event: object) -> None:
        handler = getattr(self, f"_on_{type(event).__name__.lower()}", None)
        if handler is not None:  # events of a newer host are ignored
            handler(event)

    def _on_exit(self, message: str) -> None:
        """The process is gone; an empty message means that it is being started again."""
        self.workers.clear()
        self.workers_changed.emit()
        if message:
            self.server_console.append(Line("note", message))
            self._set_host(HostState.FAILED, message)
        else:
            self._set_host(HostState.STARTING)

    def _on_ready(self, event: Any) -> None:
        self.url, self.token = event.url, event.token
        self._set_host(HostState.READY)

    def _on_failed(self, event: Any) -> None:
        text = event.message + (f"\n{event.remedy}" if event.remedy else "")
        self.server_console.append(Line("error", text))
        self.remedy = event.remedy
        if self.host is not HostState.READY:
            self._set_host(HostState.FAILED, event.message)

    def _on_output(self, event: Any) -> None:
        self.server_console.append(
            Line(event.stream, event.text, worker=event.worker, call_id=event.call_id or None)
        )

    def _on_callfinished(self, event: Any) -> None:
        error = event.error
        call = Call(event.function, event.ok, event.milliseconds, event.worker, event.mode, _words(error))
        self.calls.append(call)
        if error is not None and not event.ok:
            self.server_console.append(
                Line("error", _words(error), _frames(_get(error, "trace") or ()), worker=event.worker)
            )
        self.called.emit(call)

    def _on_workerstate(self, event: Any) -> None:
        worker = Worker(
            event.pid, event.mode, event.state, event.calls, event.started, event.memory_bytes,
            event.python, event.reason or "",
        )  # fmt: skip
        if worker.state in ("exited", "ended", "dead", "gone"):
            self.workers.pop(worker.pid, None)
        else:
            self.workers[worker.pid] = worker
        self.workers_changed.emit()

    def _on_clientlog(self, event: Any) -> None:
        trace = _frames(getattr(event, "trace", ()) or ())
        self.client_console.append(Line("error" if event.level == "error" else "stdout", event.text, trace))

    def _on_problems(self, event: Any) -> None:
        self.problems_found.emit(tuple(event.problems))

    def _set_host(self, state: HostState, message: str = "") -> None:
        self.host, self.message = state, message
        if state is not HostState.READY:
            self.url = self.token = ""
        self.host_changed.emit()
        if state is HostState.FAILED and self.page is PageState.STARTING:
            self._set_page(PageState.FAILED, message)

    def _set_page(self, state: PageState, message: str = "") -> None:
        if (state, message) != (self.page, self.message) or message:
            self.page, self.message = state, message
            self.page_changed.emit()


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _words(error: Any) -> str:
    if error is None or isinstance(error, str):
        return error or ""
    return f"{_get(error, 'type') or 'Error'}: {_get(error, 'message') or ''}"


def _frames(trace: Iterable[Any]) -> tuple[Frame, ...]:
    return tuple(
        Frame(
            str(_get(item, "file") or ""),
            int(_get(item, "line") or 0),
            str(_get(item, "function") or ""),
            str(_get(item, "source") or ""),
        )
        for item in trace
    )
