"""Times, sizes and names of the server's calls in few characters. Pure."""

from __future__ import annotations

import time

_CLIENTS = {
    "browser": "Browser",
    "server_module": "Server code",
    "command_line": "Command line",
    "background_task": "Task",
    "http": "HTTP",
    "uplink": "Uplink",
}


def milliseconds(value: float) -> str:
    if value < 10:
        return f"{value:.1f} ms"
    return f"{value:.0f} ms" if value < 10_000 else f"{value / 1000:.1f} s"


def size(count: int) -> str:
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.1f} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def client(kind: str) -> str:
    return _CLIENTS.get(kind, kind.replace("_", " ").capitalize())


def mode(name: str) -> str:
    return {"per-call": "Per call", "persistent": "Persistent"}.get(name, name)


def clock(when: float) -> str:
    return time.strftime("%H:%M:%S", time.localtime(when))
