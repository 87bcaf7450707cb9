"""The host of the open app: a child process (`formwright serve --control`) behind a `HostLink`. GUI thread.

Commands go to its stdin and events come from its stdout, one JSON object a line. It ends when its stdin
closes, so it dies with the designer, also when that is killed. A crash starts it again, a few times.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer

from formwright.runtime.protocol import control
from formwright.runtime.pythons.program import own_command

RESTARTS = 3
WITHIN_SECONDS = 60.0
GRACE_MILLISECONDS = 2500


def host_command(folder: Path) -> list[str]:
    return [*own_command(), "serve", str(folder), "--control", "--port", "0"]


class HostProcess(QObject):
    """A `core.run.HostLink`."""

    def __init__(
        self,
        command: Sequence[str],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._clock = clock
        self._process: QProcess | None = None
        self._unread = b""
        self._stderr: deque[str] = deque(maxlen=40)
        self._crashes: deque[float] = deque(maxlen=RESTARTS + 1)
        self._waiting: list[bytes] = []
        self._on_event: Callable[[control.Event], None] = lambda _event: None
        self._on_exit: Callable[[str], None] = lambda _message: None

    def listen(self, on_event: Callable[[control.Event], None], on_exit: Callable[[str], None]) -> None:
        self._on_event, self._on_exit = on_event, on_exit

    @property
    def pid(self) -> int:
        """0 while there is no process."""
        return self._process.processId() if self._process is not None else 0

    def start(self) -> None:
        if self._process is not None:
            return
        self._crashes.clear()
        self._launch()

    def send(self, command: control.Command) -> None:
        line = control.encode(command).encode("ascii") + b"\n"
        if self._process is not None and self._process.state() == QProcess.ProcessState.Running:
            self._process.write(line)
        else:
            self._waiting.append(line)

    def close(self) -> None:
        """Asks it to end and does not wait: it is killed if it has not ended after the grace period."""
        process, self._process = self._process, None
        self._waiting.clear()
        if process is None:
            return
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        process.readyReadStandardOutput.disconnect(self._read_events)
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()
            return
        process.setParent(QCoreApplication.instance())  # it outlives this object
        process.finished.connect(process.deleteLater)
        process.write(control.encode(control.Shutdown()).encode("ascii") + b"\n")
        process.closeWriteChannel()
        deadline = QTimer(process)  # goes with the process; a single shot at its method would outlive it
        deadline.setSingleShot(True)
        deadline.timeout.connect(process.kill)
        deadline.start(GRACE_MILLISECONDS)

    def _launch(self) -> None:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.setProgram(self._command[0])
        process.setArguments(self._command[1:])
        process.started.connect(self._on_started)
        process.readyReadStandardOutput.connect(self._read_events)
        process.readyReadStandardError.connect(self._read_stderr)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process, self._unread = process, b""
        self._stderr.clear()
        process.start()

    def _on_started(self) -> None:
        waiting, self._waiting = self._waiting, []
        for line in waiting:
            if self._process is not None:
                self._process.write(line)

    def _read_events(self) -> None:
        if self._process is None:
            return
        data = self._unread + bytes(self._process.readAllStandardOutput().data())
        *lines, self._unread = data.split(b"\n")
        for line in lines:
            if not line.strip():
                continue
            try:
                event = control.decode_event(line.decode("utf-8", "replace"))
            except control.ControlError as error:
                self._stderr.append(f"not understood from the host: {error}")
                continue
            self._on_event(event)

    def _read_stderr(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self._stderr.extend(text.splitlines())

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._process.deleteLater()
            self._process = None
            self._on_exit(f"The app server could not be started: {reason}")

    def _on_finished(self, code: int) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        now = self._clock()
        self._crashes.append(now)
        recent = [when for when in self._crashes if now - when < WITHIN_SECONDS]
        if len(recent) <= RESTARTS:
            self._on_exit("")
            QTimer.singleShot(200 * len(recent), self, self._relaunch)
            return
        last = "\n".join(list(self._stderr)[-8:])
        self._on_exit(
            f"The app server ended {len(recent)} times within a minute (exit code {code}), "
            f"so it is not started again by itself. Restart tries once more.\n{last}".rstrip()
        )

    def _relaunch(self) -> None:
        if self._process is None:
            self._launch()


def wait_for_ending_hosts() -> None:
    """Before the program exits: hosts that were asked to end get their grace period."""
    application = QCoreApplication.instance()
    for process in application.findChildren(QProcess) if application is not None else ():
        if not process.waitForFinished(GRACE_MILLISECONDS):
            process.kill()
            process.waitForFinished(1000)
