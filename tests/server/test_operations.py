"""`/healthz` and `/metrics`: what they say, and to whom."""

from __future__ import annotations

import json

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from formwright.runtime.protocol.control import CallFinished, ServerState, WorkerState
from formwright.runtime.protocol.errors import (
    NoServerFunctionError,
    RemoteError,
    TimeoutError,
    TraceFrame,
    wire_name,
)
from formwright.runtime.server.health import Health
from formwright.runtime.server.metrics import MOST_FUNCTIONS, UNKNOWN, Metrics
from formwright.runtime.server.operations import Operations
from tests.server.asgi import ask, socket_accepted

READY = ServerState("ready", "per-call")


class Host:
    def workers(self) -> tuple[WorkerState, ...]:
        return (
            WorkerState(7, "per-call", "idle", 0, 0.0, 1000, "CPython"),
            WorkerState(8, "per-call", "idle", 0, 0.0, 2000, "CPython"),
        )

    def running_calls(self) -> int:
        return 3

    def sessions(self) -> int:
        return 2

    def sockets(self) -> int:
        return 1


def metrics() -> Metrics:
    return Metrics(Host(), "Sample")


def operations(
    health: Health | None = None, known: Metrics | None = None, public: bool = False
) -> Operations:
    async def page(_: Request) -> PlainTextResponse:
        return PlainTextResponse("the app's own")

    async def socket(socket: WebSocket) -> None:
        await socket.accept()

    app = Starlette(routes=[WebSocketRoute("/_/ws", socket), Route("/{path:path}", page)])
    if health is None:
        health = Health(opened=True)
        health.observe(READY)
    return Operations(app, health, known or metrics(), public)


def values(known: Metrics) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    families = text_string_to_metric_families(known.text().decode())
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def finished(
    function: str, ok: bool = True, error: RemoteError | None = None, milliseconds: float = 7.0
) -> CallFinished:
    return CallFinished("1", function, ok, milliseconds, 7, "per-call", error)


@pytest.mark.parametrize("name", ["/healthz", "/metrics"])
async def test_a_page_of_the_app_cannot_take_their_place(name: str) -> None:
    app = operations()
    assert "the app's own" not in (await ask(app, name)).text
    assert (await ask(app, name, method="POST")).status == 405
    for other in (f"{name}/", f"{name}x", f"/shop{name}"):
        assert (await ask(app, other)).text == "the app's own"


async def test_health_is_a_word_and_a_reason_without_anything_of_the_app() -> None:
    health = Health(opened=False)
    app = operations(health)

    async def says() -> tuple[int, str]:
        answer = await ask(app, "/healthz")
        assert answer.headers["cache-control"] == "no-store"
        body = json.loads(answer.body)
        assert "SECRET" not in answer.text
        assert ("reason" in body) == (answer.status != 200)
        return answer.status, body["status"]

    assert await says() == (503, "starting")
    health.opened = True
    assert await says() == (503, "starting")
    health.observe(ServerState("broken", "per-call", error=RemoteError("SyntaxError", "SECRET")))
    assert await says() == (503, "broken")
    health.observe(READY)
    assert await says() == (200, "ok")
    health.observe(ServerState("starting", "per-call"))  # new code comes; the old answers until then
    assert await says() == (200, "ok")
    health.observe(ServerState("failed", "per-call", error=RemoteError("X", "SECRET"), remedy="SECRET"))
    assert await says() == (503, "failed")
    health.observe(READY)
    health.stopping = True
    assert await says() == (503, "stopping")


async def test_before_it_is_ready_it_says_so_to_everybody() -> None:
    health = Health(opened=False)
    app = operations(health)
    answer = await ask(app, "/")
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    assert not await socket_accepted(app, "/_/ws", ())
    health.opened = True
    assert (await ask(app, "/")).text == "the app's own"
    assert await socket_accepted(app, "/_/ws", ())


async def test_metrics_are_for_programs_on_this_machine() -> None:
    app = operations()
    assert (await ask(app, "/metrics")).status == 200
    assert (await ask(app, "/metrics", client="192.168.1.7")).status == 403
    # A proxy on this machine connects from loopback, for visitors from anywhere.
    assert (await ask(app, "/metrics", [("host", "app.example")])).status == 403
    for header in ("x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"):
        assert (await ask(app, "/metrics", [(header, "1.2.3.4")])).status == 403
    public = operations(public=True)
    assert (await ask(public, "/metrics", client="192.168.1.7")).status == 200


async def test_calls_are_counted_by_function_and_outcome() -> None:
    known = metrics()
    known.observe(finished("add"))
    known.observe(finished("add", milliseconds=700))
    known.observe(finished("add", False, RemoteError("ValueError", "no")))
    known.observe(finished("add", False, RemoteError(wire_name(TimeoutError), "")))
    samples = values(known)
    assert samples["formwright_calls_total", "add", "ok"] == 2
    assert samples["formwright_calls_total", "add", "error"] == 1
    assert samples["formwright_calls_total", "add", "timeout"] == 1
    assert samples["formwright_call_seconds_count", "add"] == 4
    assert samples["formwright_call_seconds_bucket", "add", "0.01"] == 3


async def test_names_that_browsers_make_up_become_no_labels() -> None:
    known = metrics()
    for number in range(1000):
        unknown = RemoteError(wire_name(NoServerFunctionError), "")
        known.observe(finished(f"made up {number}", False, unknown))
    for number in range(1000):
        raised = RemoteError("KeyError", "", (TraceFrame("Server.py", number, f"f{number}"),))
        known.observe(finished(f"there {number}", False, raised))
    samples = values(known)
    assert samples["formwright_calls_total", UNKNOWN, "refused"] == 1000
    functions = {key[1] for key in samples if key[0] == "formwright_calls_total"}
    assert len(functions) == MOST_FUNCTIONS + 1


async def test_what_is_there_now_is_looked_at_when_somebody_asks() -> None:
    known = metrics()
    known.observe(ServerState("starting", "per-call"))
    known.observe(ServerState("starting", "persistent"))
    known.observe(WorkerState(9, "per-call", "ended", 1, 0.0, 0, ""))
    app = operations(known=known)
    await ask(app, "/")
    samples = values(known)
    assert samples["formwright_calls_running",] == 3
    assert samples["formwright_sessions",] == 2
    assert samples["formwright_sockets",] == 1
    assert samples["formwright_workers", "per-call", "idle"] == 2
    assert samples["formwright_workers_memory_bytes", "per-call"] == 3000
    assert samples["formwright_server_restarts_total",] == 1
    assert samples["formwright_workers_ended_total", "per-call"] == 1
    assert samples["formwright_bytes_total", "sent"] == len("the app's own")
    assert samples["formwright_info", "Sample", "0.1.0"] == 1
