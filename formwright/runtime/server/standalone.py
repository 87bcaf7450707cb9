"""An engine with what server code may ask for where no host is: the command line, tests of apps.

Responsible for putting together what needs no files, pages or addresses of a host; a host puts its own
together (`host.py`). Process: whichever has no host.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from formwright.runtime.server.capability_keys import CapabilityKeys
from formwright.runtime.server.engine import Elsewhere, Engine
from formwright.runtime.server.kept import Kept
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, EngineEvent, LaunchSpec
from formwright.runtime.server.origin import offer_origin
from formwright.runtime.server.pages import Pages
from formwright.runtime.server.push import PushEvents
from formwright.runtime.server.services import Services
from formwright.runtime.server.tasks.records import TaskRecords
from formwright.runtime.server.tasks.tasks import Tasks


def standalone_engine(
    spec: LaunchSpec,
    on_event: Callable[[EngineEvent], None],
    *,
    spawning: bool = False,
    spares: int | None = None,
    elsewhere: Elsewhere = lambda _: None,
    pages: Pages | None = None,
) -> Engine:
    """`pages` get the events that are raised; `elsewhere` is asked before its background tasks."""
    services, keys = Services(), CapabilityKeys()

    def answers(request: CallRequest) -> Awaitable[CallResult | CallFailure] | None:
        return elsewhere(request) or tasks.answers(request)

    engine = Engine(spec, on_event, services, keys, elsewhere=answers, spawning=spawning, spares=spares)
    tasks = Tasks(engine, TaskRecords(None), on_event)
    keys.offer(services)
    tasks.offer(services)
    Kept().offer(services)
    PushEvents(Pages() if pages is None else pages).offer(services)
    offer_origin(services, lambda: "")
    return engine
