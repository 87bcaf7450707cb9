"""The generated browser part (`formwright/web/`): which build it is, and its files.

Responsible for: reading `build.json` again when a newer build replaced it, and finding files of the current
build. May not: build anything. Process: host.
"""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from formwright.runtime.server.containment import find_file
from formwright.runtime.server.packed_files import PackedFiles

#: Not left to the system's table: a wrong type makes a browser refuse a module or compile WebAssembly slowly.
MEDIA_TYPES = {
    ".mjs": "text/javascript; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
}
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


def media_type(path: str) -> str:
    suffix = Path(path).suffix.lower()
    return MEDIA_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


@dataclass(frozen=True)
class Build:
    id: str
    preload: tuple[tuple[str, str], ...]  # (file, `as` of the link): what the boot will ask for first


@dataclass(frozen=True)
class WebFile:
    path: Path
    media_type: str
    encoding: str | None


class BrowserBuild:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: tuple[int, int] | None = None
        self._build: Build | None = None
        self._packed = PackedFiles(lambda: user_cache_path("formwright", appauthor=False))

    def current(self) -> Build | None:
        """None when the browser part has not been built."""
        manifest = self._folder / "build.json"
        try:
            status = manifest.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if stamp != self._stamp:
                self._build = _parse(json.loads(manifest.read_text(encoding="utf-8")))
                self._stamp = stamp
        except (OSError, ValueError):
            return None
        return self._build

    def find(self, build: str, path: str, accepted: frozenset[str]) -> WebFile | None:
        """A file of the build named, in the best of the accepted encodings. May take a second to pack it."""
        current = self.current()
        if current is None or build != current.id:
            return None
        file = find_file(self._folder, path)
        if file is None:
            return None
        for encoding, suffix in _ENCODINGS:
            packed = file.with_name(file.name + suffix)
            if encoding in accepted and packed.is_file():
                return WebFile(packed, media_type(path), encoding)
        if "gzip" in accepted and (made := self._packed.find(build, file, path)) is not None:
            return WebFile(made, media_type(path), "gzip")
        return WebFile(file, media_type(path), None)


def _parse(data: Any) -> Build | None:
    if not isinstance(data, dict) or not isinstance(data.get("build"), str):
        return None
    preload = data.get("preload", [])
    pairs = [
        (entry["href"], entry["as"])
        for entry in preload
        if isinstance(entry, dict) and isinstance(entry.get("href"), str) and isinstance(entry.get("as"), str)
    ]
    return Build(data["build"], tuple(pairs))
