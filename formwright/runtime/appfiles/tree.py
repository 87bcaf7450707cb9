"""Walks an app folder.

Responsible for: which files belong to an app: never version control data, caches, or a link that leads out
of the folder. May not: read files. Process: designer, host, command line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules"})


def walk_files(folder: Path, below: str) -> Iterator[str]:
    """Posix paths, relative to `folder`, of all files under `below`, sorted; hidden ones left out."""
    root = folder.resolve()
    yield from _walk(folder, below, root)


def _walk(folder: Path, below: str, root: Path) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in SKIPPED_FOLDERS:
            continue
        path = f"{below}/{entry.name}"
        if entry.is_symlink() and not is_inside(Path(entry.path), root):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, path, root)
        elif entry.is_file():
            yield path


def is_inside(path: Path, root: Path) -> bool:
    """Whether `path`, links followed, lies in `root` (which must be resolved)."""
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False
