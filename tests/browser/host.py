"""`formwright serve --control`, spoken to as the designer does."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any


class ControlledHost:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self.token = ""
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()

    def __enter__(self) -> ControlledHost:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "formwright", "serve", str(self.folder), "--control", "--port", "0"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=self._read, daemon=True).start()
        ready = self.wait_for("Ready")
        self.url, self.token = ready["url"], ready["token"]
        return self

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def wait_for(self, kind: str) -> dict[str, Any]:
        while True:
            event = self._events.get(timeout=30)
            if event["t"] == kind:
                return event

    def tell(self, command: str, **values: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"t": command, **values}) + "\n")
        self._process.stdin.flush()

    def address(self, form: str = "", held: bool = False) -> str:
        """As the designer's preview opens the app."""
        return f"{self.url.rstrip('/')}/?{'_hold=1&' if held else ''}_designer={self.token}#{form}"

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise
