"""Finds out what importing the app brings in, by doing it in a child that is thrown away.

The template can then import those modules, none of the app's, before it forks. Process: template.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn

from formwright.runtime.worker import current
from formwright.runtime.worker.channel import Channel
from formwright.runtime.worker.ending import end
from formwright.runtime.worker.family import below
from formwright.runtime.worker.loader import AppCode
from formwright.runtime.worker.runtime import Runtime

_TIME_LIMIT = 20.0
_LOOK_EVERY = 0.1
_MAX_PROCESSES = 100


@dataclass(frozen=True)
class Lesson:
    modules: list[str]  # to import ahead, in order
    error: dict[str, Any] | None  # the app's import fails with this
    on_demand: bool  # the app must not be imported before there is a call


def learn(code: AppCode, control_fd: int) -> Lesson:
    """Raises EOFError when the host goes meanwhile, which closes the other end of `control_fd`."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _try_import(code, writing)
    os.close(writing)
    try:
        report = _read_report(reading, control_fd, pid, min(code.import_limit, _TIME_LIMIT))
    finally:
        os.close(reading)
        for group in (os.killpg, os.kill):
            try:
                group(pid, signal.SIGKILL)
            except OSError:
                continue
        os.waitpid(pid, 0)
    if not report:  # it crashed, ended itself or took too long: each call shall show how
        return Lesson([], None, True)
    data = json.loads(report)
    return Lesson(data["modules"], data["error"], data["on_demand"] or data["error"] is not None)


def _try_import(code: AppCode, writing: int) -> NoReturn:
    try:
        os.setpgid(0, 0)
        _bound_memory(code.memory_limit)
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(null, stream)
        # What is printed now is printed again by the calls themselves.
        runtime = Runtime(code, Channel(null, null))
        current.install(runtime)
        runtime.redirect_output()
        before = set(sys.modules)
        error = runtime.preimport()
        names = [name for name in list(sys.modules) if name not in before and _foreign(name, code)]
        report = {
            "modules": names,
            "error": error.to_json() if error and not runtime.used_too_early else None,
            "on_demand": runtime.used_too_early,
        }
        data = json.dumps(report).encode("ascii")
        while data:
            data = data[os.write(writing, data) :]
    finally:
        end()


def _foreign(name: str, code: AppCode) -> bool:
    if name in code or name.partition(".")[0] == code.package:
        return False
    return f"{code.package}.{name}" not in code and name != "__main__"


def _bound_memory(limit: int) -> None:
    """The host watches workers only; a limit of the system makes the import fail with a MemoryError."""
    if limit:
        with suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _read_report(reading: int, control_fd: int, pid: int, limit: float) -> bytes:
    watch = select.poll()
    watch.register(reading, select.POLLIN)
    watch.register(control_fd, 0)  # no data is wanted yet; that the other end closed is always reported
    data = b""
    deadline = time.monotonic() + limit
    while True:
        left = deadline - time.monotonic()
        ready = dict(watch.poll(min(max(0.0, left), _LOOK_EVERY) * 1000))
        if control_fd in ready:
            raise EOFError("the host is gone")
        if not ready:
            if left <= 0 or below(pid, _MAX_PROCESSES) >= _MAX_PROCESSES:
                return b""
            continue
        portion = os.read(reading, 65_536)
        if not portion:
            return data
        data += portion
