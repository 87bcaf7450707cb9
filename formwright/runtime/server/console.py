"""What `formwright serve` and `formwright call` say on stderr of events inside.

Responsible for: those words. In the designer the events travel as they are. Process: host, `formwright call`.
"""

from __future__ import annotations

from typing import TextIO

from formwright.runtime.protocol.control import (
    CallFinished,
    ClientLog,
    Event,
    Failed,
    Output,
    Problems,
    ServerState,
)
from formwright.runtime.protocol.errors import RemoteError


class Console:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def show(self, event: Event) -> None:
        text = self._text(event)
        if text:
            self.say(text)

    def say(self, text: str, _level: str = "info") -> None:
        """What is no event; the level is for logs that programs read."""
        self._stream.write(text if text.endswith("\n") else text + "\n")
        self._stream.flush()

    def close(self) -> None:
        pass

    def _text(self, event: Event) -> str:
        match event:
            case Output():
                return event.text
            case CallFinished(ok=False, error=error) if error is not None:
                return f"Server function {event.function!r} failed:\n{traceback_text(error)}"
            case ServerState(state="failed" | "broken", error=error) if error is not None:
                return "\n".join(["Server code does not run:", traceback_text(error), event.remedy]).rstrip()
            case ClientLog():
                return f"[browser] {event.text}"
            case Problems():
                return "\n".join(f"{problem}\n    {problem.remedy}".rstrip() for problem in event.problems)
            case Failed():
                return f"{event.message} {event.remedy}".rstrip()
        return ""


def traceback_text(error: RemoteError) -> str:
    if error.text:
        return error.text.rstrip()
    lines = ["Traceback (most recent call last):"] if error.trace else []
    for frame in error.trace:
        lines.append(f'  File "{frame.file}", line {frame.line}, in {frame.function}')
        if frame.source:
            lines.append(f"    {frame.source.strip()}")
    lines.append(f"{error.type}: {error.message}" if error.message else error.type)
    return "\n".join(lines)
