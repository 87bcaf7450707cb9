"""What is known of each task, kept in files so that a restart of the server does not forget it.

Responsible for one file a task in the user's state folder, written atomically, and for letting go of the
oldest. May not: run tasks. Process: host, event loop.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from formwright.runtime.appfiles.atomic import write_atomic
from formwright.runtime.protocol.background_task import MISSING
from formwright.runtime.protocol.errors import RemoteError

MOST_FINISHED = 1000


@dataclass
class TaskRecord:
    id: str
    name: str
    started: float  # seconds since the epoch
    launched_by: str = "call"  # "call", "schedule" or "designer"
    job: str = ""  # of a schedule
    status: str = ""  # "" while it runs
    ended: float = 0.0
    state: dict[str, Any] = field(default_factory=dict)
    result: str = "null"  # as it travels
    blobs: tuple[bytes, ...] = ()
    error: RemoteError | None = None
    host: str = ""  # the process that runs it

    def described(self) -> dict[str, Any]:
        """As `BackgroundTask` of apps has it."""
        return {"id": self.id, "name": self.name, "started": self.started}

    def to_json(self) -> dict[str, Any]:
        data = dict(self.__dict__)
        data["error"] = self.error.to_json() if self.error else None
        data["blobs"] = [base64.b64encode(blob).decode("ascii") for blob in self.blobs]
        return data

    @staticmethod
    def from_json(data: dict[str, Any]) -> TaskRecord:
        known = {key: value for key, value in data.items() if key in TaskRecord.__dataclass_fields__}
        known["error"] = RemoteError.from_json(known["error"]) if known.get("error") else None
        known["blobs"] = tuple(base64.b64decode(blob) for blob in known.get("blobs", ()))
        return TaskRecord(**known)


class TaskRecords:
    """By identity, oldest first. Without a folder they last as long as the process."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._all: dict[str, TaskRecord] = {}
        for record in sorted(self._read(), key=lambda each: each.started):
            if not record.status and not _is_alive(record.host):
                record.status = MISSING
                self._write(record)
            self._all[record.id] = record

    def __iter__(self) -> Iterator[TaskRecord]:
        return iter(list(self._all.values()))

    def get(self, id: str) -> TaskRecord | None:
        return self._all.get(id)

    def save(self, record: TaskRecord) -> None:
        """Raises OSError when the disk does not take it; it is remembered all the same."""
        self._all[record.id] = record
        finished = [each.id for each in self._all.values() if each.status]
        for old in finished[: max(0, len(finished) - MOST_FINISHED)]:
            del self._all[old]
            if self._folder is not None:
                self._place(old).unlink(missing_ok=True)
        self._write(record)

    def _read(self) -> Iterator[TaskRecord]:
        for place in self._folder.glob("*.json") if self._folder is not None else ():
            try:
                yield TaskRecord.from_json(json.loads(place.read_text("utf-8")))
            except (OSError, ValueError, TypeError, KeyError, AttributeError):
                continue  # half a file of a crash, or of another version: nothing can be said of that task

    def _write(self, record: TaskRecord) -> None:
        if self._folder is None:
            return
        text = json.dumps(record.to_json())
        write_atomic(self._place(record.id), text.encode("ascii"), private=True, durable=False)

    def _place(self, id: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{id}.json"


def this_host() -> str:
    """Names this process, also among those that get its number later."""
    return f"{os.getpid()} {psutil.Process().create_time()}"


def _is_alive(host: str) -> bool:
    number, _, created = host.partition(" ")
    try:
        return f"{psutil.Process(int(number)).create_time()}" == created
    except (ValueError, psutil.Error):
        return False
