"""Finds a file below a folder for a path that a stranger typed.

Responsible for: never naming anything outside the folder, whatever the path holds (dots, backslashes, NUL,
drive letters, streams, symbolic links, another case). May not: open files. Process: host.
"""

from __future__ import annotations

from pathlib import Path

# "\\" and ":" separate or name streams on Windows; nobody needs them in the name of an asset.
_FORBIDDEN = frozenset('\\:<>"|?*') | {chr(code) for code in range(32)} | {"\x7f"}


def find_file(folder: Path, path: str) -> Path | None:
    """The regular file that `path` (posix, already percent-decoded) spells exactly, else None.

    Each part must appear letter for letter in the listing of its folder: so on a disk that ignores case, or
    drops trailing dots, there is still one spelling for each file and no way round a rule about names.
    """
    parts = path.split("/")
    if not all(_is_plain(part) for part in parts):
        return None
    current = folder
    for part in parts:
        try:
            if part not in {entry.name for entry in current.iterdir()}:
                return None
        except OSError:
            return None
        current = current / part
    try:
        real, root = current.resolve(strict=True), folder.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop of links
        return None
    if not real.is_relative_to(root) or not real.is_file():
        return None
    return real


def _is_plain(part: str) -> bool:
    return (
        bool(part) and not part.startswith(".") and part[-1] not in ". " and not _FORBIDDEN.intersection(part)
    )
