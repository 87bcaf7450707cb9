"""An app that many tests call: a real engine in a thread of its own, in one mode and one Python."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from formwright.runtime.client import capabilities
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.portable import PortableClasses, Trust
from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.engine import Caller, CallFailure, CallRequest, CallResult, LaunchSpec
from tests.engine.running_app import RunningApp, start_app

T = TypeVar("T")


@dataclass(frozen=True)
class Mode:
    """How an app runs: the kind of its workers, and their Python."""

    kind: str
    python: str
    name: str

    @property
    def persistent(self) -> bool:
        return self.kind == "persistent"


class LiveApp:
    """Calls are made as by browsers: `session` says whose."""

    def __init__(self, spec: LaunchSpec, mode: Mode) -> None:
        self.mode = mode
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="engine of a test", daemon=True)
        self._thread.start()
        self.running: RunningApp = self.wait(start_app(spec, mode.kind))
        self.classes = PortableClasses(lambda _: False)

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def outcome(
        self, function: str, *args: object, session: str = "ann", body: str = "", trusted: bool = False
    ) -> tuple[CallResult | CallFailure, Trust]:
        trust = Trust(False, True, capabilities.seal())
        text, blobs = dumps_call(args, {}, trust)
        caller = Caller(
            "browser", trusted, session, "192.0.2.1", browser=f"b-{session}", any_browser=f"all-{session}"
        )
        request = CallRequest(function, body or text, tuple(blobs), caller)
        return self.wait(self.running.engine.call(request)), trust

    def call(self, function: str, *args: object, session: str = "ann") -> Any:
        outcome, trust = self.outcome(function, *args, session=session)
        assert isinstance(outcome, CallResult), outcome
        return loads(outcome.body, outcome.blobs, self.classes, trust)

    def error(self, function: str, *args: object, session: str = "ann") -> RemoteError:
        outcome, _ = self.outcome(function, *args, session=session)
        assert isinstance(outcome, CallFailure), outcome
        return outcome.error

    def close(self) -> None:
        self.wait(self.running.engine.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
