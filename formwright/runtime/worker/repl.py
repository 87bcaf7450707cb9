"""A worker in which a developer types Python: with the app loaded, and with a namespace that stays.

The main thread runs what was typed, so that it can be interrupted; another reads the channel; completion and
interrupting have threads of their own. Each input runs like a call, so `anvil.server` works. Process: worker.
"""

from __future__ import annotations

import ast
import builtins
import codeop
import linecache
import queue
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, ModuleType
from typing import Any

from formwright.runtime.protocol.frames import Frame, Kind
from formwright.runtime.protocol.repl import COMPLETE, INPUT, INTERRUPT
from formwright.runtime.worker.channel import Channel
from formwright.runtime.worker.ending import end_with_group
from formwright.runtime.worker.output import CallStream, OutputSink
from formwright.runtime.worker.registry import ServerFunction
from formwright.runtime.worker.runtime import Runtime

_MOST_NAMES = 200
_PAUSE, _LONGEST_PAUSE = 0.02, 0.5
# An exception in the middle of these would leave half a message on the channel.
_WHOLE = {Channel.send.__code__, OutputSink.write.__code__, OutputSink.flush.__code__}
_STREAMS = (("stdout", 1), ("stderr", 2))
_LAST_NAME = re.compile(r"[\w.]*$")
_IMPORTED = re.compile(r"\s*(?:import|from)\s+[\w.]*$")


def serve_repl(runtime: Runtime) -> None:
    repl = Repl(runtime)
    threading.Thread(target=repl.listen, daemon=True, name="formwright-channel").start()
    error = None
    try:
        runtime.import_app()
    except BaseException as failure:  # its lines may still be tried one by one
        error = runtime.describe(failure)
    repl.load()
    runtime.sink.finish(0)
    runtime.channel.send_json(
        Kind.READY, 0, {"error": error.to_json() if error else None, "on_demand": False}
    )
    repl.run_for_ever()


class Repl:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._inputs: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._main = ModuleType("__main__")
        self._compile = codeop.CommandCompiler()
        self._count = 0
        # Numbers of inputs, which count up; 0: none.
        self._running = self._finished = self._interrupted = 0
        for name, function in ((INPUT, self.input), (COMPLETE, self.complete), (INTERRUPT, self.interrupt)):
            runtime.registry.add(ServerFunction(name, function))
        signal.signal(signal.SIGINT, self._on_interrupt)
        for stream, descriptor in _STREAMS:
            setattr(sys, stream, _Stream(runtime.sink, stream, descriptor, self.raise_deferred))

    def load(self) -> None:
        """The names that are there from the beginning: `anvil` and the server modules that were imported."""
        sys.modules["__main__"] = self._main
        namespace = self._main.__dict__
        namespace["__builtins__"] = builtins
        exec("import anvil, anvil.server", namespace)
        for full in self._runtime.code.server_modules:
            name = full.rpartition(".")[2]
            if full in sys.modules and full == f"{self._runtime.code.package}.{name}":
                namespace[name] = sys.modules[full]

    def listen(self) -> None:
        while True:
            try:
                frame = self._runtime.channel.receive()
            except (EOFError, OSError):
                end_with_group()
            if frame.kind != Kind.CALL:
                self._runtime.handle(frame)
            elif f'"{INPUT}"'.encode() in frame.body.partition(b"\n")[0]:
                self._inputs.put(frame)
            else:
                threading.Thread(
                    target=self._runtime.run, args=(frame, False, False), daemon=True, name="formwright-aside"
                ).start()

    def run_for_ever(self) -> None:
        while True:
            self._runtime.run(self._inputs.get(), import_first=False, whole_process=True)

    # -- what the host asks

    def input(self, number: int, source: str) -> dict[str, Any]:
        """Runs what was typed, or says that more must come. An error is part of the answer."""
        self._count += 1
        name = f"<input {self._count}>"
        try:
            pieces = self._pieces(source, name)
            if pieces is None:
                return {"more": True, "error": None}
            lines = source.splitlines(keepends=True)
            linecache.cache[name] = (len(source), None, lines, name)
            self._running = number
            for piece in pieces:
                exec(piece, self._main.__dict__)
            self._running = 0
            return {"more": False, "error": None}
        except BaseException as error:
            self._running = 0
            return {"more": False, "error": self._runtime.describe(error).to_json()}
        finally:
            self._finished = number
            sys.stdout.flush()
            sys.stderr.flush()

    def _pieces(self, source: str, name: str) -> list[CodeType] | None:
        """Code to run one after the other; None when the source is not complete. Raises SyntaxError."""
        try:
            code = self._compile(source, name, "single")
        except SyntaxError:
            # Several statements at once, as when pasted: each shows its value as if typed alone.
            tree = ast.parse(source, name, "exec")
            return [compile(ast.Interactive([node]), name, "single") for node in tree.body]
        return None if code is None else [code]

    def complete(self, text: str) -> list[str]:
        import rlcompleter

        if _IMPORTED.match(text):
            start = _LAST_NAME.search(text)
            assert start is not None
            return sorted(name for name in self._modules() if name.startswith(start[0]))[:_MOST_NAMES]
        word = _LAST_NAME.search(text)
        if word is None or not word[0]:
            return []
        completer = rlcompleter.Completer(self._main.__dict__)
        found: list[str] = []
        while len(found) < _MOST_NAMES:
            name = completer.complete(word[0], len(found))
            if name is None:
                break
            found.append(name)
        return list(dict.fromkeys(name.rstrip("()") for name in found))

    def _modules(self) -> Iterator[str]:
        package = self._runtime.code.package
        yield package
        for full in self._runtime.code.server_modules:
            yield full[len(package) + 1 :] if full.startswith(f"{package}.") else full
        yield from (name for name in sys.builtin_module_names if not name.startswith("_"))
        yield from getattr(sys, "stdlib_module_names", ())

    def interrupt(self, number: int) -> None:
        """The input of that number, which may not have begun, or one before it that still runs."""
        self._interrupted = number
        threading.Thread(target=self._insist, args=(number,), daemon=True, name="formwright-aside").start()

    def _insist(self, number: int) -> None:
        """A signal that comes right before a system call is seen after it only: it is sent until seen."""
        pause = _PAUSE
        while self._interrupted == number and self._finished < number:
            if self._running:
                main = threading.main_thread().ident
                if hasattr(signal, "pthread_kill") and main is not None:
                    signal.pthread_kill(main, signal.SIGINT)  # also ends a sleep
                else:
                    signal.raise_signal(signal.SIGINT)
                pause = min(pause * 1.5, _LONGEST_PAUSE)
            time.sleep(pause)

    def raise_deferred(self) -> None:
        if self._is_wanted() and threading.current_thread() is threading.main_thread():
            self._interrupted = 0
            raise KeyboardInterrupt

    def _is_wanted(self) -> bool:
        return 0 < self._running <= self._interrupted

    def _on_interrupt(self, _number: int, frame: FrameType | None) -> None:
        if not self._is_wanted():
            return
        while frame is not None:
            if frame.f_code in _WHOLE:
                return  # until it is sent again, or by `raise_deferred`
            frame = frame.f_back
        self._interrupted = 0
        raise KeyboardInterrupt


class _Stream(CallStream):
    """Code that prints without end spends its time where it must not be left: it is left right after."""

    def __init__(self, sink: OutputSink, stream: str, descriptor: int, then: Callable[[], None]) -> None:
        super().__init__(sink, stream, descriptor)
        self._then = then

    def write(self, text: str) -> int:
        written = super().write(text)
        self._then()
        return written
