"""Lines of output as the consoles show them: bounded, with traces as places in the app. No Qt; one thread."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from psygnal import Signal

from formwright.designer.core.locations import Location
from formwright.runtime.protocol.errors import RemoteError


@dataclass(frozen=True)
class Frame:
    file: str
    line: int
    function: str = ""
    source: str = ""

    @property
    def location(self) -> Location:
        return Location(self.file, self.line)


@dataclass(frozen=True)
class Line:
    """A piece of output: `stream` is stdout, stderr, error (with a trace) or note (said by Formwright)."""

    stream: str
    text: str
    trace: tuple[Frame, ...] = ()
    worker: int | None = None
    call_id: str | None = None
    when: float = field(default_factory=time.time)
    detail: str = ""
    """The traceback as Python prints it, to be shown folded."""


class Console:
    """Views append what `appended` brings, and start over on `cleared`."""

    appended = Signal(tuple)
    cleared = Signal()

    def __init__(self, limit: int = 100_000) -> None:
        self.lines: deque[Line] = deque(maxlen=limit)

    def append(self, *lines: Line) -> None:
        self.lines.extend(lines)
        self.appended.emit(lines)

    def clear(self) -> None:
        self.lines.clear()
        self.cleared.emit()


def words(error: RemoteError) -> str:
    return f"{error.type}: {error.message}" if error.message else error.type


def error_line(error: RemoteError, worker: int | None = None, call_id: str | None = None) -> Line:
    trace = tuple(Frame(frame.file, frame.line, frame.function, frame.source) for frame in error.trace)
    return Line("error", words(error), trace, worker, call_id, detail=error.text)


def page_frames(trace: Iterable[Mapping[str, Any]]) -> tuple[Frame, ...]:
    """The frames of an event of the page, which is JSON from a process we do not trust to be well-formed."""
    frames = []
    for item in trace:
        try:
            frames.append(Frame(str(item["file"]), int(item.get("line") or 0), str(item.get("function", ""))))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return tuple(frames)
