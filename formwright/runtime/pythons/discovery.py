"""Finds the Pythons of this machine.

Responsible for: where people and tools put interpreters and environments, asking each one once, in
parallel, and listing those that can run server code together with those that cannot and why.
May not: start a program that lies in an app's folder: a cloned app could bring one of its own. Such an
environment is described by its `pyvenv.cfg` until the person chooses it. Process: designer (a thread).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from uv import find_uv_bin

from formwright.runtime.pythons.interpreter import OLDEST, Interpreter, NotUsable, inspect, program_in
from formwright.runtime.pythons.program import base_python, bundle_folder

_NAME = re.compile(r"^(python(3(\.\d+)?)?|pypy3(\.\d+)?)(\.exe)?$")


@dataclass(frozen=True)
class Found:
    interpreter: Interpreter
    origin: str  # where it was found, for the person


@dataclass(frozen=True)
class Refused:
    path: Path
    origin: str
    reason: str


@dataclass(frozen=True)
class Discovery:
    usable: tuple[Found, ...]  # newest first
    refused: tuple[Refused, ...]


def discover(app_folder: Path | None = None, more: Iterable[Path] = ()) -> Discovery:
    """All Pythons that can be found. Takes about as long as the slowest of them takes to start."""
    places: dict[Path, str] = {}
    for path, origin in _candidates(more):
        places.setdefault(_identity(path), origin)
    with ThreadPoolExecutor(max_workers=4) as pool:
        answers = list(pool.map(_ask, places.items()))
    usable: dict[Path, Found] = {}
    refused = []
    for answer in answers:
        if isinstance(answer, Found):
            usable.setdefault(_identity(answer.interpreter.path), answer)
        else:
            refused.append(answer)
    for described in _in_app(app_folder):
        if isinstance(described, Found):
            usable[described.interpreter.path] = described
        else:
            refused.append(described)
    order = sorted(usable.values(), key=lambda found: found.interpreter.version, reverse=True)
    return Discovery(tuple(order), tuple(refused))


def _ask(place: tuple[Path, str]) -> Found | Refused:
    path, origin = place
    try:
        return Found(inspect(path), origin)
    except NotUsable as error:
        return Refused(path, origin, error.reason)


def _identity(path: Path) -> Path:
    """Links are followed only up to a virtual environment: its Python is another one than its base."""
    while path.is_symlink() and not (path.parent.parent / "pyvenv.cfg").is_file():
        path = Path(os.path.normpath(path.parent / path.readlink()))
    return path.parent.resolve() / path.name  # /bin is often a link to /usr/bin


def _candidates(more: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for path in more:
        yield program_in(path), "chosen before"
    yield base_python(), "comes with Formwright" if bundle_folder() else "runs Formwright"
    yield from ((path, "PATH") for path in _in_path())
    home = Path.home()
    yield from _environments(Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions", "pyenv")
    yield from _environments(Path(os.environ.get("WORKON_HOME", home / ".virtualenvs")), "virtualenvwrapper")
    yield from _conda(home)
    yield from _uv()
    if sys.platform == "darwin":
        yield from _environments(Path("/Library/Frameworks/Python.framework/Versions"), "python.org")
        for folder in ("/opt/homebrew/bin", "/usr/local/bin"):
            yield from ((path, "Homebrew") for path in _programs(Path(folder)))
    if os.name == "nt":
        yield from _launcher()


def _in_path() -> Iterator[Path]:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        # pyenv's shims start whatever the current folder asks for; what they lead to is listed by pyenv.
        if folder and Path(folder).is_absolute() and Path(folder).name != "shims":
            yield from _programs(Path(folder))


def _programs(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if _NAME.match(entry.name))
    except OSError:
        return
    yield from (folder / name for name in names if os.access(folder / name, os.X_OK))


def _environments(folder: Path, origin: str) -> Iterator[tuple[Path, str]]:
    if folder.is_dir():
        for child in sorted(folder.iterdir()):
            if child.is_dir() and program_in(child).exists():
                yield program_in(child), origin


def _conda(home: Path) -> Iterator[tuple[Path, str]]:
    roots = [home / name for name in ("miniconda3", "anaconda3", "miniforge3", "mambaforge", "micromamba")]
    roots += [Path(os.environ[name]) for name in ("CONDA_PREFIX", "MAMBA_ROOT_PREFIX") if name in os.environ]
    for root in roots:
        if (root / "conda-meta").is_dir() and program_in(root).exists():
            yield program_in(root), "conda"
        yield from _environments(root / "envs", "conda")
    try:
        listed = (home / ".conda" / "environments.txt").read_text("utf-8").splitlines()
    except OSError:
        return
    yield from ((program_in(Path(line)), "conda") for line in listed if line and Path(line).is_dir())


def _uv() -> Iterator[tuple[Path, str]]:
    command = [find_uv_bin(), "python", "list", "--only-installed", "--offline", "--output-format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=True, cwd=Path.home())
        entries = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return
    for entry in entries:
        path = Path.home() / entry["path"]  # uv spells what is below its working folder relative to it
        if path.parent.name != "shims":
            yield path, "uv"


def _launcher() -> Iterator[tuple[Path, str]]:
    try:
        done = subprocess.run(["py", "-0p"], capture_output=True, timeout=20, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return
    for match in re.finditer(r"[A-Za-z]:\\.*?\.exe", done.stdout):
        yield Path(match.group()), "py launcher"


def _in_app(folder: Path | None) -> Iterator[Found | Refused]:
    if folder is None:
        return
    for name in (".venv", "venv", "env"):
        settings = folder / name / "pyvenv.cfg"
        if not settings.is_file():
            continue
        path = program_in(folder / name)
        match = re.search(
            r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)(?:\.(\d+))?", settings.read_text("utf-8", "replace"), re.M
        )
        if match is None or not path.exists():
            yield Refused(path, "in the app's folder", "its pyvenv.cfg or its python is missing or broken")
            continue
        version = (int(match[1]), int(match[2]), int(match[3] or 0))
        if version[:2] < OLDEST:
            reason = f"it is Python {version[0]}.{version[1]}, and server code needs {OLDEST[0]}.{OLDEST[1]}"
            yield Refused(path, "in the app's folder", reason)
            continue
        yield Found(Interpreter(path, version, "cpython", folder / name), "in the app's folder")
