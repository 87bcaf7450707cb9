"""What Prometheus may know of this server (`/metrics`).

Responsible for: names and labels, which docs/howto/serving.md lists. Labels are bounded: a browser can call
any name, and only names that server code has answered to become one. May not: hold anything of a visitor.
Process: host, event loop. Imported only by `formwright serve`.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

import formwright
from formwright.runtime.protocol.control import CallFinished, Event, ServerState, WorkerState
from formwright.runtime.protocol.errors import (
    ExecutionTerminatedError,
    NoServerFunctionError,
    PermissionDenied,
    QuotaExceededError,
    RuntimeUnavailableError,
    TimeoutError,
    wire_name,
)

CONTENT_TYPE = CONTENT_TYPE_LATEST
UNKNOWN = "(unknown)"
MOST_FUNCTIONS = 500
_OUTCOMES = {
    wire_name(TimeoutError): "timeout",
    wire_name(ExecutionTerminatedError): "crashed",
    wire_name(RuntimeUnavailableError): "unavailable",
    wire_name(NoServerFunctionError): "refused",
    wire_name(PermissionDenied): "refused",
    wire_name(QuotaExceededError): "refused",
}
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Observed(Protocol):
    """What is looked at when somebody asks, not when it happens."""

    def workers(self) -> tuple[WorkerState, ...]: ...
    def running_calls(self) -> int: ...
    def sessions(self) -> int: ...
    def sockets(self) -> int: ...


@dataclass
class Traffic:
    """Bytes of pages, calls and their answers."""

    received: int = 0
    sent: int = 0


class Metrics:
    def __init__(self, observed: Observed, app: str) -> None:
        self.traffic = Traffic()
        self._registry = CollectorRegistry(auto_describe=True)
        self._known: set[str] = set()
        self._starts = 0
        self._ended: Tally[str] = Tally()
        self._calls = Counter(
            "formwright_calls", "Calls that ended.", ("function", "outcome"), registry=self._registry
        )
        self._seconds = Histogram(
            "formwright_call_seconds",
            "How long calls took, waiting for a worker included.",
            ("function",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        Info("formwright", "What is served, by what.", registry=self._registry).info(
            {"app": app, "version": formwright.__version__}
        )
        ProcessCollector(registry=self._registry)
        self._registry.register(_Now(self, observed))

    @property
    def restarts(self) -> int:
        return max(0, self._starts - 1)

    @property
    def ended(self) -> Tally[str]:
        return self._ended

    def observe(self, event: Event) -> None:
        if isinstance(event, CallFinished):
            function = self._label(event)
            self._calls.labels(function, _outcome(event)).inc()
            self._seconds.labels(function).observe(event.milliseconds / 1000)
        elif isinstance(event, ServerState):
            self._starts += event.state == "starting"
        elif isinstance(event, WorkerState) and event.state == "ended":
            self._ended[event.mode] += 1

    def text(self) -> bytes:
        return generate_latest(self._registry)

    def _label(self, event: CallFinished) -> str:
        if event.function in self._known:
            return event.function
        answered = event.ok or (event.error is not None and bool(event.error.trace))
        if answered and len(self._known) < MOST_FUNCTIONS:
            self._known.add(event.function)
            return event.function
        return UNKNOWN


def _outcome(event: CallFinished) -> str:
    if event.ok:
        return "ok"
    return "error" if event.error is None else _OUTCOMES.get(event.error.type, "error")


class _Now(Collector):
    def __init__(self, metrics: Metrics, observed: Observed) -> None:
        self._metrics = metrics
        self._observed = observed

    def describe(self) -> Iterator[Metric]:
        yield from ()  # not asked for at registration

    def collect(self) -> Iterator[Metric]:
        observed, metrics = self._observed, self._metrics
        yield _gauge("formwright_calls_running", "Calls that run now.", observed.running_calls())
        yield _gauge("formwright_sessions", "Browser sessions that are kept.", observed.sessions())
        yield _gauge("formwright_sockets", "Pages that are connected.", observed.sockets())
        yield from _workers(observed.workers())
        yield _counted(
            "formwright_server_restarts", "Times that server code was started anew.", metrics.restarts
        )
        ended = CounterMetricFamily(
            "formwright_workers_ended", "Worker processes that ended.", labels=("mode",)
        )
        for mode, count in metrics.ended.items():
            ended.add_metric((mode,), count)
        yield ended
        traffic = CounterMetricFamily("formwright_bytes", "Bytes of content.", labels=("direction",))
        traffic.add_metric(("received",), metrics.traffic.received)
        traffic.add_metric(("sent",), metrics.traffic.sent)
        yield traffic


def _workers(workers: tuple[WorkerState, ...]) -> Iterator[Metric]:
    counts: Tally[tuple[str, str]] = Tally()
    memory: Tally[str] = Tally()
    for worker in workers:
        counts[worker.mode, worker.state] += 1
        memory[worker.mode] += worker.memory_bytes
    number = GaugeMetricFamily("formwright_workers", "Worker processes.", labels=("mode", "state"))
    for labels, count in counts.items():
        number.add_metric(labels, count)
    yield number
    used = GaugeMetricFamily(
        "formwright_workers_memory_bytes", "Resident memory of the workers, summed.", labels=("mode",)
    )
    for mode, size in memory.items():
        used.add_metric((mode,), size)
    yield used


def _gauge(name: str, help: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help, value=value)


def _counted(name: str, help: str, value: float) -> Metric:
    return CounterMetricFamily(name, help, value=value)
