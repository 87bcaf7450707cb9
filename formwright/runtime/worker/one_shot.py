"""A worker that serves one call and dies. Process: worker, or child of the template process.

A thread reads the channel from the start: code that loops at the top of a module must not hide that the
host is gone.
"""

from __future__ import annotations

import queue
import threading

from formwright.runtime.protocol.frames import Frame, Kind
from formwright.runtime.worker.ending import end, end_with_group
from formwright.runtime.worker.runtime import Runtime


def serve_one(runtime: Runtime, preimport: bool) -> None:
    calls: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(runtime, calls), daemon=True, name="formwright-channel").start()
    if preimport:
        error = runtime.preimport()
        runtime.rehearse()
        failed = error is not None or runtime.used_too_early
        runtime.channel.send_json(
            Kind.READY,
            0,
            {"error": error.to_json() if error else None, "on_demand": runtime.used_too_early},
        )
        if failed:  # half imported, so of no use; a fresh process imports when the call is there
            end()
    runtime.run(calls.get(), import_first=not preimport, whole_process=True)
    end()


def _listen(runtime: Runtime, calls: queue.SimpleQueue[Frame]) -> None:
    while True:
        try:
            frame = runtime.channel.receive()
        except (EOFError, OSError):
            end_with_group()
        if frame.kind == Kind.CALL:
            calls.put(frame)
        else:
            runtime.handle(frame)
