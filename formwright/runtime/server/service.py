"""Runs a host until it is told to stop: HTTP server, control channel, signals, orderly end.

Responsible for: the life of the process. Order at the end: no new calls, running ones finish (bounded),
pages are closed, workers end. May not: interpret commands (`host.py`). Process: host, main thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from formwright.runtime.protocol.control import (
    Command,
    ControlError,
    Event,
    Failed,
    Ready,
    Reload,
    Shutdown,
    WorkerState,
    decode_command,
)
from formwright.runtime.pythons.local_settings import UplinkKey
from formwright.runtime.server.access import Access
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.changes import Changes
from formwright.runtime.server.health import Health
from formwright.runtime.server.host import Host
from formwright.runtime.server.http_server import HttpServer
from formwright.runtime.server.operations import Operations
from formwright.runtime.server.security import Gate
from formwright.runtime.server.streams import read_lines
from formwright.runtime.server.tls import Certificate
from formwright.runtime.spec.app import App
from formwright.runtime.spec.limits import WorkerLimits

if TYPE_CHECKING:
    from formwright.runtime.server.metrics import Metrics

#: How long running calls may take to finish.
GRACE_ON_SIGNAL = 10.0
GRACE_ON_SHUTDOWN = 2.0
LAST_RESORT = 15.0


@dataclass(frozen=True)
class Service:
    """Everything decided before the event loop runs."""

    app: App
    python: AppPython
    web: Path
    listening: socket.socket
    access: Access
    url: str
    controlled: bool  # commands on stdin; its end means that the parent is gone
    report: Callable[[Event], None]
    say: Callable[[str, str], None]  # a text and its level, for whoever reads the log
    certificate: Certificate | None = None
    proxies: tuple[str, ...] = ()  # whose word about the client counts
    metrics_public: bool = False
    reloading: bool = False
    worker_limits: WorkerLimits = field(default_factory=WorkerLimits)
    uplink_keys: tuple[UplinkKey, ...] = ()

    def run(self) -> int:
        """Returns the exit status: 0, or a signal's when somebody could not wait for running calls."""
        return asyncio.run(_Running(self).run())


