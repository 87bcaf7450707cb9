"""The real engine behind tests: worker processes in the app's own Python, called from synchronous code.

Responsible for: an event loop in a thread of its own. Output of server code goes to this process's streams,
where pytest collects it. May not: interpret what is called. Process: that of pytest.
"""

from __future__ import annotations

import asyncio
import sys
import threading

from formwright.runtime.protocol.control import Output
from formwright.runtime.server.app_launch import launch_spec
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, EngineEvent
from formwright.runtime.server.pages import OpenPage, Pages
from formwright.runtime.server.standalone import standalone_engine
from formwright.runtime.spec.app import App


class EngineThread:
    def __init__(self, app: App, persistent: bool) -> None:
        python = AppPython(app.folder).prepared(lambda line: print(line, file=sys.stderr))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="engine of the app under test", daemon=True
        )
        self._thread.start()
        self._pages = Pages()
        self._engine = standalone_engine(launch_spec(app, python, persistent), _show, pages=self._pages)
        asyncio.run_coroutine_threadsafe(self._engine.start(), self._loop).result()

    def call(self, request: CallRequest) -> CallResult | CallFailure:
        """Blocks until the answer is there; the engine's time limit holds."""
        return asyncio.run_coroutine_threadsafe(self._engine.call(request), self._loop).result()

    def open(self, page: OpenPage) -> None:
        """It gets the events of its session."""
        self._loop.call_soon_threadsafe(self._pages.add, page)

    def forget(self, page: OpenPage) -> None:
        self._loop.call_soon_threadsafe(self._pages.remove, page)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._engine.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _show(event: EngineEvent) -> None:
    if isinstance(event, Output):
        stream = sys.stderr if event.stream == "stderr" else sys.stdout
        stream.write(event.text)
