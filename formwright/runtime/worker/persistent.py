"""A worker that serves many calls: the thread that reads a call runs it, after another has taken its place.

That leader-and-followers scheme saves handing a call from thread to thread. There always is a reader, so
answers to nested calls arrive and the death of the host is noticed; the host bounds how many calls run at
once. The main thread only imports the app. Process: worker.
"""

from __future__ import annotations

import threading

from formwright.runtime.protocol.frames import Frame, Kind
from formwright.runtime.worker.ending import end, end_with_group
from formwright.runtime.worker.runtime import Runtime

_MAX_IDLE = 8


class Followers:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._reading = threading.Lock()
        self._counting = threading.Lock()
        self._idle = 0

    def add_thread(self) -> None:
        with self._counting:
            self._idle += 1
        threading.Thread(target=self._work, daemon=True, name="formwright-call").start()

    def _work(self) -> None:
        try:
            while self._serve():
                pass
        except (EOFError, OSError):
            end_with_group()

    def _serve(self) -> bool:
        with self._reading:
            frame = self._next_call()
            with self._counting:
                self._idle -= 1
                alone = self._idle == 0
        if alone:
            self.add_thread()
        self._runtime.run(frame, import_first=False, whole_process=False)
        with self._counting:
            if self._idle >= _MAX_IDLE:
                return False
            self._idle += 1
        return True

    def _next_call(self) -> Frame:
        while True:
            frame = self._runtime.channel.receive()
            if frame.kind == Kind.CALL:
                return frame
            self._runtime.handle(frame)


def serve_many(runtime: Runtime) -> None:
    # Reading starts before the import: code at the top of a module may call other server functions.
    Followers(runtime).add_thread()
    try:
        runtime.import_app()
        error = None
    except BaseException as failure:
        error = runtime.describe(failure)
    runtime.sink.finish(0)
    runtime.channel.send_json(
        Kind.READY, 0, {"error": error.to_json() if error else None, "on_demand": False}
    )
    if error is not None:
        end()
    threading.Event().wait()