class _Running:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._grace = GRACE_ON_SIGNAL
        self._listens = asyncio.Event()
        self._hurry = asyncio.Event()  # no more waiting for running calls
        self._status = 0
        self._token = secrets.token_urlsafe(24) if service.controlled else ""
        self._host = Host(
            service.app,
            service.python,
            service.web,
            self._token,
            self._report,
            reloading=service.reloading,
            worker_limits=service.worker_limits,
            uplink_keys=service.uplink_keys,
        )
        self._host.site.origin = service.url.rstrip("/")
        self._commands: asyncio.Queue[Command] = asyncio.Queue()
        # In the designer pages open at once, and show how the server is coming up.
        self._health = Health(opened=service.controlled)
        self._metrics: Metrics | None = None

    async def run(self) -> int:
        host, service = self._host, self._service
        server = HttpServer(self._application(), self._listens.set, service.certificate)
        with self._signals(server):
            await host.start()
            if service.controlled:
                self._listen_to_parent()
            changes = Changes(service.app, self._changed)
            if service.reloading:
                await changes.start()
            obeying = asyncio.create_task(self._obey())
            stopping = asyncio.create_task(host.stop_wanted.wait())
            serving = asyncio.create_task(server.serve(sockets=[service.listening]))
            opening = asyncio.create_task(self._open())
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            self._health.stopping = True
            for task in (opening, obeying, stopping):
                task.cancel()
            await changes.stop()
            async with asyncio.timeout(self._grace + LAST_RESORT):
                await self._drain()
                # Workers before connections: a call that had no time left is answered, not left hanging.
                await host.close()
                server.should_exit = True
                await serving
        return self._status

    def _application(self) -> ASGIApp:
        host, service = self._host, self._service
        app: ASGIApp = host.application()
        if not service.controlled:
            from formwright.runtime.server.metrics import Metrics

            self._metrics = Metrics(_Observed(host), service.app.package)
            app = Operations(app, self._health, self._metrics, service.metrics_public)
        app = Gate(app, service.access, lambda: host.site.version.embedding_allowed, host.door.for_others)
        if service.proxies:
            app = cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, app), list(service.proxies)))
        return app

    def _report(self, event: Event) -> None:
        self._health.observe(event)
        if self._metrics is not None:
            self._metrics.observe(event)
        self._service.report(event)

    def _changed(self, paths: tuple[str, ...]) -> None:
        shown = ", ".join(paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
        self._service.say(f"Changed: {shown}", "info")
        self._commands.put_nowait(Reload(paths))

    async def _drain(self) -> None:
        waiting = [
            asyncio.create_task(self._host.calls.drain(self._grace)),
            asyncio.create_task(self._hurry.wait()),
        ]
        _, unneeded = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in unneeded:
            task.cancel()

    async def _open(self) -> None:
        await self._listens.wait()
        if not self._service.controlled:
            # Who reads the address may call at once: packages come first. The designer shows progress.
            await self._host.prepared()
            self._health.opened = True
        if not self._host.stop_wanted.is_set():
            self._ready()

    def _ready(self) -> None:
        port = self._service.listening.getsockname()[1]
        self._service.report(Ready(self._service.url, self._token, port))

    async def _obey(self) -> None:
        while True:
            command = await self._commands.get()
            if isinstance(command, Shutdown):
                self._grace = GRACE_ON_SHUTDOWN
            try:
                await self._host.obey(command)
            except Exception as error:  # the channel must survive; the trace is for whoever mends Formwright
                self._service.say(traceback.format_exc(), "error")
                self._service.report(
                    Failed(f"{type(command).__name__} failed: {error}.", "Restart the server.")
                )

    def _listen_to_parent(self) -> None:
        loop = asyncio.get_running_loop()

        def line(text: str) -> None:
            try:
                command = decode_command(text)
            except ControlError as error:
                self._service.report(Failed(f"A command was not understood: {error}."))
                return
            loop.call_soon_threadsafe(self._commands.put_nowait, command)

        def end() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed: we are stopping anyhow
                loop.call_soon_threadsafe(self._stop_at_once)

        read_lines(line, end)

    def _stop_at_once(self) -> None:
        # Also when it asked for the end before, and its calls had time to finish: nobody waits for them now.
        self._host.stop_wanted.set()
        self._hurry.set()

    def _stop(self, grace: float) -> None:
        self._grace = grace
        self._host.stop_wanted.set()

    def _read_certificate_again(self, server: HttpServer) -> None:
        try:
            server.read_certificate_again()
        except OSError as error:
            self._service.say(
                f"The certificate in use stays, as the new one cannot be read: {error}", "error"
            )
        else:
            self._service.say("New connections use the certificate as it is now.", "info")

    @contextlib.contextmanager
    def _signals(self, server: HttpServer) -> Iterator[None]:
        loop = asyncio.get_running_loop()

        signalled: list[int] = []

        def stop(number: int, _frame: object) -> None:
            if signalled or self._host.stop_wanted.is_set():
                signal.signal(number, signal.SIG_DFL)  # a third time ends the process whatever it does
                self._status = 128 + number
                loop.call_soon_threadsafe(self._stop_at_once)
                return
            signalled.append(number)  # at once: the loop hears of it later, and the next may be there before
            self._service.say("Stopping; calls that run may finish. Once more stops at once.", "info")
            loop.call_soon_threadsafe(self._stop, GRACE_ON_SIGNAL)

        wanted = [signal.SIGINT, signal.SIGTERM]
        if sys.platform == "win32":
            wanted.append(signal.SIGBREAK)
        before = {number: signal.signal(number, stop) for number in wanted}
        if sys.platform != "win32" and self._service.certificate is not None:

            def renew(_number: int, _frame: object) -> None:
                loop.call_soon_threadsafe(self._read_certificate_again, server)

            before[signal.SIGHUP] = signal.signal(signal.SIGHUP, renew)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Observed:
    """What metrics look at when somebody asks for them."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def workers(self) -> tuple[WorkerState, ...]:
        return self._host.status().workers

    def running_calls(self) -> int:
        return self._host.calls.running

    def sessions(self) -> int:
        return len(self._host.site.sessions)

    def sockets(self) -> int:
        return len(self._host.pages)
