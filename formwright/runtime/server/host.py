"""The host of one app: loads it, keeps its engine up to date, obeys commands.

Responsible for: what happens when files change, when the mode or the Python changes, and in which order
everybody hears of it. May not: know where commands come from or where events go. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, assert_never

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from formwright.runtime.appfiles import load_app
from formwright.runtime.protocol.control import (
    Command,
    Event,
    Failed,
    KillTask,
    Output,
    Problems,
    Reload,
    ReplComplete,
    ReplInput,
    ReplInterrupt,
    ReplRestart,
    ReplStart,
    Restart,
    RunTask,
    SetLimits,
    SetMode,
    SetPython,
    Shutdown,
)
from formwright.runtime.pythons.local_settings import UplinkKey
from formwright.runtime.server.app_launch import launch_spec, limited
from formwright.runtime.server.app_python import AppPython, NoPython, in_thread
from formwright.runtime.server.calls import Calls
from formwright.runtime.server.capability_keys import CapabilityKeys
from formwright.runtime.server.connection import Exchange
from formwright.runtime.server.endpoints.door import Door
from formwright.runtime.server.engine import Engine
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, EngineStatus, LaunchSpec
from formwright.runtime.server.limits import Limits
from formwright.runtime.server.media.kept_media import KeptMedia
from formwright.runtime.server.origin import offer_origin
from formwright.runtime.server.pages import Pages
from formwright.runtime.server.push import PushEvents
from formwright.runtime.server.repl import Repl
from formwright.runtime.server.routes import Routes
from formwright.runtime.server.services import Services
from formwright.runtime.server.site import Site, Version
from formwright.runtime.server.synchronous import SynchronousCalls
from formwright.runtime.server.tasks.records import TaskRecords
from formwright.runtime.server.tasks.schedule import Schedule
from formwright.runtime.server.tasks.tasks import Tasks
from formwright.runtime.server.theme_files import theme_digest
from formwright.runtime.server.uplink.keys import UplinkKeys
from formwright.runtime.server.uplink.natives import Natives
from formwright.runtime.server.uplink.uplinks import Uplinks
from formwright.runtime.spec.app import App
from formwright.runtime.spec.limits import BadLimit, WorkerLimits
from formwright.runtime.spec.schedules import scheduled_tasks


class Host:
    """With `reloading`, pages of everybody hear of changes, not only the designer's."""

    def __init__(
        self,
        app: App,
        python: AppPython,
        web: Path,
        token: str,
        report: Callable[[Event], None],
        limits: Limits | None = None,
        reloading: bool = False,
        worker_limits: WorkerLimits | None = None,
        uplink_keys: tuple[UplinkKey, ...] = (),
    ) -> None:
        self._report = report
        self._python = python
        self._preparing: asyncio.Task[None] | None = None
        first, self._not_yet = python.at_once()
        self._worker_limits = worker_limits or WorkerLimits()
        self._spec = launch_spec(app, first, app.manifest.server_persist, self._worker_limits)
        self._changing = asyncio.Lock()  # one change after the other
        self.site = Site(app, web, token)
        self.services = Services()
        self.pages = Pages(tell_all=reloading)
        self.push = PushEvents(self.pages)
        self.site.kept.offer(self.services)
        self.site.sessions.on_forgotten(self.push.forget)
        self.push.offer(self.services)
        self._media = KeptMedia(self.site, lambda request: self.calls.call(request))
        self._media.offer(self.services)
        self.site.sessions.on_forgotten(self._media.forget)
        offer_origin(self.services, lambda: self.site.origin)
        keys = CapabilityKeys()
        keys.offer(self.services)
        self.site.sessions.on_forgotten(keys.forget)
        self._engine = Engine(self._spec, report, self.services, keys, elsewhere=self._elsewhere)
        self.tasks = Tasks(self._engine, TaskRecords(self.site.tasks_folder), report)
        self.tasks.offer(self.services)
        self.schedule = Schedule(
            self._launch_scheduled,
            self.tasks.is_running,
            lambda text: report(Output("stderr", f"{text}\n")),
        )
        self.uplinks = Uplinks(
            UplinkKeys(app.folder, uplink_keys),
            lambda request: self.calls.call(request),
            lambda: self._spec.call_timeout,
            Natives(lambda: self.site.app, lambda: self._spec.about, lambda: self.site.origin),
            self._app_info,
            report,
            self._media.content,
        )
        self.calls = Calls(self._run)
        self._repl = Repl(self._spec, self._engine.call, self.services, keys, report)
        self.stop_wanted = asyncio.Event()
        limits = limits or Limits()
        self._exchange = Exchange(self.site, self.calls, self.pages, report, limits)
        self._routes = Routes(self.site)
        self.door = Door(self.site, self.calls, self._routes.page, report, limits)

    def status(self) -> EngineStatus:
        return self._engine.status()

    def application(self) -> Starlette:
        synchronous = SynchronousCalls(self._exchange)
        return self._routes.application(
            [
                WebSocketRoute("/_/ws", self._exchange.endpoint),
                WebSocketRoute("/_/uplink", self.uplinks.endpoint),
                Route("/_/call", synchronous.endpoint, methods=["POST"]),
                *self._media.routes(),
            ],
            self.door,
        )

    async def start(self) -> None:
        self._report(Problems(self.site.app.problems))
        await self._engine.start()
        self._media.start()
        self.tasks.show_all()
        self.schedule.start()
        self._keep_schedule(self.site.app)
        if self._not_yet:
            self._prepare()

    async def _run(self, request: CallRequest) -> CallResult | CallFailure:
        return self.uplinks.explained(request, await self._engine.call(request))

    def _elsewhere(self, request: CallRequest) -> Awaitable[CallResult | CallFailure] | None:
        return self.tasks.answers(request) or self.uplinks.answers(request)

    def _app_info(self) -> dict[str, Any]:
        """What an uplink's `anvil.app` says."""
        environment = {"description": "Development", "tags": []}
        return {"id": self.site.app.package, "branch": "main", "environment": environment}

    def _keep_schedule(self, app: App) -> None:
        found = scheduled_tasks(app.manifest.data)
        for number, task in enumerate(found, 1):
            if task.wrong:
                what = f"anvil.yaml: Scheduled task {number} is left out. {task.wrong}\n"
                self._report(Output("stderr", what))
        self.schedule.show(found)

    def _launch_scheduled(self, name: str, job: str) -> str:
        return self.tasks.launch(name, launched_by="schedule", job=job).id

    async def prepared(self) -> None:
        """Returns once the app's packages are installed, or cannot be."""
        if self._preparing is not None:
            await asyncio.wait({self._preparing})

    async def close(self) -> None:
        """Ends every worker; calls that still run fail. `calls.drain` comes first."""
        self._stop_preparing()
        self.schedule.close()
        await self.tasks.close()
        await self._repl.close()
        await self._engine.close()
        await self._media.close()

    async def obey(self, command: Command) -> None:
        if isinstance(command, (ReplStart, ReplInput, ReplInterrupt, ReplRestart, ReplComplete)):
            self._repl.obey(command)  # beside changes of the app, which may take long
            return
        async with self._changing:
            match command:
                case Reload(paths=paths):
                    await self._reload()
                    if not paths or any(path.endswith("requirements.txt") for path in paths):
                        self._prepare()
                case Restart():
                    await self._launch(self._spec)
                case SetMode(persistent=persistent):
                    if persistent != self._spec.persistent:
                        await self._launch(replace(self._spec, persistent=persistent))
                case SetLimits():
                    await self._limit(command)
                case SetPython(path=""):
                    self._prepare()
                case SetPython(path=path):
                    await self._use_python(path)
                case KillTask(task=task):
                    await self.tasks.kill(task)
                case RunTask(name=name):
                    self.tasks.launch(name, launched_by="designer")
                case Shutdown():
                    self.stop_wanted.set()
                case _:
                    assert_never(command)

    async def _reload(self) -> None:
        old = self.site.version
        app = await asyncio.to_thread(load_app, old.app.folder, old.app.dependency_folders)
        self.site.show(app)
        self._report(Problems(app.problems))
        new = self.site.version
        self._keep_schedule(app)
        # Workers first: a page that starts anew must not reach the server code of before.
        server_changed = await self._reload_server(old.app, app)
        # Then styles: a form that is built anew should not appear in its old dress.
        if theme_digest(old.app) != theme_digest(app):
            await self.pages.push("theme")
        if _code_changed(old, new):
            await self.pages.push("client")
        if server_changed:
            await self.pages.push("server")

    async def _reload_server(self, old: App, app: App) -> bool:
        persistent = self._spec.persistent
        if app.manifest.server_persist != old.manifest.server_persist:
            persistent = app.manifest.server_persist
        if app.server_digest == old.server_digest and persistent == self._spec.persistent:
            return False
        await self._launch(launch_spec(app, self._spec.python, persistent, self._worker_limits))
        return True

    async def _limit(self, wanted: SetLimits) -> None:
        try:
            limits = WorkerLimits(wanted.call_seconds, wanted.memory, wanted.workers)
        except BadLimit as error:
            self._report(Failed(f"These limits cannot be: {error}.", "Choose others in the app's settings."))
            return
        if limits != self._worker_limits:
            self._worker_limits = limits
            await self._launch(limited(self._spec, limits))

    async def _use_python(self, path: str) -> None:
        try:
            python = await in_thread(lambda: self._python.checked(path))
        except NoPython as error:
            self._report(Failed(error.message, error.remedy))  # and the one in use goes on
            return
        self._stop_preparing()
        await self._launch(replace(self._spec, python=python))

    def _prepare(self) -> None:
        """Makes the app's environment while the app runs without; changes over when it is ready."""
        self._stop_preparing()
        self._preparing = asyncio.create_task(self._change_python())

    def _stop_preparing(self) -> None:
        if self._preparing is not None:
            self._preparing.cancel()
            self._preparing = None

    async def _change_python(self) -> None:
        loop = asyncio.get_running_loop()

        def say(line: str) -> None:
            loop.call_soon_threadsafe(self._report, Output("stdout", line + "\n"))

        try:
            python = await in_thread(lambda: self._python.prepared(say))
        except NoPython as error:
            self._report(Failed(error.message, error.remedy))
            return
        async with self._changing:
            if python != self._spec.python:
                await self._launch(replace(self._spec, python=python))

    async def _launch(self, spec: LaunchSpec) -> None:
        changed = (spec.modules, spec.python) != (self._spec.modules, self._spec.python)
        self._spec = spec
        await self._engine.replace(spec)
        if changed:
            self._repl.use(spec)


def _code_changed(old: Version, new: Version) -> bool:
    return old.bundle.etag != new.bundle.etag and _without_style(old) != _without_style(new)


def _without_style(version: Version) -> dict[str, object]:
    """The bundle without what only CSS sees; colours, page templates and class names are built into forms."""
    described = dict(version.described)
    described.pop("version")
    theme = described["theme"]
    described["theme"] = {key: theme[key] for key in ("colors", "html", "ground", "prefix")}
    return described
