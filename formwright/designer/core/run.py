"""The model of a running app: the host process, the page in the preview, and what both said. No Qt.

`RunSession` is what the preview, the consoles and the toolbar show and command. It reaches the host only
through a `HostLink` (`ui/host_process.py`), and the page only through signals that the preview room obeys.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from psygnal import Signal

from formwright.designer.core.console import Console, Frame, Line, error_line, page_frames, words
from formwright.designer.core.repl import ReplSession
from formwright.designer.core.server_log import ServerLog
from formwright.designer.core.tasks import Tasks
from formwright.designer.core.uplinks import Uplinks
from formwright.runtime.protocol import control
from formwright.runtime.spec.limits import WorkerLimits

__all__ = [
    "Call", "Console", "Frame", "HostLink", "HostState", "Line", "PageState", "RunSession",
]  # fmt: skip


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
class Call:
    function: str
    ok: bool
    milliseconds: float
    worker: int | None
    mode: str
    error: str = ""


class HostLink(Protocol):
    """A host process. Events of `protocol.control` arrive through the callback, in the GUI thread.

    `on_exit` gets why it ended, or "" when it is being started again.
    """

    def listen(self, on_event: Callable[[control.Event], None], on_exit: Callable[[str], None]) -> None: ...
    def start(self) -> None: ...
    def send(self, command: control.Command) -> None: ...
    def close(self) -> None: ...


class RunSession:
    """One per open app."""

    host_changed = Signal()
    """`host`, `url`, `token` or `host_message` changed."""
    page_changed = Signal()
    """`page` or `message` changed."""
    server_changed = Signal()
    """`server`: whether server code can run at all, and in which Python."""
    workers_changed = Signal()
    mode_changed = Signal()
    called = Signal(Call)
    problems_found = Signal(tuple)
    allowed = Signal()
    """The user lets an app run that came from elsewhere."""
    run_asked = Signal()
    """Before the page begins: what is typed is saved now, and the page of before takes no new code."""
    page_wanted = Signal(str)
    """"run", "stop" or "restart": the preview obeys, and reports back through `page_event`."""
    files_saved = Signal(tuple)
    """Paths that were written; the host has been told to reload them."""

    def __init__(self, link: HostLink, persistent: bool = False, question: str = "") -> None:
        """With a `question` nothing of the app runs until `allow` is called."""
        self._link = link
        self.question = question
        self.host = HostState.DOWN
        self.page = PageState.STOPPED
        self.url = ""
        self.token = ""
        self.message = ""
        self.host_message = ""
        self.remedy = ""
        self.persistent = persistent
        self.client_console = Console()
        self.server_console = Console()
        self.server_log = ServerLog(self.server_console)
        self.tasks = Tasks()
        self.uplinks = Uplinks()
        self.repl = ReplSession(self._send)
        self.server: control.ServerState | None = None
        self.workers: dict[int, control.WorkerState] = {}
        self.calls: deque[Call] = deque(maxlen=500)
        self._unread = 0  # saves that the host has not read yet
        self._wish = ""  # what waits for that
        link.listen(self._on_event, self._on_exit)

    # --- what users ask for
    def allow(self) -> None:
        """The user has read the question and wants the app to run."""
        self.question = ""
        self.allowed.emit()
        self.run()

    def start_host(self) -> None:
        if self.question or self.host in (HostState.STARTING, HostState.READY):
            return
        self._set_host(HostState.STARTING)
        self._link.start()

    def run(self) -> None:
        """Shows the app in the preview, starting the host first if it is not there."""
        if self.question:
            self.page_changed.emit()
        else:
            self._begin("run")

    def stop(self) -> None:
        self._wish = ""
        self.page_wanted.emit("stop")
        self._set_page(PageState.STOPPED)

    def restart(self) -> None:
        if not self.question:
            self._begin("restart")

    def _begin(self, wish: str) -> None:
        """A page that started before the host has read what was saved would run the code of before."""
        self.run_asked.emit()
        self.start_host()
        self._set_page(PageState.STARTING)
        self._wish = wish
        if not self._unread:
            self._grant()

    def _grant(self) -> None:
        self._unread = 0
        wish, self._wish = self._wish, ""
        if wish:
            self.page_wanted.emit(wish)

    def restart_server(self) -> None:
        if self.host in (HostState.DOWN, HostState.FAILED):
            self.start_host()
        else:
            self._send(control.Restart())

    def set_persistent(self, persistent: bool) -> None:
        self.persistent = persistent
        self._send(control.SetMode(persistent))
        self.mode_changed.emit()

    def set_python(self, path: str) -> None:
        self._send(control.SetPython(path))

    def set_limits(self, limits: WorkerLimits) -> None:
        self._send(control.SetLimits(limits.call_seconds, limits.memory, limits.workers))

    def kill_task(self, id: str) -> None:
        self._send(control.KillTask(id))

    def run_task(self, name: str) -> None:
        """Launches a background task without arguments."""
        self._send(control.RunTask(name))

    def saved(self, paths: Iterable[str]) -> None:
        """Files were written, by us or by another program: the host takes the new code."""
        paths = tuple(paths)
        if self.host is HostState.READY:
            self._unread += 1
        self._send(control.Reload(paths))
        self.files_saved.emit(paths)

    def close(self) -> None:
        self._link.close()
        self._set_host(HostState.DOWN)

    # --- what the page says (called by the preview)
    def page_event(self, event: Mapping[str, Any]) -> None:
        """An event of the page: docs/contributing/architecture.md, "Page and assets"."""
        kind = event.get("kind")
        if kind == "output":
            self.client_console.append(Line(str(event.get("stream", "stdout")), str(event.get("text", ""))))
        elif kind == "error":
            text = f"{event.get('type', 'Error')}: {event.get('message', '')}"
            trace = page_frames(event.get("trace") or ())
            self.client_console.append(Line("error", text, trace, detail=str(event.get("text") or "")))
        elif kind == "state" and not self._wish:  # else of a page that is about to go
            states = {"running": PageState.RUNNING, "failed": PageState.FAILED, "booting": PageState.STARTING}
            if (state := states.get(str(event.get("state")))) is not None:
                self._set_page(state)

    def page_failed(self, message: str) -> None:
        """The page cannot run at all: it crashed or never loaded."""
        self._set_page(PageState.FAILED, message)

    # --- what the host says
    def _send(self, command: control.Command) -> None:
        if self.host in (HostState.STARTING, HostState.READY):
            self._link.send(command)

    def _on_event(self, event: control.Event) -> None:
        match event:
            case control.Ready():
                self.url, self.token = event.url, event.token
                self._set_host(HostState.READY)
            case control.Output():
                line = Line(event.stream, event.text, worker=event.worker, call_id=event.call_id)
                self.server_console.append(line)
                self.tasks.on_output(line)
            case control.UplinksChanged():
                self.uplinks.on_event(event)
            case control.TaskChanged():
                self.tasks.on_changed(event)
            case control.CallStarted():
                self.server_log.start(event)
            case control.CallFinished():
                self._on_finished(event)
            case control.ServerState():
                self._on_server(event)
            case control.WorkerState():
                if event.state == "ended":
                    self.workers.pop(event.pid, None)
                else:
                    self.workers[event.pid] = event
                self.workers_changed.emit()
            case control.ReplState() | control.ReplOutput() | control.ReplDone() | control.ReplCompletions():
                self.repl.on_event(event)
            case control.ClientLog():
                trace = tuple(Frame(item.file, item.line, item.function, item.source) for item in event.trace)
                stream = "error" if event.level == "error" else "stdout"
                self.client_console.append(Line(stream, event.text, trace))
            case control.Problems():
                self.problems_found.emit(event.problems)
                self._on_read()
            case control.Failed():
                self._on_failed(event)

    def _on_read(self) -> None:
        """The host has read the app, and serves what it has read from now on."""
        self._unread = max(0, self._unread - 1)
        if not self._unread:
            self._grant()

    def _on_exit(self, message: str) -> None:
        self.server_log.host_ended()
        self.tasks.on_host_ended()
        self.uplinks.host_ended()
        self.repl.host_ended()
        self._grant()  # whatever host comes next reads everything anew
        self.workers.clear()
        self.server = None
        self.workers_changed.emit()
        self.server_changed.emit()
        if message:
            self.server_console.append(Line("note", message))
            self._set_host(HostState.FAILED, message)
        else:
            self._set_host(HostState.STARTING)

    def _on_finished(self, event: control.CallFinished) -> None:
        self.server_log.finish(event)
        text = words(event.error) if event.error else ""
        call = Call(event.function, event.ok, event.milliseconds, event.worker, event.mode, text)
        self.calls.append(call)
        if event.error is not None:
            self.server_console.append(error_line(event.error, event.worker, event.call_id))
        self.called.emit(call)

    def _on_server(self, event: control.ServerState) -> None:
        before, self.server = self.server, event
        if event.error is not None and (before is None or before.error != event.error):
            self.server_console.append(error_line(event.error))
            if event.remedy:
                self.server_console.append(Line("note", event.remedy))
        persistent = event.mode == "persistent"
        if persistent != self.persistent:
            self.persistent = persistent
            self.mode_changed.emit()
        self.server_changed.emit()

    def _on_failed(self, event: control.Failed) -> None:
        self.server_console.append(Line("error", event.message))
        if event.remedy:
            self.server_console.append(Line("note", event.remedy))
        self.remedy = event.remedy
        self._on_read()  # it may be the reading that failed; the page then shows the version before
        if self.host is not HostState.READY:
            self._set_host(HostState.FAILED, event.message)

    def _set_host(self, state: HostState, message: str = "") -> None:
        self.host, self.host_message = state, message
        if state is not HostState.READY:
            self.url = self.token = ""
        self.host_changed.emit()
        if state is HostState.FAILED and self.page is PageState.STARTING:
            self._set_page(PageState.FAILED, message)

    def _set_page(self, state: PageState, message: str = "") -> None:
        if (state, message) != (self.page, self.message):
            self.page, self.message = state, message
            self.page_changed.emit()
