"""Makes a person's own copy of an app: of an example, a folder, a zip file or a Git repository.

Responsible for: getting the files (`sources`), a free name, making the copy a Git repository with a first
commit, and leaving nothing behind when any of it fails.
May not: run code of the app, or write outside the destination. Process: designer (a thread), command line.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from formwright.runtime.appfiles.changes import apply_files
from formwright.runtime.appfiles.manifest import MANIFEST
from formwright.runtime.appfiles.repository import first_commit
from formwright.runtime.appfiles.sources import CloneError, Progress, Source, find_source
from formwright.runtime.appfiles.templates import BLANK, app_templates, files_of_new_app

__all__ = ["CloneError", "Progress", "clone", "clone_into", "free_folder", "new_app"]


def clone(source: str, destination: Path, progress: Progress) -> Path:
    """Copy the app that `source` names to `destination`, which must be free; returns the new folder.

    `progress(text, fraction)` may raise to cancel: what was copied so far is removed.
    """
    return _make(destination, progress, _fetch(find_source(source)))


def clone_into(source: str, workspace: Path, progress: Progress) -> Path:
    """The same, under a free name in the workspace folder: `Counter`, `Counter 2`."""
    found = find_source(source)
    return _make(free_folder(workspace, found.title), progress, _fetch(found))


def new_app(title: str, destination: Path, progress: Progress, template: str = BLANK) -> Path:
    """An app made from a template, by its name."""
    name = title.strip() or destination.name
    known = {each.name: each for each in app_templates()}
    if template not in known:
        raise CloneError(f"There is no template {template}.", f"Templates are: {', '.join(known)}.")
    chosen = known[template]

    def write(folder: Path, report: Progress) -> None:
        report("Writing files", 0.5)
        apply_files(folder, files_of_new_app(chosen, name))

    return _make(destination, progress, write)


def free_folder(workspace: Path, title: str) -> Path:
    """A folder that does not exist, named after `title` as far as file systems allow."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f\s]+', " ", title).strip(" .") or "App"
    taken = {path.name.lower() for path in workspace.iterdir()} if workspace.is_dir() else set()
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name} {number}"
    return workspace / free


def _fetch(source: Source) -> Callable[[Path, Progress], None]:
    def fetch(folder: Path, report: Progress) -> None:
        source.copy_to(folder, report)
        if not (folder / MANIFEST).is_file():
            raise CloneError(
                f"{source.title} is not an app: it has no {MANIFEST}.",
                "Choose a folder, zip file or repository whose top holds anvil.yaml.",
            )

    return fetch


def _make(destination: Path, progress: Progress, fill: Callable[[Path, Progress], None]) -> Path:
    destination = destination.absolute()
    _refuse_taken(destination)
    working = destination.with_name(f".{destination.name}.{secrets.token_hex(4)}")
    try:
        working.mkdir(parents=True)
        fill(working, progress)
        progress("Making it a Git repository", 0.95)
        first_commit(working, f"Start from {destination.name}")
        if destination.exists():
            destination.rmdir()  # empty, or _refuse_taken would have refused it
        working.rename(destination)
    except OSError as error:
        _remove(working)
        reason = error.strerror or str(error)
        raise CloneError(
            f"{destination} could not be written: {reason}.",
            "Choose a folder that you may write to, on a disk with free space.",
        ) from error
    except BaseException:
        _remove(working)
        raise
    progress("Done", 1.0)
    return destination


def _refuse_taken(destination: Path) -> None:
    if destination.is_dir() and not any(destination.iterdir()):
        return
    if destination.exists() or destination.is_symlink():
        raise CloneError(
            f"{destination} exists already.",
            f"Choose another name, such as {free_folder(destination.parent, destination.name).name}.",
        )


def _remove(folder: Path) -> None:
    with contextlib.suppress(OSError):
        shutil.rmtree(folder)
