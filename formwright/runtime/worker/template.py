"""The template process: holds what calls need and no app state, and forks a fresh worker for each call.

It imports the third-party modules that the app was seen to import and compiles the app's code, but never
runs app code itself, so every fork is an interpreter that nobody has used. One thread only.
Process: template.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import Any, NoReturn

from formwright.runtime.protocol.frames import Kind
from formwright.runtime.worker import family
from formwright.runtime.worker.channel import Channel
from formwright.runtime.worker.ending import end
from formwright.runtime.worker.learning import learn
from formwright.runtime.worker.loader import AppCode
from formwright.runtime.worker.one_shot import serve_one

_END_WAIT = 2.0
# Their threads or locks do not survive a fork once imported or used: left to each worker.
_NEVER_PRELOADED = {"tensorflow", "torch", "jax", "jaxlib", "cupy", "grpc", "polars", "pyspark", "ray", "cv2"}


def serve_template(code: AppCode, channel: Channel, control_fd: int) -> NoReturn:
    family.load()
    family.adopt_orphans()
    code.compile_all()
    try:
        lesson = learn(code, control_fd)
    except EOFError:
        end()
    _preload(lesson.modules)
    gc.collect()
    if hasattr(gc, "freeze"):  # not on PyPy; keeps the collector from touching, so copying, shared pages
        gc.freeze()
    channel.send_json(Kind.READY, 0, {"error": lesson.error, "on_demand": lesson.on_demand})
    Template(code, channel, socket.socket(fileno=control_fd)).serve()


def _preload(names: list[str]) -> None:
    for name in names:
        if name.partition(".")[0] in _NEVER_PRELOADED:
            continue
        try:
            importlib.import_module(name)
        except BaseException:  # whoever needs it will see the error
            continue


class Template:
    def __init__(self, code: AppCode, channel: Channel, control: socket.socket) -> None:
        self._code = code
        self._channel = channel
        self._control = control
        self._children: set[int] = set()
        self._wake, self._wakened = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._wakened, False)

    def serve(self) -> NoReturn:
        family.end_strangers(self._children)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wakened, warn_on_full_buffer=False)
        while True:
            readable, _, _ = select.select([self._control.fileno(), self._wake], [], [])
            try:
                if self._wake in readable:
                    self._reap()
                if self._control.fileno() in readable:
                    self._fork_requested()
            except OSError:  # the host is gone
                self._end()

    def _fork_requested(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self._control, 4096, 4)
        if not data:
            self._end()
        request = json.loads(data)
        pid = os.fork()
        if pid == 0:
            self._become_worker(request, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        with suppress(OSError):  # here as well as in the child: whoever comes first
            os.setpgid(pid, pid)
        self._children.add(pid)
        self._channel.send_json(Kind.FORKED, request["n"], {"pid": pid})

    def _become_worker(self, request: dict[str, Any], descriptors: list[int]) -> NoReturn:
        status = 70
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setpgid(0, 0)
            family.adopt_orphans()  # what it starts and abandons is its own until it ends
            self._control.close()
            self._channel.close()
            os.close(self._wake)
            os.close(self._wakened)
            own, raw = descriptors
            os.dup2(raw, 1)
            os.dup2(raw, 2)
            os.close(raw)
            _reseed()
            from formwright.runtime.worker.main import say_hello, start_runtime

            channel = Channel(own, os.dup(own))
            say_hello(channel)  # before any app code: without it the host may give the call to another
            serve_one(start_runtime(self._code, channel), request["preimport"])
            status = 0
        except BaseException:
            os.write(2, traceback.format_exc().encode("utf-8", "replace"))
        finally:
            end(status)

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._wake, 4096)
        while True:
            pid, status = _next_dead()
            if not pid:
                break
            if pid in self._children:
                self._children.discard(pid)
                code = os.waitstatus_to_exitcode(status)
                self._channel.send_json(Kind.EXITED, 0, {"pid": pid, "code": code})
        family.end_strangers(self._children)

    def _end(self) -> NoReturn:
        for pid in self._children:
            _kill_group(pid)
        family.end_all_children(_END_WAIT)
        end()


def _next_dead() -> tuple[int, int]:
    """The next dead child, after whatever it left running in its group has been killed."""
    try:
        if hasattr(os, "waitid"):
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None:
                return 0, 0
            _kill_group(found.si_pid)  # not yet reaped, so the number cannot mean another group
            return os.waitpid(found.si_pid, 0)
        return os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return 0, 0


def _kill_group(pid: int) -> None:
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def _reseed() -> None:
    """`random` reseeds itself after a fork; numpy's global generator would repeat itself in every call."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
