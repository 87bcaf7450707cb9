"""A worker that serves one call and dies. Process: worker, or child of the template process."""

from __future__ import annotations

import threading

from formwright.runtime.protocol.frames import Kind
from formwright.runtime.worker.ending import end, end_with_group
from formwright.runtime.worker.runtime import Runtime


def serve_one(runtime: Runtime, preimport: bool) -> None:
    channel = runtime.channel
    if preimport:
        error = runtime.preimport()
        failed = error is not None or runtime.used_too_early
        channel.send_json(
            Kind.READY,
            0,
            {"error": error.to_json() if error else None, "on_demand": runtime.used_too_early},
        )
        if failed:  # half imported, so of no use; a fresh process imports when the call is there
            end()
    try:
        frame = channel.receive()
    except EOFError:
        end()
    threading.Thread(target=_listen, args=(runtime,), daemon=True, name="formwright-channel").start()
    runtime.run(frame, import_first=not preimport, whole_process=True)
    end()


def _listen(runtime: Runtime) -> None:
    while True:
        try:
            frame = runtime.channel.receive()
        except (EOFError, OSError):
            end_with_group()
        runtime.handle(frame)
