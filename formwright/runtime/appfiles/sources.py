"""Where a copy of an app can come from.

Responsible for: recognising example names, folders, zip files and Git addresses, and copying their files
into an empty folder; files that would land elsewhere, links, and absurd sizes are refused or left out.
May not: run anything. Process: designer (a thread), command line.
"""

from __future__ import annotations

import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from formwright.runtime.appfiles.examples import DESCRIPTION, PICTURE, examples, find_example
from formwright.runtime.appfiles.manifest import MANIFEST
from formwright.runtime.appfiles.repository import RepositoryError, fetch, without_password
from formwright.runtime.appfiles.tree import SKIPPED_FOLDERS, is_inside

Progress = Callable[[str, float], None]
MAXIMUM_FILES = 50_000
MAXIMUM_BYTES = 2 * 1024**3
_GIT = re.compile(r"^(?:https?|ssh|git|file)://|^[\w.-]+@[\w.-]+:|\.git/?$")


class CloneError(Exception):
    """No copy was made: `message` says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Source(Protocol):
    @property
    def title(self) -> str: ...
    def copy_to(self, folder: Path, progress: Progress) -> None: ...


def find_source(text: str) -> Source:
    """What `text` names. An example's name comes first: write ./hello for a folder called hello."""
    text = text.strip()
    example = find_example(text) if "/" not in text and "\\" not in text else None
    if example is not None:
        return FolderSource(example.folder, example.title, frozenset({DESCRIPTION, PICTURE}))
    path = Path(text).expanduser()
    if path.is_dir() and not text.startswith("file://"):
        return FolderSource(path.resolve(), path.resolve().name)
    if path.is_file():
        return ZipSource(path, path.stem)
    if _GIT.search(text):
        name = re.split(r"[/:]", text.rstrip("/"))[-1].removesuffix(".git")
        return GitSource(text, name or "App")
    names = ", ".join(example.name for example in examples())
    raise CloneError(
        f"There is no example, folder, zip file or Git address “{text}”.",
        f"Examples are: {names}. A Git address begins with https:// or ssh://.",
    )


@dataclass(frozen=True)
class FolderSource:
    folder: Path
    title: str
    left_out: frozenset[str] = frozenset()  # names at the top that are not part of the app

    def copy_to(self, folder: Path, progress: Progress) -> None:
        files = self._files()
        if len(files) > MAXIMUM_FILES:
            raise _too_large(self.title)
        for count, path in enumerate(files):
            progress("Copying files", 0.9 * count / max(1, len(files)))
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.folder / path, target)
            target.chmod(stat.S_IMODE(target.stat().st_mode) | stat.S_IWUSR | stat.S_IRUSR)

    def _files(self) -> list[Path]:
        root = self.folder.resolve()
        found = []
        for path in sorted(root.rglob("*")):
            relative = path.relative_to(root)
            hidden = {".git", ".anvil", *SKIPPED_FOLDERS} & set(relative.parts)
            if hidden or str(relative) in self.left_out or not path.is_file():
                continue
            if is_inside(path, root):  # a link that leads out would copy somebody's other files
                found.append(relative)
        return found


@dataclass(frozen=True)
class ZipSource:
    path: Path
    title: str

    def copy_to(self, folder: Path, progress: Progress) -> None:
        try:
            with zipfile.ZipFile(self.path) as archive:
                self._extract(archive, folder, progress)
        except zipfile.BadZipFile as error:
            raise CloneError(
                f"{self.path.name} is not a zip file, or a broken one: {error}.",
                "Download it again, or unpack it yourself and clone the folder.",
            ) from None
        except (RuntimeError, NotImplementedError) as error:  # a password, an unknown compression
            raise CloneError(
                f"{self.path.name} cannot be unpacked: {error}.", "Unpack it yourself."
            ) from None

    def _extract(self, archive: zipfile.ZipFile, folder: Path, progress: Progress) -> None:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        top = _top(entries)
        left = MAXIMUM_BYTES
        if len(entries) > MAXIMUM_FILES:
            raise _too_large(self.title)
        for count, entry in enumerate(entries):
            progress("Unpacking files", 0.9 * count / len(entries))
            name = _safe(PurePosixPath(entry.filename))
            if not name.is_relative_to(top) or stat.S_ISLNK(entry.external_attr >> 16):
                continue
            relative = name.relative_to(top)
            if relative.parts and relative.parts[0] == ".git":
                continue  # a stranger's repository settings can name programs to run
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as packed, target.open("xb") as file:
                while block := packed.read(1 << 20):
                    left -= len(block)
                    if left < 0:
                        raise _too_large(self.title)
                    file.write(block)


@dataclass(frozen=True)
class GitSource:
    url: str
    title: str

    def copy_to(self, folder: Path, progress: Progress) -> None:
        shown = without_password(self.url)
        progress(f"Fetching {shown}", 0.1)
        try:
            fetch(self.url, folder)
        except RepositoryError as error:
            raise CloneError(
                f"{shown} could not be fetched: {error}.",
                "Check the address and your access; a private one may need ssh:// with your key.",
            ) from None


def _top(entries: list[zipfile.ZipInfo]) -> PurePosixPath:
    """The folder in the archive that holds anvil.yaml: exports often have one folder around the app."""
    manifests = [PurePosixPath(e.filename) for e in entries if PurePosixPath(e.filename).name == MANIFEST]
    if not manifests:
        return PurePosixPath()
    return min(manifests, key=lambda path: len(path.parts)).parent


def _safe(path: PurePosixPath) -> PurePosixPath:
    bad = path.is_absolute() or any(
        part in ("..", "") or re.search(r"[\\:\x00]", part) for part in path.parts
    )
    if bad or not path.parts:
        raise CloneError(
            f"The zip file holds a file with an unsafe name, “{path}”, and was not unpacked.",
            "Get it again from a source that you trust.",
        )
    return path


def _too_large(title: str) -> CloneError:
    return CloneError(
        f"{title} has more than {MAXIMUM_FILES:,} files or {MAXIMUM_BYTES // 1024**3} GB.",
        "Check that this is the folder of an app, not one that holds many.",
    )
