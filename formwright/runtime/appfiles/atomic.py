"""Writes files so that nobody ever sees half of one, also after a power cut.

Responsible for: temporary file in the same folder, flush to disk, replace; permission bits kept; a link
keeps being a link (its target is written). May not: know what is in the files.
Process: designer, host, command line.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path


def write_atomic(path: Path, data: bytes, *, private: bool = False, durable: bool = True) -> None:
    """Make `data` the content of `path`, making folders as needed; same content: file left untouched.

    `private`: only the user may read it. Not `durable`: a power cut may bring back what was there before, for
    writers that cannot wait for the disk.
    """
    target = path.resolve() if path.is_symlink() else path
    with contextlib.suppress(FileNotFoundError):
        if target.read_bytes() == data:
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{secrets.token_hex(6)}.writing")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o600 if private else 0o666)  # the umask applies, as for any new file
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if not private:
            with contextlib.suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(target.parent)


def delete_file(path: Path, root: Path) -> None:
    """Delete a file, and the folders below `root` that this leaves empty (caches do not count)."""
    path.unlink(missing_ok=True)
    folder = path.parent
    while folder != root and folder.is_relative_to(root):
        _delete_cache(folder / "__pycache__")
        try:
            folder.rmdir()
        except OSError:
            return  # not empty
        folder = folder.parent


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # folders cannot be opened there; NTFS journals the rename
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _delete_cache(folder: Path) -> None:
    if folder.is_dir() and all(entry.suffix == ".pyc" for entry in folder.iterdir()):
        with contextlib.suppress(OSError):
            for entry in folder.iterdir():
                entry.unlink()
            folder.rmdir()
