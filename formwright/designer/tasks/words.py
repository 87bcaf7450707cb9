"""How a run of a task is put into words. Pure."""

from __future__ import annotations

from datetime import datetime

LAUNCHED = {"call": "Server code", "schedule": "Schedule", "designer": "Designer"}
STATES = {
    "running": ("Running", "progress-clock", "accent"),
    "completed": ("Completed", "check-circle-outline", "success"),
    "failed": ("Failed", "close-circle-outline", "danger"),
    "killed": ("Killed", "stop-circle-outline", "warning"),
    "missing": ("Lost with the server", "help-circle-outline", "muted"),
}
"""Status → what it is called, its icon, the colour of that."""


def state(status: str) -> tuple[str, str, str]:
    return STATES.get(status, (status.capitalize(), "help-circle-outline", "muted"))


def duration(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02} min"
    return f"{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02} h"


def moment(seconds: float, now: float) -> str:
    """In the time of this machine; the day only when it is another."""
    then, today = datetime.fromtimestamp(seconds), datetime.fromtimestamp(now)
    return then.strftime("%H:%M:%S" if then.date() == today.date() else "%Y-%m-%d %H:%M")
