"""The log of `formwright serve --log-format json`: one JSON object a line, for programs that collect logs.

Responsible for: its fields, which docs/howto/serving.md lists. What somebody else logs (the web server, a
library) becomes such a line too. May not: hold up the event loop. Process: host.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, TextIO

from formwright.runtime.protocol.control import (
    CallFinished,
    ClientLog,
    Event,
    Failed,
    Output,
    Problems,
    Ready,
    ServerState,
    WorkerState,
)
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.server.console import traceback_text
from formwright.runtime.server.line_writer import LineWriter

Fields = Mapping[str, Any]


class JsonLog:
    def __init__(self, stream: TextIO) -> None:
        self._lines = LineWriter(stream, _left_out, "log")
        logging.getLogger().addHandler(_Logged(self))

    def show(self, event: Event) -> None:
        """From any thread."""
        self._lines.put(partial(_event_lines, time.time(), event), isinstance(event, Output))

    def say(self, text: str, level: str = "info") -> None:
        self._lines.put(partial(_line, time.time(), level, "server", {"text": text.rstrip("\n")}))

    def logged(self, record: logging.LogRecord) -> None:
        self._lines.put(partial(_record_line, record))

    def close(self) -> None:
        self._lines.close()


class _Logged(logging.Handler):
    def __init__(self, log: JsonLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.logged(record)


def _event_lines(when: float, event: Event) -> str:
    return "\n".join(_line(when, level, name, fields) for level, name, fields in _described(event))


def _described(event: Event) -> list[tuple[str, str, Fields]]:
    """Level, name and fields of each line; most events are one, some none."""
    match event:
        case CallFinished():
            fields = {
                "call_id": event.call_id,
                "function": event.function,
                "session": event.session,
                "client": event.client,
                "ok": event.ok,
                "milliseconds": round(event.milliseconds, 2),
                "waited": round(event.waited, 2),
                "bytes_in": event.bytes_in,
                "bytes_out": event.bytes_out,
                **({"parent": event.parent} if event.parent else {}),
                "mode": event.mode,
                "worker": event.worker,
                **_error(event.error),
            }
            return [("info" if event.ok else "error", "call", fields)]
        case Output():
            level = "info" if event.stream == "stdout" else "warning"
            text = event.text.rstrip("\n")
            printed = {"call_id": event.call_id, "stream": event.stream, "worker": event.worker, "text": text}
            return [(level, "output", printed)]
        case ServerState():
            level = "error" if event.state in ("failed", "broken") else "info"
            state = {"state": event.state, "mode": event.mode, "python": event.python}
            took = {"milliseconds": round(event.milliseconds, 2)} if event.milliseconds else {}
            remedy = {"remedy": event.remedy} if event.remedy else {}
            return [(level, "server_code", {**state, **took, **_error(event.error), **remedy})]
        case WorkerState(state="starting" | "ended", mode="persistent"):
            worker = {"worker": event.pid, "state": event.state, "mode": event.mode, "calls": event.calls}
            return [("info", "worker", {**worker, **({"reason": event.reason} if event.reason else {})})]
        case ClientLog():
            level = "error" if event.level == "error" else "info"
            return [(level, "browser", {"session": event.session[:8], "text": event.text})]
        case Problems():
            return [("warning", "problem", {"text": str(p), "remedy": p.remedy}) for p in event.problems]
        case Failed():
            return [("error", "failed", {"text": event.message, "remedy": event.remedy})]
        case Ready():
            return [("info", "ready", {"url": event.url})]
    return []


def _error(error: RemoteError | None) -> dict[str, str]:
    if error is None:
        return {}
    return {"error_type": error.type, "error": error.message, "traceback": traceback_text(error)}


def _record_line(record: logging.LogRecord) -> str:
    fields = {"logger": record.name, "text": record.getMessage()}
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        fields["error_type"] = type(error).__name__
        fields["traceback"] = "".join(traceback.format_exception(error)).rstrip()
    return _line(record.created, record.levelname.lower(), "log", fields)


def _line(when: float, level: str, name: str, fields: Fields) -> str:
    stamp = datetime.fromtimestamp(when, UTC).isoformat(timespec="milliseconds")
    return json.dumps(
        {"time": stamp.replace("+00:00", "Z"), "level": level, "event": name, **fields}, separators=(",", ":")
    )


def _left_out(count: int) -> str:
    text = f"{count} pieces of output were left out"
    return _line(time.time(), "warning", "server", {"text": text})
